from __future__ import annotations

from projects.disclosure.exchange import disclosure_from
from reports.disclosure.proof_page import ProofPage, proof_page
from tests.projects.disclosure.made import made


def proof_of(page: ProofPage, figure: str) -> str:
    """The title of the proof that the figure leads to, and whether it holds."""
    pieces = [piece for text in page.texts for piece in text.pieces]
    number = next(piece.proof for piece in pieces if piece.text == figure and piece.proof)
    proof = page.proofs[number - 1]
    return f"{proof.title}{'，相差 ' + proof.gap if proof.gap else ''}"


def test_a_figure_leads_to_the_sum_that_proves_it() -> None:
    page = proof_page(made(), ())
    assert page.holding == len(page.proofs)
    assert page.findings == ()
    assert proof_of(page, "300万元") == "基本支出与其各项"


def test_a_figure_that_does_not_add_up_leads_to_the_sum_that_says_so() -> None:
    data = made().to_json()
    data["operating_costs"]["total"] = "410000.00"
    page = proof_page(disclosure_from(data), ())
    assert proof_of(page, "41万元") == "机关运行经费与各项经费，相差 1.00"
    assert [shown.place for shown in page.findings] == ["机关运行经费"]
