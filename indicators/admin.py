"""系统管理: frameworks and subject codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest

from indicators.models import IndicatorCategory, IndicatorFramework, Subject
from indicators.pinyin import full_pinyin, initials


def _is_of_the_release(framework: IndicatorFramework | None) -> bool:
    """Frameworks of the release are brought back after every migrate; changing them here would not last."""
    return framework is not None and (Path(settings.FIXTURES_DIR) / "frameworks" / f"{framework.slug}.json").is_file()


class CategoryInline(admin.TabularInline):
    model = IndicatorCategory
    extra = 3

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not _is_of_the_release(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_of_the_release(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_of_the_release(obj)


@admin.register(IndicatorFramework)
class FrameworkAdmin(admin.ModelAdmin):
    list_display = ("name", "slug", "of_the_release")
    search_fields = ("name", "slug")
    inlines = (CategoryInline,)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_of_the_release(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_of_the_release(obj)

    @admin.display(description="随软件发布（只读）", boolean=True)
    def of_the_release(self, framework: IndicatorFramework) -> bool:
        return _is_of_the_release(framework)


@admin.register(Subject)
class SubjectAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "kind", "year")
    list_filter = ("kind", "year")
    search_fields = ("code", "name", "pinyin", "initials")
    fields = ("kind", "year", "code", "name")

    def save_model(self, request: HttpRequest, obj: Subject, form: forms.ModelForm, change: bool) -> None:
        obj.pinyin, obj.initials = full_pinyin(obj.name), initials(obj.name)
        super().save_model(request, obj, form, change)
