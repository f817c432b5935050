"""How well torn forms are read: measured on forms of the product's own demo, torn by noise from a seed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from projects.document import FormDocument
from projects.exchange import document_from
from projects.layouts import latest_layout
from reports.readers.reading import read_file
from reports.readers.result import ReadForm
from tests.reports.read_back import framework_of
from tests.reports.readers.torn_text import torn

_CONTEXT = (
    "fiscal_year",
    "region",
    "department",
    "unit",
)  # told by the texts around the forms, which noise leaves alone


def demo_forms(folder: str, beginning: str) -> list[FormDocument]:
    """The forms of a demo region, their indicators in the order of the paper."""
    files = sorted((Path(settings.FIXTURES_DIR) / "demo" / folder).glob(f"{beginning}-[01]*.json"))
    return [_in_order(document_from(json.loads(file.read_text(encoding="utf-8")))) for file in files]


def _in_order(document: FormDocument) -> FormDocument:
    categories = framework_of(latest_layout(document.layout)).categories
    order = {(category.level1, category.level2): number for number, category in enumerate(categories)}
    rows = sorted(document.indicators, key=lambda row: order[row.level1 or "", row.level2 or ""])
    return replace(document, indicators=tuple(rows))


def values_of(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value with its path, blanks left out: (``indicators[0].target``, text without blanks)."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from values_of(value, f"{path}.{key}" if path else key)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from values_of(value, f"{path}[{number}]")
    elif data is not None:
        text = str(data).replace("，", ",").replace("：", ":").replace("；", ";").replace("（", "(").replace("）", ")")
        yield path, "".join(text.split())


def tally(document: FormDocument, form: ReadForm) -> Counter[str]:
    """How many values are right or wrong, marked or not."""
    meant = dict(values_of(_own(document.to_json())))
    read = dict(values_of(_own(form.document.to_json())))
    marks = {doubt.path for doubt in form.doubts}
    counts: Counter[str] = Counter()
    for path in meant.keys() | read.keys():
        if path.startswith("payment_schedule") and path.endswith(".by"):
            continue
        is_marked = any(path == mark or path.startswith((f"{mark}.", f"{mark}[")) for mark in marks)
        counts[f"{'right' if meant.get(path) == read.get(path) else 'wrong'}{' marked' if is_marked else ''}"] += 1
    return counts


def _own(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in (*_CONTEXT, "schema", "layout")}


@pytest.mark.parametrize(
    ("folder", "beginning", "most_marked"),
    [
        ("hebei-shg", "hebei-shg", 0.08),
        ("hebei-qhd", "hebei-qhd", 0.05),
        ("xixia", "xixia", 0.05),
        ("weihai", "weihai", 0.12),
    ],
)
def test_what_noise_spoils_is_marked_and_most_of_the_rest_is_not(
    folder: str, beginning: str, most_marked: float
) -> None:
    documents = demo_forms(folder, beginning)
    [reading] = read_file("表.txt", torn(documents, seed=7).encode())
    assert [len(form.document.indicators) for form in reading.forms] == [len(one.indicators) for one in documents]
    counts: Counter[str] = Counter()
    for document, form in zip(documents, reading.forms, strict=True):
        counts += tally(document, form)
    right, wrong = counts["right"] + counts["right marked"], counts["wrong"] + counts["wrong marked"]
    assert counts["wrong marked"] >= 0.95 * wrong
    assert right >= 0.92 * (right + wrong)
    assert counts["right marked"] <= most_marked * right


def test_amounts_of_torn_forms_are_right() -> None:
    documents = demo_forms("hebei-shg", "hebei-shg")
    [reading] = read_file("表.txt", torn(documents, seed=11).encode())
    assert [form.document.amounts for form in reading.forms] == [document.amounts for document in documents]
