"""Many people typing at the same time: no error page, no lost text."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from projects.document import ProjectFacts
from projects.models import PerformanceForm, RoleKind
from tests.factories import make_document, make_form, make_office, make_person

pytestmark = pytest.mark.django_db(transaction=True)

EDITORS = 10
SAVES = 8
QUANTITY = {"level1": "产出目标", "level2": "数量"}


class Editor:
    """One person at one form, saving as the page does."""

    def __init__(self, person, form):
        self._client = Client()
        self._client.force_login(person)
        self._person = person
        self._url = reverse("projects:form-edits", args=[form.pk])

    def save(self, *edits):
        body = {"writer": self._person.pk, "edits": [{"id": str(n), "op": "set", **e} for n, e in enumerate(edits)]}
        response = self._client.post(self._url, json.dumps(body), content_type="application/json")
        assert response.status_code == 200, response.content
        return response.json()["outcomes"]

    def write_on(self, path, word):
        """The text grows with every save, each based on what was confirmed before; the last outcome is returned."""
        base = ""
        for number in range(SAVES):
            (outcome,) = self.save({"path": path, "text": f"{base}{word}{number}。", "base": base})
            if outcome["state"] == "conflict":
                return outcome
            base = outcome["text"]
        return outcome


def at_once(*tasks):
    """Run the tasks in threads of their own, started together, and return their results."""
    ready = Barrier(len(tasks))

    def run(task):
        try:
            ready.wait(timeout=30)
            return task()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def whole_text(word):
    return "".join(f"{word}{number}。" for number in range(SAVES))


def test_ten_editors_on_ten_forms_lose_nothing():
    office = make_office()
    people = [make_person(f"editor{n}", (RoleKind.FILLER, office.unit)) for n in range(EDITORS)]
    forms = [
        make_form(office.unit, make_document(project=ProjectFacts(name=f"项目{number}"))) for number in range(EDITORS)
    ]
    pairs = list(zip(people, forms, strict=True))
    outcomes = at_once(
        *(
            lambda person=person, form=form: Editor(person, form).write_on("narratives.remarks", form.name)
            for person, form in pairs
        )
    )
    assert {outcome["state"] for outcome in outcomes} == {"saved"}
    assert [PerformanceForm.objects.get(pk=form.pk).remarks for form in forms] == [whole_text(f.name) for f in forms]


def test_two_editors_of_different_cells_of_one_form_lose_nothing():
    office = make_office()
    form = make_form(office.unit)
    outcomes = at_once(
        lambda: Editor(office.filler, form).write_on("narratives.remarks", "甲"),
        lambda: [
            Editor(office.colleague, form).save({"path": "project.phone", "text": str(n + 1), "base": base})[0]
            for n, base in enumerate(["5550126", *map(str, range(1, SAVES))])
        ][-1],
    )
    assert {outcome["state"] for outcome in outcomes} == {"saved"}
    stored = PerformanceForm.objects.get(pk=form.pk)
    assert (stored.remarks, stored.phone) == (whole_text("甲"), str(SAVES))


def test_two_editors_of_one_cell_see_both_texts():
    office = make_office()
    form = make_form(office.unit)
    outcomes = at_once(
        lambda: Editor(office.filler, form).write_on("narratives.remarks", "甲"),
        lambda: Editor(office.colleague, form).write_on("narratives.remarks", "乙"),
    )
    stored = PerformanceForm.objects.get(pk=form.pk).remarks
    assert sorted(outcome["state"] for outcome in outcomes) == ["conflict", "saved"]
    assert stored in (whole_text("甲"), whole_text("乙"))
    (told,) = [outcome for outcome in outcomes if outcome["state"] == "conflict"]
    assert told["by"] in ("林晓舟", "高若文")
    assert stored.startswith(told["text"])


def test_two_editors_adding_rows_to_one_table_keep_all_rows():
    office = make_office()
    form = make_form(office.unit, make_document(indicators=()))

    def add_rows(person, word):
        editor = Editor(person, form)
        for number in range(SAVES):
            row = f"indicators[{uuid4()}]"
            editor.save(
                {"op": "add", "path": row, "after": None, "values": QUANTITY},
                {"path": f"{row}.level3", "text": f"{word}{number}", "base": ""},
            )

    at_once(lambda: add_rows(office.filler, "甲"), lambda: add_rows(office.colleague, "乙"))
    rows = list(form.indicatorlines.all())
    assert sorted(row.level3 for row in rows) == sorted(f"{word}{n}" for word in "甲乙" for n in range(SAVES))
    assert [row.position for row in rows] == list(range(2 * SAVES))
