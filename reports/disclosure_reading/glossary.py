"""名词解释: terms, and functional subjects with their codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from projects.disclosure.document import Term
from reports.disclosure_reading.collected import Collected
from reports.disclosure_reading.lines import Line
from reports.disclosure_reading.numbering import numbered

_TERM = re.compile(r"^(?P<term>[^：:。；]{1,40}?)\s*[：:]\s*(?P<definition>.+)$", re.DOTALL)
_SUBJECT = re.compile(
    r"(?<![0-9])(?P<code>[0-9]{3}(?:[0-9]{2}){0,2})(?![0-9])\s*[“\"]?(?P<term>[^（()）：:。；0-9]*(?:[（(][^类款项）)][^）)]*[）)][^（()）：:。；0-9]*)*)[”\"]?"
    r"\s*[（(](?P<level>[类款项])[)）]\s*[：:，,]?"
)
_HEAD = re.compile(r"^[（(][一二三四五六七八九十0-9]{1,2}[)）]\s*")


def read_glossary(lines: Sequence[Line], collected: Collected) -> tuple[Term, ...]:
    """The entries in order; subjects carry the number of the point that they stand under."""
    terms: list[Term] = []
    number: str | None = None
    for line in lines:
        subjects = list(_subjects(line.text, number))
        if subjects:
            terms += subjects
            continue
        found = numbered(line.text)
        text = found.rest if found else line.text
        match = _TERM.match(text)
        if found:
            number = found.number
        if match:
            terms.append(
                Term(number if found else None, None, None, match["term"].strip(), match["definition"].strip())
            )
        elif not found and terms and terms[-1].definition:
            last = terms[-1]
            terms[-1] = Term(last.number, last.code, last.level, last.term, f"{last.definition}\n{line.text}")
        elif not re.search(r"[：:]\s*$", text):
            collected.leave(line)
    return tuple(terms)


def _subjects(text: str, number: str | None) -> Iterator[Term]:
    """``201一般公共服务支出（类）20131…（款）：…``: each code with its level, up to the next one."""
    text = _HEAD.sub("", text)
    found = list(_SUBJECT.finditer(text))
    if not found or found[0].start() > 6:
        return
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        definition = text[match.end() : end].strip(" 　：:")
        yield Term(number, match["code"], match["level"], match["term"].strip() or None, definition or None)
