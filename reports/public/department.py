"""The page of one version of a department's budget: what it shows, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from projects.disclosure.checks.proof import Proof
from projects.disclosure.document import DisclosureDocument
from projects.models import Publication, PublishedForm
from reports.disclosure.booklet import Section
from reports.models import OfficialFile, PublishedFile
from reports.outputs import OUTPUTS
from reports.public import figures
from reports.public.charts import MONEY_UNIT, Chart, Item, largest_first
from reports.public.codes import qr_svg
from reports.public.reading import numbered_sections
from reports.public.versions import versions_beside, years_of_department

_DEEPEST = 2  # the contents beside the figures leave out the single projects
BOOKLET = 0
"""The number that files of the whole booklet have."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A project in one line: what it gets, what it is to achieve, where to read more."""

    form: PublishedForm
    amount: str
    goal: str
    files: list[PublishedFile]


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term of a sum as it is shown."""

    sign: str
    name: str
    figure: str


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """Everything on the page of ``publication``."""

    publication: Publication
    document: DisclosureDocument
    newest: Publication
    versions: list[Publication]
    years: list[int]
    promises: list[Promise]
    missing: list[Item]
    projects: Chart
    targets: Chart
    booklet_files: list[PublishedFile]
    contents: list[tuple[int, Section]]
    sections: int

    @property
    def is_in_force(self) -> bool:
        return self.newest.version == self.publication.version

    @property
    def total(self) -> str:
        return figures.money(self.document.budget.expenditure.total)

    @property
    def proof(self) -> Proof | None:
        return figures.total_proof(self.document)

    @property
    def projects_total(self) -> str:
        """As the budget has it; the sum of the projects where it does not say."""
        total = figures.project_spending(self.document)
        return self.projects.total if total is None else figures.money(total)

    @property
    def change(self) -> str:
        return figures.change_in_words(self.document)

    @property
    def terms(self) -> list[TermLine]:
        """The sum, a line for each term."""
        terms = self.proof.terms if self.proof else ()
        return [
            TermLine("＋" if number else "　", term.label, figures.money(term.amount))
            for number, term in enumerate(terms)
        ]

    @property
    def terms_total(self) -> str:
        return figures.money(self.proof.total) if self.proof else ""

    @property
    def three_public_total(self) -> str:
        return figures.money(self.document.three_public.total)

    @property
    def kinds(self) -> Chart:
        return figures.spending_by_kind(self.document)

    @property
    def public_expenses(self) -> tuple[figures.PublicExpense, ...]:
        return figures.public_expenses(self.document)

    @property
    def official(self) -> OfficialFile | None:
        """What the code on the booklet stands for."""
        return next((file.official for file in self.booklet_files if file.official), None)

    @property
    def code_picture(self) -> str:
        return qr_svg(self.official.code) if self.official else ""


def department_page(publication: Publication) -> DepartmentPage:
    """Five queries, however many forms, files, versions and years there are."""
    forms = list(publication.forms.select_related("project"))
    documents = [form.form_document for form in forms]
    document = publication.document
    files: dict[int, list[PublishedFile]] = {}
    for file in publication.files.select_related("official"):
        files.setdefault(file.form_number, []).append(file)
    for same in files.values():
        same.sort(key=in_reading_order)
    versions = versions_beside(publication)
    sections = numbered_sections(publication, documents)
    missing = figures.projects_without_form(document, documents)
    projects = [
        Item(form.name, figures.amount_of(each), form_url(publication, form.number))
        for form, each in zip(forms, documents, strict=True)
    ]
    return DepartmentPage(
        publication=publication,
        document=document,
        newest=versions[0],
        versions=versions,
        years=years_of_department(publication.disclosure.department_id),
        promises=[
            Promise(form, figures.money(form.amount), figures.promise(each), files.get(form.number, []))
            for form, each in zip(forms, documents, strict=True)
        ],
        missing=missing,
        projects=Chart(
            "项目支出",
            "项目",
            MONEY_UNIT,
            largest_first(item for item in (*projects, *missing) if item.value > Decimal(0)),
        ),
        targets=figures.targets_by_kind(documents),
        booklet_files=files.get(BOOKLET, []),
        contents=[(number, section) for number, section in sections if section.level <= _DEEPEST],
        sections=len(sections),
    )


def form_url(publication: Publication, number: int) -> str:
    """The page of a form of that version."""
    disclosure = publication.disclosure
    place = (disclosure.department.region_id, disclosure.fiscal_year, disclosure.department_id)
    return reverse("public:form", args=[*place, publication.version, number])


def form_files(publication: Publication, number: int) -> list[PublishedFile]:
    """The files of one form of that version."""
    files = PublishedFile.objects.filter(publication=publication, form_number=number).select_related("official")
    return sorted(files, key=in_reading_order)


def in_reading_order(file: PublishedFile) -> int:
    """For sorting files: what people read before what programs read."""
    order = tuple(OUTPUTS)
    return order.index(file.extension) if file.extension in order else len(order)
