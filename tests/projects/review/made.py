"""Made-up forms for the tests of the rules: a form without a fault, and changes to it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from indicators.framework import Framework
from indicators.reference import framework_files, read_framework
from projects.catalog import SLOT_KEYS, slot_of
from projects.document import Amounts, Coded, FormDocument, Indicator, Narratives, ProjectFacts
from projects.layouts import latest_layout
from projects.review.finding import Finding, Repair
from projects.review.reviewing import review
from projects.review.subject import Neighbour, ReaderNote, Subject
from projects.values import Shown, parse

YEAR = 2024
WITH_HISTORY = "weihai"  # stars fields, asks for last year's figures and for 政府采购
WITH_SCHEDULE = "hebei"  # asks for a payment schedule, descriptions and bases
WITH_PERIOD = "xixia"  # marks categories as 必填, asks for the nature and years of the project
WITH_LINES = "qiaokou"  # asks for sources, expenditures, purchases and two earlier years
OF_DEPARTMENT = "hebei-department"

INPUT, OUTPUT, EFFECT, LASTING = "投入与目标管理", "产出目标", "效果目标", "影响力目标"
GOOD_ROWS = (
    (INPUT, "投入管理", "预算执行率", "≥95%"),
    (OUTPUT, "数量", "培训村干部人数", "≥120人"),
    (OUTPUT, "质量", "结业考试合格率", "≥92%"),
    (OUTPUT, "时效", "培训按时完成率", "=100%"),
    (OUTPUT, "成本", "培训总成本", "≤30万元"),
    (EFFECT, "社会效益", "惠民政策知晓率", "≥85%"),
    (EFFECT, "满意度", "参训村干部满意度", "≥90%"),
)
GOOD_TEXTS = {
    "overview": "面向全区新任村干部开展履职培训，提高办事能力。",
    "basis": "《村干部教育培训工作方案》",
    "necessity": "新任村干部多，业务不熟，群众办事要跑几趟。",
    "safeguards": "成立培训小组，经费专账管理。",
    "implementation_plan": "上半年完成分班，下半年集中授课。",
    "overall_goal": "让村干部熟悉惠民政策，方便群众办事。",
    "annual_goal": "培训村干部120人，提高履职能力。",
}


@cache
def framework(slug: str) -> Framework:
    return next(read_framework(file) for file in framework_files() if file.stem == slug)


def indicator(*cells: str | None) -> Indicator:
    """(level1, level2, level3, target, description, basis)."""
    names = ("level1", "level2", "level3", "target", "description", "basis")
    members: dict[str, Any] = dict(zip(names, cells, strict=False))
    return Indicator(**members)


def form(
    layout: str = WITH_HISTORY,
    *,
    rows: tuple[tuple[str | None, ...], ...] = GOOD_ROWS,
    texts: dict[str, str | None] | None = None,
    amounts: dict[str, str | None] | None = None,
    project: dict[str, Any] | None = None,
    **members: Any,
) -> FormDocument:
    """The good form with changes; texts and amounts replace single ones."""
    facts: dict[str, Any] = {"name": "村干部履职培训项目", "nature": "经常性项目"}
    facts |= {"start_date": date(YEAR, 1, 1), "end_date": date(YEAR, 12, 31), "government_procurement": False}
    money = {"total": "300000", "current_year": "300000"} | (amounts or {})
    return FormDocument(
        layout=layout,
        fiscal_year=members.pop("fiscal_year", YEAR),
        unit=members.pop("unit", Coded("203001", "区委组织部")),
        project=ProjectFacts(**(facts | (project or {}))),
        amounts=Amounts(**{name: Decimal(each) for name, each in money.items() if each is not None}),
        narratives=Narratives(**(GOOD_TEXTS | (texts or {}))),
        indicators=tuple(indicator(*row) for row in rows),
        **members,
    )


def subject_of(document: FormDocument, **around: Any) -> Subject:
    layout = latest_layout(document.layout)
    return Subject(document, layout, framework(layout.framework), **around)


def subject(layout: str = WITH_HISTORY, **changes: Any) -> Subject:
    """A subject made of :func:`form`; ``neighbours``, ``earlier`` (documents) and ``notes`` go to the subject."""
    around: dict[str, Any] = {}
    for name in ("neighbours", "earlier"):
        documents = changes.pop(name, ())
        around[name] = tuple(
            Neighbour(f"{name}{number}", each.project.name or "", each) for number, each in enumerate(documents)
        )
    around["notes"] = tuple(ReaderNote(*note) for note in changes.pop("notes", ()))
    return subject_of(form(layout, **changes), **around)


def with_rows(*more: tuple[str | None, ...], layout: str = WITH_HISTORY, **changes: Any) -> Subject:
    """The good form with further rows."""
    return subject(layout, rows=(*GOOD_ROWS, *more), **changes)


def only(*rows: tuple[str | None, ...], layout: str = WITH_HISTORY, **changes: Any) -> Subject:
    """The good form with these rows alone."""
    return subject(layout, rows=rows, **changes)


def findings(code: str, given: Subject) -> list[Finding]:
    return [finding for finding in review(given).findings if finding.rule == code]


def reasons(code: str, given: Subject) -> list[str]:
    """Why a rule did not judge."""
    return [missing.reason for missing in review(given).not_checked if missing.rule == code]


_STEP = re.compile(r"(?P<name>[a-z_0-9]+)(?:\[(?P<index>\d+)\])?")


def repaired(given: Subject, repair: Repair) -> Subject:
    """The subject after one click."""
    document = given.document
    for correction in repair.corrections:
        document = _set(given, document, correction.path, correction.text)
    return replace(given, document=document)


def _set(given: Subject, document: FormDocument, path: str, text: str) -> FormDocument:
    shown = given.layout.shown_by(path)
    assert shown, path
    value = parse(shown.field, text, Shown.by(given.layout).for_cell(shown))
    slot = slot_of(path)
    if slot:
        rows = list(getattr(document, slot.lines))
        at = next(
            n for n, row in enumerate(rows) if getattr(row, SLOT_KEYS[slot.lines]) == slot.row_key(document.fiscal_year)
        )
        path = f"{slot.lines}[{at}].{slot.member}"
    if path == "project.period":
        project = replace(document.project, start_date=value[0], end_date=value[1])
        return replace(document, project=project)
    return _put(document, path.split("."), value)


def _put(holder: Any, steps: list[str], value: Any) -> Any:
    match = _STEP.fullmatch(steps[0])
    assert match
    name, index = match["name"], match["index"]
    if len(steps) == 1 and index is None:
        return replace(holder, **{name: value})
    inner = getattr(holder, name)
    if index is None:
        return replace(holder, **{name: _put(inner, steps[1:], value)})
    rows = list(inner)
    rows[int(index)] = _put(rows[int(index)], steps[1:], value)
    return replace(holder, **{name: tuple(rows)})
