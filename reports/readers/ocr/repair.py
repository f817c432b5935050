"""What a text recognition tore apart, put together again.

A form whose labels can only be found by joining cells, or by their likeness to what its layout prints, is written
anew row by row: the layout's labels, beside them the values joined of their pieces. What is not certain carries the
reason. Other tables and clean forms stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from indicators.framework import Framework
from indicators.reference import BadFramework, framework_files, read_framework
from projects.layouts import Layout, layouts_to_choose
from reports.readers.ocr.forms import FormFinder, TornForm, TornRow
from reports.readers.ocr.habits import Habits
from reports.readers.ocr.template import Template, label_key, template_of
from reports.readers.ocr.titles import TitlePattern
from reports.readers.ocr.writing import FormWriter
from reports.readers.source import SourceBlock, SourceCell, SourceTable, SourceText

_MOST_ROWS = 20_000  # beyond that no recognised document goes, and the search would take too long
_RECOGNISED = 0.3  # the share of torn forms that makes the whole file a recognised one
_NEARLY = 0.9
_LEAST_SHARE = 0.4  # of a layout's labels, for the file to be taken for its forms


def repaired(blocks: tuple[SourceBlock, ...]) -> tuple[SourceBlock, ...]:
    """The blocks with the rows of torn forms restored."""
    template = _most_seen(blocks)
    tables = [list(table.rows()) for table in _tables(blocks)]
    if template is None or sum(map(len, tables)) > _MOST_ROWS:
        return blocks
    if _looks_whole(template, [cells for rows in tables for _, cells in rows]):
        return blocks
    framework = _framework_of(template.layout)
    titles = TitlePattern(template.layout)
    rows = _rows(blocks, titles)
    forms = [form for form in FormFinder(template, framework).forms(rows) if _is_form(form, template)]
    torn = [form for form in forms if form.is_torn(template)]
    if not torn:
        return blocks
    if len(torn) > _RECOGNISED * len(forms):
        torn = forms  # all of it comes from a recognition, the better forms too
    habits = Habits.of(template, forms, [block.text for block in blocks if isinstance(block, SourceText)])
    writer = FormWriter(template, framework, habits)
    return tuple(_written(blocks, rows, torn, writer))


def _tables(blocks: Iterable[SourceBlock]) -> Iterable[SourceTable]:
    return (block for block in blocks if isinstance(block, SourceTable))


def _most_seen(blocks: Sequence[SourceBlock]) -> Template | None:
    """The layout whose labels are seen most; None where none is seen enough, or all of it is clean."""
    seen = Counter(label_key(cell.text) for table in _tables(blocks) for cell in table.cells)
    if not seen:
        return None
    templates = [template for template in map(template_of, layouts_to_choose()) if template.label_keys()]
    best = max(templates, key=lambda template: _share(template, seen), default=None)
    if best is None or _share(best, seen) < _LEAST_SHARE:
        return None
    return best


def _share(template: Template, seen: Counter[str]) -> float:
    keys = template.label_keys()
    return sum(1 for key in keys if seen[key]) / len(keys)


def _looks_whole(template: Template, rows: Sequence[Sequence[SourceCell]]) -> bool:
    """Whether nothing of the file's forms is torn, told without a closer look.

    The labels stand there about equally often, and beside a label stands one text.
    """
    keys = template.label_keys()
    seen: Counter[str] = Counter()
    labelled = torn = 0
    for cells in rows:
        texts = [label_key(cell.text) for cell in cells if cell.text]
        labels = [text in keys for text in texts]
        seen.update(text for text, is_label in zip(texts, labels, strict=True) if is_label)
        if any(labels):
            labelled += 1
            torn += any(not one and not other for one, other in pairwise(labels))
    most = max(seen.values(), default=0)
    whole = sum(1 for key in keys if seen[key] >= _NEARLY * most)
    return whole >= _NEARLY * len(keys) and torn <= (1 - _NEARLY) * labelled


def _framework_of(layout: Layout) -> Framework | None:
    for file in framework_files():
        try:
            framework = read_framework(file)
        except BadFramework:
            continue
        if framework.slug == layout.framework:
            return framework
    return None


def _rows(blocks: Sequence[SourceBlock], titles: TitlePattern) -> list[TornRow]:
    rows: list[TornRow] = []
    heading = ""
    for number, block in enumerate(blocks):
        if isinstance(block, SourceText):
            heading = block.text if titles.fits(block.text) else heading
            continue
        for _, cells in block.rows():
            name = titles.project_name(heading) if heading else ""
            rows.append(TornRow.of(cells, len(rows), number, heading, name))
            heading = ""
    return rows


def _is_form(form: TornForm, template: Template) -> bool:
    """Whether enough of the layout's labels are there; other tables share a label or two with it."""
    found = sum(placed.match.share for placed in form.placed if placed.match)
    wanted = sum(1 for row in template.rows if row.labels)
    return found >= _LEAST_SHARE * wanted


def _written(
    blocks: Sequence[SourceBlock], all_rows: Sequence[TornRow], forms: Sequence[TornForm], writer: FormWriter
) -> Iterable[SourceBlock]:
    """The blocks in order, each torn form as one table in the place of its first row."""
    first_rows = {form.first.number: form for form in forms}
    used = {placed.row.number for form in forms for placed in form.placed}
    by_block: dict[int, list[TornRow]] = {}
    for row in all_rows:
        by_block.setdefault(row.block, []).append(row)
    for number, block in enumerate(blocks):
        if isinstance(block, SourceText):
            yield block
            continue
        rows = by_block.get(number, [])
        if not any(row.number in used for row in rows):
            yield block
            continue
        strays: list[SourceText] = []  # behind the form: they would part it from the notes above it
        for row in rows:
            if row.number in first_rows:
                yield writer.table(first_rows[row.number])
            elif row.number not in used:
                strays += writer.stray(row)
        yield from strays
