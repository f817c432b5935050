"""``disclosure-empty-table-note``: an empty table without its note, or a note under a filled one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projects.disclosure.document import DisclosureDocument
from projects.review.finding import Criterion, Finding, Severity
from projects.review.texts import quoted

RULE = "disclosure-empty-table-note"
NOTE = "无此项公开内容，空表列示。"
"""What stands under a table that has nothing to show."""

_SAYS_EMPTY = re.compile(
    r"空表|无此项|无.{0,12}(?:公开内容|内容|数据|支出|预算|采购)|(?:未|没有)(?:安排|编制|发生)|不涉及"
)
_REASON = re.compile(r"没有|无|未|不涉及|空表")


def check_empty_tables(document: DisclosureDocument) -> Iterator[Finding]:
    """The tables of 政府采购 and 固定资产; a paper without the table needs no note."""
    procurement, assets = document.procurement, document.assets
    if procurement.columns or procurement.rows or procurement.note:
        is_bought = any(row.kind == "item" or row.total for row in procurement.rows)
        yield from _table("procurement", "政府采购预算表", procurement.note, None, is_filled=is_bought)
    if assets.rows:
        is_owned = any(row.value for row in assets.rows)
        yield from _table("assets", "固定资产占用情况表", assets.note, assets.text, is_filled=is_owned)


def _table(path: str, title: str, note: str | None, text: str | None, *, is_filled: bool) -> Iterator[Finding]:
    says_empty = bool(note and _SAYS_EMPTY.search(note))
    if is_filled and says_empty and note:
        yield Finding(
            RULE,
            Severity.WARNING,
            f"{path}.note",
            f"{title}有数据，表下却注明{quoted(note)}。",
            "请删去这句话。",
            quoted(note),
            Criterion.COMPLETENESS,
        )
    elif not is_filled and not says_empty and not (text and _REASON.search(text)):
        yield Finding(
            RULE,
            Severity.WARNING,
            f"{path}.note",
            f"{title}没有数据，表下也没有注明。",
            f"请在表下注明“{NOTE}”，或补上数据。",
            "",
            Criterion.COMPLETENESS,
        )
