"""The demo data: an organisation, its people, forms in every status, and disclosures (``fixtures/demo``).

Forms take their way through the domain functions that people use, so their history is what
a real office would have written. What exists already is left as it is: loading twice changes
nothing and keeps what was typed meanwhile.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.timezone import make_aware

from projects import remarks
from projects.catalog import FIELDS, LINE_FIELDS, Field
from projects.creation import start_department_form, start_form
from projects.demo.disclosures import tell_disclosures
from projects.demo.values import put_at
from projects.document import FormDocument
from projects.drafts import Edit, apply_edits, row_path, row_text, text_at
from projects.exchange import document_from
from projects.layouts import latest_layout
from projects.layouts.model import Scope
from projects.lifecycle import move
from projects.models import (
    Department,
    DisclosureWording,
    FieldComment,
    FormEvent,
    PerformanceForm,
    Region,
    RegionYear,
    ReviewGate,
    Role,
    Unit,
    User,
)
from projects.storage import lines_of, store_document
from projects.values import Shown, edited
from projects.workflow import Action

_Places = dict[str, dict[str, Any]]

_ROW_PATH = re.compile(r"(?P<lines>[a-z_]+)\[(?P<index>\d+)\]\.(?P<member>[a-z0-9_]+)")
_DEADLINES = {"submit": "submit_by", "department": "department_by", "finance": "finance_by", "issue": "issue_on"}
_DATED = {Action.SUBMIT: "submitted_at", Action.ISSUE: "issued_at"}
_TYPING_TIME = timedelta(days=3)  # how long before its first submission a form was begun
_NOTICE = timedelta(days=4)  # how long before the deadline an unfinished draft was begun


@transaction.atomic
def load_demo(folder: Path, password: str | None = None) -> Counter[str]:
    """Bring in what is missing of the demo data in ``folder``; returns how many of what, by Chinese name.

    New people get ``password``, or an unusable one: the demo mode signs them in by a click.
    Raises :class:`~projects.lifecycle.Refused` where the data contradict the rules of the domain.
    """
    made: Counter[str] = Counter()
    organisation = _read(folder / "organisation.json")
    places = _load_places(organisation["regions"], made)
    people = _load_people(organisation["people"], places, password, made)
    with _before_the_review():
        _tell_stories(folder, places, people, made)
    tell_disclosures(folder, places["department"], people, made)
    return made


def _tell_stories(folder: Path, places: _Places, people: dict[str, User], made: Counter[str]) -> None:
    for entry in _read(folder / "stages.json")["forms"]:
        unit, year = places["unit"][entry["unit"]], entry["fiscal_year"]
        if PerformanceForm.objects.filter(
            project__unit=unit, project__name=entry["project"], fiscal_year=year
        ).exists():
            continue
        content = _read(folder / entry["file"])
        form = _Story(entry, content, people).tell(unit)
        made[form.state.label] += 1


@contextmanager
def _before_the_review() -> Iterator[None]:
    """The stories were published with their slips: they happened when nothing kept a form from being sent up for them.

    Nobody else sees it: loading is one transaction.
    """
    gates = list(RegionYear.objects.values_list("pk", "review_gate"))
    RegionYear.objects.update(review_gate=ReviewGate.INFORM)
    yield
    for pk, gate in gates:
        RegionYear.objects.filter(pk=pk).update(review_gate=gate)


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _load_places(regions: list[dict[str, Any]], made: Counter[str]) -> _Places:
    """Regions, departments and units by name; names are unique in the demo."""
    places: _Places = {"region": {}, "department": {}, "unit": {}}
    for data in regions:
        region, is_new = Region.objects.get_or_create(name=data["name"], defaults={"code": data["code"]})
        places["region"][region.name] = region
        made["行政区划"] += is_new
        for year in data["years"]:
            made["区划年度"] += _load_year(region, year)
        for part in data["departments"]:
            department, is_new = Department.objects.get_or_create(
                region=region,
                name=part["name"],
                defaults={"code": part["code"], "implied": part.get("implied", False)},
            )
            places["department"][department.name] = department
            made["主管部门"] += is_new
            for each in part["units"]:
                unit, is_new = Unit.objects.get_or_create(
                    department=department, name=each["name"], defaults={"code": each["code"]}
                )
                places["unit"][unit.name] = unit
                made["预算单位"] += is_new
    return places


def _load_year(region: Region, data: dict[str, Any]) -> bool:
    deadlines = {_DEADLINES[stage]: date.fromisoformat(day) for stage, day in data["deadlines"].items()}
    _, is_new = RegionYear.objects.get_or_create(
        region=region,
        fiscal_year=data["fiscal_year"],
        defaults={
            "layout": data["layout"],
            "department_layout": data.get("department_layout", ""),
            "stages": data["stages"],
            **deadlines,
        },
    )
    if is_new:
        _load_wordings(region, data)
    return is_new


def _load_wordings(region: Region, data: dict[str, Any]) -> None:
    """How the region's own booklets of that year call their parts."""
    for key, wording in data.get("wordings", {}).items():
        DisclosureWording.objects.create(region=region, fiscal_year=data["fiscal_year"], key=key, wording=wording)


def _load_people(
    people: list[dict[str, Any]], places: _Places, password: str | None, made: Counter[str]
) -> dict[str, User]:
    by_username = {}
    for data in people:
        user, is_new = User.objects.get_or_create(
            username=data["username"], defaults={"display_name": data["display_name"]}
        )
        by_username[user.username] = user
        if not is_new:
            continue
        made["用户"] += 1
        user.set_password(password)
        user.save(update_fields=["password"])
        for held in data["roles"]:
            place = {kind: named[held[kind]] for kind, named in places.items() if kind in held}
            Role.objects.create(user=user, kind=held["role"], **place)
    return by_username


class _Story:
    """One form on its way, as an entry of ``stages.json`` tells it."""

    def __init__(self, entry: dict[str, Any], content: dict[str, Any], people: dict[str, User]) -> None:
        self._events: list[dict[str, Any]] = entry["events"]
        self._filler = people[entry["filler"]]
        self._content = content
        self._people = people
        self._pk = 0
        self._answers: list[tuple[int, str]] = []

    def tell(self, unit: Unit) -> PerformanceForm:
        """Begin the form, and take it through its events. Everything bears the dates of the story."""
        final = document_from(self._content)
        form = self._start(unit, final)
        self._pk = form.pk
        store_document(form, final)
        begun = self._begun(unit, final.fiscal_year)
        form.events.update(at=begun)
        self._date(created_at=begun, changed_at=begun)
        differing: set[str] = set()
        for event in self._events:
            if event["action"] == Action.SUBMIT:
                earlier = event.get("as_submitted", {})
                if paths := differing | earlier.keys():
                    self._revise(self._with(earlier), paths)
                differing = set(earlier)
            self._take(event)
        return PerformanceForm.objects.get(pk=self._pk)

    def _start(self, unit: Unit, final: FormDocument) -> PerformanceForm:
        if latest_layout(final.layout).scope is Scope.DEPARTMENT:
            return start_department_form(unit, final.fiscal_year, self._filler)
        return start_form(unit, final.fiscal_year, final.project.name or "", self._filler)

    def _begun(self, unit: Unit, fiscal_year: int) -> datetime:
        if self._events:
            return datetime.fromisoformat(self._events[0]["at"]) - _TYPING_TIME
        setting = RegionYear.objects.get(region=unit.department.region, fiscal_year=fiscal_year)
        day = setting.submit_by or date(fiscal_year, 1, 1)
        return make_aware(datetime.combine(day, time(9))) - _NOTICE

    def _form(self) -> PerformanceForm:
        return PerformanceForm.objects.with_document().get(pk=self._pk)

    def _date(self, **moments: datetime) -> None:
        """The database dates rows by the clock; the story is of another year."""
        PerformanceForm.objects.filter(pk=self._pk).update(**moments)

    def _with(self, values: dict[str, Any]) -> FormDocument:
        """The document with other values (as exchange JSON has them) at some paths."""
        data = deepcopy(self._content)
        for path, value in values.items():
            put_at(data, path, value)
        return document_from(data)

    def _revise(self, target: FormDocument, paths: Iterable[str]) -> None:
        """Type what ``target`` says at the paths, as the filler would."""
        form = self._form()
        apply_edits(self._pk, [_edit_to(form, path, target) for path in sorted(paths)], self._filler)

    def _take(self, event: dict[str, Any]) -> None:
        actor = self._people[event["by"]]
        action, moment = Action(event["action"]), datetime.fromisoformat(event["at"])
        if action is Action.SUBMIT:
            self._answer(moment)
        for comment in event.get("comments", []):
            self._remark(comment, actor, moment)
        revision = PerformanceForm.objects.get(pk=self._pk).revision
        taken = move(self._pk, action, actor, revision=revision, opinion=event.get("opinion", ""))
        FormEvent.objects.filter(pk=taken.pk).update(at=moment)
        dated = {"changed_at": moment}
        if action in _DATED:
            dated[_DATED[action]] = moment
        self._date(**dated)

    def _remark(self, data: dict[str, str], author: User, moment: datetime) -> None:
        form = self._form()
        remark = remarks.add(form, _cell_of(form, data["field"]).place, data["text"], author)
        FieldComment.objects.filter(pk=remark.pk).update(at=moment)
        if "answer" in data:
            self._answers.append((remark.pk, data["answer"]))

    def _answer(self, moment: datetime) -> None:
        """The filler answers what was remarked at the last return."""
        for remark_id, answer in self._answers:
            remarks.answer(remark_id, answer, self._filler)
            FieldComment.objects.filter(pk=remark_id).update(answered_at=moment)
        self._answers = []


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell of a stored form: its place as edits and remarks name it, and what stands there."""

    place: str
    field: Field
    text: str


def _cell_of(form: PerformanceForm, path: str) -> _Cell:
    """The cell at an exchange path."""
    match = _ROW_PATH.fullmatch(path)
    if match is None:
        return _Cell(path, FIELDS[path], text_at(form, path))
    lines, member = match["lines"], match["member"]
    row = lines_of(form, lines)[int(match["index"])]
    return _Cell(row_path(lines, row, member), LINE_FIELDS[lines][member], row_text(form, lines, row, member))


def _edit_to(form: PerformanceForm, path: str, target: FormDocument) -> Edit:
    """The edit that makes the form say what ``target`` says at an exchange path."""
    cell = _cell_of(form, path)
    return Edit(
        path, "set", cell.place, text=edited(cell.field, target.at(path), Shown.by(form.layout)), base=cell.text
    )
