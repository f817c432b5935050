"""The booklet of a disclosure: its sections in the official order.

Cover and contents, the nine tables, the explanations one to nine, and in the fifth of them the department's
performance goals and the table of every project. Where the region gives the fifth no title among the explanations,
they are eight, and the performance goals are the last part of the booklet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from projects.disclosure.budget_data import NOT_ENTERED, budget_data
from projects.disclosure.checks.empty_tables import NOTE
from projects.disclosure.checks.forms import form_name, forms_of_projects
from projects.disclosure.composed_texts import is_bought, is_owned
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.generated_texts import Explanation, explanations, worded
from projects.disclosure.glossary import NO_SUBJECTS, SubjectReference, with_glossary
from projects.disclosure.in_force import in_force
from projects.disclosure.official_tables import TABLE_COUNT, official_tables
from projects.disclosure.official_texts import TEMPLATES, TextTemplate, table_key
from projects.disclosure.project_spending import project_lines
from projects.document import FormDocument
from projects.paper.grid import Paper
from reports.disclosure import tables
from reports.disclosure.booklet import NUMERALS, Block, Booklet, Section, Subtitle, Table, Text
from reports.disclosure.performance import goal_sections

MISSING_FORM = "本项目的绩效目标表尚未下达，本册缺此表。"


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """A project's form with its paper as it prints, and what stands under it."""

    document: FormDocument
    paper: Paper
    note: str = ""


def compose_booklet(
    document: DisclosureDocument,
    forms: Sequence[ProjectForm],
    templates: Sequence[TextTemplate] = TEMPLATES,
    subjects: SubjectReference = NO_SUBJECTS,
) -> Booklet:
    """The booklet of the document in force, with the names of subjects in its tables and their glossary.

    Raises :class:`~projects.disclosure.templates.BadTemplate`.
    """
    document = in_force(document, [form.document for form in forms])
    texts = worded(document, templates)
    document = with_glossary(document, [form.document for form in forms], texts.values(), subjects)
    told = explanations(document, templates)
    sections = (
        *_official_tables(document, texts, subjects.names),
        Section(texts["explanations"], 1, _texts(texts.get("legal-basis")), starts_page=True),
        *_explanations((each for each in told if not each.is_apart), document, forms, texts),
        *(section for each in told if each.is_apart for section in _apart(each, document, forms, texts)),
    )
    return Booklet(texts["cover"], tuple(_imprint(document)), sections)


def _imprint(document: DisclosureDocument) -> Iterator[str]:
    if document.department.name:
        yield document.department.name
    if document.issued:
        year, month = document.issued.split("-")
        yield f"{year}年{int(month)}月"


def _official_tables(
    document: DisclosureDocument, texts: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[Section]:
    yield Section(texts["tables"], 1, starts_page=True)
    data = budget_data(document, names)
    for number, table in enumerate(official_tables(data, tables.unit_of(document))):
        is_last = number == TABLE_COUNT - 1
        note = table.note if is_last or data.spending or data.income else NOT_ENTERED
        title = texts[table_key(number + 1)]
        block = Table(replace(table.grid, title=""), title, _empty(texts) if note == NOTE else note)
        yield Section(f"{number + 1}.{title}", 2, (block,), starts_page=number > 0, is_landscape=True)


def _explanations(
    told: Iterable[Explanation], document: DisclosureDocument, forms: Sequence[ProjectForm], texts: Mapping[str, str]
) -> Iterator[Section]:
    for number, explanation in enumerate(told):
        title = f"{NUMERALS[number]}、{explanation.title}"
        if explanation.part == "performance":
            yield Section(title, 2)
            yield from goal_sections(document.performance)
            yield Section(texts["performance-projects"], 3, tuple(_paragraphs(explanation)))
            yield from _projects(document, forms)
        else:
            blocks = (*_paragraphs(explanation), *_tables_of(explanation.part, document, texts))
            yield Section(title, 2, blocks, is_landscape=explanation.part == "procurement")


def _apart(
    explanation: Explanation, document: DisclosureDocument, forms: Sequence[ProjectForm], texts: Mapping[str, str]
) -> Iterator[Section]:
    """The performance information as the last part of the booklet."""
    yield Section(explanation.title, 1, starts_page=True)
    goals = tuple(goal_sections(document.performance))
    if goals:
        yield Section(f"第一部分　{texts['performance-overall']}", 2)
        yield from goals
    ordinal = "第二部分" if goals else "第一部分"
    yield Section(f"{ordinal}　{texts['performance-projects']}", 2, tuple(_paragraphs(explanation)))
    yield from _projects(document, forms)


def _paragraphs(explanation: Explanation) -> Iterator[Block]:
    """Where several of the templates have a title, those are numbered; the department's own bear their numbers."""
    titled = [each for each in explanation.paragraphs if each.key and each.subtitle]
    for paragraph in explanation.paragraphs:
        if paragraph in titled and len(titled) > 1:
            yield Subtitle(f"{titled.index(paragraph) + 1}、{paragraph.subtitle}")
        elif (paragraph in titled and explanation.part != "performance") or (paragraph.subtitle and not paragraph.key):
            yield Subtitle(paragraph.subtitle)
        if paragraph.text:
            yield Text(paragraph.text)


def _tables_of(part: str, document: DisclosureDocument, texts: Mapping[str, str]) -> Iterator[Block]:
    if part == "duties" and document.institutions:
        yield Table(tables.institutions(document), "机构设置")
    elif part == "procurement":
        yield Table(tables.procurement(document), "政府采购预算表", "" if is_bought(document) else _empty(texts))
    elif part == "assets":
        yield Table(tables.assets(document), "固定资产占用情况表", "" if is_owned(document) else _empty(texts))


def _projects(document: DisclosureDocument, forms: Sequence[ProjectForm]) -> Iterator[Section]:
    """In the order of the forms where the text names the form of each project, else of the text; then the others."""
    lines, unit = project_lines(document), tables.unit_of(document)
    if all(line.form for line in lines):
        lines = tuple(sorted(lines, key=lambda line: line.form or ""))
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
    *first, last = (Table(grid, grid.title or form.paper.name) for grid in form.paper.grids)
    blocks = (*first, replace(last, note=form.note))
    title = f"{number}.{form_name(form.document)}绩效目标表"
    return Section(title, 3, blocks, starts_page=True, is_landscape=form.paper.is_landscape)


def _empty(texts: Mapping[str, str]) -> str:
    return texts.get("empty-table") or NOTE


def _texts(*texts: str | None) -> tuple[Block, ...]:
    return tuple(Text(text) for text in texts if text)
