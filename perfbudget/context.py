"""What the frame of every page shows: where the person is, and where to go."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from projects.access import roles_of
from projects.inbox import count_waiting_for
from projects.models import Role, RoleKind, User
from projects.views.workplace import workplace

_REVIEWERS = {RoleKind.DEPARTMENT_REVIEWER, RoleKind.FINANCE_REVIEWER}
_IMPORTERS = {RoleKind.FILLER, RoleKind.REGION_ADMIN}


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor; gives nothing to people who have not signed in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    place = workplace(request)
    roles = roles_of(user)
    here = reverse("projects:home")
    return {
        "nav": _entries(request, user),
        "region_name": place.region.name if place.region else "",
        "fiscal_year": place.fiscal_year,
        "regions": [
            {"label": region.name, "url": f"{here}?region={region.pk}", "active": region == place.region}
            for region in place.regions
        ],
        "fiscal_years": [
            {
                "label": f"{year.fiscal_year} 年度",
                "url": f"{here}?year={year.fiscal_year}",
                "active": year == place.year,
            }
            for year in place.years
        ],
        "role_label": _role_label(roles),
    }


def _role_label(roles: list[Role]) -> str:
    """The first role, and how many there are."""
    if not roles:
        return ""
    first = f"{roles[0].get_kind_display()} · {roles[0].place}"
    return first if len(roles) == 1 else f"{first} 等 {len(roles)} 个角色"


def _entries(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    entries = [("首页", "projects:home", 0)]
    if user.is_superuser or any(role.kind in _REVIEWERS for role in roles_of(user)):
        entries.append(("审核", "projects:review-inbox", count_waiting_for(user)))
    entries.append(("项目", "projects:form-list", 0))
    if user.is_superuser or any(role.kind in _IMPORTERS for role in roles_of(user)):
        entries.append(("导入", "reports:import-list", 0))
    entries.append(("智能审核", "projects:findings-overview", 0))
    entries.append(("部门预算公开", "reports:disclosure-list", 0))
    entries.append(("打印中心", "reports:print-centre", 0))
    if user.is_superuser or any(role.kind == RoleKind.REGION_ADMIN for role in roles_of(user)):
        entries.append(("设置", "projects:settings", 0))
    if user.is_staff:
        entries.append(("系统管理", "admin:index", 0))
    return [
        {"label": label, "url": reverse(name), "count": count, "active": _is_here(request, reverse(name))}
        for label, name, count in entries
    ]


def _is_here(request: HttpRequest, url: str) -> bool:
    return request.path == url if url == reverse("projects:home") else request.path.startswith(url)
