"""One project over the years: what it got, and what it was to achieve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils.timezone import localdate

from projects.document import FormDocument
from projects.models import PublishedForm
from reports.public import figures
from reports.public.charts import MONEY_UNIT, Chart, Item
from reports.public.department import form_url

_BETWEEN = "；"


@dataclass(frozen=True, slots=True)
class YearOfProject:
    """The project in one year."""

    year: int
    url: str
    amount: str
    goal: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One indicator with its target in each year, oldest first; empty where the year has none."""

    levels: str
    name: str
    targets: list[str]

    @property
    def has_changed(self) -> bool:
        """Whether two years that have it want something different."""
        return len({target for target in self.targets if target}) > 1


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """``newest`` is the form that names the project."""

    newest: PublishedForm
    years: list[YearOfProject]
    amounts: Chart
    targets: list[TargetRow]


def comparison_page(project: int) -> ComparisonPage:
    """One query. Raises ``Http404`` where nothing of the project is public."""
    found = PublishedForm.objects.in_force_on(localdate()).filter(project=project).for_list()
    order = ("publication__disclosure__fiscal_year", "publication", "number")
    forms = list(found.order_by(*order).defer("search_text", "publication__content", "publication__wordings"))
    if not forms:
        raise Http404
    documents = [form.form_document for form in forms]
    years = [_year(form, document) for form, document in zip(forms, documents, strict=True)]
    items = tuple(
        Item(f"{year.year} 年", figures.amount_of(document), year.url)
        for year, document in zip(years, documents, strict=True)
    )
    return ComparisonPage(
        newest=forms[-1],
        years=years,
        amounts=Chart("各年度预算", "年度", MONEY_UNIT, items, most=len(items)),
        targets=_targets(documents),
    )


def _year(form: PublishedForm, document: FormDocument) -> YearOfProject:
    goal = document.narratives.annual_goal or document.narratives.overall_goal or ""
    year = form.publication.disclosure.fiscal_year
    return YearOfProject(
        year, form_url(form.publication, form.number), figures.money(figures.given_amount(document)), goal
    )


def _targets(documents: Sequence[FormDocument]) -> list[TargetRow]:
    """Indicators of the same name under the same heads are one row; the newest year gives the order."""
    by_key: dict[tuple[str, str], list[list[str]]] = {}
    for number in reversed(range(len(documents))):
        for each in documents[number].indicators:
            if not (each.level3 or each.target):
                continue
            key = (" · ".join(level for level in (each.level1, each.level2) if level), each.level3 or "")
            by_key.setdefault(key, [[] for _ in documents])[number].append(each.target or "")
    return [
        TargetRow(levels, name, [_BETWEEN.join(targets) for targets in years])
        for (levels, name), years in by_key.items()
    ]
