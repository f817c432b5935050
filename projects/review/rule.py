"""What a review rule is, and what it may say.

A rule is one pure function over a :class:`~projects.review.subject.Subject`. It yields a :class:`Flaw` for everything
that is wrong and an :class:`Abstention` where it lacks the data to judge; what it does not mention is fine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from projects.review.finding import Criterion, Repair, Severity
from projects.review.subject import Subject


@dataclass(frozen=True, slots=True)
class Threshold:
    """One figure of a rule that an administrator may change; ``unit`` is shown behind it (``%``, ``行``, "")."""

    key: str
    label: str
    default: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A finding before it knows its rule. ``severity`` is given where it differs from the rule's own."""

    field: str
    message: str
    suggestion: str
    evidence: str = ""
    repairs: tuple[Repair, ...] = ()
    severity: Severity | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Abstention:
    """The rule could not judge; ``reason`` says in Chinese what it lacked."""

    reason: str


Verdicts = Iterator[Flaw | Abstention]
Thresholds = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue.

    ``explanation`` says in Chinese what the rule looks at and why; ``bad`` and ``good`` are an example of each.
    ``is_cross_form`` rules need the unit's other forms, or those of earlier years.
    """

    code: str
    title: str
    criterion: Criterion
    severity: Severity
    explanation: str
    bad: str
    good: str
    check: Callable[[Subject, Thresholds], Verdicts]
    thresholds: tuple[Threshold, ...] = ()
    is_cross_form: bool = False
