"""Ordinary Django forms: filters of the lists, and starting a project form."""

from __future__ import annotations

from typing import Any

from django import forms

from projects.access import can_create_at
from projects.catalog import LINE_LENGTH
from projects.findings.survey import ListedFinding, Survey, narrowed
from projects.models import SEVERITY_LABELS, PerformanceForm, Status, Unit, User
from projects.queries import FormQuerySet
from projects.workplace import Workplace


class FormFilter(forms.Form):
    """Year, unit, status and text; an unknown value of a filter is an error, not ignored."""

    q = forms.CharField(label="查找", required=False, max_length=100)
    fiscal_year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value=None)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", required=False, empty_label="全部单位")
    status = forms.ChoiceField(label="状态", required=False, choices=[("", "全部状态"), *Status.choices])

    def __init__(self, data: Any, user: User, place: Workplace) -> None:
        super().__init__(data)
        self._user, self._place = user, place
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "q" else "form-select"
        self.fields["q"].widget.attrs["placeholder"] = "项目、单位、指标、拼音"
        self.fields["unit"].queryset = Unit.objects.visible_to(user).filter(  # type: ignore[attr-defined]
            department__region=place.region
        )
        years = [(year.fiscal_year, f"{year.fiscal_year} 年") for year in place.years]
        self.fields["fiscal_year"].choices = [("", "全部年度"), *years]  # type: ignore[attr-defined]

    def forms(self) -> FormQuerySet:
        """The forms that match, ready for a list; none while a filter is wrong."""
        if not self.is_valid() or self._place.region is None:
            return PerformanceForm.objects.none()
        wanted = self.cleaned_data
        found = PerformanceForm.objects.visible_to(self._user).in_region(self._place.region.pk).for_list()
        if wanted["fiscal_year"]:
            found = found.of_year(wanted["fiscal_year"])
        if wanted["unit"]:
            found = found.filter(project__unit=wanted["unit"])
        if wanted["status"]:
            found = found.filter(status=wanted["status"])
        return found.matching(wanted["q"])


class NewForm(forms.Form):
    """A project form from scratch."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="预算单位", empty_label=None)
    name = forms.CharField(label="项目名称", max_length=LINE_LENGTH, help_text="与批复或立项文件一致，不要写年度。")

    def __init__(self, data: Any, user: User) -> None:
        super().__init__(data)
        units = Unit.objects.visible_to(user).select_related("department__region")
        own = [unit.pk for unit in units if can_create_at(user, unit)]
        self.fields["unit"].queryset = units.filter(pk__in=own)  # type: ignore[attr-defined]


class FindingFilter(forms.Form):
    """Severity, rule and unit of findings; only what was found is offered."""

    severity = forms.ChoiceField(label="轻重", required=False)
    rule = forms.ChoiceField(label="规则", required=False)
    unit = forms.TypedChoiceField(label="单位", required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, survey: Survey) -> None:
        super().__init__(data)
        self._survey = survey
        units = {each.form.unit.pk: each.form.unit.name for each in survey.findings}
        choices: dict[str, list[tuple[Any, str]]] = {
            "severity": [("", "全部"), *((severity.value, label) for severity, label in SEVERITY_LABELS.items())],
            "rule": [("", "全部规则"), *((rule.code, rule.title) for rule in survey.rules)],
            "unit": [("", "全部单位"), *sorted(units.items(), key=lambda unit: unit[1])],
        }
        for name, field in self.fields.items():
            field.choices = choices[name]  # type: ignore[attr-defined]
            field.widget.attrs["class"] = "form-select"

    def findings(self) -> list[ListedFinding]:
        """The findings that match; none while a filter is wrong."""
        return narrowed(self._survey.findings, **self.cleaned_data) if self.is_valid() else []
