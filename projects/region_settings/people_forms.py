"""Accounts and roles as forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from projects.models import Department, Region, Role, RoleKind, Unit, User
from projects.region_settings.people import PLACES_OF_ROLE, Place
from projects.region_settings.shared_form import SharedForm

_KEYS: dict[type[Place], str] = {Region: "region", Department: "department", Unit: "unit"}
_CHOOSE = ("", "请选择")


class PersonForm(SharedForm):
    """What an account is called."""

    class Meta:
        model = User
        fields = ["display_name"]
        widgets = {"display_name": forms.TextInput({"class": "form-control", "autocomplete": "off"})}

    def clean_display_name(self) -> str:
        return " ".join(self.cleaned_data["display_name"].split())


class NewPersonForm(forms.ModelForm):
    """A new account; the name to sign in with stays for good."""

    class Meta:
        model = User
        fields = ["username", "display_name"]
        help_texts = {"username": "登录用，建好后不能改。可用姓名拼音加工号。"}

    def clean_display_name(self) -> str:
        return " ".join(self.cleaned_data["display_name"].split())


class RoleForm(forms.Form):
    """A role at a place of one region."""

    kind = forms.ChoiceField(choices=[_CHOOSE, *RoleKind.choices])
    place = forms.ChoiceField(label="地区、部门或单位")

    def __init__(self, data: QueryDict | None, *, region: Region) -> None:
        super().__init__(data)
        self._places: dict[str, Place] = {}
        self.fields["kind"].label = str(Role._meta.get_field("kind").verbose_name)
        self.fields["place"].choices = self._choices(region)  # type: ignore[attr-defined]

    def role(self) -> Role:
        """Of a valid form, not stored and nobody's yet."""
        place = self._places[self.cleaned_data["place"]]
        return Role(kind=self.cleaned_data["kind"], **{_KEYS[type(place)]: place})

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if "kind" in values and "place" in values:
            kind, place = RoleKind(values["kind"]), self._places[values["place"]]
            fitting = PLACES_OF_ROLE[kind]
            if type(place) not in fitting:
                names = "或".join(str(each._meta.verbose_name) for each in fitting)
                self.add_error("place", f"{kind.label}要设在{names}，请改选")
        return values

    def _choices(self, region: Region) -> list[tuple[str, Any]]:
        """The region, then every department with its units under it. Two queries."""
        groups: list[tuple[str, Any]] = [_CHOOSE, (self._choice(region)[0], f"全区：{region}")]
        for department in _departments(region):
            units = [self._choice(unit) for unit in department.units.all()]
            key, name = self._choice(department)
            groups.append((name, [(key, f"{name}（主管部门）"), *units]))
        return groups

    def _choice(self, place: Place) -> tuple[str, str]:
        key = f"{_KEYS[type(place)]}-{place.pk}"
        self._places[key] = place
        return key, place.name


def _departments(region: Region) -> QuerySet[Department]:
    return Department.objects.filter(region=region).prefetch_related("units")
