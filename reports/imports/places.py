"""Where a form that was read can go: the units for which the person may import."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from projects import access
from projects.document import FormDocument
from projects.models import Unit, User

_SPACE = re.compile(r"\s+")


def units_for_import(user: User) -> list[Unit]:
    """The units of which the person may bring in forms. One query, besides the roles."""
    units = Unit.objects.visible_to(user).select_related("department__region")
    return [unit for unit in units if access.can_import_at(user, unit)]


def unit_named(document: FormDocument, units: Sequence[Unit], default: Unit | None) -> Unit | None:
    """The one of ``units`` that the paper names; where it names none, ``default`` or the only one there is.

    ``None`` where the paper names another unit or region, or it is not clear which one: then the person has to choose.
    """
    if document.unit is None:
        return default or (units[0] if len(units) == 1 else None)
    fitting = [unit for unit in units if _is_meant(unit, document)]
    if len(fitting) > 1 and document.department:
        fitting = [unit for unit in fitting if _is_same(unit.department.name, document.department.name)]
    return fitting[0] if len(fitting) == 1 else None


def _is_meant(unit: Unit, document: FormDocument) -> bool:
    """Whether everything that the paper says of its unit and region is true of ``unit``."""
    named, region = document.unit, document.region
    assert named is not None, "unit_named has looked"
    if region and region.name and not _is_same(unit.department.region.name, region.name):
        return False
    if named.code and unit.code and named.code != unit.code:
        return False
    return _is_same(unit.name, named.name) if named.name else bool(named.code) and named.code == unit.code


def _is_same(name: str, other: str | None) -> bool:
    """Whether two names differ in spaces and widths at most."""
    return _plain(name) == _plain(other or "")


def _plain(name: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", name))
