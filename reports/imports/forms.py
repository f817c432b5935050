"""What a person types on the import pages, besides the cells of the paper."""

from __future__ import annotations

from django import forms

from projects.catalog import LINE_LENGTH
from projects.layouts import layouts_to_choose
from projects.models import Unit, User
from reports.imports.edits import Place
from reports.imports.places import units_for_import
from reports.imports.uploads import Wishes
from reports.models import ImportDraft

_FIRST_YEAR, _LAST_YEAR = 1990, 2999


class _UnitField(forms.TypedChoiceField):
    """One of the units for which the person may import, by name; with its department where that is another name."""

    def __init__(self, units: list[Unit], label: str, empty: str) -> None:
        self._units = {str(unit.pk): unit for unit in units}
        choices = [("", empty), *((key, _unit_name(unit, units)) for key, unit in self._units.items())]
        widget = forms.Select(attrs={"class": "form-select"})
        super().__init__(
            label=label, choices=choices, required=False, empty_value=None, coerce=self._units.get, widget=widget
        )


class UploadForm(forms.Form):
    """The wishes beside the files."""

    layout = forms.ChoiceField(label="表样", required=False, widget=forms.Select(attrs={"class": "form-select"}))
    fiscal_year = forms.IntegerField(
        label="表上没写年度时",
        required=False,
        min_value=_FIRST_YEAR,
        max_value=_LAST_YEAR,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )

    def __init__(self, data: object, user: User) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.units = units_for_import(user)
        self.fields["layout"].choices = layout_choices()  # type: ignore[attr-defined]
        self.fields["unit"] = _UnitField(self.units, "表上没写单位时", "（不指定）")

    def wishes(self) -> Wishes:
        """What was wished; the form must be valid."""
        given = self.cleaned_data
        return Wishes(given["layout"], given["unit"], given["fiscal_year"])


class UnitForm(forms.Form):
    """The unit for all forms that have none yet."""

    def __init__(self, data: object, user: User) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["unit"] = _UnitField(units_for_import(user), "存入单位", "请选择")


class PlaceForm(forms.Form):
    """Where a form goes: unit, year and project."""

    fiscal_year = forms.IntegerField(
        label="年度",
        min_value=_FIRST_YEAR,
        max_value=_LAST_YEAR,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    name = forms.CharField(
        label="项目名称",
        required=False,
        max_length=LINE_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )

    def __init__(self, data: object, user: User, draft: ImportDraft) -> None:
        initial = {"unit": draft.unit_id, "fiscal_year": draft.fiscal_year, "name": draft.name}
        super().__init__(data, initial=initial, prefix="place")  # type: ignore[arg-type]
        self.fields["unit"] = _UnitField(units_for_import(user), "存入单位", "请选择")
        self.order_fields(["unit", "fiscal_year", "name"])

    def place(self) -> Place:
        """The chosen place; the form must be valid."""
        given = self.cleaned_data
        return Place(given["unit"], given["fiscal_year"], given["name"])


def layout_choices() -> list[tuple[str, str]]:
    """Recognition, or one layout for all."""
    return [("", "自动识别"), *((layout.slug, layout.name) for layout in layouts_to_choose())]


def _unit_name(unit: Unit, units: list[Unit]) -> str:
    alone = unit.name == unit.department.name
    name = unit.name if alone else f"{unit.department.name} · {unit.name}"
    regions = {each.department.region_id for each in units}
    return f"{unit.department.region.name} · {name}" if len(regions) > 1 else name
