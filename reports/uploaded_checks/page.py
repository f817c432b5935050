"""An uploaded disclosure as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from projects.disclosure.labels import label_of
from projects.document import FormDocument
from projects.layouts import latest_layout
from projects.paper_view import Sheet, SheetSource, draw
from reports.disclosure.proof_page import ProofPage, proof_page
from reports.models import UploadedCheck
from reports.papers import framework_of


@dataclass(frozen=True, slots=True)
class CheckPage:
    """``doubts`` and ``leftovers`` are pairs of a place, named for people, and a text."""

    check: UploadedCheck
    proofs: ProofPage
    doubts: tuple[tuple[str, str], ...]
    leftovers: tuple[tuple[str, str], ...]


def check_page(check: UploadedCheck) -> CheckPage:
    """Of a check that is done: the file is judged as it is worded."""
    document = check.document
    return CheckPage(
        check,
        proof_page(document, check.form_documents, templates=None),
        tuple((label_of(path, document), reason) for path, reason in check.doubts),
        tuple((place, text) for place, text in check.leftovers),
    )


def form_sheets(form: FormDocument) -> tuple[Sheet, ...]:
    """The paper of a form in the layout that it was recognised as. Raises ``KeyError`` for one not installed."""
    layout = latest_layout(form.layout)
    return draw(SheetSource(layout, framework_of(layout), form, title="application"))
