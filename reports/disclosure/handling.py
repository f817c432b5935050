"""What the page shows on which a disclosure is sent up, reviewed and made public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from projects import access
from projects.disclosing.basis import basis_of
from projects.disclosing.gate import (
    DisclosureStanding,
    PlacedFinding,
    Question,
    Reason,
    given_reasons,
    standing_of,
)
from projects.disclosing.publishing import is_public
from projects.disclosing.workflow import DisclosureAction
from projects.disclosure.edit_shape import EditedSection, section_of
from projects.models import Disclosure, DisclosureEvent, Publication, User


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when the law wants it public; ``first_public`` is the day of the first version, where there is one."""

    replied_on: date
    day: date
    days_left: int
    first_public: date | None

    @property
    def is_late(self) -> bool:
        """Whether it is overdue, or became public too late."""
        return self.first_public > self.day if self.first_public else self.days_left < 0


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version of what was made public, and whether citizens see it."""

    publication: Publication
    is_public: bool


@dataclass(frozen=True, slots=True)
class DisclosureBar:
    """Where it stands: on every page of the disclosure. ``allowed`` are the steps that this person may take."""

    disclosure: Disclosure
    deadline: Deadline | None
    allowed: frozenset[str]
    versions: tuple[ShownVersion, ...]

    @property
    def public_version(self) -> Publication | None:
        """The one in force for citizens."""
        return next((each.publication for each in self.versions if each.is_public), None)

    @property
    def coming_version(self) -> Publication | None:
        """The one that is not public yet."""
        return next((each.publication for each in self.versions if not each.is_public), None)


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One event of the history, with the reasons that were given with it."""

    event: DisclosureEvent
    label: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ShownDemand:
    """What it cannot be sent up without, and where that is typed."""

    label: str
    message: str
    section: EditedSection | None


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding, and where it is put right."""

    placed: PlacedFinding
    section: EditedSection | None


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One reason to be given, with what it is for. ``typed`` is what stands in its box."""

    question: Question
    findings: tuple[ShownFinding, ...]
    typed: str


@dataclass(frozen=True, slots=True)
class HandlingPage:
    """Everything that the page shows."""

    bar: DisclosureBar
    standing: DisclosureStanding
    demands: tuple[ShownDemand, ...]
    questions: tuple[ShownQuestion, ...]
    hints: tuple[ShownFinding, ...]
    steps: tuple[ShownStep, ...]

    @property
    def open_count(self) -> int:
        """How much is in the way of sending it up."""
        return len(self.demands) + len(self.standing.unanswered)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person wrote that was not taken, and why it was not."""

    message: str = ""
    problems: tuple[str, ...] = ()
    opinion: str = ""
    replied_on: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


def bar_of(disclosure: Disclosure, user: User, today: date) -> DisclosureBar:
    """Two queries besides those of the person's roles."""
    publications = disclosure.publications.defer("content", "wordings")
    versions = tuple(ShownVersion(each, is_public(each, today)) for each in publications)
    allowed = frozenset(action.value for action in DisclosureAction if access.may_take(user, action, disclosure))
    return DisclosureBar(disclosure, _deadline(disclosure, versions, today), allowed, versions)


def handling_page(disclosure: Disclosure, user: User, today: date, typed: Typed) -> HandlingPage:
    """With what was ``typed`` in place of the reasons of the last 送审, where it could not be taken."""
    standing = standing_of(basis_of(disclosure), given_reasons(disclosure) | dict(typed.reasons))
    questions = (
        ShownQuestion(each, tuple(_placed(found) for found in each.findings), each.reason)
        for each in standing.questions
    )
    demands = (ShownDemand(each.label, each.message, section_of(each.path)) for each in standing.demands)
    events = disclosure.events.select_related("actor").defer("content").order_by("-pk")
    return HandlingPage(
        bar=bar_of(disclosure, user, today),
        standing=standing,
        demands=tuple(demands),
        questions=tuple(questions),
        hints=tuple(_placed(each) for each in standing.hints),
        steps=tuple(_step(event) for event in events),
    )


def _deadline(disclosure: Disclosure, versions: tuple[ShownVersion, ...], today: date) -> Deadline | None:
    if disclosure.replied_on is None or disclosure.publish_by is None:
        return None
    public = [each.publication.published_on for each in versions if each.is_public]
    left = (disclosure.publish_by - today).days
    return Deadline(disclosure.replied_on, disclosure.publish_by, left, min(public, default=None))


def _placed(finding: PlacedFinding) -> ShownFinding:
    return ShownFinding(finding, section_of(finding.finding.field))


def _step(event: DisclosureEvent) -> ShownStep:
    return ShownStep(event, DisclosureAction(event.action).label, tuple(Reason(**row) for row in event.reasons))
