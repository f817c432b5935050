"""How a region words its booklets in a year: the product's own texts, with those that it has worded otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from projects.disclosure.official_texts import TEMPLATES, TextTemplate
from projects.models import Disclosure, DisclosureWording, Region

Wordings = dict[str, list[str]]
"""By the key of the text: its wording, and that for where there are no data."""


def templates_of(region: Region, fiscal_year: int) -> tuple[TextTemplate, ...]:
    """Every text in the order of the booklet. One query."""
    rows = DisclosureWording.objects.filter(region=region, fiscal_year=fiscal_year)
    return _worded(TEMPLATES, {row.key: [row.wording, row.otherwise] for row in rows})


def wordings_of(disclosure: Disclosure) -> tuple[TextTemplate, ...]:
    """The texts of the disclosure's region and year. One query, two where its department is not loaded."""
    return templates_of(disclosure.department.region, disclosure.fiscal_year)


def frozen(templates: Iterable[TextTemplate]) -> Wordings:
    """JSON of the wordings, to be kept with what was made with them."""
    return {template.key: [template.wording, template.otherwise] for template in templates}


def thawed(wordings: Mapping[str, Sequence[str]]) -> tuple[TextTemplate, ...]:
    """The texts of :func:`frozen` again, without those that came later; where none were kept, the product's own."""
    kept = tuple(template for template in TEMPLATES if template.key in wordings)
    return _worded(kept or TEMPLATES, wordings)


def _worded(templates: Iterable[TextTemplate], wordings: Mapping[str, Sequence[str]]) -> tuple[TextTemplate, ...]:
    return tuple(
        replace(template, wording=wordings[template.key][0], otherwise=wordings[template.key][1])
        if template.key in wordings
        else template
        for template in templates
    )
