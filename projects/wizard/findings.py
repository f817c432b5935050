"""What 智能审核 says of the form that is being filled in: beside the sheet, and at its cells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from projects.findings.concerns import Concern
from projects.findings.gate import Standing, standing_of
from projects.findings.placed import RepairOffer
from projects.models import PerformanceForm
from projects.review.finding import Severity
from projects.review.rules import RULES_BY_CODE
from projects.storage import document_of
from projects.wizard.framework import framework_of

_WORDS = {
    Severity.ERROR: ("改好才能送审", "建议改正"),
    Severity.WARNING: ("改正，或说明理由", "建议核对"),
    Severity.HINT: ("供参考", "供参考"),
}
_NOTES_AT_A_CELL = 3


@dataclass(frozen=True, slots=True)
class SeverityGroup:
    """The open concerns of one severity; ``words`` say what they mean for 送审.

    ``at_once`` are repairs of everything that one rule found.
    """

    severity: Severity
    words: str
    concerns: tuple[Concern, ...]
    at_once: tuple[RepairOffer, ...]


@dataclass(frozen=True, slots=True)
class SectionDoubts:
    """How many open concerns a section has, of its gravest severity."""

    key: str
    severity: Severity
    count: int


def standing_now(form: PerformanceForm) -> Standing:
    """Everything said of ``form`` as it is stored, with its shown rows loaded."""
    return standing_of(form, framework_of(form), document_of(form))


def findings_context(form: PerformanceForm, standing: Standing, *, is_checking: bool) -> dict[str, Any]:
    """What the panel shows. A note at a blank cell would only repeat that it is blank, unless it is being checked."""
    groups = _groups(standing)
    open_ones = [concern for group in groups for concern in group.concerns]
    return {
        "form": form,
        "is_checking": is_checking,
        "finding_groups": groups,
        "open_count": len(open_ones),
        "opens_findings": is_checking or any(not each.is_of_blank for each in open_ones if each.blocks),
        "answered": standing.answered,
        "cell_notes": _at_cells(each for each in open_ones if _needs_note(form, each, is_checking=is_checking)),
        "section_doubts": _by_section(open_ones),
        "not_checked": [
            (RULES_BY_CODE[each.rule].title, each.reason) for each in standing.not_checked if each.rule in RULES_BY_CODE
        ],
    }


def _groups(standing: Standing) -> list[SeverityGroup]:
    found = [(severity, standing.of(severity)) for severity in Severity]
    return [
        SeverityGroup(severity, _WORDS[severity][not standing.findings_count], tuple(concerns), _at_once(concerns))
        for severity, concerns in found
        if concerns
    ]


def _at_once(concerns: Sequence[Concern]) -> tuple[RepairOffer, ...]:
    """For every rule that found several things with a repair each: the first repair of all of them."""
    by_rule: defaultdict[str, list[Concern]] = defaultdict(list)
    for concern in concerns:
        if concern.repairs:
            by_rule[concern.rule].append(concern)
    return tuple(
        RepairOffer(
            f"{found[0].title}：{len(found)} 处都按建议改",
            tuple(change for concern in found for change in concern.repairs[0].changes),
        )
        for found in by_rule.values()
        if len(found) > 1
    )


def _needs_note(form: PerformanceForm, concern: Concern, *, is_checking: bool) -> bool:
    """A cell whose text could not be read says so itself."""
    return concern.place.key not in form.unread and (is_checking or not concern.is_of_blank)


def _at_cells(concerns: Iterable[Concern]) -> list[Concern]:
    """The gravest few of every cell; hints stay beside the sheet."""
    counts: Counter[str] = Counter()
    shown = []
    for concern in concerns:
        key = concern.place.key
        if key and concern.severity is not Severity.HINT and counts[key] < _NOTES_AT_A_CELL:
            counts[key] += 1
            shown.append(concern)
    return shown


def _by_section(concerns: Sequence[Concern]) -> list[SectionDoubts]:
    counts: Counter[tuple[str, Severity]] = Counter(
        (each.place.section, each.severity) for each in concerns if each.place.section and not each.is_of_blank
    )
    gravest: dict[str, SectionDoubts] = {}
    for severity in (Severity.ERROR, Severity.WARNING):
        for (section, of), count in counts.items():
            if of is severity:
                gravest.setdefault(section, SectionDoubts(section, severity, count))
    return list(gravest.values())
