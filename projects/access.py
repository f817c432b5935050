"""Who may do what with a form. The only module that decides; reasons are shown to people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from projects.disclosing.workflow import TRANSITIONS, DisclosureAction
from projects.models import Department, Disclosure, PerformanceForm, Region, Role, RoleKind, Status, Unit
from projects.workflow import Action, find_transition

if TYPE_CHECKING:
    from projects.models import User


class Permission(StrEnum):
    """What a person can do with a form besides moving it on."""

    EDIT = "edit"
    COMMENT = "comment"
    ANSWER = "answer"
    REVIEW = "review"
    DISMISS = "dismiss"


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no, and if no, why (Chinese, for the person)."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(True)

_ROLES_READ = "_roles_read"
_DECIDERS = {RoleKind.DEPARTMENT_REVIEWER, RoleKind.FINANCE_REVIEWER}
_OF_UNITS = {RoleKind.FILLER, RoleKind.UNIT_REVIEWER}
_REVIEWERS = {RoleKind.UNIT_REVIEWER, RoleKind.DEPARTMENT_REVIEWER, RoleKind.FINANCE_REVIEWER}


def roles_at(user: User, unit: Unit) -> set[RoleKind]:
    """The person's roles that reach ``unit``. One query per person and request."""
    return {RoleKind(role.kind) for role in roles_of(user) if _reaches(role, unit)}


def roles_of(user: User) -> list[Role]:
    """All roles of a person, read once and kept on the object."""
    cached: list[Role] | None = getattr(user, _ROLES_READ, None)
    if cached is None:
        cached = list(_with_places(user.roles.all()))
        setattr(user, _ROLES_READ, cached)
    return cached


def with_roles(people: QuerySet[User]) -> QuerySet[User]:
    """The people, with what ``roles_of`` gives of each of them in one query."""
    return people.prefetch_related(Prefetch("roles", _with_places(Role.objects.all()), to_attr=_ROLES_READ))


def _with_places(roles: QuerySet[Role]) -> QuerySet[Role]:
    return roles.select_related("region", "department__region", "unit__department__region")


def _reaches(role: Role, unit: Unit) -> bool:
    if role.unit_id:
        return role.unit_id == unit.pk
    if role.department_id:
        return role.department_id == unit.department_id
    return role.region_id == unit.department.region_id


def can(user: User, permission: Permission, form: PerformanceForm) -> Decision:
    """Whether the person may edit, comment on, answer at or review ``form``, or dismiss what the rules say of it."""
    held = roles_at(user, form.unit)
    if permission is Permission.REVIEW:
        return ALLOWED if held & _DECIDERS else Decision(False, "只有主管部门和财政的审核人可以打开审核台")
    if permission is Permission.COMMENT:
        if held & _REVIEWERS and form.state is not Status.ISSUED:
            return ALLOWED
        return Decision(False, "只有审核人可以在下达前批注")
    if permission is Permission.DISMISS:
        return _can_dismiss(user, form, held)
    if RoleKind.FILLER not in held:
        return Decision(False, "只有本单位填报人可以填写")
    if permission is Permission.ANSWER:
        return ALLOWED
    if not form.state.is_with_filler:
        return Decision(False, f"此表现为“{form.state.label}”，不能修改；需要修改请先撤回或由审核人退回")
    return ALLOWED


def _can_dismiss(user: User, form: PerformanceForm, held: set[RoleKind]) -> Decision:
    if not held & _DECIDERS or form.state is Status.ISSUED:
        return Decision(False, "只有主管部门和财政的审核人可以在下达前认定疑点不成立")
    if form.editors.filter(pk=user.pk).exists():
        return Decision(False, "您填写过此表，不能自己认定疑点不成立，请由其他审核人办理")
    return ALLOWED


def may_move(user: User, action: Action, form: PerformanceForm, stages: list[str]) -> Decision:
    """Whether the person may take ``action`` on ``form`` now."""
    transition = find_transition(form.state, action, stages)
    if transition is None:
        return Decision(False, f"此表现为“{form.state.label}”，不能{action.label}")
    if not roles_at(user, form.unit) & transition.roles:
        names = "、".join(sorted(kind.label for kind in transition.roles))
        return Decision(False, f"只有{names}可以{action.label}")
    if transition.needs_other_person and form.editors.filter(pk=user.pk).exists():
        return Decision(False, f"您填写过此表，不能自己{action.label}，请由其他审核人办理")
    return ALLOWED


def can_create_at(user: User, unit: Unit) -> Decision:
    """Whether the person may start forms of ``unit``."""
    if RoleKind.FILLER in roles_at(user, unit):
        return ALLOWED
    return Decision(False, "只有本单位填报人可以新建项目")


def can_import_at(user: User, unit: Unit) -> Decision:
    """Whether the person may bring in forms of ``unit`` from files: its fillers, and who administers the region."""
    if can_create_at(user, unit) or may_administer(user, unit.department.region):
        return ALLOWED
    return Decision(False, "只有本单位填报人和本地区管理员可以导入")


def may_edit_disclosure(user: User, department: Department) -> Decision:
    """Whether the person may change the department's figures: fillers of it or its units, and who administers it.

    Its units are those whose forms its booklet has: its own 本级 counts also below an implied department.

    Whether a disclosure can be changed at all now is :func:`projects.disclosing.stored.require_open`.
    """
    is_filler = any(
        role.kind == RoleKind.FILLER and (role.department_id == department.pk or _is_at_unit_of(role, department))
        for role in roles_of(user)
    )
    if is_filler or may_administer(user, department.region):
        return ALLOWED
    return Decision(False, "只有本部门填报人和本地区管理员可以修改部门预算公开的数据")


def may_take(user: User, action: DisclosureAction, disclosure: Disclosure) -> Decision:
    """Whether the person may take ``action`` on ``disclosure`` now. One query."""
    transition = TRANSITIONS.get((disclosure.state, action))
    if transition is None:
        return Decision(False, f"这份部门预算公开现为“{disclosure.state.label}”，不能{action.label}")
    if not _roles_for(user, disclosure.department) & transition.roles:
        names = "、".join(sorted(kind.label for kind in transition.roles))
        return Decision(False, f"只有{names}可以{action.label}")
    if transition.needs_other_person and disclosure.editors.filter(pk=user.pk).exists():
        return Decision(False, f"您填写或送审过这份部门预算公开，不能自己{action.label}，请由其他审核人办理")
    return ALLOWED


def _roles_for(user: User, department: Department) -> set[RoleKind]:
    """The person's roles for what the department as a whole does.

    Who fills in or reviews for one of its units counts; who decides has to be at the department or above it.
    """
    held = {
        RoleKind(role.kind)
        for role in roles_of(user)
        if (role.kind in _OF_UNITS and _is_at_unit_of(role, department))
        or department.pk == role.department_id
        or department.region_id == role.region_id
    }
    return held | {RoleKind.REGION_ADMIN} if may_administer(user, department.region) else held


def _is_at_unit_of(role: Role, department: Department) -> bool:
    """Whether the role is at one of the units that ``projects.disclosing.stored.forms_of`` takes the forms of."""
    if role.unit is None:
        return False
    own = role.unit.department
    is_head_office = own.implied and own.region_id == department.region_id and role.unit.name in department.head_offices
    return own.pk == department.pk or is_head_office


def may_administer(user: User, region: Region) -> Decision:
    """Whether the person may change the settings, places and people of ``region``."""
    if user.is_superuser:
        return ALLOWED
    if any(role.kind == RoleKind.REGION_ADMIN and role.region_id == region.pk for role in roles_of(user)):
        return ALLOWED
    return Decision(False, f"只有“{region}”的管理员可以修改设置；需要修改时请联系管理员")


def may_edit_person(user: User, other: User, region: Region) -> Decision:
    """Whether an administrator of ``region`` may change the account and the roles of ``other``.

    Who is somebody elsewhere, or in charge of the whole system, would lend an administrator of one
    region their powers there: a new password is enough.
    """
    if user.is_superuser:
        return ALLOWED
    if other.is_superuser or other.is_staff:
        return Decision(False, "这是系统管理员的账号，地区管理员不能修改；需要时请联系系统管理员")
    if any(region_id_of(role) != region.pk for role in roles_of(other)):
        return Decision(False, "此人在别的地区也有角色，地区管理员不能修改他的账号和角色；需要时请联系系统管理员")
    return may_administer(user, region)


def region_id_of(role: Role) -> int:
    """The region that the role's place belongs to."""
    if role.unit:
        return role.unit.department.region_id
    if role.department:
        return role.department.region_id
    assert role.region_id is not None, "the database holds a role at exactly one place"
    return role.region_id
