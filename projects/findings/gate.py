"""What keeps a form from being sent up: its own demands always, findings where the region's year says so."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.framework import Framework
from projects.checking import FieldProblem, submission_problems
from projects.document import FormDocument
from projects.findings.concerns import Concern, concerns_of
from projects.findings.reports import report_of
from projects.models import PerformanceForm, ReviewGate
from projects.refusals import Refused
from projects.review.finding import NotChecked, Severity
from projects.suggestions import unconfirmed_targets


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything said of a form that is being filled in, and whether findings count at 送审."""

    concerns: tuple[Concern, ...]
    not_checked: tuple[NotChecked, ...]
    findings_count: bool

    @property
    def in_the_way(self) -> list[Concern]:
        """What has to be put right or answered first."""
        return [each for each in self.concerns if each.is_demanded or (self.findings_count and each.blocks)]

    def of(self, severity: Severity) -> list[Concern]:
        """The open ones of one severity."""
        return [each for each in self.concerns if each.severity is severity and not each.is_answered]

    @property
    def answered(self) -> list[Concern]:
        return [each for each in self.concerns if each.is_answered]


def standing_of(form: PerformanceForm, framework: Framework, document: FormDocument) -> Standing:
    """Everything said of ``form``, whose shown rows are loaded."""
    problems = submission_problems(form.layout, framework, document, form.unread, unconfirmed_targets(form))
    report = report_of(form)
    concerns = concerns_of(form, document, report, problems)
    return Standing(tuple(concerns), report.not_checked, form.region_year.review_gate == ReviewGate.BLOCK)


def may_be_sent_up(form: PerformanceForm, framework: Framework, document: FormDocument) -> None:
    """Raises :class:`Refused` with everything that keeps ``form`` from being sent up."""
    problems = submission_problems(form.layout, framework, document, form.unread, unconfirmed_targets(form))
    if form.region_year.review_gate != ReviewGate.BLOCK:
        if problems:
            raise Refused(_sentence(len(problems), 0), problems)
        return
    in_the_way = standing_of(form, framework, document).in_the_way
    if in_the_way:
        wrong = sum(each.severity is Severity.ERROR for each in in_the_way)
        added = [_as_problem(each) for each in in_the_way if not each.is_demanded]
        raise Refused(_sentence(wrong, len(in_the_way) - wrong), [*problems, *added])


def _as_problem(concern: Concern) -> FieldProblem:
    place = concern.place
    return FieldProblem(place.path, place.label, concern.message, place.section)


def _sentence(wrong: int, unanswered: int) -> str:
    if not unanswered:
        return f"还有 {wrong} 处需要改正，改好后才能送审"
    if not wrong:
        return f"还有 {unanswered} 处须改正或说明理由，处理后才能送审"
    return f"还有 {wrong} 处需要改正，{unanswered} 处须改正或说明理由，处理后才能送审"
