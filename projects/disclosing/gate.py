"""What keeps a disclosure from being sent up: what it cannot be without, and findings that nobody has answered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from projects.checking import FieldProblem
from projects.disclosing.basis import Basis
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.labels import label_of
from projects.models import Disclosure
from projects.refusals import Refused
from projects.review.finding import Finding, Severity
from projects.values import plain_text

LONGEST_REASON = 500
_DEMANDED = ("budget.income.total", "budget.expenditure.total")
"""Paths that no disclosure is sent up without; a title and a year everyone has that could be read."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something stays as it is: what was asked (``key``, ``rule`` and the words of it), and the answer."""

    key: str
    rule: str
    asked: str
    text: str


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding and what its place is called."""

    place: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be put right or explained: one error, or all warnings of a rule. ``reason`` is the answer given."""

    key: str
    severity: Severity
    rule: str
    findings: tuple[PlacedFinding, ...]
    reason: str = ""

    @property
    def asked(self) -> str:
        """The findings in words."""
        return "\n".join(f"{each.place}：{each.finding.message}" for each in self.findings)


@dataclass(frozen=True, slots=True)
class DisclosureStanding:
    """Everything said of a disclosure. ``hints`` need no answer."""

    demands: tuple[FieldProblem, ...]
    questions: tuple[Question, ...]
    hints: tuple[PlacedFinding, ...]

    @property
    def unanswered(self) -> tuple[Question, ...]:
        return tuple(each for each in self.questions if not each.reason)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Those given, as the history keeps them."""
        return tuple(Reason(each.key, each.rule, each.asked, each.reason) for each in self.questions if each.reason)


def standing_of(basis: Basis, reasons: Mapping[str, str]) -> DisclosureStanding:
    """``reasons`` are those given so far, by the key of their question."""
    document = basis.worded
    placed = [PlacedFinding(label_of(each.field, document), each) for each in basis.findings]
    questions = (*_errors(placed), *_warnings(placed))
    answered = (
        Question(each.key, each.severity, each.rule, each.findings, plain_text(reasons.get(each.key, "")))
        for each in questions
    )
    hints = tuple(each for each in placed if each.finding.severity is Severity.HINT)
    return DisclosureStanding(tuple(_demands(document)), tuple(answered), hints)


def may_be_sent_up(standing: DisclosureStanding) -> None:
    """Raises :class:`Refused` with everything that is in the way."""
    too_long = [each for each in standing.questions if len(each.reason) > LONGEST_REASON]
    problems = [
        *standing.demands,
        *(_problem(each, "请改正，或写明理由") for each in standing.unanswered),
        *(_problem(each, f"理由有 {len(each.reason)} 个字，最多 {LONGEST_REASON} 个字，请删减") for each in too_long),
    ]
    if problems:
        raise Refused(f"还有 {len(problems)} 处须改正或说明理由，处理后才能送审", problems)


def given_reasons(disclosure: Disclosure) -> dict[str, str]:
    """Those of the last 送审, by the key of their question. One query."""
    latest = disclosure.events.filter(action="submit").last()
    return {row["key"]: row["text"] for row in latest.reasons} if latest else {}


def kept(standing: DisclosureStanding) -> list[dict[str, Any]]:
    """The reasons as rows of JSON."""
    return [asdict(reason) for reason in standing.reasons]


def _demands(document: DisclosureDocument) -> Iterator[FieldProblem]:
    for path in _DEMANDED:
        if document.at(path) is None:
            section = path.rpartition(".")[0] or path
            yield FieldProblem(path, label_of(path), "还是空的，请填写", section)


def _errors(placed: list[PlacedFinding]) -> Iterator[Question]:
    """Each by itself; the same thing said twice of one place is asked once."""
    errors = {_key_of(each): each for each in placed if each.finding.severity is Severity.ERROR}
    for key, each in errors.items():
        yield Question(key, Severity.ERROR, each.finding.rule, (each,))


def _warnings(placed: list[PlacedFinding]) -> Iterator[Question]:
    """All of a rule at once."""
    by_rule: dict[str, list[PlacedFinding]] = {}
    for each in placed:
        if each.finding.severity is Severity.WARNING:
            by_rule.setdefault(each.finding.rule, []).append(each)
    for rule, found in by_rule.items():
        yield Question(f"rule-{rule}", Severity.WARNING, rule, tuple(found))


def _key_of(placed: PlacedFinding) -> str:
    """Stands for the rule, the place and what was said: another figure asks again."""
    finding = placed.finding
    said = f"{finding.rule}\n{finding.field}\n{finding.message}\n{finding.evidence}"
    return f"finding-{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def _problem(question: Question, remedy: str) -> FieldProblem:
    first = question.findings[0]
    return FieldProblem(first.finding.field, first.place, f"{first.finding.message} {remedy}", "")
