"""Everything the template of the page needs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from indicators.framework import Framework
from projects import access
from projects.document import FormDocument
from projects.findings.gate import standing_of
from projects.layouts.model import NOTE_PLACES
from projects.models import PerformanceForm, Status, User
from projects.paper.compose import pattern_names
from projects.remarks import by_place
from projects.values import NO, SUBJECT_SEPARATOR, YES
from projects.wizard.batch import EDITS_LIMIT, TEXT_LIMIT
from projects.wizard.copied import copied_summary
from projects.wizard.findings import findings_context
from projects.wizard.remarks import unsettled_remarks
from projects.wizard.sheet import sheet_of
from projects.wizard.states import states_of
from projects.workflow import Action


def wizard_context(
    form: PerformanceForm, framework: Framework, document: FormDocument, user: User, *, is_checking: bool
) -> dict[str, Any]:
    """The form must have its rows loaded (``with_document``)."""
    remarks = unsettled_remarks(form)
    states = states_of(form, document)
    names = pattern_names(document)
    return {
        "form": form,
        "title": form.layout.title(form.title_kind(), form.fiscal_year, names),
        "notes": [form.layout.note(place, form.fiscal_year, names) for place in NOTE_PLACES],
        "sheet": sheet_of(form, framework, document),
        "framework": framework,
        "states": states,
        "required": sum(state.required for state in states),
        "filled": sum(state.filled for state in states),
        "remarks": remarks,
        "comments_by_place": by_place(remark.comment for remark in remarks),
        "can_answer": bool(access.can(user, access.Permission.ANSWER, form)),
        "returned": form.events.filter(action=Action.RETURN).select_related("actor").last()
        if form.state is Status.RETURNED
        else None,
        "answers": (YES, NO),
        "copied": copied_summary(form),
        "config": _config(form, user),
        **findings_context(form, standing_of(form, framework, document), is_checking=is_checking),
    }


def _config(form: PerformanceForm, user: User) -> dict[str, Any]:
    """What the scripts of the page have to know."""
    return {
        "form": form.pk,
        "writer": user.pk,
        "fiscalYear": form.fiscal_year,
        "textLimit": TEXT_LIMIT,
        "editsLimit": EDITS_LIMIT,
        "separator": SUBJECT_SEPARATOR,
        "urls": {
            "edits": reverse("projects:form-edits", args=[form.pk]),
            "subjects": reverse("projects:subject-search"),
            "targets": reverse("projects:target-reading"),
        },
    }
