"""The eight 威海 forms, stored, printed and read back: PDF, Excel and JSON."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from projects.document import FormDocument
from projects.models import PerformanceForm, Status
from projects.paper.grid import CellStyle, Paper
from reports.outputs import OUTPUTS
from reports.papers import paper_of
from reports.writers.xlsx import cell_positions
from tests.factories import make_form, make_region, make_unit
from tests.reports.writers.pdf_reading import Page, read_pdf, squeezed

pytestmark = pytest.mark.django_db

DEMO = Path(__file__).resolve().parents[2] / "fixtures" / "demo" / "weihai"
NUMBERS = range(1, 9)
TITLE = "2020年部门项目支出预算绩效目标下达表"
HEAD = "一级指标二级指标三级指标年度目标值"
LABELS = (
    "预算单位: 项目名称*: 项目类别: 项目性质: 是否包含二级项目: 功能科目: 部门经济科目: 填报人: 联系电话 "
    "开始时间*: 结束时间*: 项目总金额: 本年度预算申请金额: 上年度项目预算金额: 上年度项目执行数: "
    "是否包含政府采购: 是否包含五项经费: 项目概况*: 项目立项依据*: 项目设立的必要性*: 保证项目实施制度、措施*: "
    "项目实施计划*: 项目总目标*: 年度绩效目标*: 需要说明的其他问题:"
).split()
TREE = (
    "投入与目标管理 投入管理 财务管理 项目管理 资产管理 决策管理 目标管理 产出目标 数量 质量 时效 成本 "
    "效果目标 经济效益 社会效益 环境效益 满意度 影响力目标 长效管理 人力资源 部门协助 配套设施 信息共享 其它"
).split()


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def _stored(source: Path) -> PerformanceForm:
    """The form of an exchange file, issued."""
    document = FormDocument.from_json(json.loads(source.read_text(encoding="utf-8")))
    unit = make_unit(make_region(document.at("region.name")), document.at("unit.name"))
    form = make_form(unit, document, status=Status.ISSUED)
    return PerformanceForm.objects.with_document().get(pk=form.pk)


@pytest.fixture(params=NUMBERS, ids=lambda number: f"demo-{number:02}")
def demo_form(request) -> PerformanceForm:
    return _stored(DEMO / f"weihai-{request.param:02}.json")


@pytest.fixture(params=NUMBERS, ids=lambda number: f"sample-{number:02}")
def sample_form(request, samples_dir: Path) -> PerformanceForm:
    return _stored(samples_dir / "expected" / f"weihai-{request.param:02}.json")


def _file(form: PerformanceForm, extension: str) -> bytes:
    output = OUTPUTS[extension]
    return output.joined([output.part(form)])


def _texts(paper: Paper, *styles: CellStyle) -> list[str]:
    return [cell.text for row in paper.grids[0].rows() for cell in row.cells if cell.style in styles]


def _in_frame(page: Page) -> str:
    return squeezed("".join(line.text for line in page.lines if any(f.top < line.y < f.bottom for f in page.frames)))


def _pdf_pages(content: bytes) -> list[str]:
    """What stands in the grid of each page, without white space and without labels repeated with （续）."""
    repeated = "|".join(re.escape(text) for text in [*LABELS, *TREE])
    return [re.sub(f"({repeated})（续）", "", _in_frame(page)) for page in read_pdf(content)]


def _assert_pdf_says_the_grid(form: PerformanceForm) -> list[str]:
    """Returns the pages that the indicator table goes on to."""
    paper, pages = paper_of(form), _pdf_pages(_file(form, "pdf"))
    assert len(pages) >= 2
    first, *others = pages
    table = next(number for number, text in enumerate(pages) if HEAD in text)
    continued = others[table:]
    assert all(text.startswith(HEAD) for text in continued)
    unrepeated = [first, *others[:table], *(text.removeprefix(HEAD) for text in continued)]
    said = "".join(squeezed(cell.text) for row in paper.grids[0].rows() for cell in row.cells)
    assert "".join(unrepeated) == said
    return continued


def _assert_excel_says_the_grid(form: PerformanceForm) -> None:
    paper = paper_of(form)
    sheet = load_workbook(BytesIO(_file(form, "xlsx"))).worksheets[0]
    compared = 0
    for position in cell_positions(paper):
        read = sheet[position.area.coordinate]
        if position.cell.number is not None:
            assert (read.data_type, Decimal(str(read.value))) == ("n", position.cell.number)
        else:
            assert (read.data_type, read.value) == ("s" if position.cell.text else "n", position.cell.text or None)
        compared += 1
    assert compared == sum(len(row.cells) for row in paper.grids[0].rows())


def test_title_labels_and_tree_are_those_of_the_paper(demo_form):
    paper = paper_of(demo_form)
    grid = paper.grids[0]
    assert (grid.title, grid.centre_note, grid.right_note) == (TITLE, "年份（2020）", "金额单位：万元")
    assert _texts(paper, CellStyle.LABEL) == LABELS
    assert "".join(_texts(paper, CellStyle.HEAD)) == HEAD
    assert _texts(paper, CellStyle.GROUP) == TREE


def test_the_pdf_says_every_cell_in_order(demo_form):
    assert _assert_pdf_says_the_grid(demo_form)


def test_the_pdf_of_a_sample_says_every_cell_in_order(sample_form):
    _assert_pdf_says_the_grid(sample_form)


def test_every_page_has_title_or_head_and_its_number(demo_form):
    pages = read_pdf(_file(demo_form, "pdf"))
    assert pages[0].text.startswith(TITLE)
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in page.text


def test_the_workbook_says_every_cell(demo_form):
    _assert_excel_says_the_grid(demo_form)


def test_the_workbook_of_a_sample_says_every_cell(sample_form):
    _assert_excel_says_the_grid(sample_form)


def test_the_json_is_the_fixture(demo_form, request):
    number = request.node.callspec.params["demo_form"]
    fixture = json.loads((DEMO / f"weihai-{number:02}.json").read_text(encoding="utf-8"))
    assert _without_blanks(json.loads(_file(demo_form, "json"))) == _without_blanks(fixture)


def test_the_json_of_a_sample_is_the_sample(sample_form, samples_dir, request):
    number = request.node.callspec.params["sample_form"]
    sample = json.loads((samples_dir / "expected" / f"weihai-{number:02}.json").read_text(encoding="utf-8"))
    for key in ("uncertain", "notes"):
        sample.pop(key, None)
    assert _without_blanks(json.loads(_file(sample_form, "json"))) == _without_blanks(sample)


def _without_blanks(value):
    if isinstance(value, dict):
        kept = {key: _without_blanks(member) for key, member in value.items()}
        return {key: member for key, member in kept.items() if member not in (None, [], {})}
    if isinstance(value, list):
        return [_without_blanks(member) for member in value]
    return value


def test_the_labels_stand_in_the_samples_order(samples_dir):
    text = (samples_dir / "text" / "weihai.txt").read_text(encoding="utf-8").partition("\n## ")[0]
    cells = [squeezed(cell) for line in text.splitlines() for cell in line.split("\t")]
    assert [cell for cell in cells if cell in LABELS] == LABELS
    assert [cell for cell in cells if cell in TREE] == TREE
    assert TITLE in cells
