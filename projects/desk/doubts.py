"""智能审核 as a reviewer reads it: what is said of the form, suggested grades, and an opinion to start from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from projects import access
from projects.desk.entries import RemarkEntry
from projects.document import FormDocument
from projects.findings.concerns import Concern, concerns_of
from projects.findings.placed import PlacedReport
from projects.findings.reports import report_of
from projects.models import PerformanceForm, User
from projects.paper_view import anchor_of
from projects.remarks import LONGEST_OPINION, LONGEST_REMARK
from projects.review.finding import Report, Severity
from projects.review.opinion import Decision, Grade, draft_opinion, grades
from projects.review.rules import RULES_BY_CODE


@dataclass(frozen=True, slots=True)
class Doubt:
    """One finding with what a reviewer can do about it.

    ``anchor`` leads to its cell on the paper ("": no single cell); ``remark`` is the text of a 批注 that says it;
    ``is_remarked`` says that this was written.
    """

    concern: Concern
    anchor: str
    remark: str
    is_remarked: bool


@dataclass(frozen=True, slots=True)
class DoubtGroup:
    """The doubts of one severity that nobody has dismissed."""

    severity: Severity
    doubts: tuple[Doubt, ...]


@dataclass
class Doubts:
    """Made part by part, as the page asks for it. The form must have its rows loaded; ``remarks`` are those on it."""

    form: PerformanceForm
    document: FormDocument
    user: User
    remarks: Sequence[RemarkEntry]

    @cached_property
    def _placed(self) -> PlacedReport:
        return report_of(self.form)

    @cached_property
    def _all(self) -> list[Doubt]:
        written = {(entry.place, entry.comment.text) for entry in self.remarks}
        return [_doubt(each, written) for each in concerns_of(self.form, self.document, self._placed)]

    @cached_property
    def standing(self) -> list[Doubt]:
        """What nobody has dismissed."""
        return [doubt for doubt in self._all if doubt.concern.dismissal is None]

    @cached_property
    def count(self) -> int:
        """As the queue counts: without hints."""
        return sum(doubt.concern.severity is not Severity.HINT for doubt in self.standing)

    @cached_property
    def dismissed(self) -> list[Doubt]:
        return [doubt for doubt in self._all if doubt.concern.dismissal is not None]

    @cached_property
    def groups(self) -> list[DoubtGroup]:
        """What stands, the gravest first."""
        by_severity = {
            severity: tuple(doubt for doubt in self.standing if doubt.concern.severity is severity)
            for severity in Severity
        }
        return [DoubtGroup(severity, doubts) for severity, doubts in by_severity.items() if doubts]

    @cached_property
    def not_checked(self) -> list[tuple[str, str]]:
        """(rule, what it lacked) of the rules that could not be checked."""
        return [(RULES_BY_CODE[each.rule].title, each.reason) for each in self._placed.not_checked]

    @cached_property
    def grades(self) -> tuple[Grade, ...]:
        """Suggested by what stands."""
        return grades(self._standing_report)

    @property
    def draft_to_approve(self) -> str:
        return self._draft("approve")

    @property
    def draft_to_return(self) -> str:
        return self._draft("return")

    @cached_property
    def can_dismiss(self) -> bool:
        return bool(access.can(self.user, access.Permission.DISMISS, self.form))

    @cached_property
    def _standing_report(self) -> Report:
        found = (doubt.concern.finding for doubt in self.standing)
        return Report(tuple(finding for finding in found if finding), self._placed.not_checked)

    def _draft(self, decision: Decision) -> str:
        return draft_opinion(self.document, self._standing_report, decision)[:LONGEST_OPINION]


def _doubt(concern: Concern, written: set[tuple[str, str]]) -> Doubt:
    suggestion = concern.finding.suggestion if concern.finding else ""
    remark = "".join(part if part.endswith("。") else f"{part}。" for part in (concern.message, suggestion) if part)
    remark = remark[:LONGEST_REMARK]
    anchor = anchor_of(concern.place.path) if concern.place.key else ""
    return Doubt(concern, anchor, remark, (concern.place.key, remark) in written)
