"""The people that the sign-in page of the demo offers."""

from __future__ import annotations

from dataclasses import dataclass

from projects.models import Region, Role


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One person, with what they are and where."""

    username: str
    display_name: str
    role_label: str
    place: str
    region: str


def demo_accounts() -> list[DemoAccount]:
    """Everybody who has a role, by region in the order they were made, with the first role of each. One query."""
    roles = Role.objects.filter(user__is_active=True, user__is_superuser=False)
    roles = roles.select_related("user", "region", "department__region", "unit__department__region")
    first: dict[int, Role] = {}
    for role in roles.order_by("user__pk", "pk"):
        first.setdefault(role.user_id, role)
    accounts = [_account(role) for role in first.values()]
    regions = list(dict.fromkeys(account.region for account in accounts))
    return sorted(accounts, key=lambda account: regions.index(account.region))


def _account(role: Role) -> DemoAccount:
    place = role.place
    return DemoAccount(
        username=role.user.username,
        display_name=role.user.display_name,
        role_label=role.get_kind_display(),
        place="" if isinstance(place, Region) else str(place),
        region=role.home_region.name,
    )
