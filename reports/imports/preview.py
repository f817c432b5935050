"""One form that was read, as its page shows it: the paper, where every value stood, what is doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from indicators.framework import Framework
from projects.changes import Change, compare
from projects.desk.reading import ListedChange, listed
from projects.document import FormDocument
from projects.layouts.model import LineTable, Scope
from projects.models import PerformanceForm, User
from projects.paper_view import Sheet, SheetSource, anchor_of, draw
from projects.storage import document_of
from projects.values import printed_coded
from reports.imports.cells import CellMark, OpenCell, Seen, ShownDoubt, TypedText
from reports.imports.document_edits import NoSuchCell, Spot, exchange_path, spot_at, text_at
from reports.imports.drafts import document_in, label_of, layout_of
from reports.imports.edits import category_text
from reports.imports.fates import Fate, fates_of
from reports.models import ImportDraft
from reports.papers import framework_of


@dataclass
class Preview:
    """Made part by part, as the page asks for it. ``opened`` is the path of the cell that is being corrected."""

    draft: ImportDraft
    user: User
    opened: str = ""
    tab: str = "paper"
    typed: TypedText | None = None
    marks: Mapping[str, CellMark] = field(init=False)

    def __post_init__(self) -> None:
        self.document: FormDocument = document_in(self.draft)
        self.layout = layout_of(self.document.layout)
        self.marks = self._marks() if self.layout else {}

    @property
    def can_edit(self) -> bool:
        return self.draft.is_open and self.layout is not None

    @cached_property
    def fate(self) -> Fate:
        return fates_of([self.draft], self.user)[self.draft.pk]

    @cached_property
    def framework(self) -> Framework:
        assert self.layout is not None, "asked only where there is a paper"
        return framework_of(self.layout)

    @cached_property
    def doubts(self) -> list[ShownDoubt]:
        """The open doubts, numbered in the order of the reader."""
        cells = self._cells_by_exchange_path
        shown: list[ShownDoubt] = []
        for doubt in self.draft.doubts:
            if doubt["settled"]:
                continue
            cell = cells.get(doubt["path"], "")
            shown.append(
                ShownDoubt(
                    path=doubt["path"],
                    label=self._label(cell or doubt["path"]),
                    reason=doubt["reason"],
                    settled="",
                    number=len(shown) + 1,
                    cell=cell,
                    anchor=anchor_of(cell) if cell else "",
                    seen=None if cell else self._seen(doubt["path"]),
                )
            )
        return shown

    @cached_property
    def notes(self) -> list[tuple[str, str]]:
        """(name of the field, text) of what the reader noted."""
        return [(self._label(note["field"]), note["text"]) for note in self.draft.notes]

    @cached_property
    def open_cell(self) -> OpenCell | None:
        """The cell that is being corrected, where there is one."""
        if not self.opened or not self.can_edit or self.layout is None:
            return None
        try:
            spot = spot_at(self.layout, self.document, self.opened)
        except NoSuchCell:
            return None
        typed = self.typed if self.typed and self.typed.path == self.opened else None
        text = typed.text if typed else text_at(self.document, spot)
        return OpenCell(spot, text, typed.message if typed else "", *self._categories_of(spot))

    @cached_property
    def open_mark(self) -> CellMark | None:
        return self.marks.get(self.opened) if self.open_cell else None

    @cached_property
    def existing(self) -> PerformanceForm | None:
        """The stored form that accepting would replace or that says the same."""
        planned = self.fate.planned
        if planned is None or planned.existing_id is None:
            return None
        return PerformanceForm.objects.with_document().get(pk=planned.existing_id)

    @cached_property
    def changes(self) -> list[ListedChange]:
        return listed(self._changes)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The paper; compared with the stored form on the tab for that."""
        if self.layout is None:
            return ()
        if self.tab == "changes" and self._stored:
            return draw(SheetSource(self.layout, self.framework, self._placed, old=self._stored, changes=self._changes))
        return draw(SheetSource(self.layout, self.framework, self.document))

    @cached_property
    def tables(self) -> dict[str, LineTable]:
        """The line tables by the key of their section, for adding rows."""
        sections = self.layout.sections if self.layout else ()
        return {section.key: section.table for section in sections if section.table}

    @cached_property
    def row_counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {table.lines: len(getattr(self.document, table.lines)) for table in self.tables.values()}

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """一级/二级指标 that a row can be put under."""
        return tuple(category_text(each.level1, each.level2) for each in self.framework.categories)

    def naming_member(self, lines: str) -> str:
        """The column that names the rows of a table."""
        table = self.layout.table(lines) if self.layout else None
        return table.own_columns()[0].value if table else ""

    @property
    def named_unit(self) -> str:
        """The unit as the paper names it."""
        return printed_coded(self.document.unit) if self.document.unit else ""

    @property
    def has_project_name(self) -> bool:
        """Whether the form is called after a project, not after its kind."""
        return self.layout is None or self.layout.scope is Scope.PROJECT

    @cached_property
    def _stored(self) -> FormDocument | None:
        return document_of(self.existing) if self.existing else None

    @cached_property
    def _placed(self) -> FormDocument:
        """The document with the names of its place as the system has them."""
        stored = self._stored
        assert stored is not None, "there is a form to compare with"
        return replace(self.document, region=stored.region, department=stored.department, unit=stored.unit)

    @cached_property
    def _changes(self) -> list[Change]:
        return compare(self._stored, self._placed, self.layout) if self._stored and self.layout else []

    @cached_property
    def _cells_by_exchange_path(self) -> dict[str, str]:
        """Paths of the paper's cells by the paths that readers use; rows and lists lead to their first cell."""
        layout = self.layout
        if layout is None:
            return {}
        paths: dict[str, str] = {}
        for cell in layout.cells():
            group = cell.path.rpartition(".")[0]
            for path in (exchange_path(self.document, cell.path), *(f"{group}.{part}" for part in cell.field.parts)):
                paths.setdefault(path, cell.path)
            paths[cell.path] = cell.path
        for table in layout.tables():
            self._add_row_paths(paths, table)
        return paths

    def _add_row_paths(self, paths: dict[str, str], table: LineTable) -> None:
        own = [column.value for column in table.own_columns()]
        for index in range(len(getattr(self.document, table.lines))):
            row = f"{table.lines}[{index}]"
            first = f"{row}.{own[0]}"
            paths.setdefault(table.lines, first)
            paths |= {row: first, f"{row}.level1": first, f"{row}.level2": first}
            paths |= {f"{row}.{member}": f"{row}.{member}" for member in own}

    def _marks(self) -> dict[str, CellMark]:
        seen: dict[str, Seen] = {}
        for path, cell in self._cells_by_exchange_path.items():
            if path in self.draft.sightings and (cell not in seen or path == cell):
                seen[cell] = Seen(*self.draft.sightings[path])
        doubts: dict[str, list[ShownDoubt]] = {}
        for doubt in self.doubts:
            doubts.setdefault(doubt.cell, []).append(doubt)
        cells = set(self._cells_by_exchange_path.values())
        return {
            cell: CellMark(
                seen.get(cell),
                tuple(doubts.get(cell, ())),
                can_edit=self.draft.is_open and self._is_editable(cell),
                has_room="[" not in cell,
            )
            for cell in cells
        }

    def _seen(self, path: str) -> Seen | None:
        return Seen(*self.draft.sightings[path]) if path in self.draft.sightings else None

    def _is_editable(self, path: str) -> bool:
        shown_by: Any = self.layout.shown_by(path) if self.layout else None
        return shown_by is not None and shown_by.field.editable

    def _label(self, path: str) -> str:
        return label_of(self.draft.layout_slug, path)

    def _categories_of(self, spot: Spot) -> tuple[str, tuple[str, ...]]:
        """The category of the row and the ones to choose from, at the cell that names a row of the tree."""
        table = self.layout.table(spot.lines) if self.layout and spot.lines else None
        if table is None or not table.is_tree or spot.member != table.own_columns()[0].value:
            return "", ()
        row = self.document.indicators[spot.index]
        now = category_text(row.level1 or "", row.level2 or "")
        chosen = self.typed.category if self.typed and self.typed.category else now
        return chosen, tuple(dict.fromkeys([*self.categories, now]))
