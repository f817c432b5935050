"""Sums and products in prose that make up the budget."""

from __future__ import annotations

from decimal import Decimal

import pytest

from projects.review.arithmetic import calculation_of
from projects.review.quantities import quantities


@pytest.mark.parametrize(
    ("total", "texts", "shown"),
    [
        (9800000, ["为49个社区各拨付，每个社区20万元"], "每个社区20万元 × 49个"),
        (408000, ["每月2000元，共17人"], "每月2000元 × 17人 × 12"),
        (800000, ["2月拨付40万元，7月拨付40万元"], "40万元 + 40万元"),
        (350000, ["课时费20万元", "教材费15万元"], "20万元 + 15万元"),
        (360000, ["误工补助30人×1000元×12个月"], "30人×1000元×12个月"),
        (52000, ["讲课费2000元，另按每人100元补助500人"], "2000元 + 每人100元 × 500人"),
    ],
)
def test_the_way_to_the_total(total: int, texts: list[str], shown: str):
    found = calculation_of(Decimal(total), texts, within=Decimal(0))
    assert found
    assert found.shown.startswith(shown), found.shown
    assert sum(term.value for term in found.terms) == found.total == total


def test_counts_may_stand_in_the_targets():
    assert calculation_of(Decimal(46 * 3600), ["每人每年3600元"], quantities("46人"), within=Decimal(0))


def test_no_way():
    assert calculation_of(Decimal(500000), ["为49个社区各拨付20万元"], within=Decimal(100)) is None
    assert calculation_of(Decimal(500000), [], within=Decimal(100)) is None


def test_rounding_to_the_last_printed_place_is_no_difference():
    text = ["本金1278132元，执行费15098元"]
    assert calculation_of(Decimal(1293300), text, within=Decimal(100))
    assert calculation_of(Decimal(1293300), text, within=Decimal(10)) is None
