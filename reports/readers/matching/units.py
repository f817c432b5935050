"""Amounts in yuan under a label that says 万元: what the paper itself says against its label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from projects.catalog import Kind
from projects.layouts import Layout
from projects.money import YUAN_PER_UNIT, BadAmount, parse_amount
from reports.readers.matching.draft import Draft, Read
from reports.readers.matching.labels import plain

_TOO_MUCH = Decimal(10_000)
"""In 万元: a single project of this much is less likely than a figure in yuan."""
_SAID = re.compile(r"(\d+(?:\.\d+)?)(万元|万|元)(?!/)")
_NEAR = Decimal("0.01")


class Verdict(Enum):
    """In which unit the amounts of a form are."""

    LABEL = auto()  # as the label says, by what the texts say
    YUAN = auto()  # in yuan, by what the texts say
    LARGE = auto()  # so large that yuan are likelier
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit that a form's amounts are read in; ``reason`` where the label says otherwise, ``is_sure`` or not."""

    name: str
    reason: str = ""
    is_sure: bool = True


def units_of(layouts: Sequence[Layout], drafts: Sequence[Draft], *, is_own: bool) -> list[Unit]:
    """For every form the unit of its amounts; forms of one file and layout bear each other out.

    Labels of the product's own files are believed.
    """
    printed = [draft.unit or layout.money_unit for layout, draft in zip(layouts, drafts, strict=True)]
    if is_own:
        return [Unit(unit) for unit in printed]
    verdicts = [_verdict(draft, unit) for draft, unit in zip(drafts, printed, strict=True)]
    units: list[Unit] = []
    for layout, unit, verdict in zip(layouts, printed, verdicts, strict=True):
        others = [other for own, other in zip(layouts, verdicts, strict=True) if own.slug == layout.slug]
        units.append(_unit(unit, verdict, others))
    return units


def _unit(printed: str, verdict: Verdict, all_verdicts: Sequence[Verdict]) -> Unit:
    borne_out = Verdict.YUAN in all_verdicts and Verdict.LABEL not in all_verdicts
    if verdict is Verdict.YUAN:
        return Unit("元", "表中文字写的数额与此相符")
    if verdict is Verdict.LARGE:
        return Unit("元", "同一文件中的表都是这样" if borne_out else "按万元计算大得反常", is_sure=borne_out)
    if verdict is Verdict.UNKNOWN and borne_out:
        return Unit("元", "同一文件中的其他表都是这样", is_sure=False)
    return Unit(printed)


def amounts_of(draft: Draft) -> dict[str, Read]:
    """The amounts that go by the unit of the whole paper."""
    return {
        path: draft.values[path]
        for path, source in draft.sources.items()
        if source.field.kind is Kind.MONEY and not source.money_unit and path not in draft.units
    }


def _verdict(draft: Draft, unit: str) -> Verdict:
    if YUAN_PER_UNIT[unit] < _TOO_MUCH:
        return Verdict.UNKNOWN
    figures = {figure for read in amounts_of(draft).values() if (figure := _figure(read))}
    if not figures or min(figures) < 1000 or any(figure != round(figure, 2) for figure in figures):
        return Verdict.UNKNOWN
    said = set(_said(draft))
    in_yuan = {figure / _TOO_MUCH for figure in figures}
    if any((figure, "万") in said for figure in figures):
        return Verdict.LABEL
    if any(kind == "万" and abs(amount - figure) <= figure * _NEAR for amount, kind in said for figure in in_yuan):
        return Verdict.YUAN
    if any((figure, "元") in said for figure in figures):
        return Verdict.YUAN
    return Verdict.LARGE if min(figures) >= _TOO_MUCH else Verdict.UNKNOWN


def _figure(read: Read) -> Decimal | None:
    """The bare figure; nothing where it has a unit of its own or is none."""
    try:
        return parse_amount(read.text, "元") if not re.search("[千万亿元]", read.text) else None
    except BadAmount:
        return None


def _said(draft: Draft) -> Iterable[tuple[Decimal, str]]:
    texts = [read.text for path, read in draft.values.items() if draft.sources[path].field.kind is not Kind.MONEY]
    texts += [read.text for rows in draft.rows.values() for row in rows for read in row.values()]
    for text in texts:
        for figure, unit in _SAID.findall(plain(text).replace(",", "")):
            yield Decimal(figure), unit[0]
