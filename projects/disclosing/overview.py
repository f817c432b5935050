"""The list of disclosures: of each its issued forms, their sum, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from projects.disclosure.edit_states import missing_sections
from projects.disclosure.in_force import in_force
from projects.disclosure.subject_amounts import added
from projects.models import Disclosure, PerformanceForm, Status

NAMED = 3
"""Missing sections that a row names; of more only the number."""


@dataclass(frozen=True, slots=True)
class ListedDisclosure:
    """``amount`` in yuan; ``missing`` are titles of sections, of those that can be changed only."""

    disclosure: Disclosure
    forms: int
    amount: Decimal | None
    missing: tuple[str, ...]

    @property
    def missing_words(self) -> str:
        """What is missing, in short."""
        named = "、".join(self.missing[:NAMED])
        return f"{named}等 {len(self.missing)} 部分" if len(self.missing) > NAMED else named


@dataclass(frozen=True, slots=True)
class _Issued:
    """The issued forms of one department and year."""

    department: int
    region: int
    implied_name: str
    fiscal_year: int
    forms: int
    amount: Decimal | None

    def belongs_to(self, disclosure: Disclosure) -> bool:
        department = disclosure.department
        is_own = self.department == department.pk or (
            self.region == department.region_id and self.implied_name in department.head_offices
        )
        return is_own and self.fiscal_year == disclosure.fiscal_year


def listed(disclosures: Iterable[Disclosure]) -> list[ListedDisclosure]:
    """In the same order; one query for the forms of all."""
    disclosures = list(disclosures)
    issued = _issued({each.department.region_id for each in disclosures})
    return [_listed(each, [one for one in issued if one.belongs_to(each)]) for each in disclosures]


def _listed(disclosure: Disclosure, issued: list[_Issued]) -> ListedDisclosure:
    missing = missing_sections(in_force(disclosure.document, ())) if disclosure.state.is_open else ()
    return ListedDisclosure(
        disclosure, sum(each.forms for each in issued), added(each.amount for each in issued), missing
    )


def _issued(regions: set[int]) -> list[_Issued]:
    rows = (
        PerformanceForm.objects.filter(project__unit__department__region__in=regions, status=Status.ISSUED)
        .order_by()
        .values_list(
            "project__unit__department",
            "project__unit__department__region",
            "project__unit__department__name",
            "project__unit__department__implied",
            "fiscal_year",
        )
        .annotate(forms=Count("pk"), amount=Sum(Coalesce("amount_current_year", "amount_total")))
    )
    return [
        _Issued(department, region, name if implied else "", year, forms, amount)
        for department, region, name, implied, year, forms, amount in rows
    ]
