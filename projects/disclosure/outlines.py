"""The two official outlines of a booklet, and which of them one has.

Nine explanations, the performance goals among them; or three parts: the public tables, eight explanations, and the
performance goals behind them. The three parts go with a contents that lists the public tables, and with a region that
gives the performance goals no title among the explanations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.official_texts import TEMPLATES, TextTemplate, title_key

IN_THREE_PARTS = {
    "explanations": "{年度}年度部门预算信息公开情况说明",
    title_key("budget"): "部门预算安排总体情况",
    title_key("performance"): "",
    "performance-projects": "预算项目绩效目标",
}
"""The texts that are worded otherwise in three parts, by key."""

_OFFICIAL = {template.key: template.wording for template in TEMPLATES}


def in_its_outline(document: DisclosureDocument, templates: Sequence[TextTemplate]) -> tuple[TextTemplate, ...]:
    """The texts in the words of the outline that the booklet has; what a region words itself stays.

    Applied twice it gives the same.
    """
    has_own_part = any(each.key == title_key("performance") and not each.wording for each in templates)
    if not document.contents and not has_own_part:
        return tuple(templates)
    return tuple(
        replace(each, wording=IN_THREE_PARTS[each.key])
        if each.key in IN_THREE_PARTS and each.wording == _OFFICIAL[each.key]
        else each
        for each in templates
    )
