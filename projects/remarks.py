"""Remarks on single fields (批注): a reviewer writes one, the filler answers, a reviewer settles it.

A remark hangs on a *place*: an exchange path for a cell (``project.nature``), or
``lines[key].member`` for a cell of a row (``indicators[3f2a…].target``), as single edits name it
too. The key of the row keeps the remark with its row when rows move.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from projects import access
from projects.drafts import row_text, text_at
from projects.layouts import FieldCell
from projects.lifecycle import Forbidden, Refused
from projects.models import CommentState, FieldComment, PerformanceForm, User
from projects.storage import document_of, has_content, lines_of
from projects.values import Shown, plain_text, printed

LONGEST_REMARK = 2000
LONGEST_OPINION = 4000

_ROW_PLACE = re.compile(r"(?P<lines>[a-z_]+)\[(?P<key>[0-9a-f-]{36})\]\.(?P<member>[a-z0-9_]+(?:\[-\d\])?)")
_ROW_PATH = re.compile(r"(?P<lines>[a-z_]+)\[\d+\]\.(?P<member>[a-z0-9_]+(?:\[-\d\])?)")


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of a form: ``path`` by the document's order of rows, ``key`` for a row's cell."""

    path: str
    label: str
    text: str
    key: uuid.UUID | None = None


def visible_remarks(user: User) -> QuerySet[FieldComment]:
    """Remarks on forms in the person's scope."""
    forms = PerformanceForm.objects.visible_to(user)
    return FieldComment.objects.filter(form__in=forms).select_related("author", "answered_by")


def remarks_on(form: PerformanceForm) -> list[FieldComment]:
    """All remarks on a form, oldest first. One query."""
    return list(form.comments.select_related("author", "answered_by"))


def add(form: PerformanceForm, place: str, text: str, author: User) -> FieldComment:
    """A new remark. Raises :class:`Forbidden`, or :class:`Refused` for a bad text or place."""
    _allow(author, access.Permission.COMMENT, form)
    found = find_place(form, place)
    if found is None:
        raise Refused("本表没有这一栏，或这一行已被删除；请回到表中另选一栏批注")
    return FieldComment.objects.create(
        form=form,
        path=found.path,
        row_key=found.key,
        quoted=found.text,
        text=_checked(text, "批注"),
        author=author,
    )


@transaction.atomic
def answer(remark_id: int, text: str, actor: User) -> FieldComment:
    """The filler's answer. Raises :class:`Forbidden` or :class:`Refused`."""
    remark = _locked(remark_id)
    _allow(actor, access.Permission.ANSWER, remark.form)
    if remark.state != CommentState.OPEN:
        raise Refused(f"这条批注{remark.get_state_display()}，不能再答复；您写的内容仍在，请复制后另行说明")
    remark.answer = _checked(text, "答复")
    remark.answered_by, remark.answered_at = actor, timezone.now()
    remark.state = CommentState.ANSWERED
    remark.save()
    return remark


@transaction.atomic
def resolve(remark_id: int, actor: User) -> FieldComment:
    """Settle a remark; doing it twice is harmless. Raises :class:`Forbidden`."""
    remark = _locked(remark_id)
    _allow(actor, access.Permission.COMMENT, remark.form)
    remark.state = CommentState.RESOLVED
    remark.save()
    return remark


def find_place(form: PerformanceForm, place: str) -> Place | None:
    """The cell a place names; ``None`` where the layout or the document has no such cell (any more)."""
    cell = form.layout.cell(place)
    if cell:
        return Place(place, cell.label, text_at(form, place) if cell.field.editable else _fixed_text(form, cell))
    match = _ROW_PLACE.fullmatch(place)
    table = form.layout.table(match["lines"]) if match else None
    if not match or not table or match["member"] not in {column.value for column in table.columns}:
        return None
    lines, member = match["lines"], match["member"]
    rows = [row for row in lines_of(form, lines) if has_content(lines, row)]
    for index, row in enumerate(rows):
        if str(row.key) == match["key"]:
            name = row_text(form, lines, row, table.own_columns()[0].value)
            text = row_text(form, lines, row, member)
            return Place(f"{lines}[{index}].{member}", table.cell_label(member, name), text, row.key)
    return None


def place_of(remark: FieldComment) -> str:
    """The place a remark hangs on, whether or not the form still has it."""
    match = _ROW_PATH.fullmatch(remark.path)
    return f"{match['lines']}[{remark.row_key}].{match['member']}" if match else remark.path


def current_path(remark: FieldComment, form: PerformanceForm) -> str | None:
    """The exchange path of the remark's cell as rows stand now; ``None`` when its row is gone."""
    found = find_place(form, place_of(remark))
    return found.path if found else None


def by_place(remarks: Iterable[FieldComment]) -> dict[str, list[FieldComment]]:
    """Remarks by their place, in the order given."""
    grouped: dict[str, list[FieldComment]] = {}
    for remark in remarks:
        grouped.setdefault(place_of(remark), []).append(remark)
    return grouped


def is_unsettled(remark: FieldComment) -> bool:
    """Whether somebody still has to do something about a remark."""
    return remark.state != CommentState.RESOLVED


def opinion_with_remarks(form: PerformanceForm, opinion: str, remarks: Sequence[FieldComment]) -> str:
    """An opinion with the remarks listed under it. Raises :class:`Refused` when it is too long."""
    opinion = plain_text(opinion)
    if remarks:
        listed = [
            f"{number}. {_label_of(form, remark)}：{remark.text}" for number, remark in enumerate(remarks, start=1)
        ]
        opinion = "\n".join([*([opinion] if opinion else []), f"批注 {len(remarks)} 条：", *listed])
    if len(opinion) > LONGEST_OPINION:
        raise Refused(f"意见有 {len(opinion)} 个字，最多 {LONGEST_OPINION} 个字，请删减")
    return opinion


def _label_of(form: PerformanceForm, remark: FieldComment) -> str:
    found = find_place(form, place_of(remark))
    return found.label if found else form.layout.label_of(remark.path)


def _locked(remark_id: int) -> FieldComment:
    FieldComment.objects.select_for_update().get(pk=remark_id)
    return FieldComment.objects.select_related("form__project__unit__department", "author").get(pk=remark_id)


def _allow(user: User, permission: access.Permission, form: PerformanceForm) -> None:
    decision = access.can(user, permission, form)
    if not decision:
        raise Forbidden(decision.reason)


def _checked(text: str, what: str) -> str:
    text = plain_text(text)
    if not text:
        raise Refused(f"{what}还是空的，请写明内容")
    if len(text) > LONGEST_REMARK:
        raise Refused(f"{what}有 {len(text)} 个字，最多 {LONGEST_REMARK} 个字，请删减")
    return text


def _fixed_text(form: PerformanceForm, cell: FieldCell) -> str:
    """The text of a cell that is filled in by the form's place (预算单位)."""
    return printed(cell, document_of(form).at(cell.path), Shown.by(form.layout))
