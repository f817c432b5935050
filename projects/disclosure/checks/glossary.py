"""``disclosure-term-undefined``: the glossary lists a functional subject (项) and does not say what it is."""

from __future__ import annotations

from collections.abc import Iterator

from projects.disclosure.document import DisclosureDocument
from projects.review.finding import Criterion, Finding, Severity
from projects.review.texts import quoted

RULE = "disclosure-term-undefined"


def check_glossary(document: DisclosureDocument) -> Iterator[Finding]:
    """类 and 款 may stand there as headings."""
    for index, term in enumerate(document.glossary):
        if term.code and term.level == "项" and not term.definition:
            name = quoted(f"{term.code} {term.term or ''}".strip())
            yield Finding(
                RULE,
                Severity.HINT,
                f"glossary[{index}].definition",
                f"功能科目{name}没有解释。",
                "请在名词解释里加上这个科目的代码和解释。",
                "",
                Criterion.COMPLETENESS,
            )
