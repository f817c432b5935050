"""The nine official tables of a disclosure as grids, added up from income and spending by subject.

No total is ever typed: every one is the sum of the lines below it. A table without any amount carries
:data:`~projects.disclosure.checks.empty_tables.NOTE`, a filled one does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from projects.disclosure.checks.empty_tables import NOTE
from projects.disclosure.numerals import numeral
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
Wanted = Callable[[IncomeLine | SpendingLine], bool]

_CODE, _NAME, _MONEY = Decimal(12), Decimal(30), Decimal(14)  # relative widths of columns
_INDENT = "　"
TABLE_COUNT = 9
"""How many public tables a booklet has."""


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """One of the nine: its grid, and what stands under it."""

    grid: Grid
    note: str = ""


def official_tables(data: BudgetData, unit: str = "万元") -> tuple[OfficialTable, ...]:
    """The nine tables in the official order, amounts in ``unit``."""
    draw = _Drawer(data, unit)
    drawn = (
        draw.balance("部门预算收支总表"),
        draw.income(),
        draw.spending("部门预算支出总表", lambda _line: True),
        draw.fiscal_balance("部门预算财政拨款收支总表"),
        draw.spending("部门预算一般公共预算财政拨款支出表", lambda line: line.fund is Fund.GENERAL),
        draw.basic_spending(),
        draw.spending("部门预算政府性基金预算财政拨款支出表", lambda line: line.fund is Fund.GOVERNMENT_FUND),
        draw.spending("部门预算国有资本经营预算财政拨款支出表", lambda line: line.fund is Fund.STATE_CAPITAL),
        draw.three_public(),
    )
    return tuple(_with_number(table, number) for number, table in enumerate(drawn, 1))


@dataclass(frozen=True, slots=True)
class _Drawer:
    data: BudgetData
    unit: str

    def balance(self, title: str) -> OfficialTable:
        """Income by fund on the left, spending by functional 类 on the right, both sums at the bottom."""
        left, right = self._income_of(tuple(Fund)), self._spending_of(self.data.spending, (_any,))
        heads = (
            (_head("收入", col_span=2), _head("支出", col_span=2)),
            tuple(map(_head, ("项目", "预算数", "项目（按功能分类）", "预算数"))),
        )
        return self._balance(title, heads, (_NAME, _MONEY, _NAME, _MONEY), left, right)

    def fiscal_balance(self, title: str) -> OfficialTable:
        """The same of 财政拨款, the spending parted by fund."""
        funds = tuple(fund for fund in Fund if fund.is_fiscal)
        lines = [line for line in self.data.spending if line.fund.is_fiscal]
        columns: tuple[Wanted, ...] = (_any, *map(_of_fund, funds))
        left, right = self._income_of(funds), self._spending_of(lines, columns)
        heads = (
            (_head("收入", col_span=2), _head("支出", col_span=len(columns) + 1)),
            tuple(map(_head, ("项目", "预算数", "项目（按功能分类）", "合计", *(fund.value for fund in funds)))),
        )
        return self._balance(title, heads, (_NAME, _MONEY, _NAME, *[_MONEY] * len(columns)), left, right)

    def _income_of(self, funds: Sequence[Fund]) -> list[tuple[Fund, Decimal | None]]:
        return [(fund, added(line.amount for line in self.data.income if line.fund is fund)) for fund in funds]

    def _spending_of(self, lines: Iterable[SpendingLine], columns: tuple[Wanted, ...]) -> list[SubjectRow]:
        return by_subject(lines, _functional, columns, FUNCTIONAL_LENGTHS[:1], self.data.names)

    def _balance(
        self,
        title: str,
        heads: Sequence[Iterable[Cell]],
        widths: tuple[Decimal, ...],
        income: Sequence[tuple[Fund, Decimal | None]],
        spending: Sequence[SubjectRow],
    ) -> OfficialTable:
        """What came over from the year before stands below the sum of this year, as in the official form."""
        columns = len(widths) - 3
        of_year = [(f"{fund.value}收入", amount) for fund, amount in income if fund is not Fund.CARRIED_OVER]
        carried = added(amount for fund, amount in income if fund is Fund.CARRIED_OVER)
        sum_of_year = added(amount for _, amount in of_year)
        spent = [added(row.amounts[number] for row in spending) for number in range(columns)]
        nothing: Amounts = (None,) * columns
        lines = [
            *zip_longest(
                (_numbered(number, name, amount) for number, (name, amount) in enumerate(of_year, 1)),
                (
                    (f"{numeral(number)}、{row.name or row.code}" if row.code else row.name, row.amounts)
                    for number, row in enumerate(spending, 1)
                ),
                fillvalue=None,
            ),
            (("本年收入合计", sum_of_year), ("本年支出合计", tuple(spent))),
            (("上年结转结余", carried), ("年终结转结余", nothing)),
            (("收入总计", added([sum_of_year, carried])), ("支出总计", tuple(spent))),
        ]
        rows = []
        for left, right in lines:
            name, amount = left or ("", None)
            subject, amounts = right or ("", nothing)
            rows.append(
                _row([self._label(name), self._money(amount), self._label(subject), *map(self._money, amounts)])
            )
        return self._table(title, heads, widths, rows, is_filled=any((sum_of_year, carried, *spent)))

    def income(self) -> OfficialTable:
        """Income by functional subject and fund."""
        columns = (_any, *(_of_fund(fund) for fund in Fund))
        rows = by_subject(self.data.income, _functional_of_income, columns, FUNCTIONAL_LENGTHS, self.data.names)
        heads = ("合计", *(fund.value for fund in Fund))
        return self._by_subject("部门预算收入总表", "功能分类科目", heads, rows)

    def spending(self, title: str, wanted: Callable[[SpendingLine], bool]) -> OfficialTable:
        """Spending by functional subject: all of it, 基本支出, 项目支出."""
        lines = [line for line in self.data.spending if wanted(line)]
        columns = (_any, _is_basic, _is_project)
        rows = by_subject(lines, _functional, columns, FUNCTIONAL_LENGTHS, self.data.names)
        return self._by_subject(title, "功能分类科目", ("合计", "基本支出", "项目支出"), rows)

    def basic_spending(self) -> OfficialTable:
        """基本支出 of the general public budget by economic subject: 人员经费, 公用经费."""
        lines = [line for line in self.data.spending if line.fund is Fund.GENERAL and not line.is_project]
        columns = (_any, _is_personnel, _is_public)
        rows = by_subject(lines, _economic, columns, ECONOMIC_LENGTHS, self.data.names)
        heads = ("合计", "人员经费", "公用经费")
        return self._by_subject("部门预算一般公共预算财政拨款基本支出表", "经济分类科目", heads, rows)

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
        heads = [map(_head, ("项目", f"{year - 1}年预算数", f"{year}年预算数"))]
        is_filled = bool(now.total or before.total)
        return self._table(
            "部门预算财政拨款“三公”经费支出预算表", heads, (_NAME, _MONEY, _MONEY), rows, is_filled=is_filled
        )

    def _by_subject(
        self, title: str, classification: str, heads: Sequence[str], subjects: list[SubjectRow]
    ) -> OfficialTable:
        """合计 first, then every subject; the sums of 合计 are those of the highest subjects."""
        columns = len(heads)
        above = (_head(classification, col_span=2), *(_head(text, row_span=2) for text in heads))
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
        both = (above, (_head("科目编码"), _head("科目名称")))
        return self._table(title, both, (_CODE, _NAME, *[_MONEY] * columns), rows, is_filled=any(totals))

    def _table(
        self,
        title: str,
        heads: Iterable[Iterable[Cell]],
        widths: tuple[Decimal, ...],
        rows: list[Row],
        *,
        is_filled: bool,
    ) -> OfficialTable:
        band = Band(tuple(RowGroup((row,)) for row in rows), head=tuple(map(_row, heads)))
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


def _with_number(table: OfficialTable, number: int) -> OfficialTable:
    """The official number stands above the table, left of the unit."""
    grid = replace(table.grid, right_note=f"公开{number:02}表{_INDENT}{table.grid.right_note}")
    return replace(table, grid=grid)


def _head(text: str, col_span: int = 1, row_span: int = 1) -> Cell:
    return Cell(text, CellStyle.HEAD, col_span=col_span, row_span=row_span)


def _numbered(number: int, name: str, amount: Decimal | None) -> tuple[str, Decimal | None]:
    return f"{numeral(number)}、{name}", amount


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


def _of_fund(fund: Fund) -> Wanted:
    return lambda line: line.fund is fund


def _is_basic(line: SpendingLine) -> bool:
    return not line.is_project


def _is_project(line: SpendingLine) -> bool:
    return line.is_project


def _is_personnel(line: SpendingLine) -> bool:
    return line.is_personnel


def _is_public(line: SpendingLine) -> bool:
    return not line.is_personnel
