"""Texts of cells that were filled in: results of formulas, and mistakes in two halves."""

from __future__ import annotations

import re

from projects.values import BadValue
from reports.template.book import RawCell

_CONSTANT = re.compile(r"=\s*[0-9.%\s]+")
_AGAIN = "请改正后重新上传"


def result_of(raw: RawCell, text: str, *, is_text: bool) -> str:
    """The result of a formula; ``=100%``, which Excel took for one, is the text it was meant as.

    Raises :class:`~projects.values.BadValue` for a formula whose result is not in the file.
    """
    if is_text and _CONSTANT.fullmatch(raw.formula):
        return raw.formula
    if raw.value is None:
        raise BadValue(f"是公式“{raw.formula[:40]}”，文件里没有它的结果，请直接写结果")
    return text


def taken_result(raw: RawCell, text: str) -> str:
    """What people are told of a formula whose result was taken."""
    return f"{raw.coordinate} 是公式“{raw.formula[:40]}”，取了它的结果“{text[:40]}”"


def told(explanation: str) -> tuple[str, str]:
    """What is wrong, and what to do: ``explanation`` says the latter behind its last 请."""
    wrong, asked, remedy = explanation.rpartition("，请")
    if not asked:
        wrong, asked, remedy = explanation.rpartition("；请")
    return wrong or explanation, f"请{remedy}" if asked else _AGAIN
