"""主管部门 and 预算单位 of a region: adding and renaming. Nothing is ever deleted: forms hang on them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Prefetch, QuerySet

from projects.models import Department, PerformanceForm, Region, Unit, User
from projects.region_settings.shared_form import SharedForm
from projects.storage import refresh_search_text


def departments_of(region: Region) -> QuerySet[Department]:
    """With their units; each unit knows its ``form_count`` and ``person_count``. Two queries."""
    units = Unit.objects.annotate(
        form_count=Count("projects__forms", distinct=True), person_count=Count("role__user", distinct=True)
    )
    counted = Department.objects.filter(region=region).annotate(person_count=Count("role__user", distinct=True))
    return counted.prefetch_related(Prefetch("units", units))


def units_of(region: Region) -> QuerySet[Unit]:
    """With their departments. One query."""
    return Unit.objects.filter(department__region=region).select_related("department")


class PlaceForm(SharedForm):
    """Code and name. Two places of a kind may not share either."""

    class Meta:
        fields = ["code", "name"]

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if code and (other := self._others_in_region().filter(code=code).first()):
            raise forms.ValidationError(f"代码 {code} 已经是{self._kind()}“{other.name}”的，请核对")
        return code

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if self._namesakes().filter(name=name).exists():
            raise forms.ValidationError(f"已经有{self._kind()}“{name}”，请改用别的名称")
        return name

    def _kind(self) -> str:
        return str(self._meta.model._meta.verbose_name)

    def _others_in_region(self) -> QuerySet[Any]:
        raise NotImplementedError

    def _namesakes(self) -> QuerySet[Any]:
        """The other rows among which a name may stand only once."""
        raise NotImplementedError


class DepartmentForm(PlaceForm):
    """A department of the region."""

    class Meta(PlaceForm.Meta):
        model = Department

    def _others_in_region(self) -> QuerySet[Department]:
        return Department.objects.filter(region=self.region).exclude(pk=self.instance.pk)

    def _namesakes(self) -> QuerySet[Department]:
        return self._others_in_region()


class UnitForm(PlaceForm):
    """A unit of one department."""

    class Meta(PlaceForm.Meta):
        model = Unit

    def store(self, actor: User) -> Unit:
        """Also keeps the search of the unit's forms true."""
        unit: Unit = super().store(actor)
        if unit.name != self.before.name and self.before.pk:
            for form in PerformanceForm.objects.filter(project__unit=unit).with_document():
                refresh_search_text(form)
        return unit

    def _others_in_region(self) -> QuerySet[Unit]:
        return units_of(self.region).exclude(pk=self.instance.pk)

    def _namesakes(self) -> QuerySet[Unit]:
        return self._others_in_region().filter(department=self.instance.department)
