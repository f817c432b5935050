"""What would become of forms that were read: new, replacing, no change, or not possible and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from projects import access
from projects.creation import DEPARTMENT_PROJECT
from projects.document import FormDocument
from projects.exchange import Problem
from projects.importing.planning import ImportedForm, ImportPlan, Outcome, PlannedForm, SourceProblem, plan_import
from projects.layouts import Layout
from projects.layouts.model import Scope
from projects.models import Unit, User
from reports.imports.drafts import document_in, label_of, layout_of
from reports.models import ImportDraft


@dataclass(frozen=True, slots=True)
class Fate:
    """What accepting a draft would do.

    ``problems`` stand against it; ``notes`` are worth knowing. ``token`` names exactly what the person has seen: the
    draft's revision, and the stored form that it would replace with its revision. ``stale`` says that the stored
    form was changed since the template was made of it.
    """

    token: str
    planned: PlannedForm | None = None
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    stale: str = ""

    @property
    def outcome(self) -> str:
        return self.planned.outcome.value if self.planned else "不能导入"

    @property
    def is_possible(self) -> bool:
        return self.planned is not None and not self.problems

    @property
    def replaces(self) -> bool:
        return self.planned is not None and self.planned.outcome is Outcome.REPLACED

    @property
    def is_unchanged(self) -> bool:
        return self.planned is not None and self.planned.outcome is Outcome.UNCHANGED

    @property
    def plan(self) -> ImportPlan:
        """For :func:`projects.importing.planning.apply_import`."""
        assert self.planned is not None, "only what is possible is stored"
        return ImportPlan((self.planned,), (), (), ())


def fates_of(drafts: Sequence[ImportDraft], user: User) -> dict[int, Fate]:
    """By the drafts' keys. A fixed number of queries."""
    cases = [_Case(draft, user) for draft in drafts]
    plan = plan_import([case.imported for case in cases if case.imported])
    planned = {form.form.source: form for form in plan.forms}
    return {case.draft.pk: case.fate(planned.get(case.source), plan) for case in cases}


def stored_content(document: FormDocument, layout: Layout | None) -> FormDocument:
    """The document as it is stored: rows without content left out, a department's form named as all such are."""
    project = document.project
    if layout and layout.scope is Scope.DEPARTMENT:
        project = replace(project, name=DEPARTMENT_PROJECT)
    indicators = tuple(row for row in document.indicators if row.level3 or row.target)
    return replace(document, project=project, indicators=indicators)


class _Case:
    """One draft, and what stands against it before anything is planned."""

    def __init__(self, draft: ImportDraft, user: User) -> None:
        self.draft = draft
        self.source = f"“{draft.file.name}”第 {draft.position + 1} 张"
        self.imported: ImportedForm | None = None
        self._problems: list[Problem] = []
        document = document_in(draft)
        self._layout = layout_of(document.layout)
        content = stored_content(document, self._layout)
        problem = _unit_problem(draft.unit, document, user) or _name_problem(content)
        if problem:
            self._problems.append(problem)
        if draft.unit and not problem:
            self.imported = ImportedForm(self.source, content, draft.unit, draft.stamped_form_id)

    def fate(self, planned: PlannedForm | None, plan: ImportPlan) -> Fate:
        existing = f"{planned.existing_id or 0}.{planned.revision}" if planned else "0.0"
        return Fate(
            token=f"{self.draft.pk}.{self.draft.revision}.{existing}",
            planned=planned,
            problems=(*map(self._said, self._problems), *map(self._said, self._own(plan.problems))),
            notes=tuple(map(self._said, self._own(plan.notes))),
            stale=self._stale(planned),
        )

    def _own(self, problems: Sequence[SourceProblem]) -> list[Problem]:
        return [Problem(each.path, each.message) for each in problems if each.source == self.source]

    def _said(self, problem: Problem) -> str:
        label = label_of(self.draft.layout_slug, problem.path)
        return f"{label}：{problem.message}" if label else problem.message

    def _stale(self, planned: PlannedForm | None) -> str:
        """A template that was made of an earlier revision of the form it would replace."""
        draft = self.draft
        if planned is None or planned.outcome is not Outcome.REPLACED or planned.existing_id != draft.stamped_form_id:
            return ""
        if planned.revision == draft.stamped_revision:
            return ""
        return (
            f"这份模板下载以后，系统中的表又改过（修订号 {draft.stamped_revision} → {planned.revision}）；"
            "请先看差别，接受后系统中后来的改动会被覆盖"
        )


def _unit_problem(unit: Unit | None, document: FormDocument, user: User) -> Problem | None:
    if unit is None:
        named = document.unit.name or document.unit.code if document.unit else None
        said = f"表上写的单位“{named}”不在您可以导入的单位中" if named else "表上没有写单位"
        return Problem("", f"{said}，请选择存入哪个单位")
    decision = access.can_import_at(user, unit)
    return None if decision else Problem("", decision.reason)


def _name_problem(document: FormDocument) -> Problem | None:
    return None if document.project.name else Problem("", "没有读到项目名称，请填写")
