"""One fault each: the file is refused with a sentence that says why and what to do, quickly and in little memory."""

from __future__ import annotations

import bz2
import gzip
import random
import zipfile
import zlib
from collections.abc import Callable

import pytest

from reports.readers.confined import read_confined
from reports.readers.limits import MIB, Limits
from reports.readers.reading import read_file
from tests.reports.readers.hostile import (
    BOMB,
    W,
    compound,
    docx,
    docx_of_body,
    docx_with,
    docx_without,
    excel_stream,
    pdf,
    pdf_of,
    pdf_of_text,
    pdf_with_password,
    pdf_without_character_map,
    scanned_pdf,
    unzipped,
    with_password_flag,
    with_stated_size,
    with_wrong_checksum,
    word_stream,
    xlsx,
    xlsx_of_sheet,
    xlsx_with,
    zipped,
)

SMALL = Limits(file_bytes=3 * MIB, unpacked_bytes=8 * MIB, files=20, pages=5, cells=5000, columns=100)

DAMAGED = "文件已损坏或没有传完整，打不开。请用 WPS 或 Office 打开检查，重新保存后再上传。"
DAMAGED_PDF = "PDF 文件已损坏或没有传完整，读不出来。请用 PDF 软件打开检查，重新导出后再上传。"
PASSWORD = "文件设有打开密码，不能读取。请在 WPS 或 Office 中取消密码后再上传。"
EMPTY = "文件是空的。请检查是否选错了文件，或者文件没有保存成功。"
UNKNOWN = "认不出这是什么文件。"
PICTURE = "这是图片，没有文字可读。"
DOCTYPE = "里面有 DOCTYPE"
BOMBED = "压缩得异常紧（解开后会极大），疑似恶意文件，没有打开。"
TOO_DEEP = "文件的结构嵌套得太深或太大"


def _noise(size: int) -> bytes:
    return b"\x00\x81" + random.Random(1).randbytes(size)


def _nested(depth: int) -> str:
    row = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return row[0] * depth + "<w:p/>" + row[1] * depth


def _wide_row(columns: int) -> str:
    return "<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * columns + "</w:tr></w:tbl>"


def _many_parts() -> bytes:
    return zipped(unzipped(docx("样例")) | {f"{number:x}": b"" for number in range(20_001)}, zipfile.ZIP_STORED)


FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    # id: (name, builder, beginning of the expected sentence)
    "nothing": ("表.xlsx", lambda: b"", EMPTY),
    "zeros": ("表.xlsx", lambda: bytes(5000), EMPTY),
    "white space": ("表.txt", lambda: b" \r\n\t" * 10, EMPTY),
    "noise": ("表.dat", lambda: _noise(3000), UNKNOWN),
    "text with binary zeros": ("表.txt", "项目\0名称".encode, UNKNOWN),
    "half a UTF-16 character": ("表.txt", lambda: b"\xff\xfe" + "项目".encode("utf-16-le")[:-1], UNKNOWN),
    "too large": ("表.txt", lambda: b"a" * (4 * MIB), "文件有 4 MB，超过上限 3 MB。"),
    # other kinds of file
    "png": ("表.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), PICTURE),
    "jpeg": ("表.pdf", lambda: b"\xff\xd8\xff\xe0" + bytes(50), PICTURE),
    "tiff": ("表.tif", lambda: b"II*\0" + bytes(50), PICTURE),
    "rar": ("表.zip", lambda: b"Rar!\x1a\x07\x01\0" + bytes(50), "这是 RAR 压缩包"),
    "7z": ("表.zip", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(50), "这是 7z 压缩包"),
    "gzip": ("表.zip", lambda: gzip.compress(b"abc"), "这是压缩文件"),
    "bzip2": ("表.zip", lambda: bz2.compress(b"abc"), "这是压缩文件"),
    "program": ("表.xlsx", lambda: b"MZ\x90\0" + bytes(100), "这是程序文件"),
    "rtf": ("表.doc", lambda: rb"{\rtf1\ansi hello}", "这是 RTF 文件"),
    "web page named xls": ("表.xls", lambda: b"<html><body><table></table></body></html>", "这是网页文件"),
    "web archive named doc": ("表.doc", lambda: b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n", "这是网页文件"),
    "Excel 2003 XML": (
        "表.xls",
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "这是 XML 格式的 Excel 2003 表格",
    ),
    "Word 2003 XML": (
        "表.doc",
        lambda: b'<?xml version="1.0"?><w:d xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
        "这是 XML 格式的 Word 2003 文档",
    ),
    "entity bomb": ("表.xml", BOMB.encode, "这是 XML 文件"),
    "ods": (
        "表.ods",
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "这是 ODS 表格",
    ),
    "odt": ("表.odt", lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "这是 ODT 文档"),
    "ofd": ("表.ofd", lambda: zipped({"OFD.xml": "<OFD/>"}), "这是 OFD 版式文件"),
    "xlsb": (
        "表.xlsx",
        lambda: zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}),
        "这是二进制 Excel 文件（.xlsb）",
    ),
    "pptx": ("表.docx", lambda: zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "这是演示文稿"),
    "ppt": ("表.doc", lambda: compound({"PowerPoint Document": b""}), "这是演示文稿"),
    # archives
    "archive cut off": ("表.zip", lambda: zipped({"a.txt": "项目" * 500})[:-30], DAMAGED),
    "archive of nothing": ("表.zip", lambda: zipped({}), "压缩包里没有文件。"),
    "archive of folders": (
        "表.zip",
        lambda: zipped({"夹/": "", "__MACOSX/a": "", ".DS_Store": ""}),
        "压缩包里没有文件。",
    ),
    "archive of too many": (
        "表.zip",
        lambda: zipped({f"{number}.txt": "x" for number in range(21)}),
        "压缩包里有 21 个文件，超过上限 20 个。",
    ),
    "archive with password": ("表.zip", lambda: with_password_flag(zipped({"a.txt": "x"})), PASSWORD),
    "archive in archive": ("表.zip", lambda: zipped({"b.zip": zipped({"a.txt": "x"})}), "压缩包里还有压缩包"),
    "tightly packed": ("表.zip", lambda: zipped({"a.txt": bytes(2 * MIB)}), EMPTY),
    "unpacked too large": ("表.zip", lambda: zipped({"a.txt": _noise(100) * 40_000}), "文件有 3.9 MB，超过上限 3 MB。"),
    "unpacked too large together": (
        "表.zip",
        lambda: zipped({f"{number}.txt": b"ab" * (MIB - 1) for number in range(5)}),
        "解开后超过上限 8 MB，没有打开。",
    ),
    "states a small size": ("表.zip", lambda: with_stated_size(zipped({"a.txt": b"ab" * MIB}), 10), DAMAGED),
    "wrong checksum": ("表.zip", lambda: with_wrong_checksum(zipped({"a.txt": "项目"})), DAMAGED),
    "rare compression": (
        "表.zip",
        lambda: zipped({"a.txt": "项目"}, zipfile.ZIP_LZMA),
        "用了不常见的压缩方法，打不开。",
    ),
    "name above the folder": ("表.zip", lambda: zipped({"../../a.txt": "x"}), "压缩包里的文件名指向包外的位置"),
    "absolute name": ("表.zip", lambda: zipped({"/etc/passwd": "x"}), "压缩包里的文件名指向包外的位置"),
    "name with a drive": ("表.zip", lambda: zipped({"C:\\a.txt": "x"}), "压缩包里的文件名指向包外的位置"),
    # packages
    "package with password": ("表.xlsx", lambda: compound({"EncryptionInfo": b"", "EncryptedPackage": b""}), PASSWORD),
    "package of nothing": ("表.docx", lambda: zipped({"[Content_Types].xml": "<Types/>"}), DAMAGED),
    "package cut off": ("表.docx", lambda: docx("样例")[:-2000], DAMAGED),
    "package of too many parts": ("表.docx", _many_parts, "文件里有 2001"),
    "tight part": ("表.docx", lambda: docx_with("word/media/a.bmp", bytes(11 * MIB)), "解开后超过上限 8 MB"),
    "xlsx with entities": ("表.xlsx", lambda: xlsx_with("xl/sharedStrings.xml", BOMB), DOCTYPE),
    "xlsx with an outside entity": (
        "表.xlsx",
        lambda: xlsx_with("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
        DOCTYPE,
    ),
    "docx with entities": ("表.docx", lambda: docx_with("word/document.xml", BOMB), DOCTYPE),
    "docx with entities in UTF-16": ("表.docx", lambda: docx_with("word/document.xml", BOMB.encode("utf-16")), DOCTYPE),
    "docx in a rare encoding": (
        "表.docx",
        lambda: docx_with("word/document.xml", '<?xml version="1.0" encoding="UTF-7"?><a/>'),
        "里面有部件用了不常见的编码",
    ),
    "docx without its document": ("表.docx", lambda: docx_without("word/document.xml"), DAMAGED),
    "docx cut off inside": (
        "表.docx",
        lambda: docx_with("word/document.xml", f'<w:document xmlns:w="{W}"><w:b'),
        DAMAGED,
    ),
    "docx without body": ("表.docx", lambda: docx_with("word/document.xml", f'<w:document xmlns:w="{W}"/>'), DAMAGED),
    "docx without text": ("表.docx", docx, "这份 Word 里没有文字。"),
    "docx of pictures": (
        "表.docx",
        lambda: docx_of_body('<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:v"/></w:pict></w:r></w:p>'),
        "这份 Word 里只有图片，没有文字。",
    ),
    "docx with tables 2000 deep": ("表.docx", lambda: docx_of_body(_nested(2000)), TOO_DEEP),
    "docx of 10 000 columns": (
        "表.docx",
        lambda: docx_of_body(_wide_row(10_000)),
        "第 1 个表有 10000 列，超过上限 100 列",
    ),
    "docx with a span of a billion": (
        "表.docx",
        lambda: docx_of_body(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr></w:tbl>'
        ),
        "第 1 个表有 999999999 列，超过上限 100 列",
    ),
    "docx of many cells": (
        "表.docx",
        lambda: docx_of_body(_wide_row(90) * 60),
        "到第 56 个表为止有 5040 行、1 列，超过上限 5000 个单元格。",
    ),
    "xlsx of 10 000 columns": (
        "表.xlsx",
        lambda: xlsx_of_sheet('<row r="1"><c r="NTP1"><v>1</v></c></row>'),
        "工作表（sheet1.xml）有 10000 列，超过上限 100 列",
    ),
    "xlsx with a cell in the last row": (
        "表.xlsx",
        lambda: xlsx_of_sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="C1048576"><v>1</v></c></row>'
        ),
        "工作表（sheet1.xml）有 1048576 行、3 列，超过上限 5000 个单元格。",
    ),
    "xlsx without sheets": ("表.xlsx", lambda: xlsx_with("xl/workbook.xml", "<workbook"), "Excel 文件已损坏"),
    "xlsx of empty sheets": ("表.xlsx", lambda: xlsx(()), "文件里没有内容。"),
    # compound files
    "compound file of nothing": ("表.xls", lambda: compound({"Strange": b""}), DAMAGED),
    "compound file cut off": ("表.doc", lambda: compound({"WordDocument": word_stream()})[:600], DAMAGED),
    "xls with password": (
        "表.xls",
        lambda: compound({"Workbook": excel_stream((0x809, bytes(16)), (0x2F, bytes(54)))}),
        PASSWORD,
    ),
    "xls of nothing": ("表.xls", lambda: compound({"Workbook": b""}), "文件里没有内容。"),
    "doc with password": ("表.doc", lambda: compound({"WordDocument": word_stream(flags=0x0100)}), PASSWORD),
    "doc of Word 95": ("表.doc", lambda: compound({"WordDocument": word_stream(version=0x0068)}), "这是 Word 95"),
    "doc without text table": ("表.doc", lambda: compound({"WordDocument": word_stream(), "0Table": b""}), DAMAGED),
    # PDF
    "pdf with password": ("表.pdf", pdf_with_password, PASSWORD),
    "pdf cut off": ("表.pdf", lambda: pdf_of_text()[:120], DAMAGED_PDF),
    "pdf of nothing but its head": ("表.pdf", lambda: b"%PDF-1.7\n", DAMAGED_PDF),
    "pdf of noise": ("表.pdf", lambda: b"%PDF-1.7\n" + _noise(2000), DAMAGED_PDF),
    "pdf without pages": ("表.pdf", lambda: pdf(pages=0), DAMAGED_PDF),
    "pdf whose pages are a circle": ("表.pdf", lambda: pdf(kids="2 0 R"), "这份 PDF 里没有文字。"),
    "pdf whose pages are none": ("表.pdf", lambda: pdf_of([b"<</Type/Catalog/Pages 7>>"]), DAMAGED_PDF),
    "scanned pdf": ("表.pdf", scanned_pdf, "这份 PDF 只有图像，没有文字层"),
    "blank pdf": ("表.pdf", pdf, "这份 PDF 里没有文字。"),
    "pdf of too many pages": ("表.pdf", lambda: pdf(pages=6), "PDF 超过 5 页，没有读取。"),
    "pdf without character map": ("表.pdf", pdf_without_character_map, "这份 PDF 的字体没有文字对照表"),
    "pdf of too many lines": (
        "表.pdf",
        lambda: pdf(b"BT /F1 9 Tf (x) Tj ET " + b"0 0 5 5 re S\n" * 10_001),
        "第 1 页有 40004 条线，不像绩效目标表",
    ),
    # exchange files
    "json of another kind": ("表.json", lambda: b'{"schema": "other/1"}', "schema"),
    "json cut off": ("表.json", lambda: b'{"schema": "perf', ""),
    "json 100 000 deep": ("表.json", lambda: b'{"a":' * 100_000, ""),
}


@pytest.mark.parametrize(("name", "build", "expected"), FILES.values(), ids=FILES)
def test_refused_with_a_sentence(name: str, build: Callable[[], bytes], expected: str) -> None:
    readings = read_file(name, build(), limits=SMALL)
    problems = [problem for reading in readings for problem in reading.problems]
    assert not any(reading.forms for reading in readings)
    assert problems
    assert problems[-1].startswith(expected), problems
    assert "Traceback" not in "".join(problems)


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 60


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    (reading,) = read_file("表.docx", docx_with("word/media/a.bmp", bytes(11 * MIB)))
    assert reading.problems[0].startswith(BOMBED)


# --- What only a process of its own survives -------------------------------------------

CONFINED: dict[str, tuple[str, Callable[[], bytes], Limits, str]] = {
    "takes all memory": (
        "表.pdf",
        lambda: pdf(zlib.compress(bytes(400 * MIB), 1), extra="/Filter/FlateDecode"),
        Limits(memory_bytes=400 * MIB),
        TOO_DEEP,
    ),
    "never ends": (
        "表.pdf",
        lambda: pdf(b"BT /F1 9 Tf " + b"(x) Tj " * 400_000 + b"ET"),
        Limits(seconds=2),
        "读了 2 秒还没有读完，已停止。",
    ),
    "breaks the parser": (
        "表.xlsx",
        lambda: xlsx_of_sheet(
            "<row>" + "<c><v>1</v></c>" * 20_000 + "</row>" + "<row/>" * 20_000 + "<row><c><v>1</v></c></row>"
        ),
        Limits(memory_bytes=400 * MIB),
        "读到一半，读取程序退出了：",
    ),
}


@pytest.mark.parametrize(("name", "build", "limits", "expected"), CONFINED.values(), ids=CONFINED)
def test_stopped_in_its_own_process(name: str, build: Callable[[], bytes], limits: Limits, expected: str) -> None:
    (reading,) = read_confined(name, build(), limits=limits)
    assert not reading.forms
    assert reading.problems[0].startswith(expected), reading.problems
