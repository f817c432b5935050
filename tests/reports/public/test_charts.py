"""Charts: widths, rests and the tables behind."""

from __future__ import annotations

from decimal import Decimal

from reports.public.charts import Chart, Item, largest_first


def _chart(*amounts, most=8):
    items = tuple(Item(f"第{number}项", Decimal(amount)) for number, amount in enumerate(amounts))
    return Chart("支出", "项目", "万元", items, most)


def test_the_longest_bar_fills_the_width_and_figures_stand_beside():
    bars = list(_chart("3500000.00", "400000.00", "1.00").bars())
    assert [(bar.width, bar.figure, bar.share) for bar in bars] == [
        (1000, "350.00", "89.7%"),
        (114, "40.00", "10.3%"),
        (0, "0.0001", "0.0%"),
    ]


def test_what_has_no_bar_is_one_rest_and_stands_in_the_table():
    chart = _chart(*["100000.00"] * 5, most=3)
    bars = list(chart.bars())
    assert [bar.item.name for bar in bars] == ["第0项", "第1项", "第2项", "其余 2 个项目"]
    assert (bars[3].figure, bars[3].is_rest, bars[3].width) == ("20.00", True, 1000)
    assert [row.item.name for row in chart.rows()] == [f"第{number}项" for number in range(5)]
    assert chart.total == "50.00"


def test_a_rest_of_one_is_itself():
    assert [bar.item.name for bar in _chart("3", "2", "1", most=2).bars()] == ["第0项", "第1项", "第2项"]


def test_parts_of_one_bar_follow_each_other():
    segments = list(_chart("500000.00", "250000.00", "250000.00").segments())
    assert [(part.start, part.width, part.tone) for part in segments] == [(0, 497, 0), (500, 247, 1), (750, 247, 2)]


def test_nothing_and_less_than_nothing_have_no_bar():
    assert list(_chart().bars()) == []
    assert [(bar.width, bar.share) for bar in _chart("0.00", "-10000.00").bars()] == [(0, ""), (0, "")]


def test_counts_have_no_decimals():
    assert Chart("指标", "类别", "条", (Item("数量", Decimal(1200)),)).total == "1,200"


def test_equal_items_stay_in_their_order():
    items = largest_first([Item("a", Decimal(1)), Item("b", Decimal(2)), Item("c", Decimal(1))])
    assert [item.name for item in items] == ["b", "a", "c"]
