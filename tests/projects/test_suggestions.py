"""What was copied from an earlier year waits for a look."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from projects import lifecycle
from projects.creation import copy_form
from projects.drafts import Edit, apply_edits
from projects.lifecycle import Refused
from projects.models import PerformanceForm, RegionYear
from projects.storage import document_of, store_document
from projects.suggestions import Suggestion, suggestion_at, unconfirmed_targets, years_named
from projects.workflow import Action
from tests.factories import make_document, make_form, make_office

GOAL = "narratives.annual_goal"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2020年完成 4 次培训", (2020,)),
        ("按 2018-2020 年规划实施", (2018, 2020)),
        ("2018—2019学年", (2018, 2019)),
        ("2020-03-31 前完成，2019.12.1 开工", (2019, 2020)),
        ("2020 年度、2020年", (2020,)),
        ("2021年、2022年", ()),
        ("财预〔2018〕101号、财预[2019]12号、（2020）5号", ()),
        ("发放 2020 册，单价 2019元，编码 12020年", ()),
        ("", ()),
    ],
)
def test_years_before_the_forms_own_are_found(text, years):
    assert years_named(text, 2021) == years


def test_years_are_moved_on_and_document_numbers_are_not():
    suggestion = Suggestion(years=(2019, 2020))
    assert suggestion.carried_on("2019-2020年，财预〔2019〕1号，2021年") == "2020-2021年，财预〔2019〕1号，2021年"


@pytest.fixture
def office(db):
    office = make_office()
    RegionYear.objects.create(region=office.region, fiscal_year=2021, layout="weihai")
    return office


@pytest.fixture
def copy(office):
    document = make_document()
    narratives = replace(document.narratives, annual_goal="2020年完成 4 次培训。")
    return copy_form(make_form(office.unit, replace(document, narratives=narratives)), 2021, office.filler)


def reread(form):
    return PerformanceForm.objects.with_document().get(pk=form.pk)


def edit(form, office, op, path, **values):
    [outcome] = apply_edits(form.pk, [Edit("1", op, path, **values)], office.filler)[1]
    return outcome.state


def test_a_copy_keeps_its_targets_and_its_years_as_suggestions(copy):
    rows = list(copy.indicatorlines.all())
    assert unconfirmed_targets(copy) == [f"indicators[{row.key}].target" for row in rows]
    assert suggestion_at(copy, GOAL) == Suggestion(years=(2020,))
    assert suggestion_at(copy, "narratives.basis") is None
    assert document_of(copy).narratives.annual_goal == "2020年完成 4 次培训。"


def test_a_suggestion_is_settled_by_a_change_or_by_a_confirmation(copy, office):
    first, second, third, fourth = unconfirmed_targets(copy)
    assert edit(copy, office, "confirm", first) == "saved"
    assert edit(copy, office, "set", second, text=">=9部", base=">=5部") == "saved"
    assert edit(copy, office, "remove", third.partition(".")[0]) == "saved"
    assert edit(copy, office, "confirm", GOAL) == "saved"
    assert unconfirmed_targets(reread(copy)) == [fourth]
    assert suggestion_at(reread(copy), GOAL) is None


def test_confirming_twice_changes_nothing(copy, office):
    [first, *_] = unconfirmed_targets(copy)
    edit(copy, office, "confirm", first)
    revision = reread(copy).revision
    assert edit(copy, office, "confirm", first) == "saved"
    assert edit(copy, office, "confirm", f"indicators[{UUID(int=1)}].target") == "saved"
    assert reread(copy).revision == revision


def test_a_copy_is_not_sent_up_before_its_targets_were_looked_at(copy, office):
    with pytest.raises(Refused) as refusal:
        lifecycle.move(copy.pk, Action.SUBMIT, office.filler, revision=copy.revision)
    [problem] = [each for each in refusal.value.problems if "上年复制" in each.message]
    assert problem.path == unconfirmed_targets(copy)[0]
    assert problem.message.startswith("有 4 个指标值是从上年复制来的，还没有核对")
    for path in unconfirmed_targets(copy):
        edit(copy, office, "confirm", path)
    with pytest.raises(Refused) as refusal:
        lifecycle.move(copy.pk, Action.SUBMIT, office.filler, revision=reread(copy).revision)
    assert not [each for each in refusal.value.problems if "上年复制" in each.message]


def test_an_import_over_a_copy_settles_everything(copy):
    store_document(copy, make_document(fiscal_year=2021))
    assert reread(copy).suggestions == {}
