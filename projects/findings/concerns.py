"""One form, everything said of it: findings of the rules and what the form itself demands, each thing once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from projects.checking import FieldProblem
from projects.document import FormDocument
from projects.findings.placed import PlacedFinding, PlacedReport, RepairOffer
from projects.findings.places import FieldPlace, FieldPlaces
from projects.models import FindingReply, PerformanceForm, ReplyKind
from projects.review.finding import Finding, Severity
from projects.review.rules import RULES_BY_CODE

_ORDER = [Severity.ERROR, Severity.WARNING, Severity.HINT]


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to put right, to answer or to know.

    ``rule`` is "" for a demand of the form itself, which nobody can answer or dismiss; so is everything
    ``is_demanded``, whatever a rule adds to it.
    """

    severity: Severity
    place: FieldPlace
    message: str
    rule: str = ""
    finding: Finding | None = None
    fingerprint: str = ""
    repairs: tuple[RepairOffer, ...] = ()
    reason: FindingReply | None = None
    dismissal: FindingReply | None = None
    is_demanded: bool = False

    @property
    def title(self) -> str:
        """What the rule calls it; of a demand of the form the cell."""
        known = RULES_BY_CODE.get(self.rule)
        return known.title if known else self.place.label

    @property
    def is_answered(self) -> bool:
        """Whether nothing has to be done any more: a reason was given, or a reviewer found it wrong."""
        return self.dismissal is not None or (self.severity is Severity.WARNING and self.reason is not None)

    @property
    def can_be_answered(self) -> bool:
        """Whether a reason is enough."""
        return self.severity is Severity.WARNING and not self.is_demanded and self.dismissal is None

    @property
    def blocks(self) -> bool:
        """Whether it keeps a form from being sent up where findings count."""
        return self.severity is not Severity.HINT and not self.is_answered

    @property
    def anchor(self) -> str:
        """Stands for it on a page."""
        return f"doubt-{self.fingerprint[:12]}" if self.fingerprint else ""

    @property
    def is_of_blank(self) -> bool:
        """Whether it is about a cell in which nothing stands yet."""
        return self.place.is_blank


def concerns_of(
    form: PerformanceForm, document: FormDocument, report: PlacedReport, problems: Sequence[FieldProblem] = ()
) -> list[Concern]:
    """The gravest first, then in the order of the paper. One query for the replies.

    A demand of the form that a rule explains is shown in the rule's words. Of a cell whose text could not be read
    only that is said: what the rules see there is what stood there before, or nothing.
    """
    replies = {(reply.kind, reply.fingerprint): reply for reply in form.replies.select_related("author")}
    found = [each for each in report.findings if each.place.key not in form.unread]
    places = FieldPlaces(form, document)
    demanded: set[int] = set()
    concerns: list[Concern] = []
    for problem in problems:
        place = places.of(problem.path)
        said = [number for number, each in enumerate(found) if _says(each, problem, place)]
        demanded.update(said)
        if not said:
            concerns.append(Concern(Severity.ERROR, place, problem.message, is_demanded=True))
    concerns += [_concern(each, replies, is_demanded=number in demanded) for number, each in enumerate(found)]
    return sorted(concerns, key=lambda each: (_ORDER.index(each.severity), places.order(each.place)))


def _says(placed: PlacedFinding, problem: FieldProblem, place: FieldPlace) -> bool:
    """Whether the finding tells what the problem tells."""
    finding, is_there = placed.finding, placed.place.target == place.target
    return finding.rule in problem.said_by and is_there and problem.about in finding.message + finding.evidence


def _concern(placed: PlacedFinding, replies: dict[tuple[str, str], FindingReply], *, is_demanded: bool) -> Concern:
    finding, fingerprint = placed.finding, placed.fingerprint
    return Concern(
        severity=Severity.ERROR if is_demanded else finding.severity,
        place=placed.place,
        message=finding.message,
        rule=finding.rule,
        finding=finding,
        fingerprint=fingerprint,
        repairs=placed.repairs,
        reason=replies.get((ReplyKind.REASON, fingerprint)),
        dismissal=None if is_demanded else replies.get((ReplyKind.DISMISSAL, fingerprint)),
        is_demanded=is_demanded,
    )
