"""The people that the sign-in page of the demo offers."""

from __future__ import annotations

from dataclasses import dataclass

from projects.models import Role


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One person, with what they are and where."""

    username: str
    display_name: str
    role_label: str
    place: str


def demo_accounts() -> list[DemoAccount]:
    """Everybody who has a role, in the order they were made, with the first role of each. One query."""
    roles = Role.objects.filter(user__is_active=True, user__is_superuser=False)
    roles = roles.select_related("user", "region", "department", "unit").order_by("user__pk", "pk")
    first: dict[int, Role] = {}
    for role in roles:
        first.setdefault(role.user_id, role)
    return [
        DemoAccount(role.user.username, role.user.display_name, role.get_kind_display(), str(role.place))
        for role in first.values()
    ]
