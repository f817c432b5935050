"""Goals and narratives: whether they say something of their own."""

from __future__ import annotations

import re
from itertools import combinations

from projects.review.finding import Correction, Criterion, Repair, Severity
from projects.review.reading import GOALS
from projects.review.rule import Flaw, Rule, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.texts import is_repeated, is_subsequence, likeness, plain, quoted, without_brackets
from projects.review.wording import listed

_LIKE_GOALS = 0.95
_LIKE_NARRATIVES = 0.95
_LIKE_USE = 0.9
_FEWEST_LETTERS = 4
_PHRASE = 6  # characters that do not return by chance


def check_duplicate_goals(subject: Subject, _: Thresholds) -> Verdicts:
    """Numbered goals that repeat each other."""
    for narrative, goals in subject.reading.goals:
        path = f"narratives.{narrative}"
        kept: list[str] = []
        for goal in goals:
            earlier = next((each for each in kept if is_repeated(each, goal, _LIKE_GOALS)), None)
            if earlier is None:
                kept.append(goal)
        if len(kept) < len(goals):
            numbered = "\n".join(f"{number}.{goal}" for number, goal in enumerate(kept, 1))
            repeated = next(goal for goal in goals if goals.count(goal) > 1 or goal not in kept)
            yield Flaw(
                path,
                f"{subject.layout.label_of(path)}的{len(goals)}条目标中有{len(goals) - len(kept)}条重复",
                "请删去重复的目标，或写出不同的目标",
                quoted(repeated, 60),
                (Repair("删去重复的目标", (Correction(path, numbered),)),),
            )


def check_duplicate_narratives(subject: Subject, _: Thresholds) -> Verdicts:
    """Two different fields with the same text."""
    for (one, text), (other, again) in combinations(subject.reading.texts, 2):
        if _is_goal_and_use(one, other) or not is_repeated(text, again, _LIKE_NARRATIVES):
            continue
        if len(plain(text)) < 2 * _FEWEST_LETTERS:
            continue
        label, first = subject.layout.label_of(other), subject.layout.label_of(one)
        yield Flaw(
            other,
            f"“{label}”与“{first}”的内容相同",
            f"请按“{label}”的要求另写，两栏不能互相照抄",
            quoted(again, 60),
        )


def _is_goal_and_use(one: str, other: str) -> bool:
    goals = {f"narratives.{name}" for name in GOALS}
    return "narratives.fund_use" in (one, other) and bool(goals & {one, other})


_USE = re.compile(r"^(?:本项目)?(?:资金|经费|资金用途)?(?:主要|全部|专项)?(?:是)?(?:用于|用来|支付|缴纳|列支)")
_MONEY_END = re.compile(
    r"(?:经费|费用|费|资金|支出|开支|款|补贴|补助|津贴|工资|(?:补助|补偿|慰问|抚恤|救助|奖励|奖|租|佣|酬)金)"
    r"(?:[约共计]{0,2}[0-9.]+[万亿]?元)?(?:等|等支出|等费用|等开支|的?支付|的?发放|支出)?$"
)
_EFFECT = re.compile(
    r"提高|提升|促进|增强|改善|(?<!社会)保障(?!金|费|支付)|确保|保证|满足|营造|解决|推动|推进|加强|强化|优化|完善|有利于|使(?!用|馆)|实现|巩固|激发|带动|维护"
    r"|降低|减少|缓解|丰富|扩大|打造|形成|(?<!下)达到|凝聚|引导|发挥|帮助|助力|培养|弘扬|惠及|受益|稳定|规范|健全|推广"
    r"|及时|按时|按期|如期|足额|准时|准确|顺利|有序|正常|搭建|(?<![出转])让(?=[一-鿿]{2})"
)


def check_goals_without_content(subject: Subject, _: Thresholds) -> Verdicts:
    """Every goal is only the project's name, or the use of the money."""
    found: list[tuple[str, str, str]] = []
    uses = tuple(plain(part) for part in _parts_of_use(subject.document.narratives.fund_use or ""))
    for narrative, goals in subject.reading.goals:
        for goal in goals:
            reason = _emptiness(subject, goal, uses)
            if not reason:
                return
            found.append((f"narratives.{narrative}", goal, reason))
    for path in dict.fromkeys(path for path, _, _ in found):
        goals_here = [goal for at, goal, _ in found if at == path]
        reason = next(why for at, _, why in found if at == path)
        yield Flaw(
            path,
            f"{subject.layout.label_of(path)}{reason}，没有写要达到的效果",
            "请写明本年度做什么、做多少、达到什么效果，例如“培训村干部120人，合格率95%以上，提高履职能力”",
            listed(quoted(goal) for goal in goals_here),
        )


def _emptiness(subject: Subject, goal: str, uses: tuple[str, ...]) -> str:
    """Why a goal says nothing; "" when it says something."""
    if _is_name(subject, goal):
        return "只是重复项目名称"
    said = plain(goal)
    if any(use and likeness(said, use) >= _LIKE_USE for use in uses):
        return "照抄资金用途"
    if _EFFECT.search(goal):
        return ""
    if len(said) >= _PHRASE and said in uses[0]:
        return "照抄资金用途"
    if _USE.match(said):
        return "只说明资金用途"
    return "只说明经费名目" if _MONEY_END.search(said) else ""


def _parts_of_use(use: str) -> tuple[str, ...]:
    """The use of the money as it stands, and without what leads to it (预算数3万元。主要用于…)."""
    tail = re.split(r"(?:主要)?用于", use, maxsplit=1)
    return (use, *tail[1:])


def _is_name(subject: Subject, goal: str) -> bool:
    """The name, shortened or with something in brackets."""
    said, name = plain(without_brackets(goal)) or plain(goal), subject.reading.project_name
    if len(said) < _FEWEST_LETTERS or not name:
        return False
    short = plain(without_brackets(subject.document.project.name or ""))
    return said in (name, short) or is_subsequence(said, name) or (len(said) <= len(short) + 3 and short in said)


_MARKUP = re.compile(
    r"</?[A-Za-z][^<>]{0,80}>|&(?:nbsp|lt|gt|amp|ge|le|quot);|\\(?:geq?|leq?|%|approx|times)\b|\$[^$]{1,30}\$"
)
_INSTRUCTION = re.compile(
    r"请(?:在此)?(?:填写|输入|简要|概述|说明|选择|按照?.{0,12}填)|填写说明|填表说明|填报说明|(?:此处|这里)(?:填写|输入|写)"
    r"|[（(][^（()）]{0,10}\d+\s*字(?:以内|以上|左右)?[)）]|[（(](?:必填|选填|如有|可选|示例|样例|必填项)[)）]|(?:示例|样例|举例)[:：]"
    r"|点击(?:此处|输入)|^(?:例如|如)[:：]"
    r"|^\s*(?:\d+\s*[.、．]\s*)?(?:填写|填列|填报|填入)(?!.{0,6}[表册])"
    r"|^\s*(?:\d+\s*[.、．]\s*)?(?:简要|简单|详细|逐项)?(?:概述|说明|描述|阐述|简述|列明|写明).{0,8}(?:项目|目标|产出|效果|内容|情况)"
    r"|[本此]栏(?:目)?(?:应|须|需|请|填|不)|^(?:待(?:填写?|补充|完善|定|核实)|见?填报?说明)[。.]?$|[{][^{}]{1,12}[}]|[:：]\s*…+\s*$"
    r"|应当?(?:简明|清晰|清楚|准确|全面|具体|简要|明确|概括)地?(?:反映|说明|填写|描述|阐述|体现|概括|表述)"
)
_BLANK_TO_FILL = re.compile(r"(?<![A-Za-z0-9])[Xx]{2,}(?![A-Za-z0-9])|[×＊*○]{2,}|_{3,}|\.{6,}|…{3,}|某某")


def check_residue(subject: Subject, _: Thresholds) -> Verdicts:
    """Instructions, markup and sample phrases that were left."""
    for path, text in _all_texts(subject):
        found = _MARKUP.search(text)
        what = "网页或公式标记" if found else "填表说明或样例文字"
        found = found or _INSTRUCTION.search(text) or _BLANK_TO_FILL.search(text)
        if not found:
            continue
        cleaned = _MARKUP.sub("", text).strip()
        can_clean = what == "网页或公式标记" and "$" not in found.group() and "\\" not in found.group() and cleaned
        yield Flaw(
            path,
            f"{subject.layout.label_of(path)}里留有{what}“{found.group()[:20]}”",
            "请删去，只保留实际内容",
            quoted(text[max(0, found.start() - 15) : found.end() + 15], 60),
            (Repair("删去标记", (Correction(path, cleaned),)),) if can_clean else (),
        )


def _all_texts(subject: Subject) -> list[tuple[str, str]]:
    texts = [("project.name", subject.document.project.name or ""), *subject.reading.texts]
    for row in subject.reading.rows:
        members = ("level3", "description", "target", "basis")
        texts += [(f"{row.path}.{member}", getattr(row.indicator, member) or "") for member in members]
    return [(path, text) for path, text in texts if text]


DUPLICATE_GOAL = Rule(
    "duplicate-goal",
    "目标重复",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "编了号的几条目标内容相同，说明只有一条目标。",
    "1.改善办公条件 2.改善办公条件",
    "1.改善办公条件 2.缩短办事等候时间",
    check_duplicate_goals,
)
DUPLICATE_NARRATIVE = Rule(
    "duplicate-narrative",
    "两栏文字相同",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "不同栏目各有用途，照抄说明至少有一栏没有认真填写。",
    "保障措施与立项依据一字不差",
    "立项依据写文件，保障措施写制度和分工",
    check_duplicate_narratives,
)
GOAL_REPEATS_NAME = Rule(
    "goal-repeats-name",
    "目标只是项目名称或资金用途",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "绩效目标要说花钱达到什么效果；只写项目名称、资金用途或经费名目都不是目标。",
    "用于支付会议室租赁费",
    "保障全年40场会议顺利召开，参会人员满意度90%以上",
    check_goals_without_content,
)
TEMPLATE_RESIDUE = Rule(
    "template-residue",
    "留有模板文字",
    Criterion.RELEVANCE,
    Severity.ERROR,
    "填表说明、网页标记、样例文字没有删掉，打印和公开时都会露出来。",
    "请填写项目概况（不少于50字）",
    "面向全区新任村干部开展履职培训",
    check_residue,
)
