"""``manage.py load_demo``: an office in full swing, loaded by the rules of the domain."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import TestCase

from projects.disclosing.stored import document_in_force, issued_documents
from projects.disclosure.checks.checking import check_disclosure
from projects.disclosure.composed_texts import with_composed_texts
from projects.disclosure.exchange import disclosure_from
from projects.document import FormDocument
from projects.exchange import document_from
from projects.models import (
    CommentState,
    Department,
    Disclosure,
    DisclosureEvent,
    FieldComment,
    FormEvent,
    PerformanceForm,
    Region,
    RegionYear,
    Role,
    Status,
    Unit,
    User,
)
from projects.queries import DisclosureQuerySet
from projects.review.finding import Severity
from projects.storage import document_of

pytestmark = pytest.mark.django_db

DEMO = Path(settings.FIXTURES_DIR) / "demo"
STORIES = json.loads((DEMO / "stages.json").read_text(encoding="utf-8"))["forms"]
MODELS = (
    Region,
    RegionYear,
    Department,
    Unit,
    User,
    Role,
    PerformanceForm,
    FormEvent,
    FieldComment,
    Disclosure,
    DisclosureEvent,
)


def load() -> str:
    output = io.StringIO()
    call_command("load_demo", stdout=output)
    return output.getvalue()


def form_of(story) -> PerformanceForm:
    return PerformanceForm.objects.with_document().get(
        project__name=story["project"],
        project__unit__name=story["unit"],
        project__unit__department__region__name=story["region"],
        fiscal_year=story["fiscal_year"],
    )


def contents() -> list[object]:
    return [list(model._default_manager.order_by("pk").values()) for model in MODELS]


def seen_by(person: User) -> DisclosureQuerySet:
    return Disclosure.objects.visible_to(person)


def name_of(person: User | None) -> str:
    return person.username if person else ""


class DemoTest(TestCase):
    """The demo, loaded once."""

    report: str

    @classmethod
    def setUpTestData(cls):
        assert "DEMO_PASSWORD" not in os.environ
        cls.report = load()

    def test_every_story_is_told_to_its_end_with_its_own_dates(self):
        assert PerformanceForm.objects.count() == len(STORIES)
        for story in STORIES:
            form = form_of(story)
            assert form.status == story["status"], story["file"]
            assert name_of(form.created_by) == story["filler"]
            created, *taken = form.events.all()
            assert created.action == "create"
            assert created.at == form.created_at
            wanted = [
                (each["action"], each["by"], each.get("opinion", ""), datetime.fromisoformat(each["at"]))
                for each in story["events"]
            ]
            assert [(event.action, name_of(event.actor), event.opinion, event.at) for event in taken] == wanted
            moments = [event.at for event in form.events.all()]
            assert moments == sorted(moments)
            assert form.changed_at == moments[-1]
        counts = Counter(Status(story["status"]).label for story in STORIES)
        assert all(f"{label} {count}" in self.report for label, count in counts.items())

    def test_disclosures_stand_where_their_story_ends(self):
        told = json.loads((DEMO / "disclosures.json").read_text(encoding="utf-8"))["disclosures"]
        for story in told:
            content = json.loads((DEMO / story["file"]).read_text(encoding="utf-8"))
            stored = Disclosure.objects.get(department__name=story["department"], fiscal_year=content["fiscal_year"])
            assert stored.document == disclosure_from(content)
            wanted = [(each["action"], each["by"], datetime.fromisoformat(each["at"])) for each in story["events"]]
            assert [(event.action, event.actor.username, event.at) for event in stored.events.all()] == wanted
            forms = issued_documents(stored)
            findings = check_disclosure(with_composed_texts(document_in_force(stored, forms)), forms)
            assert [finding for finding in findings if finding.severity is Severity.ERROR] == []
            versions = stored.publications.values_list("version", "published_on").order_by("version")
            days = [each["published_on"] for each in story["events"] if each["action"] == "publish"]
            assert [(number, str(day)) for number, day in versions] == list(enumerate(days, 1))
            visible = {person.username for person in User.objects.all() if stored in seen_by(person)}
            assert story["filler"] in visible
        assert f"部门预算公开 {len(told)}" in self.report

    def test_the_content_is_that_of_the_fixtures(self):
        for story in STORIES:
            document = document_from(json.loads((DEMO / story["file"]).read_text(encoding="utf-8")))
            assert document_of(form_of(story)) == document

    def test_earlier_submissions_show_what_stood_there_then(self):
        checked = 0
        for story in STORIES:
            submissions = form_of(story).events.filter(action="submit")
            told = [each for each in story["events"] if each["action"] == "submit"]
            for event, each in zip(submissions, told, strict=True):
                frozen = FormDocument.from_json(event.document or {})
                for path, value in each.get("as_submitted", {}).items():
                    assert frozen.at(path) == value
                    assert document_of(form_of(story)).at(path) != value
                    checked += 1
        assert checked >= 3

    def test_remarks_are_made_and_answered(self):
        told = [
            (story["project"], each["by"], comment["field"], comment["text"], comment.get("answer", ""))
            for story in STORIES
            for each in story["events"]
            for comment in each.get("comments", [])
        ]
        stored = [
            (remark.form.name, remark.author.username, remark.path, remark.text, remark.answer)
            for remark in FieldComment.objects.all()
        ]
        assert sorted(stored) == sorted(told)
        for remark in FieldComment.objects.all():
            assert remark.state == (CommentState.ANSWERED if remark.answer else CommentState.OPEN)
            assert bool(remark.answered_at) is bool(remark.answer)
            assert remark.quoted

    def test_a_second_run_changes_nothing(self):
        before = contents()
        assert load() == "演示数据已经在了，没有改动。\n"
        assert contents() == before

    def test_what_was_typed_meanwhile_stays_and_what_is_missing_comes_back(self):
        draft = form_of(next(story for story in STORIES if story["status"] == "draft"))
        PerformanceForm.objects.filter(pk=draft.pk).update(overview="演示时写的", name="改过名")
        story = STORIES[0]
        form_of(story).delete()
        assert "绩效目标表 1（" in load()
        draft.refresh_from_db()
        assert (draft.overview, draft.name) == ("演示时写的", "改过名")
        assert form_of(story).status == story["status"]

    def test_nobody_can_sign_in_by_password_unless_one_is_given(self):
        assert not any(user.has_usable_password() for user in User.objects.all())
        assert not User.objects.filter(is_superuser=True).exists()
        assert not User.objects.filter(is_staff=True).exists()


@pytest.fixture
def demo_folder(settings, tmp_path):
    """The demo data without its disclosures, to be changed by the test."""
    settings.FIXTURES_DIR = tmp_path
    folder = Path(shutil.copytree(DEMO, tmp_path / "demo"))
    (folder / "disclosures.json").write_text('{"disclosures": []}', encoding="utf-8")
    return folder


def test_a_password_of_the_environment_is_given_to_everybody(demo_folder, monkeypatch):
    (demo_folder / "stages.json").write_text('{"forms": []}', encoding="utf-8")
    monkeypatch.setenv("DEMO_PASSWORD", "lantern-42-harbour")
    load()
    assert User.objects.exists()
    assert all(user.check_password("lantern-42-harbour") for user in User.objects.all())


def test_data_that_contradict_the_rules_are_not_loaded_at_all(demo_folder):
    """Here: a filler who has no role at the unit."""
    file = demo_folder / "organisation.json"
    organisation = json.loads(file.read_text(encoding="utf-8"))
    organisation["people"][0]["roles"] = []
    file.write_text(json.dumps(organisation), encoding="utf-8")
    with pytest.raises(CommandError, match="演示数据没有装入：只有本单位填报人可以新建项目"):
        load()
    assert [model._default_manager.count() for model in (Region, User, PerformanceForm)] == [0, 0, 0]
