"""The title of a disclosure, also where the paper breaks it into lines."""

from __future__ import annotations

import pytest

from reports.disclosure_reading.identity import title_and_year

OFFICE = "青石市河东区文化和旅游广电"


@pytest.mark.parametrize(
    ("lines", "title", "head"),
    [
        (
            ["河东区文旅局2023年部门预算", "公开说明", "河东区文旅局"],
            "河东区文旅局2023年部门预算公开说明",
            "河东区文旅局",
        ),
        ([OFFICE, "体育局2023年预算公开", "2023年3月"], f"{OFFICE}体育局2023年预算公开", f"{OFFICE}体育局"),
        ([OFFICE, "2023年文旅局预算公开"], "2023年文旅局预算公开", "文旅局"),
        (["附件", "文旅局2023年预算公开", "目录"], "文旅局2023年预算公开", "文旅局"),
        (["河东区文化和旅游局关于公开的通知：", "文旅局2023年预算公开"], "文旅局2023年预算公开", "文旅局"),
    ],
)
def test_a_title_goes_over_lines(lines: list[str], title: str, head: str) -> None:
    assert title_and_year(lines) == (title, 2023, head)
