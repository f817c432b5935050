"""部门整体绩效目标: the overall goal, the goals of each duty, the safeguards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from projects.disclosure.document import (
    OverallGoal,
    PerformanceGoal,
    Safeguard,
    Safeguards,
    Section,
)
from projects.disclosure.standards import read_standard
from reports.disclosure_reading.collected import Collected
from reports.disclosure_reading.lines import Line
from reports.disclosure_reading.numbering import first_sentence, is_title, numbered, points_in_line

_UNIT = re.compile(
    r"^[^，。；：:、\s]{2,30}(?:部|局|委|办|厅|院|室|会|中心|办公室|委员会|政府|大队|站|所|队|社|校|学校)(?:[（(]本级[)）]|本级)?$"
)
_TITLE = re.compile(r"^[^，。；：:]{2,30}(?:目标|措施|说明|情况)$")
_LABEL = re.compile(
    r"^(?P<label>主要职责|职责描述|职责内容|职责目标|工作目标|年度绩效目标|绩效目标|绩效指标|评价指标|绩效标准|评价标准|指标标准)(?:描述)?\s*[:：]\s*(?P<rest>.*)$",
    re.DOTALL,
)
_LABELS = {
    "主要职责": "duty_description",
    "职责描述": "duty_description",
    "职责内容": "duty_description",
    "职责目标": "duty_goal",
    "工作目标": "duty_goal",
    "年度绩效目标": "performance_goal",
    "绩效目标": "performance_goal",
    "绩效指标": "indicators",
    "评价指标": "indicators",
    "绩效标准": "standards",
    "评价标准": "standards",
    "指标标准": "standards",
}
_POINT = re.compile(r"[；;。\n]")
_STANDARD_END = re.compile(r"(?<=。)|\n")
_LEAST_REPEATED = 20  # characters


def read_overall_goal(lines: Sequence[Line], collected: Collected) -> OverallGoal:
    """总体绩效目标: the unit's line, the text, its numbered points."""
    unit, rest = _without_head(lines, collected)
    texts = [line.text for line in rest]
    points: list[str] = []
    for text in texts:
        found = numbered(text)
        in_line = points_in_line(text)
        if in_line:
            points += in_line
        elif found and not is_title(text):
            points.append(found.rest)
    return OverallGoal(unit, "\n".join(texts) or None, tuple(points))


def read_sections(lines: Sequence[Line], collected: Collected) -> tuple[Section, ...]:
    """分项绩效目标: labelled (主要职责：…) or as numbered paragraphs."""
    _, rest = _without_head(lines, collected)
    if any(_LABEL.match(line.text) for line in rest):
        return _labelled(rest, collected)
    sections = []
    for line in rest:
        found = numbered(line.text)
        if found:
            sections.append(
                Section(number=found.number, duty=first_sentence(found.rest) or None, duty_description=found.rest)
            )
        elif sections:
            last = sections[-1]
            text = "\n".join(filter(None, (last.duty_description, line.text)))
            sections[-1] = Section(number=last.number, duty=last.duty, duty_description=text)
        else:
            collected.leave(line)
    return tuple(sections)


def read_safeguards(lines: Sequence[Line], collected: Collected) -> tuple[Safeguards, tuple[str, ...]]:
    """工作保障措施, and in words which paragraphs the source repeats (they are left out)."""
    unit, rest = _without_head(lines, collected)
    preface: list[str] = []
    items: list[Safeguard] = []
    told: list[str] = []
    repeated = []
    for line in rest:
        if len(line.text) >= _LEAST_REPEATED and any(line.text in earlier for earlier in told):
            repeated.append(f"{line.place}重复了前面的内容：{line.text[:20]}…")
            continue
        told.append(line.text)
        found = numbered(line.text)
        if found and (is_title(line.text) or _named(found.rest)):
            name, text = _named(found.rest) or (found.rest, None)
            items.append(Safeguard(found.number, name, text))
        elif found:
            items.append(Safeguard(found.number, None, found.rest))
        elif items:
            last = items[-1]
            items[-1] = Safeguard(last.number, last.name, "\n".join(filter(None, (last.text, line.text))))
        else:
            preface.append(line.text)
    return Safeguards(unit, "\n".join(preface) or None, tuple(items)), tuple(repeated)


def _named(text: str) -> tuple[str, str] | None:
    """``严谨。严格按照…``: a short first sentence is the name."""
    name = first_sentence(text)
    rest = text[len(name) :].lstrip("。！!?？\n").strip()
    return (name, rest) if rest and len(name) <= 30 and not re.search(r"[，,；;]", name) else None


def _without_head(lines: Sequence[Line], collected: Collected) -> tuple[str | None, list[Line]]:
    """The unit that the first lines name, and the lines behind those that are only titles."""
    unit = None
    rest = list(lines)
    while rest and (_UNIT.match(rest[0].text) or _TITLE.match(rest[0].text)) and not numbered(rest[0].text):
        line = rest.pop(0)
        if unit is None and _UNIT.match(line.text):
            unit = line.text
        else:
            collected.leave(line)
    return unit, rest


def _labelled(lines: Iterable[Line], collected: Collected) -> tuple[Section, ...]:
    drafts: list[dict[str, str]] = []
    label = ""
    for line in lines:
        match = _LABEL.match(line.text)
        found = numbered(line.text)
        if match:
            label = _LABELS[match["label"]]
            if not drafts:
                drafts.append({})
            drafts[-1][label] = match["rest"]
        elif found and is_title(line.text) and (label in ("", "standards") or not drafts or found.style == "comma"):
            drafts.append({"number": found.number, "duty": found.rest})
            label = ""
        elif drafts and label:
            drafts[-1][label] = "\n".join(filter(None, (drafts[-1][label], line.text)))
        else:
            collected.leave(line)
    return tuple(map(_section, drafts))


def _section(draft: dict[str, str]) -> Section:
    goal = draft.get("performance_goal") or None
    return Section(
        draft.get("number"),
        draft.get("duty"),
        draft.get("duty_description") or None,
        draft.get("duty_goal") or None,
        PerformanceGoal(goal, tuple(dict.fromkeys(_points(goal or "")))),
        tuple(_points(draft.get("indicators") or "")),
        tuple(map(read_standard, _standards(draft.get("standards") or ""))),
    )


def _points(text: str) -> list[str]:
    points = [point.strip() for point in _POINT.split(text)]
    return [found.rest if (found := numbered(point)) else point for point in points if point]


def _standards(text: str) -> list[str]:
    """Each standard begins with 优 anew."""
    found: list[str] = []
    for sentence in _STANDARD_END.split(text):
        if not sentence.strip():
            continue
        if found and "优" not in sentence:
            found[-1] += sentence
        else:
            found.append(sentence.strip())
    return found
