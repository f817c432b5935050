"""The sections of a disclosure, found by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from reports.disclosure_reading.lines import Item, Line


class Part(StrEnum):
    """What a section is about."""

    HEAD = "head"  # before the first section
    CONTENTS = "contents"
    TABLES = "tables"  # the nine official tables
    DUTIES = "duties"
    INSTITUTIONS = "institutions"
    BUDGET = "budget"
    INCOME = "income"
    EXPENDITURE = "expenditure"
    CHANGE = "change"
    OPERATING_COSTS = "operating_costs"
    THREE_PUBLIC = "three_public"
    PERFORMANCE = "performance"
    OVERALL_GOAL = "overall_goal"
    SECTIONS = "sections"
    SAFEGUARDS = "safeguards"
    FORMS = "forms"  # the projects' own forms, which are read elsewhere
    PROCUREMENT = "procurement"
    ASSETS = "assets"
    GLOSSARY = "glossary"
    OTHER_MATTERS = "other_matters"


_WHOSE = r"(?:[^，。；：]{0,20}?(?:部门|单位|本级))?"
_YEAR = r"(?:[0-9]{4}\s*年度?)?"
_OF_TABLE = rf"(?:关于{_YEAR}(?:部门|单位)?)?"  # 关于2024年部门收入总表的说明
_TITLES: tuple[tuple[Part, str], ...] = (
    (Part.CONTENTS, r".{0,30}目\s*录"),
    (
        Part.FORMS,
        r".*(?:职责及工作活动|工作活动|项目(?:支出)?|预算项目)(?:预算)?绩效目标.{0,6}|.+绩效目标(?:申报|下达|批复)?表",
    ),
    (Part.SECTIONS, rf"{_WHOSE}(?:(?:职责)?分[项类]|职责)绩效目标(?:情况)?(?:说明)?|{_WHOSE}职责分类绩效目标.{{0,6}}"),
    (Part.OVERALL_GOAL, rf"{_WHOSE}(?:年度)?(?:总体|整体)(?:绩效)?目标(?:情况)?"),
    (Part.SAFEGUARDS, r".{0,16}保障措施"),
    (Part.THREE_PUBLIC, r".{0,14}三公.{0,3}经费.{0,20}"),
    (Part.CHANGE, r".{0,8}(?:比|较|与|同)(?:上年|去年|[0-9]{4}年).{0,16}|.{0,6}增减(?:变化)?(?:情况|原因).{0,6}"),
    (Part.OPERATING_COSTS, r".{0,8}机关运行(?:经)?费.{0,10}"),
    (Part.PROCUREMENT, rf"{_WHOSE}政府采购(?:预算|支出)?(?:安排)?(?:情况|信息)(?:的?说明)?"),
    (Part.ASSETS, rf"{_WHOSE}国有资产(?:占有|占用)?(?:使用)?(?:信息|情况)(?:情况)?(?:的?说明)?"),
    (Part.GLOSSARY, r"(?:专业性?|有关)?名词(?:术语)?解释(?:说明)?"),
    (Part.OTHER_MATTERS, r"其[他它](?:需要?|须)(?:要)?说明的?(?:事项|情况|问题)"),
    (
        Part.DUTIES,
        rf"{_WHOSE}(?:主要)?职[责能](?:职[责能])?(?:情况)?(?:及|和|与|、)(?:内设)?机构设置(?:等)?(?:情况)?|(?:部门|单位)(?:基本)?概况",
    ),
    (Part.DUTIES, r"(?:部门|单位)?(?:主要)?职[责能](?:职[责能])?(?:情况)?"),
    (Part.INSTITUTIONS, r"(?:部门|单位|内设)?(?:机构(?:设置|构成|情况|编制)|单位构成)(?:情况)?"),
    (
        Part.BUDGET,
        rf"{_YEAR}{_WHOSE}(?:部门)?预算(?:安排|收支)的?(?:总体|整体)?情况(?:说明)?|{_YEAR}{_WHOSE}收支预算?总体情况(?:说明)?",
    ),
    (Part.BUDGET, rf"关于{_YEAR}{_WHOSE}(?:部门)?收支(?:预算)?总表的?说明"),
    (Part.INCOME, rf"{_OF_TABLE}(?:预算)?收入(?:预算)?总?表?(?:安排)?(?:情况)?(?:的?说明|情况)"),
    (Part.EXPENDITURE, rf"{_OF_TABLE}(?:预算)?支出(?:预算)?总?表?(?:安排)?(?:情况)?(?:的?说明|情况)"),
    (Part.PERFORMANCE, rf"{_YEAR}{_WHOSE}(?:预算)?绩效(?:预算)?(?:目标)?(?:管理)?(?:信息|情况)(?:情况)?(?:的?说明)?"),
    (Part.TABLES, rf"{_YEAR}{_WHOSE}(?:部门)?预算(?:信息)?公开(?:报)?表|{_YEAR}部门预算报?表"),
)
_PATTERNS = tuple((part, re.compile(pattern)) for part, pattern in _TITLES)
_NUMBER = re.compile(
    r"^\s*(?:第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}\s*[、.．])\s*[:：]?\s*"
)
_QUOTES = re.compile(r"[“”\"‘’'\s]")
_LONGEST = 40
# Below these their titles may go on with the text on the same line: 1、收入说明：2022年…
_INLINE = (
    *(Part.INCOME, Part.EXPENDITURE, Part.CHANGE, Part.OVERALL_GOAL, Part.DUTIES, Part.INSTITUTIONS),
    *(Part.OPERATING_COSTS, Part.THREE_PUBLIC, Part.PROCUREMENT, Part.ASSETS, Part.PERFORMANCE),
)
_INLINE_TITLE = re.compile(r"^(?P<title>[^，。；：:]{2,24})[:：。]\s*(?P<rest>\S.*)$", re.DOTALL)
_PAGE_NUMBER = re.compile(r"\s+-?\s*[0-9]{1,3}\s*-?\s*$")  # behind an entry of the contents
_OPENING = re.compile(r"(?:公开|说明|公布|公示)(?:的?内容)?如下")
# Where a short title means something else: among duties, goals and terms.
_PROSE = (Part.FORMS, Part.OVERALL_GOAL, Part.SECTIONS, Part.SAFEGUARDS, Part.GLOSSARY)
_NOT_WITHIN = dict.fromkeys((Part.INCOME, Part.EXPENDITURE, Part.CHANGE, Part.INSTITUTIONS, Part.DUTIES), _PROSE)
# Without its number this would be the title of the whole.
_NUMBERED_TITLE = re.compile(rf"{_YEAR}{_WHOSE}(?:部门|单位)?预算(?:信息)?(?:公开)?(?:安排)?(?:情况)?(?:的?说明)")


@dataclass(slots=True)
class Outline:
    """What stands in each part, in reading order; ``headings`` are the lines that began a part."""

    parts: dict[Part, list[Item]] = field(default_factory=dict)
    headings: list[Line] = field(default_factory=list)
    opening: Line | None = None

    def items(self, part: Part) -> list[Item]:
        return self.parts.get(part, [])

    def lines(self, part: Part) -> list[Line]:
        return [item for item in self.items(part) if isinstance(item, Line)]


def outline_of(items: Iterable[Item]) -> Outline:
    """The items sorted into parts.

    After 目录 everything belongs to the contents, until the opening sentence comes or a heading for the second time.
    """
    outline = Outline()
    part, seen_in_contents = Part.HEAD, set[Part]()
    for item in items:
        rest = ""
        if isinstance(item, Line):
            if outline.opening is None and _OPENING.search(item.text) and len(item.text) > 12:
                outline.opening, part = item, Part.HEAD
                continue
            found, rest = heading_of(_PAGE_NUMBER.sub("", item.text) if part is Part.CONTENTS else item.text)
            if found is Part.CONTENTS and part is Part.HEAD:
                part = Part.CONTENTS
                outline.headings.append(item)
                continue
            if part is Part.CONTENTS:
                if found is None or found in (Part.CONTENTS, Part.TABLES) or found not in seen_in_contents:
                    if found:
                        seen_in_contents.add(found)
                    outline.parts.setdefault(part, []).append(item)
                    continue
                outline.parts.setdefault(part, [])
            is_term = part is Part.GLOSSARY and rest  # 机关运行经费：指为保障…
            if found and not is_term and found is not Part.CONTENTS and part not in _NOT_WITHIN.get(found, ()):
                part = found
                outline.headings.append(item)
                if rest:
                    outline.parts.setdefault(part, []).append(Line(rest, item.place))
                continue
        outline.parts.setdefault(part, []).append(item)
    return outline


def heading_of(text: str) -> tuple[Part | None, str]:
    """The part that a line begins, and what stands behind the heading on the same line."""
    bare = _NUMBER.sub("", text)
    found = _titled(bare)
    if found is None and bare != text and _NUMBERED_TITLE.fullmatch(_QUOTES.sub("", bare)):
        found = Part.BUDGET
    if found:
        return found, ""
    inline = _INLINE_TITLE.match(bare)
    if inline:
        found = _titled(inline["title"])
        if found in _INLINE:
            return found, inline["rest"]
    return None, ""


def _titled(text: str) -> Part | None:
    bare = _QUOTES.sub("", text).rstrip("：:。")
    if not bare or len(bare) > _LONGEST or re.search(r"[，。；,;：:]|[0-9]\s*[万亿]?元", bare):
        return None
    found = next((part for part, pattern in _PATTERNS if pattern.fullmatch(bare)), None)
    return None if found not in (Part.FORMS, Part.TABLES) and bare.endswith("表") else found
