"""People of a region: accounts, roles, passwords. Callers hold the region's lock.

Every function checks that ``actor`` may change the person and leaves a line of record.
Raises :class:`~projects.lifecycle.Forbidden` and :class:`~projects.lifecycle.Refused`.
"""

from __future__ import annotations

from axes.utils import reset as forget_failed_attempts
from django.db.models import Q, QuerySet
from django.utils.crypto import get_random_string

from projects import access
from projects.lifecycle import Forbidden, Refused
from projects.models import Department, Region, Role, RoleKind, Unit, User
from projects.region_settings import record

Place = Region | Department | Unit

PLACES_OF_ROLE: dict[RoleKind, tuple[type[Place], ...]] = {
    RoleKind.FILLER: (Unit,),
    RoleKind.UNIT_REVIEWER: (Unit,),
    RoleKind.DEPARTMENT_REVIEWER: (Department,),
    RoleKind.FINANCE_REVIEWER: (Region, Department),
    RoleKind.REGION_ADMIN: (Region,),
    RoleKind.READER: (Region, Department, Unit),
}
"""At which kinds of places a role means something."""

_TASKS: dict[RoleKind, str] = {
    RoleKind.FILLER: "新建、填写、送审本单位的表，答复批注",
    RoleKind.UNIT_REVIEWER: "核对本单位的表，批注，送审",
    RoleKind.DEPARTMENT_REVIEWER: "审核所属单位送审的表：批注、退回、通过",
    RoleKind.FINANCE_REVIEWER: "财政审核：批注、退回、通过、下达",
    RoleKind.REGION_ADMIN: "设置年度、单位和人员；看得到全区的表，不填也不审",
    RoleKind.READER: "只看和打印",
}
_UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"
_IN_USE, _OUT_OF_USE = "在用", "停用"


def role_guide() -> list[tuple[str, str, str]]:
    """(role, where it is held, what it is for) of every role."""
    return [
        (kind.label, "或".join(str(place._meta.verbose_name) for place in places), _TASKS[kind])
        for kind, places in PLACES_OF_ROLE.items()
    ]


def people_in(region: Region, text: str = "") -> QuerySet[User]:
    """Everybody with a role in the region; ``text`` looks in names and the names of their places.

    Roles are loaded, also those elsewhere. Two queries.
    """
    people = User.objects.filter(pk__in=_roles_in(region).values("user"))
    for word in text.split():
        places = _roles_in(region).filter(Q(unit__name__icontains=word) | Q(department__name__icontains=word))
        people = people.filter(
            Q(display_name__icontains=word) | Q(username__icontains=word) | Q(pk__in=places.values("user"))
        )
    return access.with_roles(people).order_by("username")


def roles_in(region: Region, person: User) -> list[Role]:
    """The person's roles in this region."""
    return [role for role in access.roles_of(person) if access.region_id_of(role) == region.pk]


def create_person(region: Region, person: User, role: Role, actor: User) -> str:
    """Store a new account with its first role; returns the password, which is kept nowhere."""
    _check(access.may_administer(actor, region))
    password = _new_password()
    person.set_password(password)
    person.save()
    record.write(region, person, actor, record.CREATED, after=f"姓名：{person.display_name}")
    _store_role(region, person, role, actor)
    return password


def add_role(region: Region, person: User, role: Role, actor: User) -> None:
    """Give one more role at a place of the region."""
    _check(access.may_edit_person(actor, person, region))
    if any((held.kind, held.place) == (role.kind, role.place) for held in access.roles_of(person)):
        raise Refused(f"{person}已经是{role}")
    _store_role(region, person, role, actor)


def remove_role(region: Region, person: User, role: Role, actor: User) -> None:
    """Take a role away; neither the region's last administrator nor a person's last role goes."""
    _check(access.may_edit_person(actor, person, region))
    if role.kind == RoleKind.REGION_ADMIN:
        _keep_an_administrator(region, person)
    if len(access.roles_of(person)) == 1:
        raise Refused(f"这是{person}唯一的角色。换岗请先加上新角色再移除；不再使用此账号请停用。")
    said = str(role)
    role.delete()
    record.write(region, person, actor, "角色", before=said, after="已移除")


def reset_password(region: Region, person: User, actor: User) -> str:
    """A new password, returned and kept nowhere. Ends the person's sessions, lifts a lock for wrong passwords."""
    _check(access.may_edit_person(actor, person, region))
    password = _new_password()
    person.set_password(password)
    person.save(update_fields=["password"])
    forget_failed_attempts(username=person.username)
    record.write(region, person, actor, "密码", after="已重置")
    return password


def set_active(region: Region, person: User, actor: User, *, is_active: bool) -> None:
    """Let a person sign in again, or no longer. What they did stays theirs."""
    _check(access.may_edit_person(actor, person, region))
    if person.is_active == is_active:
        return
    if not is_active:
        if person == actor:
            raise Refused("不能停用自己的账号，请由另一位管理员停用。")
        if any(role.kind == RoleKind.REGION_ADMIN for role in roles_in(region, person)):
            _keep_an_administrator(region, person)
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    was, now = (_OUT_OF_USE, _IN_USE) if is_active else (_IN_USE, _OUT_OF_USE)
    record.write(region, person, actor, "账号", before=was, after=now)


def _keep_an_administrator(region: Region, person: User) -> None:
    """Refuse where ``person`` is the only one left who can sign in and administer the region."""
    admins = Role.objects.filter(region=region, kind=RoleKind.REGION_ADMIN, user__is_active=True)
    if person.is_active and not admins.exclude(user=person).exists():
        raise Refused(f"{person}是“{region}”唯一的管理员。请先给另一个人加上管理员角色，再做这一步。")


def _roles_in(region: Region) -> QuerySet[Role]:
    return Role.objects.order_by().filter(
        Q(region=region) | Q(department__region=region) | Q(unit__department__region=region)
    )


def _store_role(region: Region, person: User, role: Role, actor: User) -> None:
    role.user = person
    role.save()
    record.write(region, person, actor, "角色", after=str(role))


def _new_password() -> str:
    """Three groups of letters and digits that cannot be mistaken for each other: 59 bits."""
    return "-".join(get_random_string(4, _UNMISTAKABLE) for _ in range(3))


def _check(decision: access.Decision) -> None:
    if not decision:
        raise Forbidden(decision.reason)
