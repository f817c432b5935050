"""部门整体绩效目标 in the booklet."""

from __future__ import annotations

from collections.abc import Iterator

from projects.disclosure.document import OverallGoal, Performance, Safeguards
from projects.disclosure.document import Section as DutySection
from reports.disclosure.booklet import NUMERALS, Block, Section, Subtitle, Text


def goal_sections(performance: Performance) -> Iterator[Section]:
    """总体绩效目标, 分项绩效目标 and 工作保障措施, each where there is something to say."""
    number = 0
    titled = (
        ("总体绩效目标", _overall(performance.overall_goal)),
        ("分项绩效目标", (block for section in performance.sections for block in _duty(section))),
        ("工作保障措施", _safeguards(performance.safeguards)),
    )
    for title, blocks in titled:
        found = tuple(blocks)
        if found:
            yield Section(f"{NUMERALS[number]}、{title}", 3, found)
            number += 1


def _overall(goal: OverallGoal) -> Iterator[Block]:
    text = goal.text or "\n".join(goal.points)
    if text:
        yield from _of_unit(goal.unit)
        yield Text(text)


def _duty(section: DutySection) -> Iterator[Block]:
    goal = section.performance_goal
    if section.duty and section.duty not in (section.duty_description or ""):
        yield Subtitle(f"{section.number}、{section.duty}" if section.number else section.duty)
    told = (
        ("主要职责", section.duty_description),
        ("职责目标", section.duty_goal),
        ("绩效目标", goal.text or "；".join(goal.items)),
        ("绩效指标", "；".join(section.indicators)),
        ("绩效标准", "\n".join(standard.text for standard in section.standards if standard.text)),
    )
    yield from (Text(f"{label}：{text}") for label, text in told if text)


def _safeguards(safeguards: Safeguards) -> Iterator[Block]:
    if safeguards.preface or safeguards.items:
        yield from _of_unit(safeguards.unit)
    if safeguards.preface:
        yield Text(safeguards.preface)
    for item in safeguards.items:
        number = f"{item.number}、" if item.number else ""
        if item.name:
            yield Subtitle(f"{number}{item.name}")
        if item.text:
            yield Text(item.text if item.name else f"{number}{item.text}")


def _of_unit(unit: str | None) -> Iterator[Block]:
    if unit:
        yield Subtitle(unit)
