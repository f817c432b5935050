"""The forms of one file: found, read, understood together, and made into documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from projects.layouts import Layout, latest_layout, layouts_to_choose
from reports.readers.matching.building import Builder
from reports.readers.matching.draft import Draft
from reports.readers.matching.form_reader import FormReader
from reports.readers.matching.frameworks import framework_named
from reports.readers.matching.lines import Line, lines_of
from reports.readers.matching.recognition import Run, find_runs
from reports.readers.matching.script import script_of
from reports.readers.matching.units import Unit, amounts_of, units_of
from reports.readers.matching.years import YearGuess, year_around, year_of
from reports.readers.result import FileReading, Leftover, ReadForm
from reports.readers.source import SourceFile

NO_FORM = "没有在文件中认出绩效目标表。请检查是否选错了文件；表样特殊时，请在上传时指定表样。"


def match(
    source: SourceFile,
    *,
    layout: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    name: str = "",
) -> FileReading:
    """The forms in ``source``, and what belongs to none.

    ``layout`` is the slug of the layout to use in place of the recognised ones; raises ``KeyError`` for an unknown
    one. ``progress`` is told (forms done, forms in all). ``name`` is what the file is called for people.
    """
    known = [latest_layout(layout)] if layout else layouts_to_choose()
    lines = lines_of(source)
    runs = find_runs(lines, [script_of(each) for each in known])
    drafts: list[Draft] = []
    for number, run in enumerate(runs):
        drafts.append(_draft(run, runs[number + 1].start if number + 1 < len(runs) else len(lines), lines))
        if progress:
            progress(number + 1, len(runs))
    covered = {number for run in runs for number in range(run.start, run.last + 1)}
    outside = [line for line in lines if line.number not in covered]
    before = lines[: runs[0].start] if runs else lines
    layouts = [run.script.layout for run in runs]
    units = units_of(layouts, drafts, is_own=source.is_own)
    around = year_around(drafts, outside, source.name)
    forms = tuple(
        _form(layout, draft, unit, year_of(draft, around))
        for layout, draft, unit in zip(layouts, drafts, units, strict=True)
    )
    return FileReading(
        name or source.name,
        forms,
        leftovers=(*_leftovers(before), *(left for draft in drafts for left in draft.behind)),
        problems=() if forms else (NO_FORM,),
    )


def _draft(run: Run, end: int, lines: Sequence[Line]) -> Draft:
    """What stands between the beginning of a form and the beginning of the next one."""
    layout = run.script.layout
    return FormReader(run.script, framework_named(layout.framework), lines[run.start : end]).read()


def _form(layout: Layout, draft: Draft, unit: Unit, year: YearGuess) -> ReadForm:
    """The document; year and unit of money were judged over all forms of the file."""
    if year.reason:
        draft.doubt("fiscal_year", year.reason)
    if unit.reason:
        printed = draft.unit or layout.money_unit
        for path, read in amounts_of(draft).items():
            if read.text:
                explained = f"纸上单位是{printed}，按元读入：{unit.reason}"
                draft.note(path, "unit-contradicts-label", f"{read.raw}（{explained}）")
                if not unit.is_sure:
                    draft.doubt(path, f"{explained}，请核对")
    return Builder(layout, framework_named(layout.framework), draft, year.year, unit.name).form()


def _leftovers(lines: Sequence[Line]) -> list[Leftover]:
    return [Leftover(line.where(cell), line.meant(cell.text)) for line in lines for cell in line.filled]
