"""``disclosure-year``: a section speaks of another year than the document's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projects.disclosure.document import DisclosureDocument
from projects.review.finding import Criterion, Finding, Severity
from projects.review.texts import quoted

RULE = "disclosure-year"

_NEAR = 80  # characters
_YEAR = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})\s*年(?P<after>度)?")
_CITED = re.compile(r"《[^》]*》")
_MONTH = re.compile(r"\s*[0-9]{1,2}\s*月")
_COMPARED = re.compile(
    r"(?:没有|较|比|与|同|相比|上年|去年|同期|往年|自|从|于|至|到|起|因|由于|截至|截止)[^，,。；;]{0,8}$"
)
_EVENT = re.compile(r"^[^，,。；;]{0,12}(?:成立|独立|划转|合并|组建|撤销|更名|以来|相比|决算|结转|结余|起)")
_AS_OF = re.compile(r"(?:截至|截止(?:到|至|时间[：:])?)\s*$")
_NAMED = re.compile(r"(?:主要为|主要是|其中|、|元)[^，,。；;]*$")  # before the name of a project
_SPAN = re.compile(r"^\s*[-—–~～至到]")
_STATES = re.compile(r"^[，,]?(?:[^，,。；;0-9]{0,24})(?:预算|收入|支出|经费|采购|资产|安排)")
_PLANS = re.compile(r"将|要|计划|力争|确保|努力|拟")
_STATEMENTS = ("legal_basis", "budget", "operating_costs", "three_public", "procurement.note", "assets")
_NARRATIVES = ("performance.overall_goal.text", "performance.sections", "performance.safeguards", "duties.preface")


def check_years(document: DisclosureDocument) -> Iterator[Finding]:
    """Stale years in what is stated of the budget, in the state of the assets, and in goals and safeguards."""
    if document.fiscal_year is None:
        return
    year = document.fiscal_year
    yield from _as_of(document, year)
    flagged = set()
    for path, text in _texts(document, _STATEMENTS):
        found = _stated(text, year)
        if found:
            flagged.add(path)
            yield _finding(path, year, found, text, Severity.ERROR)
    if "budget.income.text" not in flagged:
        yield from _year_of_income(document, year)
    for path, text in _texts(document, _NARRATIVES):
        found = _told(text, year)
        if found:
            yield _finding(path, year, found, text, Severity.WARNING)


def _texts(document: DisclosureDocument, sections: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for path, text in document.texts():
        if path.startswith(sections) and path.endswith((".text", ".preface", ".note", "legal_basis", "duty_goal")):
            yield path, text


def _as_of(document: DisclosureDocument, year: int) -> Iterator[Finding]:
    as_of = document.assets.as_of
    if as_of and as_of.year not in (year - 1, year):
        yield Finding(
            RULE,
            Severity.WARNING,
            "assets.as_of",
            f"资产表截至 {as_of.year} 年 {as_of.month} 月 {as_of.day} 日，而本公开是 {year} 年的。",
            f"请换成截至 {year - 1} 年末的资产数据和日期。",
            as_of.isoformat(),
            Criterion.RELEVANCE,
        )


def _year_of_income(document: DisclosureDocument, year: int) -> Iterator[Finding]:
    printed = document.budget.income.year_printed
    if printed not in (None, year):
        message = f"收入说明写的是 {printed} 年，而本公开是 {year} 年的。"
        suggestion = f"请把收入说明的年度改成 {year}。"
        evidence = quoted(document.budget.income.text)
        yield Finding(
            RULE, Severity.ERROR, "budget.income.year_printed", message, suggestion, evidence, Criterion.RELEVANCE
        )


def _stated(text: str, year: int) -> list[re.Match[str]]:
    """Years that a statement about the budget is made for, other than the document's."""
    found = []
    for match in _YEAR.finditer(_without_citations(text)):
        before, after = _around(text, match)
        is_statement = _STATES.match(after) and not _COMPARED.search(before) and not _EVENT.match(after)
        is_named = _NAMED.search(before[-30:])
        is_old_state = _AS_OF.search(before) and int(match["year"]) not in (year - 1, year)
        is_other = int(match["year"]) != year and is_statement and not is_named and not _MONTH.match(after)
        if is_old_state or is_other:
            found.append(match)
    return found


def _told(text: str, year: int) -> list[re.Match[str]]:
    """Years that goals and safeguards speak of: before last year, or last year where something is planned."""
    found = []
    plain = _without_citations(text)
    for match in _YEAR.finditer(plain):
        told = int(match["year"])
        before, after = _around(plain, match)
        if _SPAN.match(after) or re.search(r"[-—–~～至到]\s*$", before) or _EVENT.match(after):
            continue
        is_plan = before.strip() == "" and _PLANS.search(re.split(r"[。；;]", after)[0])
        if told < year - 1 or (told == year - 1 and is_plan):
            found.append(match)
    return found


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The words before and after; nothing further away says anything of a year."""
    return text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]


def _without_citations(text: str) -> str:
    """The titles of cited documents are blanked; what stands around them keeps its place."""
    return _CITED.sub(lambda match: " " * len(match.group()), text)


def _finding(path: str, year: int, found: list[re.Match[str]], text: str, severity: Severity) -> Finding:
    years = "、".join(dict.fromkeys(f"{match['year']} 年" for match in found))
    first = found[0]
    return Finding(
        RULE,
        severity,
        path,
        f"本公开是 {year} 年的，这里说的是 {years}。",
        f"请改成 {year} 年的内容；确需说到往年的，请写明是往年的情况。",
        quoted(text[max(0, first.start() - 10) : first.end() + 20]),
        Criterion.RELEVANCE,
    )
