"""A disclosure made elsewhere as an object: its sections, tables and sentences."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from projects.disclosure.document import DisclosureDocument, Performance
from reports.disclosure_reading.assets import read_assets
from reports.disclosure_reading.budget import read_budget, read_operating_costs, read_three_public
from reports.disclosure_reading.collected import Collected
from reports.disclosure_reading.duties import read_duties
from reports.disclosure_reading.glossary import read_glossary
from reports.disclosure_reading.identity import issued_in, printed_unit, region_and_department, title_and_year
from reports.disclosure_reading.lines import Line, items_of
from reports.disclosure_reading.numbering import numbered
from reports.disclosure_reading.outline import Outline, Part, outline_of
from reports.disclosure_reading.performance import read_overall_goal, read_safeguards, read_sections
from reports.disclosure_reading.procurement import read_procurement
from reports.disclosure_reading.tables import read_institutions
from reports.readers.result import Doubt, Leftover
from reports.readers.source import SourceFile, SourceTable

ESSENTIAL = (Part.BUDGET, Part.INCOME, Part.EXPENDITURE, Part.OPERATING_COSTS, Part.THREE_PUBLIC)
"""A file with none of these is no disclosure."""


@dataclass(frozen=True, slots=True)
class DisclosureReading:
    """What was understood of a file; ``leftovers`` are the texts that have no place in the document."""

    document: DisclosureDocument
    doubts: tuple[Doubt, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    is_disclosure: bool = True


def read_disclosure(source: SourceFile) -> DisclosureReading:
    """The department level of a disclosure; the projects' own forms in it are left to the form readers.

    Nothing is raised: what is not found is blank. ``is_disclosure`` is false where no section of one was found.
    """
    items = items_of(source)
    outline = outline_of(items)
    collected = Collected()
    document = _document(outline, [item.text for item in items if isinstance(item, Line)], collected)
    _leave_unread(outline, document, collected)
    uncertain = tuple(dict.fromkeys(doubt.path for doubt in collected.doubts))
    return DisclosureReading(
        dataclasses.replace(document, uncertain=uncertain),
        tuple(collected.doubts),
        tuple(collected.leftovers),
        is_disclosure=any(outline.items(part) for part in ESSENTIAL),
    )


def _document(outline: Outline, texts: list[str], collected: Collected) -> DisclosureDocument:
    head = [line.text for line in outline.lines(Part.HEAD)]
    title, year, before_year = title_and_year(head or texts)
    if year is None:
        _, year, _ = title_and_year(texts)
    institutions = read_institutions(outline.items(Part.INSTITUTIONS), collected)
    unit_lines = [line.text for part in (Part.INSTITUTIONS, Part.PROCUREMENT) for line in outline.lines(part)]
    region, department = region_and_department(before_year, institutions, unit_lines)
    safeguards, repeated = read_safeguards(outline.lines(Part.SAFEGUARDS), collected)
    return DisclosureDocument(
        title=title,
        fiscal_year=year,
        region=region,
        department=department,
        printed_unit=printed_unit(texts),
        issued=issued_in(head),
        legal_basis=outline.opening.text if outline.opening else None,
        contents=_contents(outline),
        duties=read_duties(outline.lines(Part.DUTIES)),
        institutions=institutions,
        budget=read_budget(
            _text(outline, Part.BUDGET),
            _text(outline, Part.INCOME),
            _text(outline, Part.EXPENDITURE),
            _text(outline, Part.CHANGE),
        ),
        operating_costs=read_operating_costs(_text(outline, Part.OPERATING_COSTS)),
        three_public=read_three_public(_text(outline, Part.THREE_PUBLIC)),
        procurement=read_procurement(outline.items(Part.PROCUREMENT), collected),
        assets=read_assets(outline.items(Part.ASSETS), collected),
        glossary=read_glossary(outline.lines(Part.GLOSSARY), collected),
        other_matters=_text(outline, Part.OTHER_MATTERS),
        performance=Performance(
            read_overall_goal(outline.lines(_goal_part(outline)), collected),
            read_sections(outline.lines(Part.SECTIONS), collected),
            safeguards,
        ),
        duplicated_in_source=repeated,
    )


_WITHOUT_PLACE = (Part.HEAD, Part.TABLES, Part.PERFORMANCE)  # parts whose lines have no member of their own
_WITH_TABLES = (Part.INSTITUTIONS, Part.PROCUREMENT, Part.ASSETS, Part.FORMS)


def _leave_unread(outline: Outline, document: DisclosureDocument, collected: Collected) -> None:
    """Lines and tables of the parts that nobody read."""
    for part, items in outline.parts.items():
        for item in items:
            if isinstance(item, SourceTable):
                if part not in _WITH_TABLES:
                    cells = [cell.text.strip() for cell in item.cells if cell.text.strip()]
                    collected.leave(Line(" | ".join(cells), item.place))
            elif (
                part in _WITHOUT_PLACE
                and part is not _goal_part(outline)
                and item.text.strip() not in (document.title or "")  # of which it may be one of the lines
                and issued_in([item.text]) is None
            ):
                collected.leave(item)


def _goal_part(outline: Outline) -> Part:
    """A booklet without sub-headings tells the goal right below 绩效信息."""
    return Part.OVERALL_GOAL if outline.items(Part.OVERALL_GOAL) else Part.PERFORMANCE


def _text(outline: Outline, part: Part) -> str | None:
    return "\n".join(line.text for line in outline.lines(part)) or None


def _contents(outline: Outline) -> tuple[str, ...]:
    """The titles of the nine tables that the table of contents names."""
    titles = []
    for line in outline.lines(Part.CONTENTS):
        found = numbered(line.text)
        title = found.rest if found else line.text
        if title.endswith("表") and not title.endswith("公开表"):
            titles.append(title)
    return tuple(titles)
