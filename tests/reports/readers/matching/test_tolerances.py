"""Papers of every layout, spoilt in the ways that offices and programs spoil them, are read as they were meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from projects.document import FormDocument
from projects.layouts import latest_layout
from projects.layouts.specimen import specimen
from projects.paper.grid import Cell, CellStyle, Paper
from reports.readers.matching import match
from reports.readers.result import FileReading
from reports.readers.source import SourceFile
from tests.reports.read_back import LAYOUTS, framework_of, paper_of
from tests.reports.readers.paper_sources import as_tabs, every_table, is_label, paged, source_of, spoilt, unmerged

each_layout = pytest.mark.parametrize("slug", LAYOUTS)


def filled(slug: str) -> FormDocument:
    layout = latest_layout(slug)
    return specimen(layout, framework_of(layout))


def paper(slug: str) -> Paper:
    return paper_of(filled(slug), number="1.")


def assert_reads(source: SourceFile, slug: str, leftovers: int = 0) -> FileReading:
    """The one form of the source is the specimen, nothing lost and nothing added."""
    reading = match(source)
    assert [form.document.layout for form in reading.forms] == [slug]
    [form] = reading.forms
    read, meant = paper_of(form.document, number="1."), paper(slug)
    assert [cell.text for grid in read.grids for _, _, cell in grid.placed()] == [
        cell.text for grid in meant.grids for _, _, cell in grid.placed()
    ]
    assert read.grids == meant.grids
    assert len([*form.leftovers, *reading.leftovers]) == leftovers
    return reading


@each_layout
def test_a_paper_as_it_is(slug: str) -> None:
    assert_reads(source_of(paper(slug)), slug)


# --- Merged cells ----------------------------------------------------------------------


@each_layout
@pytest.mark.parametrize("filled", [False, True], ids=["blank", "filled"])
def test_merged_cells_taken_apart(slug: str, filled: bool) -> None:
    assert_reads(every_table(source_of(paper(slug)), lambda table: unmerged(table, filled=filled)), slug)


# --- Labels ----------------------------------------------------------------------------


def spaced(cell: Cell) -> Cell:
    return replace(cell, text="　".join(cell.text)) if is_label(cell) and len(cell.text) < 6 else cell


def broken(cell: Cell) -> Cell:
    middle = len(cell.text) // 2
    is_word = is_label(cell) and not cell.text[:middle].isdigit()
    return replace(cell, text=f"{cell.text[:middle]}\n{cell.text[middle:]}") if is_word else cell


def starred(cell: Cell) -> Cell:
    return replace(cell, text=f"*{cell.text.rstrip(':：*')} ＊：") if is_label(cell) and cell.text else cell


def in_other_width(cell: Cell) -> Cell:
    wide = str.maketrans("():*%,", "（）：＊％，")
    narrow = {after: before for before, after in wide.items()}
    return replace(cell, text=cell.text.translate(wide | narrow)) if is_label(cell) else cell


def in_other_words(cell: Cell) -> Cell:
    return replace(cell, text=cell.text.replace("资金", "经费")) if is_label(cell) else cell


@each_layout
@pytest.mark.parametrize("spoil", [spaced, broken, starred, in_other_width, in_other_words])
def test_labels_written_otherwise(slug: str, spoil: Callable[[Cell], Cell]) -> None:
    assert_reads(source_of(spoilt(paper(slug), spoil)), slug)


# --- Text files ------------------------------------------------------------------------


@each_layout
@pytest.mark.parametrize("covered", [True, False], ids=["blank", "missing"])
def test_rows_of_text_without_columns(slug: str, covered: bool) -> None:
    assert_reads(every_table(source_of(paper(slug), kind="txt"), lambda table: as_tabs(table, covered=covered)), slug)


# --- Pages -----------------------------------------------------------------------------


@each_layout
@pytest.mark.parametrize("height", [1, 4, 9])
def test_tables_cut_into_pages(slug: str, height: int) -> None:
    assert_reads(every_table(source_of(paper(slug)), lambda table: paged(table, height)), slug)


# --- Residue ---------------------------------------------------------------------------


def marked_up(cell: Cell) -> Cell:
    if cell.style is not CellStyle.NARRATIVE:
        return cell
    return replace(cell, text=" ".join(f"<p>{line}</p>" for line in cell.text.split("\n")))


def as_formula(cell: Cell) -> Cell:
    return replace(cell, text=re.sub(r"≥(\d+)%", r"$\\geq \1\\%$", cell.text))


@each_layout
@pytest.mark.parametrize("spoil", [marked_up, as_formula])
def test_markup_that_a_program_left_behind(slug: str, spoil: Callable[[Cell], Cell]) -> None:
    assert_reads(source_of(spoilt(paper(slug), spoil)), slug)


# --- Several forms ---------------------------------------------------------------------


@each_layout
def test_several_forms_with_other_matter_between(slug: str) -> None:
    document = filled(slug)
    names = ["甲经费", "乙经费", "丙经费"]
    documents = [replace(document, project=replace(document.project, name=name)) for name in names]
    between = ["二、其他需要说明的事项", "本部门没有需要说明的其他事项。"]
    reading = match(source_of(*(paper_of(each) for each in documents), between=between))
    assert [form.document.layout for form in reading.forms] == [slug] * 3
    assert [paper_of(form.document).grids for form in reading.forms] == [paper_of(each).grids for each in documents]
    left = [*reading.leftovers, *(left for form in reading.forms for left in form.leftovers)]
    assert [each.text for each in left] == between * 3


def test_forms_of_all_layouts_in_one_file() -> None:
    reading = match(source_of(*map(paper, LAYOUTS)))
    assert [form.document.layout for form in reading.forms] == LAYOUTS
    assert [paper_of(form.document, number="1.").grids for form in reading.forms] == [
        paper(slug).grids for slug in LAYOUTS
    ]
