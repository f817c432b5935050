"""Finding projects by name, goals and indicators, in Chinese or pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from projects.models import PublishedForm
from projects.values import plain_text
from projects.views.scoped import number_in
from reports.public import figures
from reports.public.department import form_url
from reports.public.versions import in_force

PARAMETERS = ("q", "region", "year", "department", "page")
_ON_A_PAGE = 20
_LONGEST = 100
_AROUND = 40
_MOST_INDICATORS = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; a number is the id of a row, or the year."""

    text: str = ""
    region: int | None = None
    year: int | None = None
    department: int | None = None
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Wanted:
        """Of an address; what cannot be read is not asked for."""
        numbers = {name: number_in(query.get(name, "")) for name in ("region", "year", "department")}
        return cls(plain_text(query.get("q", ""))[:_LONGEST], **numbers, page=number_in(query.get("page", "")) or 1)

    @property
    def words(self) -> list[str]:
        return self.text.lower().split()

    @property
    def is_filtered(self) -> bool:
        return any(value is not None for value in (self.region, self.year, self.department))

    def url(self) -> str:
        asked = {"q": self.text, "region": self.region, "year": self.year, "department": self.department}
        query = {name: value for name, value in asked.items() if value} | ({"page": self.page} if self.page > 1 else {})
        address = reverse("public:search")
        return f"{address}?{urlencode(query)}" if query else address


@dataclass(frozen=True, slots=True)
class Option:
    """One value that a filter can take."""

    value: int
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A form that was found; what matched is marked in its texts."""

    form: PublishedForm
    url: str
    amount: str
    name: SafeString
    goal: SafeString
    indicators: list[SafeString]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``previous`` and ``next`` are addresses, empty at the ends."""

    wanted: Wanted
    page: Page[PublishedForm]
    hits: list[Hit]
    regions: list[Option]
    years: list[Option]
    departments: list[Option]
    previous: str
    next: str


def search_page(wanted: Wanted) -> SearchPage:
    """Three queries, however many are found."""
    forms = PublishedForm.objects.in_force_on(localdate()).for_list().matching(wanted.text).defer("search_text")
    place = {
        "disclosure__department__region": wanted.region,
        "disclosure__department": wanted.department,
        "disclosure__fiscal_year": wanted.year,
    }
    chosen = {f"publication__{name}": value for name, value in place.items() if value is not None}
    order = ("-publication__disclosure__fiscal_year", "publication__disclosure__department", "number")
    forms = forms.filter(**chosen).order_by(*order).defer("publication__content", "publication__wordings")
    page = Paginator(forms, _ON_A_PAGE).get_page(wanted.page)
    at = replace(wanted, page=page.number)
    regions, years, departments = _options(wanted)
    return SearchPage(
        wanted=wanted,
        page=page,
        hits=[_hit(form, wanted.words) for form in page],
        regions=regions,
        years=years,
        departments=departments,
        previous=replace(at, page=page.number - 1).url() if page.has_previous() else "",
        next=replace(at, page=page.number + 1).url() if page.has_next() else "",
    )


def _options(wanted: Wanted) -> tuple[list[Option], list[Option], list[Option]]:
    """Regions, years, and the departments of the chosen region."""
    columns = ("department__region", "department__region__name", "department", "department__name", "fiscal_year")
    rows = list(in_force().order_by().values_list(*(f"disclosure__{column}" for column in columns)))
    regions = sorted({(name, pk) for pk, name, *_ in rows})
    years = sorted({row[4] for row in rows}, reverse=True)
    departments = sorted({(name, pk) for region, _, pk, name, _ in rows if region == wanted.region})
    return (
        [Option(pk, name, pk == wanted.region) for name, pk in regions],
        [Option(year, f"{year} 年", year == wanted.year) for year in years],
        [Option(pk, name, pk == wanted.department) for name, pk in departments],
    )


def _hit(form: PublishedForm, words: Sequence[str]) -> Hit:
    document = form.form_document
    goals = (document.narratives.annual_goal or "", document.narratives.overall_goal or "")
    goal = next((text for text in goals if any(word in text.lower() for word in words)), "")
    rows = [f"{each.level3 or ''} {each.target or ''}".strip() for each in document.indicators]
    found = [row for row in rows if any(word in row.lower() for word in words)]
    return Hit(
        form=form,
        url=form_url(form.publication, form.number),
        amount=figures.money(form.amount),
        name=marked(form.name, words),
        goal=marked(_excerpt(goal, words) or figures.promise(document), words),
        indicators=[marked(row, words) for row in found[:_MOST_INDICATORS]],
    )


def marked(text: str, words: Sequence[str]) -> SafeString:
    """``text`` escaped, with every occurrence of the words in a ``<mark>``."""
    if not words:
        return format_html("{}", text)
    pattern = re.compile(
        f"({'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})", re.IGNORECASE
    )
    return format_html_join("", "{}", ((part,) for part in _parts(pattern, text)))


def _parts(pattern: re.Pattern[str], text: str) -> Iterator[str | SafeString]:
    for number, part in enumerate(pattern.split(text)):
        yield format_html("<mark>{}</mark>", part) if number % 2 else part


def _excerpt(text: str, words: Sequence[str]) -> str:
    """The part of a text around the first word that is found in it."""
    first = min((at for word in words if (at := text.lower().find(word)) >= 0), default=0)
    start, end = max(first - _AROUND, 0), first + 2 * _AROUND
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
