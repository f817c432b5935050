"""Indicators without content of their own: placeholders, repeated names, values in names."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from projects.review.finding import Criterion, Severity
from projects.review.names import GRADES, Measures
from projects.review.quantities import quantities
from projects.review.reading import Row
from projects.review.rule import Flaw, Rule, Threshold, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.texts import is_same, likeness, plain, without_brackets
from projects.review.wording import listed, number

_FEWEST_ROWS = 3
_LONGEST_NAME = 40
_LIKE_NAME = 0.8
_MONEY_TAIL = re.compile(r"(?:专项)?(?:经费|资金|费用|费|项目|补助|补贴)$")
_OF_WORK = re.compile(r"(?:工作|业务|专项)$")
_SENTENCE = re.compile(r"[。；;！!？?]|[，,].*[，,]")


def check_placeholders(subject: Subject, limits: Thresholds) -> Verdicts:
    """Most rows named like the project, or all with one and the same target text."""
    rows = subject.reading.rows
    if len(rows) < _FEWEST_ROWS:
        return
    named = [row for row in rows if _is_project(subject, row)]
    text, same = _most_common_target(rows)
    empty = {row.index for row in named}
    if len(same) >= _FEWEST_ROWS:
        empty |= {row.index for row in same}
    if len(empty) * 100 < limits["share"] * len(rows):
        return
    reasons = []
    if named:
        reasons.append(f"{len(named)}条的名称就是项目名称")
    if len(same) >= _FEWEST_ROWS:
        reasons.append(f"{len(same)}条的指标值都是“{text}”")
    hollow = [row for row in rows if row.index in empty]
    yield Flaw(
        hollow[0].path,
        f"{len(rows)}条指标中{'，'.join(reasons)}，指标没有实际内容",
        "请按数量、质量、时效、成本、效益、满意度逐条写明考核内容和各自的指标值",
        listed((f"{row.name}：{row.written}" for row in hollow), 10),
    )


def _is_project(subject: Subject, row: Row) -> bool:
    name, project = plain(row.name), subject.reading.project_name
    short = plain(without_brackets(subject.document.project.name or ""))
    if not name or not project:
        return False
    what_for, own = (_OF_WORK.sub("", _MONEY_TAIL.sub("", each)) for each in (name, short))
    is_money = bool(_MONEY_TAIL.search(name))  # 关爱行动工作经费 of 关爱行动经费
    return name in (project, short, _MONEY_TAIL.sub("", project)) or (
        is_money and likeness(what_for, own) >= _LIKE_NAME
    )


def _most_common_target(rows: tuple[Row, ...]) -> tuple[str, list[Row]]:
    """The target text that most rows share; percentages of rates and grades of a …性 are no such text."""
    candidates = [
        row
        for row in rows
        if row.indicator.target
        and not (row.is_share and not any(figure.trailing for figure in row.figures))
        and not (row.measures is Measures.GRADE and plain(row.written) in GRADES)
    ]
    counts = Counter("".join(row.written.split()) for row in candidates)
    if not counts:
        return "", []
    text = counts.most_common(1)[0][0]
    return text, [row for row in candidates if "".join(row.written.split()) == text]


def check_descriptions(subject: Subject, limits: Thresholds) -> Verdicts:
    """Description or basis that only repeat the name, or each other."""
    table = subject.layout.table("indicators")
    members = [member for member in ("description", "basis") if table and table.column(member)]
    rows = [row for row in subject.reading.rows if row.name]
    if not members or not rows:
        return
    repeated = [(row, member) for row in rows if (member := _repeated(row, members))]
    if len(repeated) * 100 <= limits["share"] * len(rows):
        return
    row, member = repeated[0]
    column = table.column(member) if table else None
    yield Flaw(
        f"{row.path}.{member}",
        f"{len(rows)}条指标中有{len(repeated)}条的{column.name if column else member}只是重复名称，或描述与依据相同",
        "描述请写清计算方法和考核范围，依据请写文件、标准或往年数据",
        listed(
            (f"{each.name}／{each.indicator.description or ''}／{each.indicator.basis or ''}" for each, _ in repeated),
            4,
        ),
    )


def _repeated(row: Row, members: list[str]) -> str:
    """The member that repeats the name or the other one; "" when none does."""
    said = {member: getattr(row.indicator, member) for member in members}
    for member, text in said.items():
        if is_same(text, row.name):
            return member
    return "basis" if len(said) == 2 and is_same(said["description"], said["basis"]) else ""


def check_duplicates(subject: Subject, _: Thresholds) -> Verdicts:
    """The same name twice in one form."""
    first: dict[str, Row] = {}
    for row in subject.reading.rows:
        name = plain(row.name)
        if not name:
            continue
        earlier = first.setdefault(name, row)
        if earlier is not row:
            yield Flaw(
                f"{row.path}.level3",
                f"指标“{row.name}”与第{earlier.index + 1}条重名",
                "请删去重复的一条，或改写名称说明各自考核什么",
                f"第{earlier.index + 1}条{earlier.written}；第{row.index + 1}条{row.written}",
            )


def check_values_in_names(subject: Subject, _: Thresholds) -> Verdicts:
    """Names that carry the value, or are whole sentences."""
    for row in subject.reading.rows:
        values = {value for figure in row.figures for value in figure.values}
        is_sentence = len(row.name) > _LONGEST_NAME or bool(_SENTENCE.search(row.name))
        held = next((stated for stated in quantities(row.name) if stated.value in values), None)
        if held and not is_sentence:
            yield Flaw(
                f"{row.path}.level3",
                f"指标名称“{row.name}”里写了指标值{held.written}",
                f"请把名称改为“{row.name.replace(held.written, '') or '指标名称'}”，数值只写在指标值一栏",
                f"{row.name}：{row.written}",
            )
        elif is_sentence:
            yield Flaw(
                f"{row.path}.level3",
                f"指标名称有{number(Decimal(len(row.name)))}个字，是一整句话",
                "请只写考核的事项，如“培训班期数”，具体要求写到指标值或描述",
                row.name,
            )


PLACEHOLDER_INDICATORS = Rule(
    "placeholder-indicators",
    "指标只是占位",
    Criterion.RELEVANCE,
    Severity.ERROR,
    "三分之二以上的指标没有实际内容：名称就是项目名称，或指标值全是同一句话。",
    "七条指标都叫“关爱行动经费”，指标值都是1",
    "走访慰问人数≥60人；慰问金发放及时率=100%……",
    check_placeholders,
    (Threshold("share", "空洞指标占比达到多少即提醒", Decimal("66.6"), "%"),),
)
DESCRIPTION_REPEATS_NAME = Rule(
    "description-repeats-name",
    "描述或依据重复指标名称",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "描述要说明怎么算，依据要说明凭什么定；照抄名称等于没写。",
    "名称：发放及时率；描述：发放及时率；依据：发放及时率",
    "名称：发放及时率；描述：按月在10日前发放的人数占比；依据：补贴发放办法",
    check_descriptions,
    (Threshold("share", "重复的行超过多少即提醒", Decimal(50), "%"),),
)
DUPLICATE_INDICATOR = Rule(
    "duplicate-indicator",
    "指标重名",
    Criterion.RELEVANCE,
    Severity.HINT,
    "同一张表里同一个指标名称出现两次，年底会重复计分。",
    "“活动次数”在数量和质量指标下各写一次",
    "数量：活动次数；质量：活动参与率",
    check_duplicates,
)
NAME_HOLDS_VALUE = Rule(
    "name-holds-value",
    "指标名称里写了数值或整句话",
    Criterion.RELEVANCE,
    Severity.HINT,
    "名称只写考核事项，数值写在指标值一栏；整句的要求应放到描述里。",
    "名称：投入经费40万元",
    "名称：投入经费；指标值：≤40万元",
    check_values_in_names,
)
