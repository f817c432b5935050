"""What tests are about, made in the shortest way. Every function creates just what it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from projects.document import (
    Amounts,
    Coded,
    FormDocument,
    Indicator,
    Narratives,
    ProjectFacts,
)
from projects.drafts import Edit, apply_edits
from projects.layouts import latest_layout
from projects.lifecycle import move
from projects.models import (
    Department,
    FormEvent,
    PerformanceForm,
    Project,
    Region,
    RegionYear,
    ReviewGate,
    Role,
    RoleKind,
    Stage,
    Status,
    Unit,
    User,
)
from projects.remarks import find_place
from projects.storage import store_document
from projects.workflow import Action

YEAR = 2020
BOTH_STAGES = (Stage.DEPARTMENT, Stage.FINANCE)


@dataclass(frozen=True)
class Office:
    """A region with one department and one unit, and a person of every role."""

    region: Region
    department: Department
    unit: Unit
    filler: User
    colleague: User
    """Another filler of the same unit."""
    unit_reviewer: User
    department_reviewer: User
    finance_reviewer: User
    admin: User
    reader: User


def make_region(
    name: str = "临海区",
    *,
    year: int = YEAR,
    stages: Sequence[Stage] = BOTH_STAGES,
    gate: ReviewGate = ReviewGate.INFORM,
) -> Region:
    """Its 智能审核 only informs: what a test's form says besides its point must not keep it from being sent up."""
    region = Region.objects.create(name=name)
    RegionYear.objects.create(
        region=region,
        fiscal_year=year,
        layout="weihai",
        stages=[stage.value for stage in stages],
        review_gate=gate,
    )
    return region


def make_unit(region: Region, name: str = "组织部") -> Unit:
    """A unit under the department of the same name."""
    department, _ = Department.objects.get_or_create(region=region, name=name)
    return Unit.objects.create(department=department, name=name)


def make_person(username: str, *roles: tuple[RoleKind, Region | Department | Unit], name: str = "") -> User:
    person = User.objects.create_user(username=username, display_name=name or username)
    for kind, place in roles:
        Role.objects.create(user=person, kind=kind, **{type(place).__name__.lower(): place})
    return person


def make_office(name: str = "临海区", *, tag: str = "", stages: Sequence[Stage] = BOTH_STAGES) -> Office:
    """``tag`` keeps the names of two offices apart."""
    region = make_region(name, stages=stages)
    unit = make_unit(region, f"组织部{tag}")
    return Office(
        region=region,
        department=unit.department,
        unit=unit,
        filler=make_person(f"filler{tag}", (RoleKind.FILLER, unit), name="林晓舟"),
        colleague=make_person(f"colleague{tag}", (RoleKind.FILLER, unit), name="高若文"),
        unit_reviewer=make_person(f"unit-reviewer{tag}", (RoleKind.UNIT_REVIEWER, unit), name="顾念安"),
        department_reviewer=make_person(
            f"department-reviewer{tag}", (RoleKind.DEPARTMENT_REVIEWER, unit.department), name="周明远"
        ),
        finance_reviewer=make_person(f"finance-reviewer{tag}", (RoleKind.FINANCE_REVIEWER, region), name="程思源"),
        admin=make_person(f"admin{tag}", (RoleKind.REGION_ADMIN, region), name="方致和"),
        reader=make_person(f"reader{tag}", (RoleKind.READER, region), name="叶观澜"),
    )


def make_document(**changes: Any) -> FormDocument:
    """A 威海 form that can be sent up; ``changes`` replace members of the document."""
    document = FormDocument(
        layout="weihai",
        fiscal_year=YEAR,
        region=Coded(None, "临海区"),
        unit=Coded(None, "组织部"),
        project=ProjectFacts(
            name="党员教育课件",
            category=Coded("003001007001", "组织部"),
            nature="经常性项目",
            has_subprojects=False,
            functional_subjects=(Coded("2013699", "其他共产党事务支出"),),
            economic_subjects=(Coded("30299", "其他商品和服务支出"), Coded("31003", "专用设备购置")),
            start_date=date(YEAR, 1, 1),
            end_date=date(YEAR, 12, 31),
            filler="林晓舟",
            phone="5550126",
            government_procurement=True,
            five_expenses=False,
        ),
        amounts=Amounts(
            total=Decimal("200000.00"), current_year=Decimal("120050.00"), prior_year_budget=Decimal("90000.00")
        ),
        narratives=Narratives(
            overview="制作课件。\n供全区学习。",
            basis="年度工作安排。",
            necessity="现有片源需要更新。",
            safeguards="按部结算，验收后付款。",
            implementation_plan="每季度完成一部。",
            overall_goal="积累本土课件。",
            annual_goal="制片不少于5部。",
        ),
        indicators=(
            Indicator(level1="投入与目标管理", level2="投入管理", level3="预算执行率", target="=100%"),
            Indicator(level1="产出目标", level2="数量", level3="制片数量", target=">=5部"),
            Indicator(level1="产出目标", level2="数量", level3="审片次数", target="≥15次"),
            Indicator(level1="影响力目标", level2="长效管理", level3="管理模式健全性", target="健全"),
        ),
    )
    return replace(document, **changes)


def make_form(
    unit: Unit,
    document: FormDocument | None = None,
    *,
    status: Status = Status.DRAFT,
    edited_by: Sequence[User] = (),
) -> PerformanceForm:
    """A stored form, put into ``status`` without a history."""
    document = document or make_document()
    project, _ = Project.objects.get_or_create(unit=unit, name=document.project.name or "")
    form = PerformanceForm.objects.create(
        project=project,
        fiscal_year=document.fiscal_year,
        layout_slug=document.layout,
        layout_version=latest_layout(document.layout).version,
        status=status,
    )
    store_document(form, document)
    form.editors.add(*edited_by)
    return form


def take(form: PerformanceForm, action: Action, actor: User, opinion: str = "") -> FormEvent:
    """A step with the revision of the moment; ``form`` is brought up to date."""
    revision = PerformanceForm.objects.get(pk=form.pk).revision
    event = move(form.pk, action, actor, revision=revision, opinion=opinion)
    form.refresh_from_db()
    return event


def type_into(form: PerformanceForm, place: str, text: str, actor: User) -> None:
    """What a filler types into a cell; ``place`` is an exchange path or ``lines[key].member``."""
    now = find_place(PerformanceForm.objects.with_document().get(pk=form.pk), place)
    assert now is not None
    apply_edits(form.pk, [Edit("1", "set", place, text=text, base=now.text)], actor)
    form.refresh_from_db()
