from __future__ import annotations

from decimal import Decimal

from projects.disclosure.exchange import disclosure_from
from projects.document import Amounts, ProjectFacts
from reports.disclosure.proof_page import ProofPage, proof_page
from reports.disclosure.shown_parts import Piece
from tests.factories import make_document
from tests.projects.disclosure.made import made, made_json


def pieces(page: ProofPage) -> list[Piece]:
    """Every amount on the page."""
    told = [piece for part in page.parts for text in part.texts for piece in text.pieces]
    cells = [piece for part in page.parts if part.table for _, row in part.table.rows for piece in row]
    return [piece for piece in (*told, *cells, *(form.amount for form in page.forms)) if piece.link]


def proof_of(page: ProofPage, figure: str) -> str:
    """The title of the proof that the figure leads to, and whether it holds."""
    links = [piece.link for piece in pieces(page) if piece.text == figure and piece.link]
    target = next(link.target for link in links if link.target.startswith("proof-"))
    proof = page.proofs[int(target.removeprefix("proof-")) - 1]
    return f"{proof.title}{'，相差 ' + proof.gap if proof.gap else ''}"


def test_a_figure_leads_to_the_sum_that_proves_it() -> None:
    page = proof_page(made(), ())
    assert page.counts["holds"] == len(page.proofs)
    assert page.findings == ()
    assert proof_of(page, "300万元") == "基本支出与其各项"


def test_a_figure_that_does_not_add_up_leads_to_the_sum_that_says_so() -> None:
    data = made().to_json()
    data["operating_costs"]["total"] = "410000.00"
    page = proof_page(disclosure_from(data), ())
    assert proof_of(page, "41万元") == "机关运行经费与各项经费，相差 1.00"
    assert [shown.place for shown in page.findings] == ["机关运行经费"]
    assert [shown.anchor for shown in page.findings] == ["at-operating_costs"]


def test_every_term_leads_to_the_amount_that_it_is() -> None:
    page = proof_page(made(), ())
    by_anchor = {piece.anchor: piece.text for piece in pieces(page)}
    proof = next(proof for proof in page.proofs if proof.title == "项目支出与其各项")
    assert [(term.label, by_anchor[term.place]) for term in proof.terms] == [
        ("图书购置经费", "12.6万元"),
        ("惠民演出经费", "108.2万元"),
    ]
    assert by_anchor[proof.place] == "120.8万元"
    assert [link.text for link in proof.used_in] == ["支出总额与各项支出"]
    nowhere = [
        (proof.title, term.label) for proof in page.proofs for term in proof.terms if term.place not in by_anchor
    ]
    assert nowhere == []


def test_equal_amounts_are_told_apart_by_their_names() -> None:
    data = made_json(**{"operating_costs.items[1].amount": "225000.00", "operating_costs.total": "550000.00"})
    page = proof_page(disclosure_from(data), ())
    proof = next(proof for proof in page.proofs if proof.title == "机关运行经费与各项经费")
    places = [term.place for term in proof.terms]
    assert len(set(places)) == 3
    assert places == sorted(places, key=lambda place: int(place.removeprefix("figure-")))


def test_amounts_of_tables_and_forms_lead_to_their_sums() -> None:
    document = make_document(
        project=ProjectFacts(name="图书购置经费"), amounts=Amounts(current_year=Decimal("126000.00"))
    )
    page = proof_page(made(), [document])
    targets = {piece.anchor: piece.link.target for piece in pieces(page) if piece.link}
    titles = {anchor: page.proofs[int(target[6:]) - 1].title for anchor, target in targets.items() if target}
    assert titles["at-procurement-rows-1-total"] == "政府采购“图书购置经费”的数量乘单价"
    assert titles["at-assets-rows-0-value"] == "固定资产总额与各类资产"
    assert titles["at-forms-0-amounts"] == "图书购置经费与其绩效目标表"


def test_a_figure_from_nowhere_is_marked_in_any_text() -> None:
    page = proof_page(made(other_matters="另有经费33.33万元，图书购置12.60万元。"), ())
    assert [link.text for link in page.unexplained] == ["33.33万元（其他需要说明的事项）"]
    assert proof_of(page, "12.60万元") == "政府采购“合计”与其下各行"
