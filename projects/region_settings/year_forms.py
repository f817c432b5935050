"""The settings of a year as forms."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from projects.layouts import latest_layout
from projects.layouts.model import Scope
from projects.models import Region, RegionYear, Stage, TitleKind
from projects.region_settings.shared_form import SharedForm
from projects.region_settings.years import layout_choices
from projects.values import BadValue, parse_date

DEADLINES = ("submit_by", "department_by", "finance_by", "issue_on")
TITLES = ("title_before", "title_after")
_EARLIEST, _LATEST = 2000, 2099
_SOME_NAME = "×××"  # stands in titles for what differs from form to form
_NO_DEPARTMENT_FORMS = ("", "不填部门整体绩效目标")
_SELECT = {"class": "form-select"}
_NUMBER = {"class": "form-control", "inputmode": "numeric", "autocomplete": "off"}


class DayField(forms.DateField):
    """A day in any of the ways that forms take it."""

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return parse_date(str(value).strip())
        except BadValue as error:
            raise forms.ValidationError(f"{self.label}：{error}") from error


class YearForm(SharedForm):
    """Layout, review stages, what findings do, deadlines and titles of one year."""

    layout = forms.ChoiceField(widget=forms.Select(_SELECT))
    department_layout = forms.ChoiceField(required=False, widget=forms.Select(_SELECT))
    stages = forms.MultipleChoiceField(
        choices=Stage.choices, required=False, widget=forms.CheckboxSelectMultiple({"class": "form-check-input"})
    )

    class Meta:
        model = RegionYear
        fields = ["layout", "department_layout", "stages", "review_gate", *DEADLINES, *TITLES]
        widgets = {
            "review_gate": forms.Select(_SELECT),
            **dict.fromkeys(DEADLINES, forms.DateInput(_NUMBER, format="%Y-%m-%d")),
            **dict.fromkeys(TITLES, forms.Select(_SELECT)),
            "fiscal_year": forms.TextInput(_NUMBER),
        }
        field_classes = dict.fromkeys(DEADLINES, DayField)

    def __init__(self, data: QueryDict | None, *, instance: RegionYear, region: Region) -> None:
        super().__init__(data, instance=instance, region=region)
        for name in ("layout", "department_layout", "stages"):
            self.fields[name].label = str(RegionYear._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        self.fields["layout"].choices = layout_choices(instance.layout)  # type: ignore[attr-defined]
        department_choices = layout_choices(instance.department_layout, Scope.DEPARTMENT)
        self.fields["department_layout"].choices = [_NO_DEPARTMENT_FORMS, *department_choices]  # type: ignore[attr-defined]
        titles = _title_choices(instance)
        for name in TITLES:
            self.fields[name].choices = titles  # type: ignore[attr-defined]

    @property
    def deadlines(self) -> list[forms.BoundField]:
        return [self[name] for name in DEADLINES]

    @property
    def titles(self) -> list[forms.BoundField]:
        return [self[name] for name in TITLES]


class NewYearForm(YearForm):
    """The same, and which year it is."""

    class Meta(YearForm.Meta):
        fields = ["fiscal_year", *YearForm.Meta.fields]

    def clean_fiscal_year(self) -> int:
        year: int = self.cleaned_data["fiscal_year"]
        if not _EARLIEST <= year <= _LATEST:
            raise forms.ValidationError(f"预算年度请填 {_EARLIEST} 到 {_LATEST} 之间的年份")
        if RegionYear.objects.filter(region=self.region, fiscal_year=year).exists():
            raise forms.ValidationError(f"{year} 年度已经开了，请在年度列表中修改，或改填别的年份")
        return year


def _title_choices(year: RegionYear) -> list[tuple[str, Any]]:
    """The kinds of titles, with what the year's layout prints for each."""
    try:
        layout = latest_layout(year.layout)
    except KeyError:
        return list(TitleKind.choices)
    names = dict.fromkeys(("project_name", "unit_name", "department_name"), _SOME_NAME)
    names["region_name"] = year.region.name
    titles = {kind: layout.title(kind, year.fiscal_year, names).replace("\n", "") for kind in TitleKind}
    return [(kind.value, f"{kind.label}：{title}") for kind, title in titles.items()]
