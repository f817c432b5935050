"""From every amount on the page of a disclosure to the sum that proves it, and from every sum to its amounts."""

from __future__ import annotations

from collections.abc import Sequence

from projects.disclosure.checks.proofs import prove
from projects.disclosure.checks.sums import severity_of
from projects.disclosure.checks.tracing import Origin, Source, trace_figures
from projects.disclosure.document import DisclosureDocument
from projects.document import FormDocument
from reports.disclosure.places import Mark, Places, anchor_of
from reports.disclosure.shown_parts import FigureLink, Parts, Standing


class ProofLinks:
    """``proofs`` are numbered from 1; ``claims`` and ``terms`` are the anchors of what they claim and add up.

    ``of_mark`` says what every amount rests on, by its anchor.
    """

    def __init__(
        self,
        document: DisclosureDocument,
        forms: Sequence[FormDocument],
        last_year: DisclosureDocument | None = None,
    ) -> None:
        self.proofs = prove(document, forms, last_year)
        self.parts = Parts(document, forms, trace_figures(document, forms))
        self.places = Places(self.parts.marks, self.parts.anchors)
        self.claims = tuple(
            self.places.of_amount(proof.field, proof.claimed, _name_at(document, proof.field)) for proof in self.proofs
        )
        self.terms = tuple(
            tuple(self.places.of_amount(term.field, term.amount, term.label) for term in proof.terms)
            for proof in self.proofs
        )
        self._first_of = {proof.field: number for number, proof in reversed(list(enumerate(self.proofs, 1)))}
        self.of_mark = {mark.anchor: self._of_mark(mark) for mark in self.parts.marks}

    def standing(self, number: int) -> Standing:
        """How a sum stands."""
        proof = self.proofs[number - 1]
        if proof.holds:
            return Standing.HOLDS
        return Standing.PARTIAL if severity_of(proof) is None else Standing.FAILS

    def used_in(self, number: int) -> list[int]:
        """The sums that what a sum claims is a term of."""
        place = self.claims[number - 1]
        return [other for other, terms in enumerate(self.terms, 1) if place and place in terms and other != number]

    def _of_mark(self, mark: Mark) -> FigureLink:
        """What an amount rests on.

        A figure that does not add up leads to the sum that says so, whatever else knows the same amount.
        """
        trace = self.parts.traces.get(mark.anchor)
        sources = trace.sources if trace else ()
        claimed = [number for number, place in enumerate(self.claims, 1) if place == mark.anchor]
        failing = [number for number in claimed or self._claiming(mark) if self.standing(number) is Standing.FAILS]
        if failing or claimed:
            return self._to_proof((failing or claimed)[0], "合计")
        used = [number for number, places in enumerate(self.terms, 1) if mark.anchor in places]
        if used:
            return self._to_proof(used[0], "其中一项")
        proven = [self._first_of[source.field] for source in sources if source.field in self._first_of]
        if proven:
            return self._to_proof(proven[0], sources[0].origin.value)
        return self._to_source(sources, is_figure=trace is not None)

    def _claiming(self, mark: Mark) -> list[int]:
        """The sums of the same part that claim the same amount, where their own place is another."""
        return [
            number
            for number, proof in enumerate(self.proofs, 1)
            if abs(proof.claimed) == abs(mark.amount) and _part_of(proof.field) == _part_of(mark.field)
        ]

    def _to_proof(self, number: int, role: str) -> FigureLink:
        standing = self.standing(number)
        is_claim = role == "合计" or standing is Standing.HOLDS
        return FigureLink(
            standing if is_claim else Standing.PLAIN, f"{role}：{self.proofs[number - 1].title}", f"proof-{number}"
        )

    def _to_source(self, sources: Sequence[Source], *, is_figure: bool) -> FigureLink:
        if not sources:
            if is_figure:
                return FigureLink(Standing.UNKNOWN, "没有查到出处")
            return FigureLink(Standing.PLAIN, "表中的数，没有别处用到")
        source = sources[0]
        shows = source.origin in (Origin.TABLE, Origin.FORM)
        return FigureLink(
            Standing.PLAIN, f"{source.origin.value}：{source.label}", anchor_of(source.field) if shows else ""
        )


def _name_at(document: DisclosureDocument, path: str) -> str:
    """The name of the row that a sum is claimed for; "" for a total."""
    row = document.at(path) if path.endswith("]") else None
    return getattr(row, "name", None) or ""


def _part_of(path: str) -> str:
    return path.partition(".")[0]
