"""系统管理: places and people of all regions, for whoever runs the installation.

Projects, forms and their history are shown and cannot be changed: that would leave no trace in
the history. What is changed here is kept in the log of Django's admin.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.http import HttpRequest

from projects.layouts import layouts
from projects.models import (
    Department,
    FormEvent,
    PerformanceForm,
    Project,
    Region,
    RegionYear,
    Role,
    Stage,
    Unit,
    User,
)

admin.site.site_header = admin.site.site_title = "绩效目标管理 · 系统管理"
admin.site.index_title = "机构、人员与基础数据"
admin.site.empty_value_display = "—"


class ReadOnly:
    """Rows that can be looked at only."""

    def has_add_permission(self, *args: Any, **kwargs: Any) -> bool:
        return False

    def has_change_permission(self, *args: Any, **kwargs: Any) -> bool:
        return False

    def has_delete_permission(self, *args: Any, **kwargs: Any) -> bool:
        return False


class RegionYearForm(forms.ModelForm):
    """Layout and stages are chosen, not typed."""

    layout = forms.ChoiceField(label="表样")
    stages = forms.MultipleChoiceField(
        label="审核环节", choices=Stage.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = RegionYear
        fields = "__all__"  # noqa: DJ007 - whoever runs the installation may change everything

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {slug: layout.name for (slug, _), layout in layouts().items()}
        choices = [(slug, f"{name}（{slug}）") for slug, name in sorted(names.items())]
        self.fields["layout"].choices = choices  # type: ignore[attr-defined]


class RegionYearInline(admin.TabularInline):
    model = RegionYear
    form = RegionYearForm
    extra = 0


class DepartmentInline(admin.TabularInline):
    model = Department
    extra = 0
    show_change_link = True


class UnitInline(admin.TabularInline):
    model = Unit
    extra = 0


class RoleInline(admin.TabularInline):
    model = Role
    extra = 0
    autocomplete_fields = ("region", "department", "unit")


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    list_display = ("name", "code")
    search_fields = ("name", "code")
    inlines = (RegionYearInline, DepartmentInline)


@admin.register(RegionYear)
class RegionYearAdmin(admin.ModelAdmin):
    form = RegionYearForm
    list_display = ("region", "fiscal_year", "layout", "submit_by", "department_by", "finance_by", "issue_on")
    list_filter = ("fiscal_year", "layout", "region")


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin):
    list_display = ("name", "code", "region", "implied")
    list_filter = ("region",)
    search_fields = ("name", "code")
    autocomplete_fields = ("region",)
    inlines = (UnitInline,)


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):
    list_display = ("name", "code", "department", "region")
    list_filter = ("department__region",)
    list_select_related = ("department__region",)
    search_fields = ("name", "code")
    autocomplete_fields = ("department",)

    @admin.display(description="行政区划")
    def region(self, unit: Unit) -> str:
        return str(unit.department.region)


class NewUserForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "display_name")


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ("username", "display_name", "held_roles", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "is_superuser", "roles__kind")
    search_fields = ("username", "display_name")
    add_form = NewUserForm
    fieldsets = (
        (None, {"fields": ("username", "password", "display_name", "email")}),
        ("权限", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("时间", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {"classes": ("wide",), "fields": ("username", "display_name", "usable_password", "password1", "password2")},
        ),
    )
    inlines = (RoleInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        places = ("region", "department", "unit")
        return super().get_queryset(request).prefetch_related(*(f"roles__{place}" for place in places))

    @admin.display(description="角色")
    def held_roles(self, user: User) -> str:
        return "，".join(str(role) for role in user.roles.all())


@admin.register(Project)
class ProjectAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("name", "unit")
    list_filter = ("unit__department__region",)
    list_select_related = ("unit",)
    search_fields = ("name",)


class EventInline(ReadOnly, admin.TabularInline):
    model = FormEvent
    fields = readonly_fields = ("at", "action", "actor", "from_status", "to_status", "opinion", "revision")
    extra = 0


@admin.register(PerformanceForm)
class PerformanceFormAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("name", "unit", "fiscal_year", "status", "layout_slug", "changed_at")
    list_filter = ("fiscal_year", "status", "layout_slug", "project__unit__department__region")
    list_select_related = ("project__unit",)
    search_fields = ("name", "code", "project__unit__name")
    exclude = ("touched", "search_text", "editors")
    inlines = (EventInline,)

    @admin.display(description="预算单位")
    def unit(self, form: PerformanceForm) -> str:
        return str(form.unit)
