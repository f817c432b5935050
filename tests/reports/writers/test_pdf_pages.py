"""Where pages break, and what stands on both sides of a break."""

from dataclasses import replace

import pytest

from projects.paper.grid import Paper
from reports.writers.pdf import write_pdf
from tests.reports.writers.pdf_reading import Page, read_pdf
from tests.reports.writers.sample_paper import SENTENCE, TREE, field_group, sample_paper

HEAD = ["一级指标", "二级指标", "三级指标", "年度目标值"]
ALL_LEVEL2 = {level2 for level2s in TREE.values() for level2 in level2s}
# CSS pixels between which the grid may stand.
PAGE_TOP, PAGE_BOTTOM = 49, 1051
GRID_LEFT = 64
VALUES_LEFT = 200


def print_pages(**texts) -> list[Page]:
    return read_pdf(write_pdf(sample_paper(**texts)).content)


def below_heads(page: Page) -> list[str]:
    """The texts of the indicator table on a page, without its head; empty if there is none."""
    texts = [line.text for line in page.grid_lines()]
    return texts[texts.index("一级指标") + 4 :] if "一级指标" in texts else []


def assert_closed(page: Page) -> None:
    """All text of the grid is in cells that have their lines, in frames closed on all sides."""
    assert page.frames
    assert all(frame.top >= PAGE_TOP and frame.bottom <= PAGE_BOTTOM for frame in page.frames)
    for line in page.grid_lines():
        page.cell_of(line)


def assert_labels_are_kept(pages: list[Page]) -> None:
    """Each page's part of the indicator table begins with the head and a 一级 label."""
    for page in pages:
        head = [line for line in page.grid_lines() if line.text in HEAD]
        if not head:
            assert not any(line.text in ALL_LEVEL2 for line in page.lines)
            continue
        assert [line.text for line in head] == HEAD
        first = min((c for c in page.cells if c.left == GRID_LEFT and c.top > head[0].y), key=lambda c: c.top)
        labels = [line.text for line in page.grid_lines() if page.cell_of(line) == first]
        assert "".join(labels).removesuffix("（续）") in TREE


def test_a_short_form_is_one_page():
    (grid,) = sample_paper().grids
    pages = read_pdf(write_pdf(Paper("短", (replace(grid, bands=grid.bands[::2]),))).content)
    assert len(pages) == 1
    assert_closed(pages[0])
    assert [frame.top for frame in pages[0].frames] == [106, 367]


@pytest.mark.parametrize("lines", range(1, 42, 4))
def test_no_label_is_lost_wherever_the_page_ends(lines):
    overview = "\n".join(f"{number}. 第{number}行" for number in range(1, lines + 1))
    indicators = {
        "质量": [(f"指标{n}", f">={n}%") for n in range(lines % 7)],
        "满意度": [("指标", "健全")] * (lines % 13),
    }
    pages = print_pages(narratives={"项目概况*:": overview}, indicators=indicators)
    assert_labels_are_kept(pages)
    for page in pages:
        assert_closed(page)
    groups = [text for page in pages for text in below_heads(page) if text in TREE]
    assert groups == list(TREE)
    assert not any("产出目标（续）" in below_heads(page) for page in pages), "a group of up to ten rows is not cut"


def test_a_page_ends_between_groups_where_they_are_small():
    pages = print_pages(narratives={"项目概况*:": "行\n" * 12})
    assert len(pages) == 2
    first, second = below_heads(pages[0]), below_heads(pages[1])
    whole = [level1 for level1 in TREE if level1 in first]
    assert all(level2 in first for level1 in whole for level2 in TREE[level1])
    assert not any("（续）" in text for text in first + second)


def test_two_hundred_indicators_repeat_head_and_labels():
    indicators = {
        "数量": [(f"指标数量{n}", f">={n}人次") for n in range(1, 81)],
        "质量": [(f"指标质量{n}", f">={n}%") for n in range(1, 61)],
        "社会效益": [(f"指标效益{n}", "健全") for n in range(1, 61)],
    }
    pages = print_pages(indicators=indicators)
    assert_labels_are_kept(pages)
    for page in pages:
        assert_closed(page)
    printed = [line.text for page in pages for line in page.lines if line.text.startswith("指标")]
    assert sorted(printed) == sorted(name for lines in indicators.values() for name, _ in lines)
    for page in pages[1:]:
        assert {"产出目标（续）", "效果目标（续）"} & set(below_heads(page))


@pytest.mark.parametrize("lines", range(18, 34, 2))
def test_label_and_text_begin_and_go_on_together(lines):
    narratives = {
        "项目概况*:": "行\n" * lines,
        "项目立项依据*:": SENTENCE * 8,
        "保证项目实施制度、措施*:": SENTENCE * 8,
    }
    for page in print_pages(narratives=narratives):
        for label in (cell for cell in page.cells if cell.left == GRID_LEFT):
            row = [line for line in page.grid_lines() if label.top < line.y < label.bottom]
            texts = [line for line in row if line.x > VALUES_LEFT]
            assert len(row) > len(texts) > 0 or len(row) == 1, row
            assert len({line.y for line in row if line.x < VALUES_LEFT}) == len(row) - len(texts), (
                "printed over another"
            )


@pytest.mark.parametrize("lines", range(20, 32, 3))
def test_a_short_row_stays_on_one_page(lines):
    (grid,) = sample_paper({"项目概况*:": "行\n" * lines}).grids
    fields, content, tree = grid.bands
    row = field_group("绩效目标*:", "短" * 190)
    bands = (fields, replace(content, groups=(content.groups[0], *[row] * 6)), tree)
    pages = read_pdf(write_pdf(Paper("短", (replace(grid, bands=bands),))).content)
    counts = ["".join(line.text for line in page.lines).count("短") for page in pages]
    assert len([count for count in counts if count]) == 2
    assert [count % 190 for count in counts] == [0] * len(pages)


def test_a_narrative_of_ten_thousand_characters_fills_its_pages():
    text = (SENTENCE * 200)[:10_000]
    pages = print_pages(narratives={"项目概况*:": text})
    values = [line for page in pages for line in page.grid_lines() if line.x > VALUES_LEFT]
    assert text in "".join(line.text for line in values)
    assert pages[0].grid_lines()[-1].y > PAGE_BOTTOM - 40, "the page before a long text is full"
    for page in pages:
        assert_closed(page)
    inner = [page for page in pages if len(page.cells) == 2]
    assert len(inner) >= 3
    assert all("项目概况*:（续）" in page.text for page in inner)


def test_the_continued_label_stands_only_where_a_text_goes_on():
    pages = print_pages(narratives={"项目概况*:": SENTENCE * 40})
    assert ["（续）" in page.text for page in pages] == [False, True, False]
    label = next(line for line in pages[1].lines if "（续）" in line.text)
    text = min((line for line in pages[1].grid_lines() if line.x > VALUES_LEFT), key=lambda line: line.y)
    assert label.y == pytest.approx(text.y, abs=0.5)
    assert (label.text, label.x) == ("项目概况*:（续）", 71)


def test_a_long_continued_label_breaks_into_lines():
    narratives = {"保证项目实施制度、措施*:": SENTENCE * 60}
    pages = print_pages(narratives=narratives)
    labels = [line.text for line in pages[1].grid_lines() if line.x == 71][:2]
    assert labels == ["保证项目实施", "制度、措施*:（续）"]


def test_an_indicator_longer_than_a_page_keeps_head_lines_and_text():
    name = "长" * 2500
    pages = print_pages(indicators={"数量": [("指标一", ">=1"), (name, ">=2"), ("指标三", ">=3")]})
    assert "".join(line.text for page in pages for line in page.lines if set(line.text) == {"长"}) == name
    for page in pages:
        assert_closed(page)
        if "长" in page.text:
            assert [line.text for line in page.grid_lines() if line.text in HEAD] == HEAD
