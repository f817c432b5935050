"""名词解释: the terms and the functional subjects that a booklet uses. What the department has typed itself wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from projects.disclosure.document import DisclosureDocument, Term
from projects.disclosure.subject_amounts import FUNCTIONAL_LENGTHS
from projects.document import FormDocument

LEVELS = dict(zip(FUNCTIONAL_LENGTHS, ("类", "款", "项"), strict=True))
"""What a functional subject is called by the length of its code."""


USUAL_TERMS: tuple[tuple[str, str], ...] = (
    ("财政拨款", "本级财政当年从预算里拨给部门和单位使用的资金。"),
    ("一般公共预算", "以税收为主要来源，用来保障民生、维持机关运转和发展各项事业的那本预算。"),
    ("政府性基金", "依照法律和行政法规收取、规定了专门用途的资金，收多少支多少，单独编制预算。"),
    ("国有资本经营预算", "政府作为出资人取得的国有资本收益，以及对这些收益所作支出的预算。"),
    ("财政专户", "按规定不缴入国库、由财政部门开设专门账户管理的资金，如部分教育收费。"),
    ("事业收入", "事业单位靠开展业务活动和辅助活动挣得的收入。"),
    ("上年结转", "以前年度已经安排、到年底没有用完而今年仍按原来用途继续使用的资金。"),
    ("基本支出", "单位维持正常运转和日常办公要花的钱，由人员经费和公用经费两块组成。"),
    ("人员经费", "发给在职人员和离退休人员的工资、津贴、补助，以及为他们缴纳的社会保险和住房公积金。"),
    ("公用经费", "单位日常办公要用的费用，如办公费、水电费、差旅费和办公设备的购置费。"),
    ("项目支出", "在基本支出以外，为办成一件特定的事或达到一项事业目标而安排的支出。"),
    ("机关运行经费", "行政单位和参照公务员法管理的事业单位用财政拨款买货物、买服务来维持运行的公用经费。"),
    ("“三公”经费", "用财政拨款支付的三类费用：因公出国（境）、公务用车的购置和运行、公务接待。"),
    ("政府采购", "用财政性资金，按集中采购目录或者限额标准购买货物、工程和服务。"),
    ("固定资产", "使用一年以上、单位价值达到规定标准、用的过程中基本保持原样的资产，如房屋、车辆和设备。"),
    ("绩效目标", "预算资金在一定时期里打算办到的事和取得的效果，用可以衡量的指标来表示。"),
)  # fmt: skip
"""Terms of the explanations that readers may not know, in own words, in the order in which a booklet uses them."""


@dataclass(frozen=True, slots=True)
class SubjectReference:
    """What subjects are called, and what they are for; and the usual ``terms`` with their meanings.

    ``names`` are the official ones by code; ``definitions`` go by code, or by the name that 项 of several 款 share.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    terms: tuple[tuple[str, str], ...] = USUAL_TERMS

    def to_json(self) -> dict[str, Any]:
        """To be kept with a booklet that was made with it."""
        return {
            "names": {**self.names},
            "definitions": {**self.definitions},
            "terms": [list(each) for each in self.terms],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SubjectReference:
        """What :meth:`to_json` gave."""
        return cls(data["names"], data["definitions"], tuple((term, meaning) for term, meaning in data["terms"]))


NO_SUBJECTS = SubjectReference()


def with_glossary(
    document: DisclosureDocument,
    forms: Sequence[FormDocument],
    texts: Iterable[str],
    subjects: SubjectReference,
) -> DisclosureDocument:
    """The disclosure with an entry for every usual term of ``texts`` and every functional subject that it uses.

    A subject for which nobody has a definition has its name only.
    """
    terms = [term for term in document.glossary if not term.code]
    typed = {term.code: term for term in document.glossary if term.code}
    names = {**subjects.names, **_named(document, forms)}
    entries = (
        _subject(code, typed.get(code), names, subjects.definitions)
        for code in sorted({*typed, *functional_codes(document, forms)})
    )
    return replace(document, glossary=(*terms, *_usual(terms, "\n".join(texts), subjects.terms), *entries))


def used_reference(
    document: DisclosureDocument, forms: Sequence[FormDocument], subjects: SubjectReference
) -> SubjectReference:
    """What of ``subjects`` the booklet of a disclosure can use; ``names`` are those of its codes already."""
    typed = {term.code: term.term or "" for term in document.glossary if term.code}
    known = {**subjects.names, **_named(document, forms), **typed}
    wanted = {*known, *known.values(), *functional_codes(document, forms)}
    definitions = {key: text for key, text in subjects.definitions.items() if key in wanted}
    return replace(subjects, definitions=definitions)


def functional_codes(document: DisclosureDocument, forms: Sequence[FormDocument]) -> set[str]:
    """The codes that are used, each with those of the 类 and 款 above it."""
    used = {code for code in _named(document, forms) if code.isdecimal()}
    return {code[:length] for code in used for length in FUNCTIONAL_LENGTHS if length <= len(code)}


def _named(document: DisclosureDocument, forms: Sequence[FormDocument]) -> dict[str, str]:
    """The codes that lines and forms name themselves, with the names that they give."""
    given = [(each.code, each.name) for form in forms for each in form.project.functional_subjects]
    given += [(line.code, line.name) for line in document.subject_lines.income]
    given += [(line.code, line.name) for line in document.subject_lines.spending]
    return {code: name or "" for code, name in given if code}


def _subject(code: str, typed: Term | None, names: Mapping[str, str], definitions: Mapping[str, str]) -> Term:
    known = typed or Term(code=code)
    name = known.term or names.get(code) or None
    return replace(
        known,
        term=name,
        level=known.level or LEVELS.get(len(code)),
        definition=known.definition or definitions.get(code) or definitions.get(name or "") or None,
    )


def _usual(typed: Sequence[Term], text: str, terms: Iterable[tuple[str, str]]) -> Iterator[Term]:
    """Numbered on from the department's own."""
    own = {_plain(term.term or "") for term in typed}
    wanted = [(name, meaning) for name, meaning in terms if name in text and not _is_told(_plain(name), own)]
    for number, (name, meaning) in enumerate(wanted, len(typed) + 1):
        yield Term(number=str(number), term=name, definition=f"指{meaning}")


def _is_told(name: str, own: set[str]) -> bool:
    """Whether a typed term is this one, or one made with it: 财政拨款收入 tells 财政拨款."""
    return any(name in each for each in own)


def _plain(name: str) -> str:
    return "".join(sign for sign in name if sign not in "“”\"'‘’ ")
