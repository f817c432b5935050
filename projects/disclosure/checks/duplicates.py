"""``duplicate-paragraph``: a paragraph appears twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.labels import label_of
from projects.review.finding import Criterion, Finding, Severity
from projects.review.texts import plain, quoted

RULE = "duplicate-paragraph"

_SENTENCE = re.compile(r"[。；;！!？?\n]")
_LEAST_SENTENCE = 6  # characters; shorter ones may return in good style
_LEAST_PARAGRAPH = 20
_DESCRIBED_AGAIN = ("duties.", ".duty_description")  # the performance part describes the duties once more
_WITHIN = (
    "duties.items",
    "performance.overall_goal.text",
    "performance.sections",
    "performance.safeguards",
    "glossary",
)


def check_duplicates(document: DisclosureDocument) -> Iterator[Finding]:
    """Sentences twice in one text, paragraphs in two places, and what the source was seen to repeat."""
    narratives = [(path, text) for path, text in document.texts() if path.startswith(_WITHIN) and _is_prose(path)]
    for path, text in narratives:
        yield from _within(path, text)
    yield from _across(narratives)
    for index, passage in enumerate(document.duplicated_in_source):
        yield Finding(
            RULE,
            Severity.WARNING,
            f"duplicated_in_source[{index}]",
            "原文有一段重复粘贴。",
            "请删去重复的一段。",
            passage,
            Criterion.RELEVANCE,
        )


def _is_prose(path: str) -> bool:
    return (
        path.endswith((".text", ".preface", ".duty_goal", ".duty_description", ".definition"))
        and "standards" not in path
    )


def _within(path: str, text: str) -> Iterator[Finding]:
    sentences = [sentence.strip() for sentence in _SENTENCE.split(text)]
    counts = Counter(plain(sentence) for sentence in sentences)
    repeated = {
        key: sentence for sentence in sentences if len(key := plain(sentence)) >= _LEAST_SENTENCE and counts[key] > 1
    }
    if repeated:
        field = path.removesuffix(".text") if path.endswith("performance_goal.text") else path
        evidence = "；".join(f"{quoted(sentence, 60)}出现 {counts[key]} 次" for key, sentence in repeated.items())
        yield Finding(
            RULE,
            Severity.WARNING,
            field,
            f"同一段话里有 {len(repeated)} 句重复。",
            "请每句只保留一次，或改写成各自不同的内容。",
            evidence,
            Criterion.RELEVANCE,
        )


def _across(narratives: list[tuple[str, str]]) -> Iterator[Finding]:
    first_places: dict[str, str] = {}
    for path, text in narratives:
        for paragraph in text.split("\n"):
            key = plain(paragraph)
            if len(key) < _LEAST_PARAGRAPH:
                continue
            first = first_places.setdefault(key, path)
            if first != path and not _is_meant(first, path):
                yield Finding(
                    RULE,
                    Severity.WARNING,
                    path,
                    f"这一段与{label_of(first)}完全相同。",
                    "请删去其中一处，或写出各自的内容。",
                    quoted(paragraph, 80),
                    Criterion.RELEVANCE,
                )


def _is_meant(one: str, other: str) -> bool:
    """Subjects of several 款 mean the same (行政运行), and duties are described once more for their goals."""
    if one.startswith("glossary") and other.startswith("glossary"):
        return True
    return (
        any(mark in one for mark in _DESCRIBED_AGAIN)
        and any(mark in other for mark in _DESCRIBED_AGAIN)
        and (one.startswith("duties.") != other.startswith("duties."))
    )
