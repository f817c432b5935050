"""Finding the region, department and unit that a document names, or planning to create them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from projects.document import Coded, FormDocument
from projects.exchange import Problem
from projects.layouts import latest_layout
from projects.layouts.model import Scope
from projects.models import Department, Region, RegionYear, Unit

_Place = TypeVar("_Place", Region, Department, Unit)


@dataclass(frozen=True, slots=True)
class Created:
    """A region, department, unit or region year that is not there yet."""

    row: Region | Department | Unit | RegionYear

    def __str__(self) -> str:
        return f"新建{self.row._meta.verbose_name}“{self.row}”"

    def store(self) -> None:
        self.row.save()


@dataclass(frozen=True, slots=True)
class CodeAdded:
    """A code that a document knows and the system does not."""

    row: Region | Department | Unit
    code: str

    def __str__(self) -> str:
        return f"{self.row._meta.verbose_name}“{self.row}”补上代码 {self.code}"

    def store(self) -> None:
        type(self.row)._default_manager.filter(pk=self.row.pk).update(code=self.code)


@dataclass(frozen=True, slots=True)
class DepartmentNamed:
    """A department that only stood in for its unit, until a document named it."""

    row: Department

    def __str__(self) -> str:
        return f"{self.row._meta.verbose_name}“{self.row}”改为在表上列出"

    def store(self) -> None:
        Department.objects.filter(pk=self.row.pk).update(implied=False)


NewPlace = Created | CodeAdded | DepartmentNamed


class Unclear(Exception):
    """A place that is named wrongly, ambiguously or not at all; ``problem`` says the remedy."""

    def __init__(self, path: str, message: str) -> None:
        self.problem = Problem(path, message)
        super().__init__(message)


class Places:
    """The organisation as stored, and what the documents of one import add to it in memory.

    ``new`` is in the order in which it has to be stored.
    """

    def __init__(self) -> None:
        self.new: list[NewPlace] = []
        self._regions = list(Region.objects.all())
        self._stored_regions = list(self._regions)
        self._departments = list(Department.objects.select_related("region"))
        self._units = list(Unit.objects.select_related("department__region"))
        self._years = {(row.region.name, row.fiscal_year): row for row in RegionYear.objects.select_related("region")}

    def unit_of(self, document: FormDocument) -> Unit:
        """The unit of a document, perhaps not stored yet. Raises :class:`Unclear`."""
        if document.unit is None:
            raise Unclear("unit", "没有写预算单位，请在文件的 unit.name 中写明")
        region = self._region(document.region)
        units = [unit for unit in self._units if unit.department.region == region]
        if document.department is None:
            found = _match(units, document.unit, "unit", Unit) or self._new_unit(
                self._department(region, Coded(None, document.unit.name), implied=True), document.unit
            )
        else:
            department = self._department(region, document.department)
            units = [unit for unit in units if unit.department == department]
            found = _match(units, document.unit, "unit", Unit) or self._new_unit(department, document.unit)
        self._add_code(found, document.unit)
        return found

    def department_of(self, region: Coded | None, department: Coded | None) -> Department:
        """A department by itself, perhaps not stored yet. Raises :class:`Unclear`."""
        if department is None:
            raise Unclear("department", "没有写部门，请在文件的 department.name 中写明")
        return self._department(self._region(region), department)

    def check_year(self, unit: Unit, fiscal_year: int) -> None:
        """Raises :class:`Unclear` where the region has not opened the year."""
        region = unit.department.region
        if (region.name, fiscal_year) not in self._years:
            message = f"{region} 还没有开放 {fiscal_year} 年度；请核对年度，或请管理员先在“设置”中新开这个年度"
            raise Unclear("fiscal_year", message)

    def use_year(self, unit: Unit, document: FormDocument) -> Iterable[Problem]:
        """See to the settings of the document's year; a note where they name another layout."""
        region, year = unit.department.region, document.fiscal_year
        scope = latest_layout(document.layout).scope
        setting = self._years.get((region.name, year))
        if setting is None and scope is Scope.PROJECT:
            setting = RegionYear(region=region, fiscal_year=year, layout=document.layout)
            self._years[region.name, year] = setting
            self.new.append(Created(setting))
        if setting is None:
            yield Problem("layout", f"{region} {year} 年度还没有设置，部门整体绩效目标照存，请在“设置”中新开年度")
            return
        own = setting.layout if scope is Scope.PROJECT else setting.department_layout
        if own != document.layout:
            named = f"用的是表样“{own}”" if own else "没有设部门整体绩效目标的表样"
            yield Problem("layout", f"{setting}{named}，此表仍按“{document.layout}”存入")

    def _region(self, named: Coded | None) -> Region:
        if named is None:
            if len(self._stored_regions) == 1:
                return self._stored_regions[0]
            names = "、".join(region.name for region in self._stored_regions) or "（无）"
            raise Unclear("region", f"没有写行政区划，请在文件的 region.name 中写明；系统中有：{names}")
        found = _match(self._regions, named, "region", Region) or self._create(self._regions, Region(), named)
        self._add_code(found, named)
        return found

    def _department(self, region: Region, named: Coded, *, implied: bool = False) -> Department:
        """``implied``: the document names none, and the unit needs one to stand under."""
        departments = [department for department in self._departments if department.region == region]
        found = _match(departments, named, "department", Department)
        if found is None:
            found = self._create(self._departments, Department(region=region, implied=implied), named)
        elif found.implied and not implied:
            found.implied = False
            if found.pk:
                self.new.append(DepartmentNamed(found))
        self._add_code(found, named)
        return found

    def _new_unit(self, department: Department, named: Coded) -> Unit:
        return self._create(self._units, Unit(department=department), named)

    def _create(self, rows: list[_Place], row: _Place, named: Coded) -> _Place:
        assert named.name, "_match refuses a new place without a name"
        row.name = named.name
        rows.append(row)
        self.new.append(Created(row))
        return row

    def _add_code(self, row: Region | Department | Unit, named: Coded) -> None:
        if row.code or not named.code:
            return
        row.code = named.code
        if row.pk:
            self.new.append(CodeAdded(row, named.code))


def _match(rows: list[_Place], named: Coded, path: str, model: Any) -> _Place | None:
    """The row of that name, and of that code where both know one; ``None`` when it is new.

    Raises :class:`Unclear` for a contradiction, several rows, or a text that is too long.
    """
    kind = model._meta.verbose_name
    for part in ("code", "name"):
        longest = model._meta.get_field(part).max_length
        if len(getattr(named, part) or "") > longest:
            raise Unclear(f"{path}.{part}", f"最多 {longest} 个字，请删减")
    if named.name is None:
        return _by_code(rows, named, path, kind)
    same_name = [row for row in rows if row.name == named.name]
    fitting = [row for row in same_name if not named.code or row.code in ("", named.code)]
    if len(fitting) > 1:
        raise Unclear(path, f"系统中有 {len(fitting)} 个{kind}都叫“{named.name}”，请再写明代码或主管部门")
    if fitting:
        return fitting[0]
    if same_name:
        raise Unclear(f"{path}.code", f"{kind}“{named.name}”在系统中的代码是 {same_name[0].code}，请核对")
    other = next((row for row in rows if named.code and row.code == named.code), None)
    if other:
        raise Unclear(f"{path}.code", f"代码 {named.code} 在系统中是{kind}“{other.name}”，请核对名称")
    return None


def _by_code(rows: list[_Place], named: Coded, path: str, kind: str) -> _Place:
    found = [row for row in rows if row.code == named.code]
    if len(found) != 1:
        count = f"有 {len(found)} 个" if found else "没有"
        raise Unclear(path, f"系统中{count}代码为 {named.code} 的{kind}，请在文件的 {path}.name 中写明名称")
    return found[0]
