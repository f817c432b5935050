"""What a rule says of a form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error blocks submission, a warning is answered, a hint informs."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Criterion(StrEnum):
    """The four criteria of 财预〔2015〕88号; the values are what people read."""

    COMPLETENESS = "完整性"
    RELEVANCE = "相关性"
    ADEQUACY = "适当性"
    FEASIBILITY = "可行性"


@dataclass(frozen=True, slots=True)
class Correction:
    """A new value for one field: exchange path (``indicators[3].target``) and the text as a person would type it.

    Moving an indicator is two of them, for its ``level1`` and ``level2``. An amount is typed in yuan with its unit
    (``200000元``), so that no layout's unit matters.
    """

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One way to repair a finding with one click; ``label`` says in Chinese what it does."""

    label: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    ``rule`` is the code of ``review-rules``; ``field`` an exchange path (empty: the form as a whole); ``message``
    what is wrong, with the figures; ``suggestion`` what to write instead; ``evidence`` the quoted text or the sum,
    term by term; ``basis`` the criterion it serves; ``others`` names the forms it rests on, for rules across projects.
    """

    rule: str
    severity: Severity
    field: str
    message: str
    suggestion: str
    evidence: str
    basis: Criterion
    repairs: tuple[Repair, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A rule that lacked the data it needs, and in Chinese what it lacked."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the rules say of one form, in the order of the rules."""

    findings: tuple[Finding, ...]
    not_checked: tuple[NotChecked, ...] = ()
