"""Who asks and how it moves: organisation, people, projects, forms, history."""

from projects.models.disclosure import Disclosure, DisclosureEvent, DisclosureStatus, DisclosureWording
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
from projects.models.organisation import (
    HEAD_OFFICE_SUFFIXES,
    Department,
    Region,
    RegionYear,
    ReviewGate,
    Stage,
    TitleKind,
    Unit,
)
from projects.models.people import Role, RoleKind, User
from projects.models.publication import Publication, PublicationState, PublishedForm
from projects.models.review import SEVERITY_LABELS, FindingReply, ReplyKind, RuleDecision, RuleLevel, StoredReport

__all__ = [
    "HEAD_OFFICE_SUFFIXES",
    "LINE_MODELS",
    "SEVERITY_LABELS",
    "BudgetYearLine",
    "CommentState",
    "Department",
    "Disclosure",
    "DisclosureEvent",
    "DisclosureStatus",
    "DisclosureWording",
    "DutyLine",
    "ExpenditureLine",
    "FieldComment",
    "FindingReply",
    "FormEvent",
    "FundingSourceLine",
    "IndicatorLine",
    "Line",
    "MeasureLine",
    "PaymentPeriodLine",
    "PerformanceForm",
    "ProcurementLine",
    "Project",
    "Publication",
    "PublicationState",
    "PublishedForm",
    "Region",
    "RegionYear",
    "ReplyKind",
    "ReviewGate",
    "Role",
    "RoleKind",
    "RuleDecision",
    "RuleLevel",
    "SettingChange",
    "Stage",
    "Status",
    "StoredReport",
    "TaskLine",
    "TitleKind",
    "Unit",
    "User",
]
