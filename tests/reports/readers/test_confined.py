from __future__ import annotations

import json
import logging
from decimal import Decimal

import pytest

from projects.layouts import latest_layout
from projects.layouts.specimen import specimen
from reports.readers.confined import read_confined
from reports.readers.limits import Limits
from reports.readers.reading import read_file
from reports.readers.result import Doubt, FileReading, Leftover, Note, ReadForm, Sighting
from reports.readers.wire import from_wire, to_wire
from reports.template import FilledTemplate
from reports.writers.docx import write_docx
from tests.reports.read_back import LAYOUTS, framework_of, paper_of
from tests.reports.readers.hostile import zipped
from tests.reports.template.filling import beside, edited, filled, filled_template, stamp_for


def document_of(slug: str = LAYOUTS[0]) -> bytes:
    layout = latest_layout(slug)
    return write_docx([paper_of(specimen(layout, framework_of(layout)))]).content


def test_a_child_process_reads_what_this_one_would_read() -> None:
    content = zipped({"a.docx": document_of(), "b.txt": "没有表".encode(), "c.pdf": b"%PDF-1.7"})
    heard: list[tuple[int, int]] = []
    readings = read_confined("全部.zip", content, None, lambda done, of: heard.append((done, of)))
    assert readings == read_file("全部.zip", content)
    assert [len(reading.forms) for reading in readings] == [1, 0, 0]
    assert heard == [(1, 1)]


def test_the_child_knows_templates_of_this_installation() -> None:
    broken = edited(filled_template("weihai"), lambda sheet: setattr(beside(sheet, "项目总金额:"), "value", "二十万"))
    good, bad = read_confined("模板.zip", zipped({"好.xlsx": filled_template("weihai"), "坏.xlsx": broken}))
    assert isinstance(good, FilledTemplate)
    assert isinstance(bad, FilledTemplate)
    assert (good.stamp, good.mistakes, good.marked) == (stamp_for("weihai", form_id=7, revision=3), (), b"")
    assert [form.document for form in good.forms] == [filled("weihai")]
    assert ([mistake.text for mistake in bad.mistakes], bad.forms) == (["二十万"], ())
    assert bad.marked.startswith(b"PK")


def test_a_layout_can_be_given() -> None:
    content = document_of()
    assert read_confined("表.docx", content, LAYOUTS[0]) == read_file("表.docx", content, layout=LAYOUTS[0])


def test_a_mistake_of_our_own_is_logged_and_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        [reading] = read_confined("表.docx", document_of(), "no-such-layout")
    assert reading.forms == ()
    assert reading.problems


def test_nobody_waits_for_a_reading_that_is_no_longer_wanted() -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, of: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        read_confined("表.docx", document_of(), progress=stop)


def test_a_file_that_is_too_large_costs_no_process() -> None:
    [reading] = read_confined("表.txt", b"x" * 100, limits=Limits(file_bytes=10, seconds=0))
    assert reading.problems[0].startswith("文件有 0 MB")


def test_readings_come_through_the_wire_as_they_were() -> None:
    layout = latest_layout(LAYOUTS[0])
    form = ReadForm(
        document=specimen(layout, framework_of(layout)),
        place="第 1 页",
        sightings={"amounts.total": Sighting("B3", str(Decimal("1.50")))},
        doubts=(Doubt("amounts.total", "看不清"),),
        notes=(Note("amounts.total", "unit-contradicts-label", "按元读入"),),
        leftovers=(Leftover("C4", "多余"),),
    )
    reading = FileReading("表.docx", (form,), (Leftover("第 2 页", "说明"),), ("一句话",))
    assert from_wire(json.loads(json.dumps(to_wire(reading)))) == reading
