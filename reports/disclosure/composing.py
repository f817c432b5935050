"""The booklet of a disclosure: its sections in the official order.

Cover and contents, the nine tables, the explanations one to nine, and in the fifth of them the department's
performance goals and the table of every project.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from projects.disclosure.budget_data import NOT_ENTERED, budget_data
from projects.disclosure.checks.empty_tables import NOTE
from projects.disclosure.checks.forms import form_name, forms_of_projects
from projects.disclosure.composed_texts import is_bought, is_owned
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.generated_texts import TEMPLATES, Explanation, TextTemplate, explanations
from projects.disclosure.official_tables import official_tables
from projects.disclosure.project_spending import project_lines, with_project_spending
from projects.document import FormDocument
from projects.paper.grid import Paper
from reports.disclosure import tables
from reports.disclosure.booklet import NUMERALS, Block, Booklet, Section, Subtitle, Table, Text
from reports.disclosure.performance import performance_sections

MISSING_FORM = "本项目的绩效目标表尚未下达，本册缺此表。"


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """A project's form with its paper as it prints."""

    document: FormDocument
    paper: Paper


def compose_booklet(
    document: DisclosureDocument, forms: Sequence[ProjectForm], templates: Sequence[TextTemplate] = TEMPLATES
) -> Booklet:
    """The booklet; 项目支出 is what the forms say. Raises :class:`~projects.disclosure.templates.BadTemplate`."""
    document = with_project_spending(document, [form.document for form in forms])
    sections = (
        *_official_tables(document),
        Section("部门预算公开情况说明", 1, _texts(document.legal_basis), starts_page=True),
        *_explanations(document, forms, templates),
    )
    return Booklet(document.title or "部门预算公开", tuple(_imprint(document)), sections)


def _imprint(document: DisclosureDocument) -> Iterator[str]:
    if document.department.name:
        yield document.department.name
    if document.issued:
        year, month = document.issued.split("-")
        yield f"{year}年{int(month)}月"


def _official_tables(document: DisclosureDocument) -> Iterator[Section]:
    yield Section("部门预算公开表", 1, starts_page=True)
    data = budget_data(document)
    for number, table in enumerate(official_tables(data, tables.unit_of(document))):
        is_last = number == len(NUMERALS) - 2
        note = table.note if is_last or data.spending or data.income else NOT_ENTERED
        block = Table(replace(table.grid, title=""), table.grid.title, note)
        yield Section(table.grid.title, 2, (block,), starts_page=number > 0, is_landscape=True)


def _explanations(
    document: DisclosureDocument, forms: Sequence[ProjectForm], templates: Sequence[TextTemplate]
) -> Iterator[Section]:
    for number, explanation in enumerate(explanations(document, templates)):
        blocks = (*_paragraphs(explanation), *_tables_of(explanation.part, document))
        is_landscape = explanation.part == "procurement"
        yield Section(f"{NUMERALS[number]}、{explanation.title}", 2, blocks, is_landscape=is_landscape)
        if explanation.part == "performance":
            yield from performance_sections(document.performance)
            yield from _projects(document, forms)


def _paragraphs(explanation: Explanation) -> Iterator[Block]:
    for paragraph in explanation.paragraphs:
        if paragraph.subtitle:
            yield Subtitle(paragraph.subtitle)
        if paragraph.text:
            yield Text(paragraph.text)


def _tables_of(part: str, document: DisclosureDocument) -> Iterator[Block]:
    if part == "duties" and document.institutions:
        yield Subtitle("机构设置")
        yield Table(tables.institutions(document), "机构设置")
    elif part == "procurement":
        yield Table(tables.procurement(document), "政府采购预算表", "" if is_bought(document) else NOTE)
    elif part == "assets":
        yield Table(tables.assets(document), "固定资产占用情况表", "" if is_owned(document) else NOTE)


def _projects(document: DisclosureDocument, forms: Sequence[ProjectForm]) -> Iterator[Section]:
    """The projects in the order of the text, then those that only have a form."""
    lines, unit = project_lines(document), tables.unit_of(document)
    positions = forms_of_projects(lines, [form.document for form in forms])
    number = 0
    for number, line in enumerate(lines, 1):
        position = positions.get(number - 1)
        if position is not None:
            yield _of_form(number, forms[position])
            continue
        budget = f"预算数{tables.amount(line.amount, unit)}{unit}。" if line.amount is not None else ""
        yield Section(f"{number}.{line.name or '（没有名称的项目）'}绩效目标表", 3, (Text(budget + MISSING_FORM),))
    others = (form for index, form in enumerate(forms) if index not in positions.values())
    for later, form in enumerate(others, number + 1):
        yield _of_form(later, form)


def _of_form(number: int, form: ProjectForm) -> Section:
    blocks = tuple(Table(grid, grid.title or form.paper.name) for grid in form.paper.grids)
    title = f"{number}.{form_name(form.document)}绩效目标表"
    return Section(title, 3, blocks, starts_page=True, is_landscape=form.paper.is_landscape)


def _texts(*texts: str | None) -> tuple[Block, ...]:
    return tuple(Text(text) for text in texts if text)
