"""``disclosure-sum-mismatch``: what is said to add up does not, or text and table give different figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from projects.disclosure.checks.proof import Coverage, Proof, shown
from projects.disclosure.checks.proofs import prove
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.figures import Figure, figures_in
from projects.disclosure.labels import label_of
from projects.document import FormDocument
from projects.review.finding import Criterion, Finding, Severity
from projects.review.texts import quoted

RULE = "disclosure-sum-mismatch"

_OTHER_YEAR = re.compile(r"(?:较|比|上年|去年|同期|往年|上一年|年初)[^，,。；;]*$")
_TRANSFER = re.compile(r"下达|补助|结转|结算|转移支付|上级|中央|省级|市级")
_MOST_TRANSFERS = 14  # of which all combinations are tried
_WORDS_BEFORE = 80  # characters: what is said of an amount stands right before it
_PART = "(?<!公共)(?<!基金)(?<!经营)(?<!项目)(?<!基本)(?<!拨款)(?<!经费)"  # what stands before the name of a part
_GAP = "[^，,。；;0-9]{0,8}$"
_CLAIMS = (
    ("budget.income.total", re.compile(rf"{_PART}(?:预算收入|收入预算|总收入|收入总额|收入总计|收入合计){_GAP}")),
    ("budget.expenditure.total", re.compile(rf"{_PART}(?:预算支出|支出预算|总支出|支出总额|支出总计|支出合计){_GAP}")),
    ("operating_costs.total", re.compile(rf"机关运行(?:经)?费(?:预算)?{_GAP}")),
    ("three_public.total", re.compile(rf"[“\"]?三公[”\"]?经费(?:预算)?{_GAP}")),
    ("assets.fixed_assets_total", re.compile(rf"(?<!购置)(?<!新增)(?<!配置)固定资产(?:总额|总值|合计|原值){_GAP}")),
)
"""Totals, and the words before an amount that name them."""


def check_sums(
    document: DisclosureDocument, forms: Sequence[FormDocument], last_year: DisclosureDocument | None = None
) -> Iterator[Finding]:
    """Every sum that does not hold, and every total that a text states differently."""
    unit = document.printed_unit or "万元"
    for proof in prove(document, forms, last_year):
        severity = severity_of(proof)
        if severity is not None:
            yield _unproven(document, proof, severity, unit)
    yield from _contradictions(document, unit)


def severity_of(proof: Proof) -> Severity | None:
    """How much it weighs that a sum does not add up; ``None`` where nothing is wrong with it."""
    if proof.holds:
        return None
    lacks = abs(proof.total) < abs(proof.claimed)
    if proof.coverage is Coverage.SOME and (lacks or proof.total * proof.claimed < 0):
        return None
    if proof.is_rounding:
        return Severity.HINT
    if proof.coverage is Coverage.ELSEWHERE:
        return Severity.WARNING
    return Severity.WARNING if proof.coverage is not Coverage.WHOLE and lacks else Severity.ERROR


def _unproven(document: DisclosureDocument, proof: Proof, severity: Severity, unit: str) -> Finding:
    fields = {proof.field, *(term.field for term in proof.terms)}
    doubtful = any(place == field or place.startswith(f"{field}.") for field in fields for place in document.uncertain)
    claimed, total, gap = (shown(amount, unit) for amount in (proof.claimed, proof.total, abs(proof.gap)))
    if proof.coverage is Coverage.ELSEWHERE:
        remedy = f"请核对增减额；上年预算后来调整过的，请写明是与调整后的数相比，调整了 {gap} {unit}。"
    elif any(term.field.startswith("forms") for term in proof.terms):
        remedy = f"差的 {gap} {unit} 是没有附上的绩效目标表，或者两处数字不同：请补齐或更正。"
    else:
        remedy = f"请核对：各项无误的话应写 {total} {unit}，否则补上或更正差的 {gap} {unit}。"
    if proof.field == "budget.income":
        remedy += _left_out(document, proof.gap, unit)
    if doubtful:
        severity = Severity.HINT
        remedy += "其中有的数字识别没有把握，请先对照原件。"
    elif proof.is_rounding:
        remedy += "差额不超过末位的 1，可能是四舍五入。"
    return Finding(
        RULE,
        severity,
        proof.field,
        f"{proof.title}不相等：写的是 {claimed} {unit}，相加是 {total} {unit}，相差 {gap} {unit}。",
        remedy,
        proof.spelled(unit),
        Criterion.ADEQUACY,
    )


def _left_out(document: DisclosureDocument, gap: Decimal, unit: str) -> str:
    """Transfers from above among the projects whose money is missing from the income, where only one choice fits."""
    transfers = [
        part
        for item in document.budget.expenditure.items
        for part in item.parts
        if part.amount and _TRANSFER.search(part.name or "")
    ][:_MOST_TRANSFERS]
    fitting = [
        chosen
        for count in range(1, len(transfers) + 1)
        for chosen in combinations(transfers, count)
        if sum((part.amount or Decimal(0) for part in chosen), Decimal(0)) == gap
    ]
    if len(fitting) != 1:
        return ""
    listed = "、".join(f"{part.name} {shown(part.amount, unit)}" for part in fitting[0] if part.amount)
    return f"差额正好是这些项目之和，收入里可能漏列了上级补助或结转：{listed}。"


def _contradictions(document: DisclosureDocument, unit: str) -> Iterator[Finding]:
    seen = set()
    for path, text in document.texts():
        if not path.endswith((".text", ".preface")) or path.startswith("performance"):
            continue
        for figure in figures_in(text):
            claim = _claim(document, path, text[max(0, figure.start - _WORDS_BEFORE) : figure.start])
            stated = document.at(claim) if claim else None
            if claim is None or stated is None or stated == figure.amount or claim in seen:
                continue
            seen.add(claim)
            yield _contradiction(path, text, figure, claim, f"{shown(stated, unit)} {unit}")


def _claim(document: DisclosureDocument, field: str, before: str) -> str | None:
    """The total of this year that the words before an amount name, in the section that tells of it."""
    clause = re.split(r"[，,。；;]", before)[-1]
    years = re.findall(r"(?:19|20)[0-9]{2}(?=\s*年)", clause)
    if _OTHER_YEAR.search(clause) or (years and document.fiscal_year and int(years[-1]) != document.fiscal_year):
        return None
    return next(
        (path for path, words in _CLAIMS if words.search(before) and field.startswith(path.split(".")[0])), None
    )


def _contradiction(path: str, text: str, figure: Figure, claim: str, stated: str) -> Finding:
    return Finding(
        RULE,
        Severity.ERROR,
        path,
        f"文中写 {figure.text}，与本公开另一处的 {stated} 不一致。",
        f"请核对两处，改成同一个数（另一处是{label_of(claim)}）。",
        quoted(text[max(0, figure.start - 20) : figure.end]),
        Criterion.ADEQUACY,
    )
