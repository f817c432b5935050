"""What the page of a disclosure shows: its texts with every figure leading to its proof, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.disclosure.checks.checking import check_disclosure
from projects.disclosure.checks.proof import Proof, shown
from projects.disclosure.checks.proofs import prove
from projects.disclosure.checks.tracing import FigureTrace, trace_figures
from projects.disclosure.composed_texts import GENERATED, with_composed_texts
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.labels import label_of
from projects.disclosure.official_texts import TEMPLATES, TextTemplate
from projects.document import FormDocument
from projects.review.finding import Finding
from reports.disclosure.tables import unit_of


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """One part of a sum in the printed unit."""

    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class ShownProof:
    """A sum term by term; ``gap`` is blank where it adds up."""

    number: int
    title: str
    claimed: str
    total: str
    gap: str
    terms: tuple[ShownTerm, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; a figure says what it rests on, and has the number of its proof where one shows it."""

    text: str
    is_figure: bool = False
    origin: str = ""
    proof: int | None = None


@dataclass(frozen=True, slots=True)
class ShownText:
    """One text of the explanations."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with the name of its place."""

    place: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class ProofPage:
    """Everything that the page shows."""

    unit: str
    texts: tuple[ShownText, ...]
    proofs: tuple[ShownProof, ...]
    findings: tuple[ShownFinding, ...]

    @property
    def holding(self) -> int:
        """How many sums add up."""
        return sum(not proof.gap for proof in self.proofs)


def proof_page(
    document: DisclosureDocument, forms: Sequence[FormDocument], templates: Sequence[TextTemplate] = TEMPLATES
) -> ProofPage:
    """``document`` as in force; it is checked in the wording of its booklet."""
    document = with_composed_texts(document, templates)
    unit = unit_of(document)
    proofs = prove(document, forms)
    numbers = {proof.field: number for number, proof in reversed(list(enumerate(proofs, 1)))}
    failing = {
        (_part_of(proof.field), abs(proof.claimed)): number for number, proof in enumerate(proofs, 1) if not proof.holds
    }
    traces = trace_figures(document, forms)
    texts = (
        ShownText(
            label_of(path), tuple(_pieces(text, [trace for trace in traces if trace.field == path], numbers, failing))
        )
        for path in GENERATED.values()
        if (text := document.at(path))
    )
    return ProofPage(
        unit=unit,
        texts=tuple(texts),
        proofs=tuple(_proof(number, proof, unit) for number, proof in enumerate(proofs, 1)),
        findings=tuple(
            ShownFinding(label_of(finding.field, document), finding) for finding in check_disclosure(document, forms)
        ),
    )


def _proof(number: int, proof: Proof, unit: str) -> ShownProof:
    terms = tuple(ShownTerm(term.label, shown(term.amount, unit)) for term in proof.terms)
    gap = "" if proof.holds else shown(proof.gap, unit)
    return ShownProof(number, proof.title, shown(proof.claimed, unit), shown(proof.total, unit), gap, terms)


def _part_of(path: str) -> str:
    return path.partition(".")[0]


def _pieces(
    text: str, traces: Sequence[FigureTrace], numbers: dict[str, int], failing: dict[tuple[str, Decimal], int]
) -> list[Piece]:
    """A figure that does not add up leads to the sum that says so, whatever else knows the same amount."""
    pieces: list[Piece] = []
    done = 0
    for trace in sorted(traces, key=lambda each: each.start):
        if trace.start > done:
            pieces.append(Piece(text[done : trace.start]))
        done = trace.start + len(trace.text)
        source = trace.sources[0] if trace.sources else None
        origin = f"{source.origin}：{source.label}" if source else "没有查到来源"
        held = next((numbers[each.field] for each in trace.sources if each.field in numbers), None)
        proof = failing.get((_part_of(trace.field), trace.amount), held)
        pieces.append(Piece(trace.text, is_figure=True, origin=origin, proof=proof))
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return pieces
