"""What the rules say of stored forms: computed once, kept until something it rests on has changed.

A report rests on the form, the unit's other forms of the year, the project's forms of earlier years, what the
region has decided about the rules, the indicator framework, and the rules themselves. All that is in its key.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import indicators
import projects.review
from indicators.framework import Framework
from indicators.models import IndicatorCategory
from projects.findings.decisions import RegionAndYear, settings_of
from projects.findings.placed import PlacedReport, from_json, placed, to_json
from projects.layouts import find_layout
from projects.models import PerformanceForm, StoredReport
from projects.review.finding import Finding, Report
from projects.review.reviewing import review
from projects.review.subject import Neighbour, Subject
from projects.storage import document_of

_HEAD = (
    "pk",
    "project",
    "project__unit",
    "project__unit__department__region",
    "fiscal_year",
    "revision",
    "changed_at",
    "layout_slug",
    "layout_version",
    "code",
    "name",
)


@dataclass(frozen=True, slots=True)
class _Head:
    """A form without its content; ``stamp`` is another one whenever the content is."""

    pk: int
    project: int
    unit: int
    region: int
    year: int
    stamp: str
    layout: tuple[str, int]
    code: str
    name: str

    @property
    def place(self) -> RegionAndYear:
        return self.region, self.year

    def is_earlier_of(self, other: _Head) -> bool:
        """Whether this is the form of the same project in an earlier year."""
        same = self.project == other.project or (self.code and self.code == other.code) or self.name == other.name
        return self.year < other.year and bool(same)


def report_of(form: PerformanceForm) -> PlacedReport:
    """The report of one form as it is stored now."""
    return reports_of([form.pk])[form.pk]


def reports_of(pks: Collection[int]) -> dict[int, PlacedReport]:
    """The reports of forms by key. Four queries where nothing has changed; else a dozen more, however many forms."""
    return _Library(pks).reports()


class _Library:
    """Some forms with all that their reports rest on."""

    def __init__(self, pks: Collection[int]) -> None:
        self._wanted = set(pks)
        units = PerformanceForm.objects.filter(pk__in=self._wanted).values("project__unit")
        rows = PerformanceForm.objects.filter(project__unit__in=units).order_by("pk").values_list(*_HEAD)
        self._heads = {head.pk: head for head in map(_head, rows)}
        self._by_unit: dict[int, list[_Head]] = defaultdict(list)
        for head in self._heads.values():
            self._by_unit[head.unit].append(head)
        self._settings = settings_of(head.place for head in self._heads.values())
        self._frameworks = _frameworks()

    def reports(self) -> dict[int, PlacedReport]:
        wanted = [self._heads[pk] for pk in self._wanted if pk in self._heads]
        keys = {head.pk: self._key(head) for head in wanted}
        stored = {report.form_id: report for report in StoredReport.objects.filter(form__in=self._wanted)}
        fresh = {pk: from_json(report.content) for pk, report in stored.items() if report.key == keys.get(pk)}
        stale = [head for head in wanted if head.pk not in fresh]
        if stale:
            computed = self._computed(stale)
            _store(computed, keys)
            fresh |= computed
        return fresh

    def _around(self, head: _Head) -> tuple[list[_Head], list[_Head]]:
        """The unit's other forms of the year, and the project's forms of earlier years."""
        others = [other for other in self._by_unit[head.unit] if other.pk != head.pk]
        return (
            [other for other in others if other.year == head.year],
            [other for other in others if other.is_earlier_of(head)],
        )

    def _key(self, head: _Head) -> str:
        neighbours, earlier = self._around(head)
        parts = [
            _version_of_rules(),
            head.stamp,
            *(other.stamp for other in neighbours),
            "earlier",
            *(other.stamp for other in earlier),
            repr(sorted((code, repr(each)) for code, each in self._settings[head.place].by_rule.items())),
            repr(self._framework(head)),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def _framework(self, head: _Head) -> Framework:
        slug = find_layout(*head.layout).framework
        return self._frameworks.get(slug) or Framework(slug, "", ())

    def _computed(self, heads: list[_Head]) -> dict[int, PlacedReport]:
        needed = {head.pk for head in heads}
        for head in heads:
            needed |= {other.pk for others in self._around(head) for other in others}
        forms = {form.pk: form for form in PerformanceForm.objects.filter(pk__in=needed).order_by("pk").with_document()}
        known = {
            pk: Neighbour(str(pk), form.name or form.project.name, document_of(form)) for pk, form in forms.items()
        }
        return {
            head.pk: placed(forms[head.pk], known[head.pk].document, self._report(head, known))
            for head in heads
            if head.pk in known
        }

    def _report(self, head: _Head, known: dict[int, Neighbour]) -> Report:
        neighbours, earlier = self._around(head)
        subject = Subject(
            document=known[head.pk].document,
            layout=find_layout(*head.layout),
            framework=self._framework(head),
            neighbours=tuple(known[other.pk] for other in neighbours if other.pk in known),
            earlier=tuple(known[other.pk] for other in earlier if other.pk in known),
        )
        report = review(subject, self._settings[head.place])
        names = {neighbour.key: neighbour.name for neighbour in (*subject.neighbours, *subject.earlier)}
        return replace(report, findings=tuple(_with_names(finding, names) for finding in report.findings))


def _with_names(finding: Finding, names: Mapping[str, str]) -> Finding:
    """People know other forms by their names."""
    return replace(finding, others=tuple(names[key] for key in finding.others))


def _head(row: tuple[Any, ...]) -> _Head:
    pk, project, unit, region, year, revision, changed_at, slug, version, code, name = row
    stamp = f"{pk} {revision} {changed_at.isoformat()} {slug} {version}"
    return _Head(pk, project, unit, region, year, stamp, (slug, version), code, name)


def _frameworks() -> dict[str, Framework]:
    """Every framework by its slug. One query."""
    rows: dict[str, list[IndicatorCategory]] = defaultdict(list)
    for row in IndicatorCategory.objects.select_related("framework"):
        rows[row.framework.slug].append(row)
    return {
        slug: Framework(slug, each[0].framework.name, tuple(row.as_value() for row in each))
        for slug, each in rows.items()
    }


def _store(reports: dict[int, PlacedReport], keys: dict[int, str]) -> None:
    StoredReport.objects.bulk_create(
        # In one order for everybody: two requests that store the same forms must not wait for each other.
        [StoredReport(form_id=pk, key=keys[pk], content=to_json(reports[pk])) for pk in sorted(reports)],
        update_conflicts=True,
        unique_fields=["form"],
        update_fields=["key", "content"],
    )


@cache
def _version_of_rules() -> str:
    """Stands for the rules and the reading of targets that are installed: their source."""
    sources: Iterable[Path] = [
        *sorted(Path(projects.review.__path__[0]).rglob("*.py")),
        *sorted(Path(indicators.__path__[0]).glob("*.py")),
    ]
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()
