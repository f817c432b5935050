"""The nine official tables of a disclosure as grids, added up from income and spending by subject.

No total is ever typed: every one is the sum of the lines below it. A table without any amount carries
:data:`~projects.disclosure.checks.empty_tables.NOTE`, a filled one does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from projects.disclosure.checks.empty_tables import NOTE
from projects.disclosure.subject_amounts import (
    ECONOMIC_LENGTHS,
    FUNCTIONAL_LENGTHS,
    BudgetData,
    Fund,
    IncomeLine,
    SpendingLine,
    SubjectRow,
    ThreePublicAmounts,
    added,
    by_subject,
)
from projects.money import Places, format_amount, shown_places, to_unit
from projects.paper.grid import Band, Cell, CellStyle, Grid, Row, RowGroup

Amounts = tuple[Decimal | None, ...]

_CODE, _NAME, _MONEY = Decimal(12), Decimal(30), Decimal(14)  # relative widths of columns
_INDENT = "　"


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """One of the nine: its grid, and what stands under it."""

    grid: Grid
    note: str = ""


def official_tables(data: BudgetData, unit: str = "万元") -> tuple[OfficialTable, ...]:
    """The nine tables in the official order, amounts in ``unit``."""
    draw = _Drawer(data, unit)
    return (
        draw.balance("部门预算收支总表", tuple(Fund), lambda _line: True),
        draw.income(),
        draw.spending("部门预算支出总表", lambda _line: True),
        draw.balance(
            "部门预算财政拨款收支总表", tuple(fund for fund in Fund if fund.is_fiscal), lambda line: line.fund.is_fiscal
        ),
        draw.spending("部门预算一般公共预算财政拨款支出表", lambda line: line.fund is Fund.GENERAL),
        draw.basic_spending(),
        draw.spending("部门预算政府性基金预算财政拨款支出表", lambda line: line.fund is Fund.GOVERNMENT_FUND),
        draw.spending("部门预算国有资本经营预算财政拨款支出表", lambda line: line.fund is Fund.STATE_CAPITAL),
        draw.three_public(),
    )


@dataclass(frozen=True, slots=True)
class _Drawer:
    data: BudgetData
    unit: str

    def balance(self, title: str, funds: Sequence[Fund], wanted: Callable[[SpendingLine], bool]) -> OfficialTable:
        """Income by fund on the left, spending by functional 类 on the right, both sums at the bottom."""
        income = [(fund.value, added(line.amount for line in self.data.income if line.fund is fund)) for fund in funds]
        lines = [line for line in self.data.spending if wanted(line)]
        subjects = by_subject(lines, _functional, (_any,), FUNCTIONAL_LENGTHS[:1], self.data.names)
        spending = [(f"{row.code} {row.name}".strip(), row.amounts[0]) for row in subjects]
        totals = added(amount for _, amount in income), added(amount for _, amount in spending)
        rows = [
            _row([self._label(left[0]), self._money(left[1]), self._label(right[0]), self._money(right[1])])
            for left, right in zip_longest(income, spending, fillvalue=("", None))
        ]
        rows.append(
            _row([self._label("收入总计"), self._money(totals[0]), self._label("支出总计"), self._money(totals[1])])
        )
        heads = ("收入项目", "预算数", "支出项目（按功能分类）", "预算数")
        return self._table(title, heads, (_NAME, _MONEY, _NAME, _MONEY), rows, is_filled=any(totals))

    def income(self) -> OfficialTable:
        """Income by functional subject and fund."""
        columns = (_any, *(_of_fund(fund) for fund in Fund))
        rows = by_subject(self.data.income, _functional_of_income, columns, FUNCTIONAL_LENGTHS, self.data.names)
        heads = ("科目编码", "科目名称", "合计", *(fund.value for fund in Fund))
        return self._by_subject("部门预算收入总表", heads, rows, len(columns))

    def spending(self, title: str, wanted: Callable[[SpendingLine], bool]) -> OfficialTable:
        """Spending by functional subject: all of it, 基本支出, 项目支出."""
        lines = [line for line in self.data.spending if wanted(line)]
        columns = (_any, _is_basic, _is_project)
        rows = by_subject(lines, _functional, columns, FUNCTIONAL_LENGTHS, self.data.names)
        return self._by_subject(title, ("科目编码", "科目名称", "合计", "基本支出", "项目支出"), rows, len(columns))

    def basic_spending(self) -> OfficialTable:
        """基本支出 of the general public budget by economic subject: 人员经费, 公用经费."""
        lines = [line for line in self.data.spending if line.fund is Fund.GENERAL and not line.is_project]
        columns = (_any, _is_personnel, _is_public)
        rows = by_subject(lines, _economic, columns, ECONOMIC_LENGTHS, self.data.names)
        heads = ("科目编码", "科目名称", "合计", "人员经费", "公用经费")
        return self._by_subject("部门预算一般公共预算财政拨款基本支出表", heads, rows, len(columns))

    def three_public(self) -> OfficialTable:
        """“三公”经费 of this year beside last year's."""
        now, before = self.data.three_public, self.data.three_public_last_year or ThreePublicAmounts()
        lines = (
            ("合计", now.total, before.total),
            ("一、因公出国（境）费", now.abroad, before.abroad),
            ("二、公务用车购置及运行维护费", now.cars, before.cars),
            (f"{_INDENT}其中：公务用车购置费", now.car_purchase, before.car_purchase),
            (f"{_INDENT}　　　公务用车运行维护费", now.car_running, before.car_running),
            ("三、公务接待费", now.reception, before.reception),
        )
        rows = [
            _row([self._label(name), self._money(last_year), self._money(amount)]) for name, amount, last_year in lines
        ]
        year = self.data.fiscal_year
        heads = ("项目", f"{year - 1}年预算数", f"{year}年预算数")
        is_filled = bool(now.total or before.total)
        return self._table(
            "部门预算财政拨款“三公”经费支出预算表", heads, (_NAME, _MONEY, _MONEY), rows, is_filled=is_filled
        )

    def _by_subject(self, title: str, heads: Sequence[str], subjects: list[SubjectRow], columns: int) -> OfficialTable:
        """合计 first, then every subject; the sums of 合计 are those of the highest subjects."""
        highest = [subject for subject in subjects if subject.depth == 0]
        totals = [added(subject.amounts[number] for subject in highest) for number in range(columns)]
        rows = [_row([self._label(""), self._label("合计"), *map(self._money, totals)])]
        rows += [
            _row(
                [
                    Cell(each.code, CellStyle.CENTRE),
                    self._label(_INDENT * each.depth + each.name),
                    *map(self._money, each.amounts),
                ]
            )
            for each in subjects
        ]
        return self._table(title, heads, (_CODE, _NAME, *[_MONEY] * columns), rows, is_filled=any(totals))

    def _table(
        self, title: str, heads: Sequence[str], widths: tuple[Decimal, ...], rows: list[Row], *, is_filled: bool
    ) -> OfficialTable:
        head = _row([Cell(text, CellStyle.HEAD) for text in heads])
        band = Band(tuple(RowGroup((row,)) for row in rows), head=(head,))
        left, right = f"部门：{self.data.department}", f"单位：{self.unit}"
        grid = Grid(title, widths, (band,), left_note=left, right_note=right, new_page=True)
        return OfficialTable(grid, "" if is_filled else NOTE)

    def _label(self, text: str) -> Cell:
        return Cell(text, CellStyle.VALUE)

    def _money(self, amount: Decimal | None) -> Cell:
        if amount is None:
            return Cell("", CellStyle.MONEY)
        return Cell(
            format_amount(amount, self.unit, Places.FIXED),
            CellStyle.MONEY,
            number=to_unit(amount, self.unit),
            decimals=shown_places(amount, self.unit, Places.FIXED),
        )


def _row(cells: Iterable[Cell]) -> Row:
    return Row(tuple(cells))


def _functional(line: SpendingLine) -> str:
    return line.functional


def _functional_of_income(line: IncomeLine) -> str:
    return line.functional


def _economic(line: SpendingLine) -> str:
    return line.economic


def _any(_line: IncomeLine | SpendingLine) -> bool:
    return True


def _of_fund(fund: Fund) -> Callable[[IncomeLine], bool]:
    return lambda line: line.fund is fund


def _is_basic(line: SpendingLine) -> bool:
    return not line.is_project


def _is_project(line: SpendingLine) -> bool:
    return line.is_project


def _is_personnel(line: SpendingLine) -> bool:
    return line.is_personnel


def _is_public(line: SpendingLine) -> bool:
    return not line.is_personnel
