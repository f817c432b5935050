"""The disclosure with the wording of its booklet: what is checked is what will be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from projects.disclosure.checks.empty_tables import NOTE
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.generated_texts import worded
from projects.disclosure.glossary import NO_SUBJECTS, SubjectReference, with_glossary
from projects.disclosure.official_texts import TEMPLATES, TextTemplate
from projects.document import FormDocument

GENERATED = {
    "budget": "budget.preface",
    "income": "budget.income.text",
    "expenditure": "budget.expenditure.text",
    "change": "budget.change.text",
    "operating_costs": "operating_costs.text",
    "three_public": "three_public.text",
    "assets": "assets.text",
}
"""By the key of the template: the path of the text that the booklet words itself."""


def with_composed_texts(
    document: DisclosureDocument,
    templates: Sequence[TextTemplate] = TEMPLATES,
    forms: Sequence[FormDocument] = (),
    subjects: SubjectReference = NO_SUBJECTS,
) -> DisclosureDocument:
    """The same figures told by the templates, with the glossary of the terms and subjects that it uses then.

    Raises :class:`~projects.disclosure.templates.BadTemplate`.
    """
    texts = worded(document, templates)
    document = with_glossary(document, forms, texts.values(), subjects)
    for key, path in GENERATED.items():
        document = _put(document, path.split("."), texts.get(key) or None)
    empty = texts.get("empty-table") or NOTE
    income = replace(document.budget.income, year_printed=document.fiscal_year)
    return replace(
        document,
        budget=replace(document.budget, income=income),
        procurement=replace(document.procurement, note=None if is_bought(document) else empty),
        assets=replace(document.assets, note=None if is_owned(document) else empty),
        duplicated_in_source=(),  # of the file that it was read from; here every passage stands once
    )


def is_bought(document: DisclosureDocument) -> bool:
    """Whether the table of 政府采购 has anything to show."""
    return any(row.kind == "item" or row.total for row in document.procurement.rows)


def is_owned(document: DisclosureDocument) -> bool:
    """Whether the table of 固定资产 has anything to show."""
    return any(row.value or row.quantity for row in document.assets.rows)


def _put(value: Any, path: Sequence[str], text: str | None) -> Any:
    first, *rest = path
    changed = _put(getattr(value, first), rest, text) if rest else text
    return replace(value, **{first: changed})
