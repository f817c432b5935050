from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest

from reports.readers.archive import members
from reports.readers.kinds import Kind, decoded, kind_of
from reports.readers.limits import MIB, Limits
from reports.readers.opening import open_files
from reports.readers.source import SourceFile, SourceTable, SourceText, Unreadable
from tests.reports.readers.hostile import (
    compound,
    docx,
    pdf_of_text,
    unzipped,
    word_stream,
    xlsx,
    xlsx_of_sheet,
    zipped,
)


def opened(name: str, content: bytes, limits: Limits | None = None) -> SourceFile:
    [(_, source)] = open_files(name, content, limits or Limits())
    assert isinstance(source, SourceFile), source
    return source


def texts(source: SourceFile) -> Iterator[str]:
    for block in source.blocks:
        if isinstance(block, SourceText):
            yield block.text
        else:
            yield from (cell.text for cell in block.cells)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (xlsx(), Kind.XLSX),
        (docx("样例"), Kind.DOCX),
        (compound({"Workbook": b""}), Kind.XLS),
        (compound({"Book": b""}), Kind.XLS),
        (compound({"WordDocument": word_stream()}), Kind.DOC),
        (pdf_of_text(), Kind.PDF),
        (b"\r\nsent by a gateway\r\n" + pdf_of_text(), Kind.PDF),
        (zipped({"a.txt": "x"}), Kind.ZIP),
        (zipped({"xl/workbook.xml": "no package"}), Kind.ZIP),
        ("项目名称".encode(), Kind.TEXT),
        ("项目名称".encode("gb18030"), Kind.TEXT),
        ("[2013699]其他共产党事务支出".encode(), Kind.TEXT),
        (b'{"schema": "perfbudget/1"}', Kind.JSON),
        (b'\xef\xbb\xbf[\n {"schema": 1}]', Kind.JSON),
    ],
)
def test_the_content_tells_the_kind(content: bytes, kind: Kind) -> None:
    assert kind_of(content) is kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_of_every_usual_encoding(encoding: str) -> None:
    assert decoded("项目名称：硚口".encode(encoding)) == "项目名称：硚口"


@pytest.mark.parametrize("name", ["表.pdf", "表", "表.doc"])
def test_a_wrong_extension_does_not_matter(name: str) -> None:
    source = opened(name, docx("项目名称"))
    assert (source.kind, list(texts(source))) == ("docx", ["项目名称"])


def test_json_is_handed_through() -> None:
    source = opened("表.json", b'{"schema": "perfbudget/1"}')
    assert source == SourceFile("表.json", "json", (SourceText('{"schema": "perfbudget/1"}'),))


def test_an_archive_gives_each_of_its_files_under_its_name() -> None:
    content = zipped({"一组/甲.docx": docx("甲"), "乙.docx": b"PK\x03\x04 broken", "丙.docx": docx("丙"), "夹/": b""})
    found = dict(open_files("全部.zip", content))
    assert list(found) == ["全部.zip/一组/甲.docx", "全部.zip/乙.docx", "全部.zip/丙.docx"]
    first, broken, last = found.values()
    assert isinstance(first, SourceFile)
    assert (first.name, list(texts(first))) == ("甲.docx", ["甲"])
    assert isinstance(broken, Unreadable)
    assert isinstance(last, SourceFile)


def test_names_that_were_written_in_gbk_without_saying_so() -> None:
    content = zipped({"______.txt": b"x"}).replace(b"______", "甲乙丙".encode("gbk"))
    assert [name for name, _ in members(content, Limits())] == ["甲乙丙.txt"]


def test_what_systems_add_to_archives_is_left_out() -> None:
    content = zipped({"__MACOSX/._a.txt": "x", "~$a.docx": "x", "Thumbs.db": "x", "夹/.DS_Store": "x", "a.txt": "x"})
    assert [name for name, _ in members(content, Limits())] == ["a.txt"]


def test_reading_goes_no_further_where_an_archive_is_too_large() -> None:
    content = zipped({f"{number}.txt": b"ab" * MIB for number in range(5)})
    found = list(members(content, Limits(unpacked_bytes=3 * MIB)))
    assert [isinstance(data, bytes) for _, data in found] == [True, False]


def test_documents_with_macros_are_read_without_them() -> None:
    parts = unzipped(docx("项目名称"))
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    content = zipped(parts | {"[Content_Types].xml": types, "word/vbaProject.bin": b"Sub AutoOpen()"})
    assert list(texts(opened("表.docm", content))) == ["项目名称"]


def test_blank_cells_far_out_do_not_count_as_columns() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/><c r="XFC1"></c></row>'
    [table] = opened("表.xlsx", xlsx_of_sheet(cells), Limits(columns=20_000)).blocks
    assert isinstance(table, SourceTable)
    assert [(cell.row, cell.column) for cell in table.cells] == [(0, 0)]


def test_parts_that_are_stored_unpacked_are_looked_through_as_well() -> None:
    content = zipped(unzipped(docx("样例")) | {"word/document.xml": b"<!DOCTYPE a><a/>"}, zipfile.ZIP_STORED)
    [(_, problem)] = open_files("表.docx", content)
    assert isinstance(problem, Unreadable)
    assert "DOCTYPE" in problem.message


def test_limits_are_settings(settings: Any) -> None:
    settings.IMPORT_FILE_MB, settings.IMPORT_SECONDS, settings.IMPORT_COLUMNS = 3, 7, 50
    limits = Limits.from_settings()
    assert (limits.file_bytes, limits.seconds, limits.columns) == (3 * MIB, 7, 50)


def test_the_limits_without_settings_are_those_of_the_settings() -> None:
    assert Limits.from_settings() == Limits()


def test_an_archive_that_says_too_little_is_still_readable_to_its_end() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", "项目名称")
    assert [data for _, data in members(b"junk before" + content.getvalue(), Limits())] == ["项目名称".encode()]
