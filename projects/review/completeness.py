"""完整性: what a form must have and has not."""

from __future__ import annotations

import re

from projects.layouts.model import STAR
from projects.review.finding import Correction, Criterion, Repair, Severity
from projects.review.kinds import Kind, kind_of
from projects.review.names import Measures, unit_of_count
from projects.review.reading import Row
from projects.review.rule import Abstention, Flaw, Rule, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.wording import money

_NEEDED = (
    (Kind.QUANTITY, Severity.ERROR, "例如“培训人数 ≥100人”"),
    (Kind.QUALITY, Severity.ERROR, "例如“培训合格率 ≥95%”"),
    (Kind.TIMELINESS, Severity.ERROR, "例如“按时完成率 =100%”，或写明完成日期"),
    (Kind.COST, Severity.WARNING, "例如“总成本 ≤{budget}”，以预算数为上限"),
    (Kind.SATISFACTION, Severity.WARNING, "例如“服务对象满意度 ≥90%”"),
)
_INTERNAL = re.compile(r"办公|车辆|设备|软件|保险|档案|债务|欠款|借款|物业|水电|网络|印刷|偿还|诉讼")
_SERVING = re.compile(r"群众|党员|学员|居民|村民|干部|人才|企业|老人|学生|服务对象|社区")


def check_required_fields(subject: Subject, _: Thresholds) -> Verdicts:
    """Cells that the paper stars; what is required without a star is asked for when the form is sent up."""
    document, layout = subject.document, subject.layout
    for cell in layout.cells():
        if cell.required and STAR in layout.printed_label(cell) and document.at(cell.path) in (None, (), ""):
            yield Flaw(
                cell.path,
                f"“{cell.label}”是必填项，还没有填写",
                cell.help or f"请填写“{cell.label}”",
                f"{cell.label}：空白",
            )


def check_required_categories(subject: Subject, _: Thresholds) -> Verdicts:
    """Categories that the framework marks, or else the five that every form needs."""
    if subject.layout.table("indicators") is None:
        yield Abstention("本表样没有绩效指标表")
        return
    categories = subject.framework.categories
    filled = {(row.indicator.level1, row.indicator.level2) for row in subject.reading.rows}
    marked = [category for category in categories if category.minimum or "必填" in category.mark]
    if marked:
        for category in marked:
            if (category.level1, category.level2) not in filled:
                yield _empty(category.level2, Severity.ERROR, f"请在“{category.level2}”下至少填写一条指标")
        return
    kinds = {row.kind for row in subject.reading.rows}
    offered = {kind_of(category.level1, category.level2) for category in categories}
    for kind, severity, example in _NEEDED:
        if kind in offered and kind not in kinds:
            is_hint = kind is Kind.SATISFACTION and _is_internal(subject)
            yield _empty(
                f"{kind}指标",
                Severity.HINT if is_hint else severity,
                f"请至少补充一条{kind}指标，{example.format(budget=_budget(subject))}",
            )


def _budget(subject: Subject) -> str:
    budget = subject.reading.budget
    return money(subject.layout, budget) if budget else "预算数"


def _empty(name: str, severity: Severity, suggestion: str) -> Flaw:
    return Flaw("indicators", f"“{name}”下没有任何指标", suggestion, f"{name}：0条", severity=severity)


def _is_internal(subject: Subject) -> bool:
    """A project that nobody outside the office notices: cars, equipment, debts."""
    narratives = subject.document.narratives
    text = f"{subject.document.project.name or ''}{narratives.fund_use or ''}{narratives.annual_goal or ''}"
    return bool(_INTERNAL.search(text)) and not _SERVING.search(text)


def check_targets(subject: Subject, _: Thresholds) -> Verdicts:
    """Indicators with a name and no target."""
    for row in subject.reading.rows:
        if row.name and not row.written:
            text, is_computed = _target_for(subject, row)
            yield Flaw(
                row.target_path,
                f"{row.label}没有指标值",
                f"请填写可衡量的指标值，例如“{text}”",
                f"{row.name}：空白",
                (Repair(f"填入“{text}”", (Correction(row.target_path, text),)),) if is_computed else (),
            )


def _target_for(subject: Subject, row: Row) -> tuple[str, bool]:
    """A target to start from, and whether it follows from the form."""
    if row.kind is Kind.COST and subject.reading.budget and "单位" not in row.name:
        return f"≤{_budget(subject)}", True
    if row.measures.is_percentage or row.kind is Kind.SATISFACTION:
        return "≥90%", False
    if row.measures is Measures.COUNT or row.kind is Kind.QUANTITY:
        return f"≥10{unit_of_count(row.name) or '次'}", False
    return "12月底前完成" if row.kind is Kind.TIMELINESS else "≥95%", False


def check_history(subject: Subject, _: Thresholds) -> Verdicts:
    """Budget and execution of earlier years: one without the other; and the note on the change."""
    layout, document = subject.layout, subject.document
    pairs = [pair for pair in _HISTORY if layout.cell(pair[0]) and layout.cell(pair[1])]
    if not pairs:
        return
    has_history = False
    for budget, executed in pairs:
        known = [document.at(path) is not None for path in (budget, executed)]
        has_history |= any(known)
        if known in ([True, False], [False, True]):
            path = executed if known[0] else budget
            given = budget if known[0] else executed
            label = layout.label_of(path)
            yield Flaw(
                path,
                f"“{layout.label_of(given)}”已填，“{label}”空白",
                f"请补填“{label}”；当年没有发生的填0",
                f"{label}：空白",
            )
    if has_history and layout.cell("budget_change_note"):
        yield from _change_note(subject)


_HISTORY = (
    ("amounts.prior_year_budget", "amounts.prior_year_executed"),
    ("budget_history[-2].budget", "budget_history[-2].executed"),
    ("budget_history[-1].budget", "budget_history[-1].executed"),
)
_NO_REASON = re.compile(
    r"[0-9.,，。；;、：:（）()\s]|年度?|万?元|预算数?|执行数?|执行率|%|和|与|为|分别|上|前|本|当|去|项目|资金|安排"
    r"|[较比同由到至了]|增加|减少|增长|下降|上升|变动|变化|说明|情况"
)
_UNCHANGED = re.compile(r"持平|无变[动化]|没有变[动化]|不变|一致|相同")


def _change_note(subject: Subject) -> Verdicts:
    label = subject.layout.label_of("budget_change_note")
    note = subject.document.budget_change_note
    advice = "请说明本年预算比往年增加或减少的原因，例如新增任务、标准调整"
    if not note:
        yield Flaw("budget_change_note", f"“{label}”空白", advice, f"{label}：空白")
    elif len(_NO_REASON.sub("", note)) < 3 and not _UNCHANGED.search(note):
        yield Flaw("budget_change_note", f"“{label}”只重复了往年的预算数，没有说明变动原因", advice, note)


_TELEPHONE = r"(?<!\d)(?:1[3-9]\d(?:[-－ ]?\d{4}){2}|0\d{2,3}[-－ ]?\d{7,8}|[2-9]\d{6,7})(?!\d)"
_IDENTITY = r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])"
_PERSONAL = re.compile(f"(?P<identity>{_IDENTITY})|(?P<telephone>{_TELEPHONE})")
_NAMES = ("project.name", "project.leader", "project.filler", "unit.name", "department.name")


def check_personal_data(subject: Subject, _: Thresholds) -> Verdicts:
    """Telephone and identity numbers in fields for names, which get published."""
    for path in _NAMES:
        text = subject.document.at(path) or ""
        found = _PERSONAL.search(text)
        if not found:
            continue
        what = "身份证号" if found["identity"] else "电话号码"
        rest = (text[: found.start()] + text[found.end() :]).strip(" ()（）、，,:：-－")
        corrections = [Correction(path, rest)] if rest else []
        if corrections and found["telephone"] and _is_blank_phone(subject):
            corrections.append(Correction("project.phone", found.group()))
        yield Flaw(
            path,
            f"“{subject.layout.label_of(path)}”里写有{what}，此栏会公开",
            f"请只保留名称“{rest}”" if rest else "请改填名称",
            text,
            (Repair(f"去掉{what}", tuple(corrections)),) if corrections and subject.layout.cell(path) else (),
        )


def _is_blank_phone(subject: Subject) -> bool:
    return subject.layout.cell("project.phone") is not None and not subject.document.project.phone


_DOCUMENT_NUMBER = re.compile(r"[〔\[(（【](?:19|20)\d{2}[〕\])）】]\s*第?\s*\d+\s*号?|《[^》]{4,}》")
_TARGET_WORD = re.compile(r"[≥≤><=＝]\s*\d|^\d+(?:\.\d+)?\s*%$")


def check_columns(subject: Subject, _: Thresholds) -> Verdicts:
    """A document under 指标值, or a target under 依据."""
    words = {row.written for row in subject.reading.rows}
    trailing = {figure.trailing for row in subject.reading.rows for figure in row.figures if not figure.unit}
    for row in subject.reading.rows:
        basis = row.indicator.basis or ""
        if _DOCUMENT_NUMBER.search(row.written):
            yield Flaw(
                row.target_path,
                f"{row.label}的指标值里写的是文件依据",
                "请把文件名称移到“依据”一栏，指标值只写要达到的数值",
                row.written,
            )
        if basis and basis != row.name and (_TARGET_WORD.search(basis) or basis in words or basis in trailing - {""}):
            if basis == row.written or basis in (figure.trailing for figure in row.figures):
                continue
            yield Flaw(
                f"{row.path}.basis",
                f"{row.label}的依据“{basis}”像是指标值",
                "请写明确定指标值的文件、标准或往年数据",
                basis,
            )


REQUIRED_FIELD_BLANK = Rule(
    "required-field-blank",
    "必填项空白",
    Criterion.COMPLETENESS,
    Severity.ERROR,
    "表样标有星号的栏目必须填写，缺一项审核就无法进行。",
    "项目概况：（空白）",
    "项目概况：面向全区120名新任村干部开展履职培训……",
    check_required_fields,
)
REQUIRED_CATEGORY_EMPTY = Rule(
    "required-category-empty",
    "必填的二级指标没有指标",
    Criterion.COMPLETENESS,
    Severity.ERROR,
    "指标框架标为必填的二级指标至少要有一条；框架没有标注的，数量、质量、时效缺一不可，成本和满意度也应当有。",
    "只填了数量指标和社会效益指标",
    "数量、质量、时效、成本、效益、满意度各有指标",
    check_required_categories,
)
TARGET_MISSING = Rule(
    "target-missing",
    "没有指标值",
    Criterion.COMPLETENESS,
    Severity.ERROR,
    "有三级指标而没有指标值，年底无法考核。",
    "设备完好率：（空白）",
    "设备完好率：≥98%",
    check_targets,
)
HISTORY_BLANK = Rule(
    "history-blank",
    "往年预算执行不全",
    Criterion.COMPLETENESS,
    Severity.WARNING,
    "同一年的预算数和执行数应成对填写（都空白视为新增项目）；变动说明要讲原因，不能只重复数字。",
    "上年预算数30万元，执行数空白",
    "上年预算数30万元，执行数28.5万元；本年因新增两个站点增加5万元",
    check_history,
)
PERSONAL_DATA = Rule(
    "personal-data",
    "名称里有电话或身份证号",
    Criterion.COMPLETENESS,
    Severity.ERROR,
    "名称类栏目会随表公开，不得出现电话、身份证号等个人信息。",
    "填报人：高若文13900001234",
    "填报人：高若文；联系电话：5550126",
    check_personal_data,
)
COLUMN_SHIFT = Rule(
    "column-shift",
    "内容填错了列",
    Criterion.COMPLETENESS,
    Severity.WARNING,
    "指标值写进了依据栏，或文件名称写进了指标值栏，多半是粘贴时错了列。",
    "指标值：《培训费管理办法》；依据：≥95%",
    "指标值：≥95%；依据：《培训费管理办法》",
    check_columns,
)
