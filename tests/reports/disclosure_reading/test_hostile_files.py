"""Files that would cost the server its time or memory: read in the child, they end with a sentence."""

from __future__ import annotations

import json
import logging
from dataclasses import replace

import pytest

from projects.disclosure.checks.checking import check_disclosure
from reports.disclosure.proof_page import proof_page
from reports.disclosure_reading.files import DisclosureFile, RefusedFile, disclosures_in
from reports.disclosure_reading.wire import MOST_LEFTOVERS, from_wire, read_disclosures_confined, to_wire
from reports.readers.limits import MIB, Limits
from reports.readers.source import Unreadable
from tests.projects.disclosure.made import made, made_json
from tests.reports.disclosure_reading.booklet import BLOCKS, as_rows
from tests.reports.readers.hostile import BOMB, docx_with, pdf_of_text, scanned_pdf, zipped

SMALL = Limits(file_bytes=3 * MIB, unpacked_bytes=8 * MIB, files=20, pages=5, cells=5000, columns=100, seconds=60)


def problem_of(name: str, content: bytes, limits: Limits = SMALL) -> str:
    """Why a file is refused."""
    [refused] = disclosures_in(name, content, limits)
    assert isinstance(refused, RefusedFile)
    return refused.problem


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("深.json", b"[" * 200_000, "没有认出部门预算公开的内容"),
        ("深.json", b'{"budget":' * 100_000, "不是合法的 JSON"),
        ("错.json", json.dumps(made_json(other_matters="\x07")).encode(), "含有看不见的控制字符"),
        ("炸弹.zip", zipped({"a.txt": b"0" * 9 * MIB}), "文件有 9 MB，超过上限 3 MB"),
        ("炸弹.docx", docx_with("word/document.xml", BOMB), "DOCTYPE"),
        ("坏.pdf", b"%PDF-1.7 nothing", "PDF 文件已损坏"),
        ("扫描.pdf", scanned_pdf(), "扫描"),
        ("别的.pdf", pdf_of_text(), "没有认出部门预算公开的内容"),
        ("别的.txt", "今天放假。".encode(), "没有认出部门预算公开的内容"),
        ("大.txt", b"x" * (4 * MIB), "超过上限 3 MB"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(name: str, content: bytes, problem: str) -> None:
    assert problem in problem_of(name, content)


def test_a_text_longer_than_any_disclosure_is_refused_before_anybody_checks_it() -> None:
    text = as_rows([*BLOCKS[:-1], "甲，乙1万元。" * 100_000])
    [answer] = read_disclosures_confined("长.txt", text, limits=SMALL)
    assert isinstance(answer, RefusedFile)
    assert "不像一份部门预算公开" in answer.problem


def test_what_takes_too_long_or_too_much_memory_is_stopped(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Unreadable, match="读了 0 秒还没有读完"):
        read_disclosures_confined("公开.txt", as_rows(BLOCKS), limits=Limits(seconds=0))
    with caplog.at_level(logging.WARNING), pytest.raises(Unreadable, match=r"内存|退出"):
        read_disclosures_confined("公开.txt", as_rows(BLOCKS), limits=Limits(memory_bytes=60 * MIB))


def test_a_text_at_the_limit_is_checked_and_shown_in_bounded_time() -> None:
    sentence = "主要是办公费1万元、差旅费2万元，较上年增加3万元，其中：甲（乙4万元；丙5万元）6万元。"
    text = as_rows([*BLOCKS[:-1], *[sentence] * 2000]).decode().replace("无其他需要说明的事项。", sentence * 300)
    [file] = disclosures_in("长.txt", text.encode())
    assert isinstance(file, DisclosureFile)
    assert check_disclosure(file.document)
    assert proof_page(file.document, (), None).parts


def test_a_disclosure_comes_through_the_wire_as_it_was() -> None:
    [file] = disclosures_in("公开.txt", as_rows(["多余的一行。", *BLOCKS]))
    assert isinstance(file, DisclosureFile)
    assert from_wire(json.loads(json.dumps(to_wire(file)))) == file
    [answer] = read_disclosures_confined("公开.txt", as_rows(["多余的一行。", *BLOCKS]))
    assert answer == file


def test_leftovers_are_counted_where_there_are_too_many() -> None:
    [file] = disclosures_in(
        "公开.txt", as_rows([BLOCKS[0], *[f"第{number}行多余" for number in range(600)], *BLOCKS[1:]])
    )
    assert isinstance(file, DisclosureFile)
    told = to_wire(file)["leftovers"]
    assert len(told) == MOST_LEFTOVERS + 1
    assert told[-1][1].startswith("另有 ")


def test_values_that_no_disclosure_can_have_refuse_the_file() -> None:
    data = {"name": "公开.txt", "content": made_json(fiscal_year=1), "forms": [], "doubts": [], "leftovers": []}
    answer = from_wire(data)
    assert isinstance(answer, RefusedFile)
    assert "fiscal_year" in answer.problem


def test_what_no_database_keeps_is_left_out() -> None:
    document = replace(made(), other_matters="无其\x00他\x07需要说明的事项。", legal_basis="\x0b")
    told = to_wire(DisclosureFile("公开.txt", document))
    assert (told["content"]["other_matters"], told["content"]["legal_basis"]) == ("无其他需要说明的事项。", None)
