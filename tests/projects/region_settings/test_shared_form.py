"""Two administrators with the same settings open."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict

from projects.models import SettingChange
from projects.region_settings.record import changes_of
from projects.region_settings.year_forms import YearForm
from tests.factories import make_office, make_person
from tests.submissions import submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = make_office()
    office.region.years.update(submit_by=date(2019, 11, 29), department_by=date(2019, 12, 6))
    return office


def _shown(office):
    """The form as a page shows it now."""
    return YearForm(None, instance=office.region.years.get(), region=office.region)


def _posted(office, shown, **changes):
    data = QueryDict(mutable=True)
    for name, value in submission(shown, **changes).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return YearForm(data, instance=office.region.years.get(), region=office.region)


def _stored(office):
    return office.region.years.get()


def test_what_a_person_changed_is_stored_with_one_line_of_record_each(office):
    form = _posted(office, _shown(office), submit_by="2019-12-02", stages=["finance"])
    assert form.is_valid()
    form.store(office.admin)
    year = _stored(office)
    assert (year.submit_by, year.stages) == (date(2019, 12, 2), ["finance"])
    lines = [
        (line.what, line.before, line.after, line.actor, line.row_name) for line in changes_of(office.region, year)
    ]
    assert sorted(lines) == [
        ("单位送审截止", "2019-11-29", "2019-12-02", office.admin, "2020 年度"),
        ("审核环节", "主管部门审核、财政审核", "财政审核", office.admin, "2020 年度"),
    ]


def test_saving_without_a_change_leaves_no_record(office):
    form = _posted(office, _shown(office))
    assert form.is_valid()
    form.store(office.admin)
    assert not SettingChange.objects.exists()


def test_two_people_who_change_different_fields_both_keep_their_change(office):
    shown = _shown(office)
    first = _posted(office, shown, submit_by="2019-12-02")
    assert first.is_valid()
    first.store(office.admin)
    second = _posted(office, shown, stages=["finance"])
    assert second.is_valid()
    second.store(office.admin)
    assert (_stored(office).submit_by, _stored(office).stages) == (date(2019, 12, 2), ["finance"])


def test_the_second_of_two_changes_of_one_field_is_not_stored_and_sees_both_values(office):
    other = make_person("other", name="高若文")
    shown = _shown(office)
    first = _posted(office, shown, submit_by="2019-12-02")
    assert first.is_valid()
    first.store(other)
    second = _posted(office, shown, submit_by="2019-12-04")
    assert not second.is_valid()
    (conflict,) = second.conflicts
    assert (conflict.label, conflict.mine, conflict.theirs) == ("单位送审截止", "2019-12-04", "2019-12-02")
    assert conflict.last.actor == other
    assert _stored(office).submit_by == date(2019, 12, 2)


def test_saving_once_more_after_a_conflict_stores_the_persons_own_value(office):
    shown = _shown(office)
    office.region.years.update(submit_by=date(2019, 12, 2))
    refused = _posted(office, shown, submit_by="2019-12-04")
    assert not refused.is_valid()
    again = _posted(office, refused)
    assert again.is_valid()
    again.store(office.admin)
    assert _stored(office).submit_by == date(2019, 12, 4)


def test_the_same_change_by_two_people_is_no_conflict(office):
    shown = _shown(office)
    office.region.years.update(stages=["finance"])
    assert _posted(office, shown, stages=["finance"]).is_valid()


def test_the_order_of_deadlines_is_checked_against_what_others_stored_meanwhile(office):
    shown = _shown(office)
    office.region.years.update(submit_by=date(2019, 12, 5))
    form = _posted(office, shown, department_by="2019-12-03")
    assert not form.is_valid()
    assert "早于单位送审截止（2019-12-05）" in form.errors["department_by"][0]
    assert form["submit_by"].value() == "2019-12-05"


def test_a_form_that_does_not_say_what_its_person_saw_overwrites_nothing(office):
    bare = {name: value for name, value in submission(_shown(office)).items() if not name.startswith("initial-")}
    data = QueryDict(mutable=True)
    for name, value in (bare | {"submit_by": ["2019-12-04"]}).items():
        data.setlist(name, value)
    form = YearForm(data, instance=_stored(office), region=office.region)
    assert not form.is_valid()
    assert [conflict.label for conflict in form.conflicts] == ["单位送审截止"]


def test_the_record_cannot_be_changed_or_deleted(office):
    form = _posted(office, _shown(office), stages=[])
    assert form.is_valid()
    form.store(office.admin)
    line = SettingChange.objects.get()
    assert (line.before, line.after) == ("主管部门审核、财政审核", "（空）")
    with pytest.raises(TypeError):
        line.save()
    with pytest.raises(TypeError):
        line.delete()
