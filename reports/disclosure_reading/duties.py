"""部门职责: of the department or of each of its units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from projects.disclosure.document import Duties, Duty
from reports.disclosure_reading.lines import Line
from reports.disclosure_reading.numbering import is_title, lead_of, numbered, points_in_line

_OF_UNIT = re.compile(
    r"^(?P<unit>[^，。；：:]{2,40}?)的?(?:部门)?(?:主要)?职[责能](?:情况说明|职责|情况)?(?:是|有|为|如下)?[：:]?$"
)
_BASIS = re.compile(r"^(?:根据|按照|依据)")
_LEADS_ON = re.compile(r"(?:职[责能](?:是|有|为|如下)?|如下)\s*[：:]$")
_LABEL = re.compile(r"^(?:主要)?职[责能](?:描述)?\s*[：:]\s*")


def read_duties(lines: Sequence[Line]) -> Duties:
    """The preface, and every duty with its unit."""
    preface: list[str] = []
    items: list[Duty] = []
    unit: str | None = None
    for line in _one_point_a_line(lines):
        found = numbered(line.text)
        of_unit = _OF_UNIT.match(found.rest if found else line.text)
        if of_unit and not _BASIS.match(line.text) and (is_title(line.text) or _LEADS_ON.search(line.text)):
            unit = of_unit["unit"]
        elif not items and (_LEADS_ON.search(line.text) or (not found and _is_preface(lines, line))):
            preface.append(line.text)
        elif found and is_title(line.text) and found.style == "comma":
            items.append(Duty(unit, found.number, found.rest, None))
        elif found and (found.style != "digit" or not items or items[-1].number is None or items[-1].number.isdigit()):
            items.append(Duty(unit, found.number, None, found.rest))
        elif items and items[-1].unit == unit and items[-1].number:
            last = items[-1]
            text = _LABEL.sub("", line.text) if last.text is None else line.text
            items[-1] = Duty(last.unit, last.number, last.name, "\n".join(filter(None, (last.text, text))))
        else:
            items.append(Duty(unit, None, None, _LABEL.sub("", line.text)))
    return Duties("\n".join(preface) or None, tuple(items))


def _is_preface(lines: Sequence[Line], line: Line) -> bool:
    """Whether numbered duties follow a paragraph that only introduces them."""
    return bool(_BASIS.match(line.text)) and any(numbered(other.text) for other in lines)


def _one_point_a_line(lines: Sequence[Line]) -> list[Line]:
    split: list[Line] = []
    for line in lines:
        points = points_in_line(line.text)
        lead = lead_of(line.text) if points else ""
        split += [Line(lead, line.place)] if lead else []
        split += [Line(point, line.place) for point in points] or [line]
    return split
