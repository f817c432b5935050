"""The region and fiscal year a person is working in: what the top bar shows and lists start from."""

from __future__ import annotations

from dataclasses import dataclass

from projects.models import Region, RegionYear, User
from projects.queries import regions_of


@dataclass(frozen=True, slots=True)
class Workplace:
    """``region`` and ``year`` are ``None`` only where the person has no role at all."""

    regions: tuple[Region, ...]
    years: tuple[RegionYear, ...]
    region: Region | None
    year: RegionYear | None

    @property
    def fiscal_year(self) -> int | None:
        return self.year.fiscal_year if self.year else None


def workplace_of(user: User, region_id: int | None = None, fiscal_year: int | None = None) -> Workplace:
    """The wanted region and year where the person has them, else the first and the latest."""
    regions = tuple(regions_of(user))
    region = next((each for each in regions if each.pk == region_id), regions[0] if regions else None)
    years = tuple(RegionYear.objects.filter(region=region)) if region else ()
    year = next((each for each in years if each.fiscal_year == fiscal_year), years[0] if years else None)
    return Workplace(regions, years, region, year)
