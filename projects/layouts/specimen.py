"""A made-up document that fills every place of a layout, to look at its paper before anybody uses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from indicators.framework import Category, Framework
from projects.catalog import SLOT_KEYS, Kind, Slot, slot_of
from projects.document import SCHEMA, FormDocument
from projects.layouts.model import FieldCell, Layout, LineColumn, LineTable

FISCAL_YEAR = 2026
_ROWS = 2  # of tables that have no tree to follow
_TEXTS = {
    "project.code": "13000026P000000100001",
    "project.name": "社区卫生服务能力提升",
    "project.leader": "林晓舟",
    "project.filler": "高若文",
    "project.phone": "5550126",
    "project.address": "和平路12号",
    "project.postcode": "100000",
    "funding_sources.name": "财政拨款收入",
    "expenditures.basis": "按全年培训12期、每期1万元测算。\n讲课费、资料费、场地费按规定标准计算。",
    "expenditures.note": "分两期支付",
    "procurements.item": "办公设备",
    "procurements.quantity": "2台",
    "indicators.goal": "服务能力提升",
    "indicators.description": "全年接受服务的居民人次占应服务人次的比例",
    "indicators.target": "≥90%",
    "indicators.medium_target": "≥95%",
    "indicators.history": "≥85%",
    "indicators.basis": "上年实际完成数",
    "indicators.standard": "历史标准",
    "indicators.source": "部门业务指标库",
    "indicators.data_source": "业务信息系统",
    "indicators.scoring_rule": "按完成比例得分",
    "duties.duty": "基层卫生服务",
    "duties.indicator": "服务覆盖率\n居民满意度",
    "duties.excellent": "≥90%",
    "duties.good": "80%—90%",
    "duties.fair": "70%—80%",
    "duties.poor": "＜70%",
    "tasks.name": "服务能力提升",
    "tasks.content": "培训医护人员，更新检查设备，完善服务流程。",
    "measures.name": "加强组织领导",
}
_PLACES = {
    "region": ("130000", "样例区"),
    "department": ("103", "样例区卫生健康局"),
    "unit": ("103001", "样例区社区卫生服务中心"),
    "project.category": ("003001", "公共服务"),
}
_SUBJECTS = {"functional": ("2100302", "乡镇卫生院"), "economic": ("30299", "其他商品和服务支出")}
_AMOUNTS = {  # such that the parts add up to their wholes
    "amounts.total": "3000000.00",
    "amounts.total_fiscal": "2500000.00",
    "amounts.total_other": "500000.00",
    "amounts.current_year": "1234500.00",
    "amounts.fiscal": "1000000.00",
    "amounts.other": "234500.00",
    "amounts.prior_year_budget": "980000.00",
    "amounts.prior_year_executed": "955000.00",
    "tasks.amount": "1234500.00",
    "tasks.fiscal": "1000000.00",
    "tasks.other": "234500.00",
}
_AMOUNT = "120000.00"
_NUMBER = "number"
_PERCENTS = ("25", "50", "75", "100")


def specimen(layout: Layout, framework: Framework) -> FormDocument:
    """Every field of the layout filled in, one indicator under every category of its framework."""
    return FormDocument.from_json(_Maker(layout, framework).data())


class _Maker:
    """Collects the exchange object."""

    def __init__(self, layout: Layout, framework: Framework) -> None:
        self._layout = layout
        self._framework = framework
        self._data: dict[str, Any] = {"schema": SCHEMA, "layout": layout.slug, "fiscal_year": FISCAL_YEAR}

    def data(self) -> dict[str, Any]:
        for place in ("region", "department", "unit"):  # titles and notes name them, too
            self._data[place] = _coded(*_PLACES[place])
        self._put("project.name", _TEXTS["project.name"])
        for cell in self._layout.cells():
            slot = slot_of(cell.path)
            if slot:
                self._fill_slot(slot, cell)
            elif cell.field.editable:
                self._fill(cell)
        for table in self._layout.tables():
            self._data[table.lines] = list(self._rows(table))
        return self._data

    def _fill(self, cell: FieldCell) -> None:
        prefix = cell.path.rpartition(".")[0]
        for part in cell.field.parts:
            self._put(f"{prefix}.{part}", _value(f"{prefix}.{part}", Kind.DATE, cell))
        if cell.field.column:
            self._put(cell.path, _value(cell.path, cell.field.kind, cell))

    def _fill_slot(self, slot: Slot, cell: FieldCell) -> None:
        if not cell.field.editable:
            return
        key_member, key = SLOT_KEYS[slot.lines], slot.row_key(FISCAL_YEAR)
        rows = self._data.setdefault(slot.lines, [])
        row = next((row for row in rows if row[key_member] == key), None)
        if row is None:
            row = {key_member: key}
            rows.append(row)
        if cell.field.kind is Kind.PERCENT:
            row[slot.member] = _PERCENTS[min(len(rows), len(_PERCENTS)) - 1]
        else:
            row[slot.member] = _value(f"{slot.lines}.{slot.member}", cell.field.kind, cell)

    def _rows(self, table: LineTable) -> Iterator[dict[str, Any]]:
        categories = self._framework.categories if table.lines == "indicators" else (None,) * _ROWS
        for number, category in enumerate(categories):
            row = _row(table, number, category)
            if table.weight_total:
                share, rest = divmod(table.weight_total, len(categories))
                row["weight"] = str(share + rest if number == 0 else share)
            yield row

    def _put(self, path: str, value: Any) -> None:
        group, _, name = path.rpartition(".")
        target = self._data.setdefault(group, {}) if group else self._data
        target[name] = value


def _row(table: LineTable, number: int, category: Category | None) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in table.columns:
        field = column.field
        value = _value(f"{table.lines}.{field.column}", field.kind, column)
        if field.years_back:
            row.setdefault(field.column, {})[str(FISCAL_YEAR - field.years_back)] = value
        elif field.editable:
            row[column.value] = value
    if category:
        row |= {"level1": category.level1, "level2": category.level2, "level3": f"{category.level2}样例"}
    else:
        _tell_apart(row, table, number)
    return row


def _tell_apart(row: dict[str, Any], table: LineTable, number: int) -> None:
    """Rows without a category are numbered, or else have a number in their name."""
    column = table.columns[0]
    if column.value == _NUMBER:
        row[column.value] = str(number + 1)
    elif column.field.kind is Kind.TEXT:
        row[column.value] += f"（{number + 1}）"


def _value(path: str, kind: Kind, source: FieldCell | LineColumn) -> Any:
    """A value of this kind as it travels in the exchange format."""
    match kind:
        case Kind.MONEY:
            return _AMOUNTS.get(path, _AMOUNT)
        case Kind.PERCENT | Kind.POINTS:
            return _PERCENTS[0]
        case Kind.NUMBER:
            return FISCAL_YEAR
        case Kind.DATE:
            return f"{FISCAL_YEAR + 2}-12-31" if path.endswith("end_date") else f"{FISCAL_YEAR}-01-01"
        case Kind.FLAG:
            return True
        case Kind.CODED:
            return _coded(*_PLACES.get(path, ("30201", "办公费")))
        case Kind.SUBJECTS:
            return [_coded(*_SUBJECTS[source.field.subject_kind])]
    if source.choices:
        return source.choices[0].value
    name = source.label if isinstance(source, FieldCell) else source.name
    return _TEXTS.get(path) or (f"{name}样例" if kind is Kind.TEXT else _narrative(name))


def _narrative(name: str) -> str:
    return f"1. 这里写{name}，文字长了自动换行，行高随内容增加。\n2. 另起一段也可以，纸面上保留分段。"


def _coded(code: str, name: str) -> dict[str, str]:
    return {"code": code, "name": name}
