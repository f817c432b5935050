"""What the page of a disclosure shows: its texts with every figure leading to its proof, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from projects.disclosure.checks.checking import check_disclosure
from projects.disclosure.checks.proof import shown
from projects.disclosure.composed_texts import with_composed_texts
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.edit_shape import EditedSection, section_of
from projects.disclosure.glossary import NO_SUBJECTS, SubjectReference
from projects.disclosure.labels import label_of
from projects.disclosure.official_texts import TEMPLATES, TextTemplate
from projects.document import FormDocument
from projects.review.finding import Finding, Severity
from reports.disclosure.proof_links import ProofLinks
from reports.disclosure.shown_parts import ShownForm, ShownPart, Standing
from reports.disclosure.tables import unit_of


@dataclass(frozen=True, slots=True)
class PageLink:
    """Words that lead to an anchor of the page; "" leads nowhere."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """One part of a sum in the printed unit; ``place`` is the anchor of where it stands."""

    label: str
    amount: str
    place: str


@dataclass(frozen=True, slots=True)
class ShownProof:
    """A sum term by term; ``gap`` is blank where it adds up. ``used_in`` are the sums that it is a term of."""

    number: int
    title: str
    place: str
    claimed: str
    total: str
    gap: str
    standing: Standing
    terms: tuple[ShownTerm, ...]
    used_in: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with the name and the anchor of its place, and the section in which that is changed."""

    place: str
    anchor: str
    section: EditedSection | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one severity."""

    severity: Severity
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True)
class ProofPage:
    """Everything that the page shows."""

    unit: str
    parts: tuple[ShownPart, ...]
    forms: tuple[ShownForm, ...]
    proofs: tuple[ShownProof, ...]
    findings: tuple[ShownFinding, ...]
    unexplained: tuple[PageLink, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many sums stand how."""
        return {each.value: sum(proof.standing is each for proof in self.proofs) for each in Standing}

    @property
    def groups(self) -> tuple[FindingGroup, ...]:
        """The findings, the weightiest first."""
        groups = (
            FindingGroup(severity, tuple(each for each in self.findings if each.finding.severity is severity))
            for severity in (Severity.ERROR, Severity.WARNING, Severity.HINT)
        )
        return tuple(group for group in groups if group.findings)


def proof_page(
    document: DisclosureDocument,
    forms: Sequence[FormDocument],
    templates: Sequence[TextTemplate] | None = TEMPLATES,
    subjects: SubjectReference = NO_SUBJECTS,
    last_year: DisclosureDocument | None = None,
) -> ProofPage:
    """``document`` as in force: checked in the wording of its booklet, or as it is written without templates.

    ``last_year`` is the disclosure of the year before, where there is one.
    """
    document = document if templates is None else with_composed_texts(document, templates, forms, subjects)
    links = ProofLinks(document, forms, last_year)
    return ProofPage(
        unit=unit_of(document),
        parts=tuple(links.parts.shown(links.of_mark)),
        forms=tuple(links.parts.forms(links.of_mark)),
        proofs=tuple(_proof(links, number, unit_of(document)) for number in range(1, len(links.proofs) + 1)),
        findings=tuple(_finding(document, links, finding) for finding in check_disclosure(document, forms, last_year)),
        unexplained=tuple(
            PageLink(f"{trace.text}（{label_of(trace.field, document)}）", anchor)
            for anchor, trace in links.parts.traces.items()
            if links.of_mark[anchor].standing is Standing.UNKNOWN
        ),
    )


def _proof(links: ProofLinks, number: int, unit: str) -> ShownProof:
    proof = links.proofs[number - 1]
    return ShownProof(
        number=number,
        title=proof.title,
        place=links.claims[number - 1],
        claimed=shown(proof.claimed, unit),
        total=shown(proof.total, unit),
        gap="" if proof.holds else shown(proof.gap, unit),
        standing=links.standing(number),
        terms=tuple(
            ShownTerm(term.label, shown(term.amount, unit), place)
            for term, place in zip(proof.terms, links.terms[number - 1], strict=True)
        ),
        used_in=tuple(PageLink(links.proofs[other - 1].title, f"proof-{other}") for other in links.used_in(number)),
    )


def _finding(document: DisclosureDocument, links: ProofLinks, finding: Finding) -> ShownFinding:
    return ShownFinding(
        label_of(finding.field, document), links.places.near(finding.field), section_of(finding.field), finding
    )
