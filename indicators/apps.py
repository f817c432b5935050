from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = "指标与科目"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_load_reference_data, sender=self)


def _load_reference_data(using: str = "default", **_: Any) -> None:
    """Skipped while migrating backwards, when the tables are gone."""
    from indicators.models import Subject
    from indicators.reference import load_reference_data

    if Subject._meta.db_table in connections[using].introspection.table_names():
        load_reference_data()
