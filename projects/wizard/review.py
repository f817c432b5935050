"""What 核对送审 shows: problems by section, and the form in a few figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indicators.framework import Framework
from projects.catalog import Kind
from projects.document import FormDocument
from projects.layouts import Layout
from projects.models import PerformanceForm, User
from projects.values import Shown, printed
from projects.wizard.places import PlacedProblem, problems_of
from projects.wizard.states import states_of


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The problems of one section."""

    key: str
    title: str
    problems: tuple[PlacedProblem, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the summary; ``text`` is "" for a blank."""

    label: str
    text: str
    unit: str = ""


def check_context(form: PerformanceForm, framework: Framework, document: FormDocument, user: User) -> dict[str, Any]:
    """The form must have its rows loaded (``with_document``)."""
    problems = problems_of(form, framework, document)
    return {
        "form": form,
        "problems": problems,
        "groups": _groups(problems),
        "states": states_of(form, document),
        "amounts": _amounts(form.layout, document),
        "counts": list(_counts(form.layout, framework, document)),
        "open_comments": form.comments.filter(state="open").count(),
        "queue": {"form": form.pk, "writer": user.pk},
    }


def _groups(problems: Sequence[PlacedProblem]) -> list[ProblemGroup]:
    keys = dict.fromkeys((problem.section, problem.section_title) for problem in problems)
    return [ProblemGroup(key, title, tuple(p for p in problems if p.section == key)) for key, title in keys]


def _amounts(layout: Layout, document: FormDocument) -> list[Figure]:
    shown = Shown.by(layout)
    cells = [cell for cell in layout.cells() if cell.field.kind is Kind.MONEY]
    return [
        Figure(cell.label, printed(cell, document.at(cell.path), shown), cell.money_unit or layout.money_unit)
        for cell in cells
    ]


def _counts(layout: Layout, framework: Framework, document: FormDocument) -> list[Figure]:
    figures = []
    for section in layout.sections:
        if section.table:
            rows = getattr(document, section.table.lines)
            figures.append(Figure(section.title, str(len(rows)), "条"))
            if section.table.is_tree:
                filled = {(row.level1, row.level2) for row in rows}
                known = [c for c in framework.categories if (c.level1, c.level2) in filled]
                figures.append(Figure("有指标的二级指标", f"{len(known)}", f"个，共 {len(framework.categories)} 个"))
    return figures
