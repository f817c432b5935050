"""A paper with a cover, two ruled grids, a plain list and a grid on a page of its own."""

from __future__ import annotations

from decimal import Decimal

from projects.paper.grid import Band, Cell, CellStyle, Grid, GridForm, Paper, Row, RowGroup

LABEL, VALUE, HEAD, GROUP, CENTRED = (
    CellStyle.LABEL,
    CellStyle.VALUE,
    CellStyle.HEAD,
    CellStyle.GROUP,
    CellStyle.CENTRED_LABEL,
)


def columns(*widths: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, widths))


def fields(*rows: tuple[Cell, ...], key: str = "") -> Band:
    return Band(tuple(RowGroup((Row(row),)) for row in rows), key=key)


COVER = Grid(
    title="某区申报表",
    columns=columns(30, 70),
    bands=(fields((Cell("项目名称：", LABEL), Cell("课件经费", LABEL))),),
    centre_note="2026 年度",
    form=GridForm.COVER,
)
BASIC = Grid(
    title="基本情况",
    columns=columns(20, 80),
    bands=(
        fields((Cell("负责人", LABEL), Cell("林晓舟")), key="one"),
        fields((Cell("地址", CENTRED), Cell("和平路12号")), key="two"),
        Band(
            head=(
                Row((Cell("任务", HEAD, 1, 2), Cell("金额", HEAD))),
                Row((Cell("总额", HEAD),)),
            ),
            groups=(RowGroup((Row((Cell("产出", GROUP, 1, 2), Cell("十"))), Row((Cell("二十"),)))),),
            key="three",
        ),
    ),
)
UNTITLED = Grid(title="", columns=columns(50, 50), bands=(fields((Cell("甲", LABEL), Cell("乙"))),))
LIST = Grid(
    title="总目标",
    columns=columns(100),
    bands=(fields((Cell("1、建设基层组织", CellStyle.NARRATIVE),)),),
    form=GridForm.PLAIN,
)
LAST = Grid(
    title="年度目标表", columns=columns(40, 60), bands=(fields((Cell("丙", LABEL), Cell("丁"))),), new_page=True
)

PAPER = Paper(name="课件经费", grids=(COVER, BASIC, UNTITLED, LIST, LAST))
ACROSS = Paper(name="课件经费", grids=(BASIC,), is_landscape=True)
