from __future__ import annotations

from projects.row_matching import RowFace, match_rows

QUANTITY, QUALITY = ("产出目标", "数量"), ("产出目标", "质量")


def row(name: str, target: str = "", category: tuple[str, str] = QUANTITY) -> RowFace:
    return RowFace(category, name, (target,))


def test_rows_that_moved_are_recognised() -> None:
    old = [row("培训班次", ">=6次"), row("培训人次", ">=776人"), row("合格率", ">=90%", QUALITY)]
    assert match_rows(old, [old[2], old[1], old[0]]) == [2, 1, 0]


def test_equal_rows_are_paired_in_their_order() -> None:
    twice = [row("培训班次", ">=6次"), row("培训班次", ">=6次")]
    assert match_rows(twice, [*twice, twice[0]]) == [0, 1, None]


def test_a_row_keeps_its_name_when_its_target_changes() -> None:
    old = [row("培训班次", ">=4次"), row("培训人次", ">=776人")]
    new = [row("培训人次", ">=800人"), row("培训班次", ">=6次")]
    assert match_rows(old, new) == [1, 0]


def test_a_renamed_row_is_found_by_likeness_before_its_place() -> None:
    old = [row("课件制作数量", ">=5部"), row("举办讲座", ">=12场")]
    new = [row("举办专题讲座", ">=12场"), row("党员教育课件制作数量", ">=5部")]
    assert match_rows(old, new) == [1, 0]


def test_a_row_that_went_to_another_category_is_found_by_its_name() -> None:
    old = [row("培训班次", ">=6次"), row("合格率", ">=90%", QUALITY)]
    new = [row("培训班次", ">=6次", QUALITY), row("合格率", ">=90%", QUALITY)]
    assert match_rows(old, new) == [0, 1]


def test_what_is_left_is_paired_by_its_place_in_the_category() -> None:
    old = [row("培训班次", ">=6次"), row("甲", "健全")]
    new = [row("培训班次", ">=6次"), row("完全不同的内容", "2020年底")]
    assert match_rows(old, new) == [0, 1]


def test_new_rows_continue_nothing() -> None:
    assert match_rows([], [row("培训班次")]) == [None]
    assert match_rows([row("甲", "1")], [row("乙", "健全", QUALITY)]) == [None]


def test_rows_without_a_name_are_not_taken_for_each_other() -> None:
    old = [row("", "健全"), row("培训班次", ">=6次")]
    new = [row("培训班次", ">=6次"), row("", "2020年12月31日")]
    assert match_rows(old, new) == [1, None]


def test_very_many_rows_are_compared_by_place_only() -> None:
    old = [row(f"指标{number}", "=1") for number in range(150)]
    new = [row(f"条目{number}", "=2") for number in range(150)]
    assert match_rows(old, new) == list(range(150))
