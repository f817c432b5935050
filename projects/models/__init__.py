"""Who asks and how it moves: organisation, people, projects, forms, history."""

from projects.models.form import PerformanceForm, Project, Status
from projects.models.history import CommentState, FieldComment, FormEvent, SettingChange
from projects.models.lines import (
    LINE_MODELS,
    BudgetYearLine,
    DutyLine,
    ExpenditureLine,
    FundingSourceLine,
    IndicatorLine,
    Line,
    MeasureLine,
    PaymentPeriodLine,
    ProcurementLine,
    TaskLine,
)
from projects.models.organisation import Department, Region, RegionYear, Stage, TitleKind, Unit
from projects.models.people import Role, RoleKind, User

__all__ = [
    "LINE_MODELS",
    "BudgetYearLine",
    "CommentState",
    "Department",
    "DutyLine",
    "ExpenditureLine",
    "FieldComment",
    "FormEvent",
    "FundingSourceLine",
    "IndicatorLine",
    "Line",
    "MeasureLine",
    "PaymentPeriodLine",
    "PerformanceForm",
    "ProcurementLine",
    "Project",
    "Region",
    "RegionYear",
    "Role",
    "RoleKind",
    "SettingChange",
    "Stage",
    "Status",
    "TaskLine",
    "TitleKind",
    "Unit",
    "User",
]
