import pytest

from reports.writers.even_lines import even_lines


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("项目概况*:", 9, ["项目概况*:"]),
        ("上年度项目预算金额:", 9, ["上年度项目", "预算金额:"]),
        ("本年度预算申请金额：", 9, ["本年度预算", "申请金额："]),
        ("保证项目实施制度、措施*:", 9, ["保证项目实施", "制度、措施*:"]),
        ("一二三四五六七八九十", 4, ["一二三四", "五六七八", "九十"]),
        ("项目（含二级）支出", 5, ["项目（含二", "级）支出"]),
        ("ABCDEFGH项目", 6, ["ABCDEFGH", "项目"]),
        ("已有\n分行的标签名称", 4, ["已有\n分行的标签名称"]),
        ("ABCDEFGHIJKLMNOP", 4, ["ABCDEFGHIJKLMNOP"]),
        ("", 4, [""]),
    ],
)
def test_labels_break_into_even_lines(text, room, lines):
    assert even_lines(text, room) == lines


def test_a_text_longer_than_any_label_is_left_alone():
    assert even_lines("长" * 5000, 8) == ["长" * 5000]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one():
    for room in range(3, 20):
        for line in even_lines("甲乙（丙丁），戊己《庚辛》：壬癸。", room):
            assert line[0] not in "），》：。"
            assert line[-1] not in "（《"
