"""Where the figures of the text come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from projects.disclosure.checks.forms import form_amount, form_name
from projects.disclosure.checks.proof import Proof
from projects.disclosure.checks.proofs import prove
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.figures import figures_in
from projects.document import FormDocument


class Origin(StrEnum):
    """What stands behind a figure, the strongest first; the values are what people read."""

    TABLE = "表格"
    FORM = "绩效目标表"
    SUM = "各项之和"
    TERM = "已证明的合计中的一项"
    LAST_YEAR = "本年数减去增减额"
    NOTHING = "零"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that a figure rests on; ``field`` is its path (``forms[2].amounts`` for a project's form)."""

    origin: Origin
    field: str
    label: str


@dataclass(frozen=True, slots=True)
class FigureTrace:
    """One figure: the path of its text, its place there (``start``), as printed, in yuan, and what it rests on."""

    field: str
    start: int
    text: str
    amount: Decimal
    sources: tuple[Source, ...]

    @property
    def is_explained(self) -> bool:
        return bool(self.sources)


_MOST_SOURCES = 20  # of one amount; nobody reads more
_TABLES = ("procurement.rows", "assets.rows", "procurement.total")


def trace_figures(document: DisclosureDocument, forms: Sequence[FormDocument] = ()) -> list[FigureTrace]:
    """Every amount in the running text of the disclosure with its sources; none means that it is unexplained."""
    known = _sources(document, forms)
    return [
        FigureTrace(path, figure.start, figure.text, figure.amount, tuple(_of(figure.amount, path, known)))
        for path, text in document.texts()
        if _is_running_text(path)
        for figure in figures_in(text)
    ]


def _is_running_text(path: str) -> bool:
    parts_of_others = ("performance.overall_goal.points", "uncertain", "duplicated_in_source", "glossary")
    names = path.endswith((".name", ".unit", ".project", ".item", ".reason"))
    return not names and not path.startswith(parts_of_others) and ".performance_goal.items" not in path


def _of(amount: Decimal, path: str, known: dict[Decimal, list[Source]]) -> Iterator[Source]:
    """The sources of an amount, those of the same section first."""
    if not amount:
        yield Source(Origin.NOTHING, "", "0")
        return
    section = path.split(".", maxsplit=1)[0]
    order = list(Origin)
    yield from sorted(
        known.get(amount, []), key=lambda source: (order.index(source.origin), not source.field.startswith(section))
    )


def _sources(document: DisclosureDocument, forms: Sequence[FormDocument]) -> dict[Decimal, list[Source]]:
    known: dict[Decimal, list[Source]] = {}

    def add(amount: Decimal | None, source: Source) -> None:
        if amount:
            sources = known.setdefault(abs(amount), [])
            if len(sources) < _MOST_SOURCES and source not in sources:
                sources.append(source)

    for path, amount in document.amounts():
        if path.startswith(_TABLES):
            add(amount, Source(Origin.TABLE, path, _name_beside(document, path)))
    for index, form in enumerate(forms):
        add(form_amount(form), Source(Origin.FORM, f"forms[{index}].amounts", form_name(form)))
    for proof in prove(document, forms):
        if proof.holds:
            _add_proof(proof, add)
    change, spent = document.budget.change.total, document.budget.expenditure.total
    if change is not None and spent is not None:
        add(spent - change, Source(Origin.LAST_YEAR, "budget.change.total", "上年支出"))
    return known


def _add_proof(proof: Proof, add: Callable[[Decimal | None, Source], None]) -> None:
    add(proof.claimed, Source(Origin.SUM, proof.field, proof.title))
    for term in proof.terms:
        add(term.amount, Source(Origin.TERM, proof.field, proof.title))


def _name_beside(document: DisclosureDocument, path: str) -> str:
    row = document.at(path.rpartition(".")[0])
    return str(getattr(row, "name", None) or getattr(row, "project", None) or "合计")
