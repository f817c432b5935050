"""What of a form and of a disclosure is made public: everything but the names and numbers of people.

The cells of the leader, the filler and the telephone become blank. In all texts :data:`LEFT_OUT` takes the place of
telephone numbers, e-mail addresses, identity numbers and of the names that the forms themselves give of their leaders
and fillers. Amounts, document numbers, codes, postcodes and dates stay as they are.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from projects.disclosure.document import DisclosureDocument
from projects.document import FormDocument

LEFT_OUT = "（略）"
PERSONAL = ("project.leader", "project.filler", "project.phone")
"""Paths of the cells that are blank in public."""

READER_KEYS = ("duplicated_in_source", "uncertain")
"""Members of a disclosure that only describe the paper it was read from."""
_KEPT = {"layout", "code", "economic_code", "level1", "level2", "kind", "fund", "document", "issued", "uncertain"}
"""Members that nobody wrote a text into: codes, and words that others are found by."""

_WIDE: dict[int, int | str] = {
    **str.maketrans("０１２３４５６７８９\uff20（）：．", "0123456789@():."),
    **dict.fromkeys(map(ord, "－\u2010\u2011\u2012–—―−"), "-"),
    **dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2009\u202f\u3000"), " "),
}
"""One character for one, so that places stay the same."""

_ALONE = r"(?<![0-9A-Za-z¥￥])"
_END = r"(?![0-9A-Za-z]|\.[0-9]|,[0-9]{3}(?![0-9])|\s*[百千万亿]*(?:元|人次|平方|户|份|台|套|亩|吨|册))"
_GAP = "[- ]{0,3}"
_AREA = r"0(?:10|2[0-9]|[3-9][0-9]{2})"
_EXTENSION = r"(?:\s*(?:转|-|分机)\s*[0-9]{1,6}(?![0-9]))?"
_LOCAL = rf"[2-9][0-9]{{2,3}}[- ]?[0-9]{{4}}{_EXTENSION}"
_ABROAD = rf"(?:\+|00)86{_GAP}"
_GROUPS = ((3, 4, 4), (3, 3, 5), (4, 4, 3), (4, 3, 4), (5, 3, 3))
"""How people part the eleven digits of a mobile number."""
_MOBILE = (
    rf"(?:{_ABROAD}|86[- ]?)?(?=1[3-9])(?:"
    + "|".join("[-. ]{0,3}".join(f"[0-9]{{{count}}}" for count in each) for each in _GROUPS)
    + ")"
)
_LANDLINE = rf"(?:\({_AREA}\)|{_AREA}){_GAP}{_LOCAL}"
_BORN = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_ABROAD_ALL = rf"{_ABROAD}\(?0?[0-9]{{2,4}}\)?{_GAP}{_LOCAL}"
_ANY = rf"(?:{_ABROAD_ALL}|{_LANDLINE}|{_LOCAL}|[48]00{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}|{_MOBILE})"
_CALLED = (
    r"(?:电\s*话|手\s*机|座\s*机|固话|传\s*真|联系方式|热线|[Tt][Ee][Ll])(?:号码?)?"
    r"\s*(?:\([^()0-9]{1,12}\))?\s*[:为是.]?\s*"
)
_CONTACT = r"联系(?:人|方式|电话)[^0-9。;；\n]{0,12}"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_ALONE}(?P<cut>[1-9][0-9]{{5}}[- ]?{_BORN}[- ]?[0-9]{{3}}[0-9Xx])(?![0-9A-Za-z])",
        r"身份证(?:号码?)?\s*:?\s*(?P<cut>[0-9]{15})(?![0-9])",
        rf"{_ALONE}(?P<cut>{_MOBILE}){_END}",
        rf"{_ALONE}(?P<cut>{_LANDLINE}){_END}",
        rf"(?P<cut>{_ABROAD_ALL}){_END}",
        rf"{_ALONE}(?P<cut>[48]00[- ][0-9]{{3}}[- ]?[0-9]{{4}}){_END}",
        rf"(?:{_CALLED}|{_CONTACT})(?P<cut>{_ANY}(?:[、，,/;；]\s*{_ANY})*){_END}",
        r"分机(?:号码?)?\s*[:为是]?\s*(?P<cut>[0-9]{2,6})(?![0-9])",
        r"(?P<cut>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)",
    )
)
_OF_A_CODE = re.compile(r"(?:编码|编号|代码|账号|单号)\s*[:为是]?\s*$")
_SHORTEST_RUN = 5  # digits; what is shorter is no telephone that can be called from outside
_PARTED = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])\s+([\u3400-\u9fff])(?![\u3400-\u9fff])")
"""A name of two characters as forms write it, 张　三, so that it is as wide as one of three."""
_NAMES = re.compile(r"[\u3400-\u9fff·•]+")
_NOBODY = re.compile(
    r"(?:.*(?:办公室|[股处室办组部])|(?:财务|综合|人事|业务|规划|计划|行政|预算|国库|社保|农业|教育|信息|党政|后勤|总务|资产|项目)"
    r"(?:[科局]|中心)|.*(?:负责|联系|填报|经办)人|暂无|待定|同上|见附件|.*(?:人员|领导|职工|单位))"
)
"""What stands in the cell of a person and is none, 财务科, 待定: those words are not left out elsewhere."""
_TITLE = re.compile(r"(?:副?(?:局长|主任|科长|处长|股长|部长|书记|主席|院长|校长|所长|站长|馆长)|会计|出纳|同志|老师)$")
_PERSON = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(?:[·•][\u3400-\u9fff]{1,8})+")
_REPEATED = re.compile(f"(?:{LEFT_OUT}){{2,}}")


@dataclass(frozen=True, slots=True)
class Persons:
    """What is known of the people behind some forms: their names, and the digits of their telephones."""

    names: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()

    def left_out(self, text: str) -> str:
        """``text`` without them, and without whatever else looks like a number of a person."""
        spans = sorted([*_numbers(text, self.runs), *_places(text, self.names)])
        pieces, done = [], 0
        for start, end in spans:
            if start >= done:
                pieces += [text[done:start], LEFT_OUT]
            done = max(done, end)
        return _REPEATED.sub(LEFT_OUT, "".join([*pieces, text[done:]])) if spans else text


def persons_of(forms: Sequence[FormDocument]) -> Persons:
    """Those that the forms name. What is part of the name of a place or project is no person's name."""
    names: dict[str, None] = {}
    runs: dict[str, None] = {}
    places = (place for form in forms for place in (form.region, form.department, form.unit, form.project))
    things = {place.name for place in places if place and place.name}
    for form in forms:
        project = form.project
        for written in (project.leader, project.filler):
            names |= {name: None for name in _names_in(written or "") if not any(name in thing for thing in things)}
        given = (project.phone or "").translate(_WIDE)
        runs |= {run: None for run in re.findall(r"[0-9]+", given) if len(run) >= _SHORTEST_RUN}
    return Persons(tuple(sorted(names, key=len, reverse=True)), tuple(sorted(runs, key=len, reverse=True)))


def _names_in(written: str) -> Iterator[str]:
    """The names of people in the cell of a leader or filler, without titles, numbers and offices."""
    for each in _NAMES.findall(_PARTED.sub(r"\1\2", written)):
        name = _TITLE.sub("", each)
        if _PERSON.fullmatch(name) and not _NOBODY.fullmatch(name):
            yield name


def public_form(form: FormDocument, persons: Persons | None = None) -> FormDocument:
    """The form without its people, or without all ``persons`` of the forms that are made public with it."""
    cleaned = _cleaned(form, persons_of([form]) if persons is None else persons)
    return replace(cleaned, project=replace(cleaned.project, leader=None, filler=None, phone=None))


def public_disclosure(document: DisclosureDocument, forms: Sequence[FormDocument]) -> DisclosureDocument:
    """The disclosure without the people that its ``forms`` name, and without the notes of who read its paper."""
    return replace(_cleaned(document, persons_of(forms)), duplicated_in_source=(), uncertain=())


def public_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of a disclosure without the keys of who read its paper."""
    return {key: value for key, value in content.items() if key not in READER_KEYS}


_Value = TypeVar("_Value")


def _cleaned(value: _Value, persons: Persons) -> _Value:
    """The same tree with every text cleaned."""
    cleaned: Any = value
    if isinstance(value, str):
        cleaned = persons.left_out(value)
    elif isinstance(value, tuple):
        cleaned = tuple(_cleaned(each, persons) for each in value)
    elif isinstance(value, dict):
        cleaned = {key: _cleaned(each, persons) for key, each in value.items()}
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        members = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
        changed = {name: _cleaned(each, persons) for name, each in members.items() if name not in _KEPT}
        cleaned = replace(value, **changed)
    return cleaned


def _numbers(text: str, runs: Sequence[str]) -> Iterator[tuple[int, int]]:
    plain = text.translate(_WIDE)
    for pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            if not _OF_A_CODE.search(plain[: match.start("cut")]):
                yield match.span("cut")
    for run in runs:
        for match in re.finditer(rf"(?<![0-9]){'[- ]?'.join(run)}(?![0-9])", plain):
            yield match.span()


def _places(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    for name in names:
        for match in re.finditer(r"\s*".join(map(re.escape, name)), text):
            yield match.span()
