"""Which fiscal year a form is of: what its paper says, else what the file says around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate

from reports.readers.matching.draft import Draft
from reports.readers.matching.lines import Line

_BUDGET_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?度?\s*(?:部门|单位|项目|预算|财政|绩效)")
_ANY_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_PROJECT_CODE = re.compile(r"\d{6}(\d\d)[0-9A-Z]{13}")
_CENTURY = 2000
_BACK = {"year": 0, "last_year": 1, "year_before_last": 2}


@dataclass(frozen=True, slots=True)
class YearGuess:
    """A fiscal year; ``reason`` says in Chinese why it is not certain, "" when it is."""

    year: int
    reason: str = ""


def year_of(draft: Draft, around: YearGuess | None) -> YearGuess:
    """The year that a form's own titles, notes and texts name, else what its file tells."""
    for name, back in _BACK.items():
        read = draft.names.get(name)
        if read:
            return YearGuess(int(read.text) + back)
    own = draft.values.get("fiscal_year")
    match = _ANY_YEAR.search(own.text) if own else None
    if match:
        return YearGuess(int(match[1]))
    if around:
        return around
    for path in ("project.period", "project.start_date", "project.code"):
        read = draft.values.get(path)
        match = _ANY_YEAR.search(read.text) if read else None
        if match:
            return YearGuess(int(match[1]), "纸上没有写预算年度，按项目期推定")
    return YearGuess(localdate().year, "纸上没有写预算年度，暂按今年")


def year_around(drafts: Sequence[Draft], outside: Iterable[Line], file_name: str) -> YearGuess | None:
    """The year that the texts outside the forms speak of, or the newest in the codes of its projects."""
    told = Counter(
        int(match[1]) for line in outside for cell in line.filled for match in _BUDGET_YEAR.finditer(cell.text[:4000])
    )
    if told:
        [(year, _)] = told.most_common(1)
        return YearGuess(year, "表上没有写预算年度，按文件中其他文字推定")
    codes = (draft.values.get("project.code") for draft in drafts)
    years = [_CENTURY + int(match[1]) for read in codes if read and (match := _PROJECT_CODE.search(read.text))]
    if years:
        return YearGuess(max(years), "纸上没有写预算年度，按项目编码中的年份推定")
    named = _ANY_YEAR.search(file_name)
    return YearGuess(int(named[1]), "纸上没有写预算年度，按文件名推定") if named else None
