"""Findings at the cells of their form: told apart, with repairs that the page can make, and kept as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from projects.document import FormDocument
from projects.findings.places import FieldPlace, FieldPlaces
from projects.models import PerformanceForm
from projects.review.finding import Correction, Criterion, Finding, NotChecked, Repair, Report, Severity


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that a repair writes: its key on the page of filling in, and the text."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class RepairOffer:
    """A repair that the page can make: every one of its cells is on it."""

    label: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding at its cell. ``fingerprint`` stands for the rule, the place and what was said.

    A finding with other words or figures is another one. The place goes by the key of its row, so that rows may
    move. How much the finding weighs is left out: a region may change its mind without asking everybody again.
    """

    finding: Finding
    place: FieldPlace
    fingerprint: str
    repairs: tuple[RepairOffer, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedReport:
    """What the rules say of one stored form."""

    findings: tuple[PlacedFinding, ...]
    not_checked: tuple[NotChecked, ...] = ()


def placed(form: PerformanceForm, document: FormDocument, report: Report) -> PlacedReport:
    """The report at the cells of ``form``, whose shown rows are loaded.

    Without what is said of fields that the paper does not show: nobody could put it right.
    """
    places = FieldPlaces(form, document)
    found = (_placed(finding, places) for finding in report.findings)
    return PlacedReport(
        tuple(each for each in found if each.place.target or not each.finding.field), report.not_checked
    )


def _placed(finding: Finding, places: FieldPlaces) -> PlacedFinding:
    place = places.of(finding.field)
    said = f"{finding.rule}\n{place.key}\n{finding.message}\n{finding.evidence}"
    fingerprint = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return PlacedFinding(finding, place, fingerprint, tuple(_offers(finding, places)))


def _offers(finding: Finding, places: FieldPlaces) -> Iterator[RepairOffer]:
    for repair in finding.repairs:
        changes = tuple(Change(places.key_of(each.path), each.text) for each in repair.corrections)
        if all(change.place for change in changes):
            yield RepairOffer(repair.label, changes)


def to_json(report: PlacedReport) -> dict[str, Any]:
    """As the database keeps it."""
    return asdict(report)


def from_json(data: dict[str, Any]) -> PlacedReport:
    """The report that ``to_json`` was given."""
    return PlacedReport(
        tuple(_placed_from(each) for each in data["findings"]),
        tuple(NotChecked(**each) for each in data["not_checked"]),
    )


def _placed_from(data: dict[str, Any]) -> PlacedFinding:
    offers = (
        RepairOffer(offer["label"], tuple(Change(**change) for change in offer["changes"])) for offer in data["repairs"]
    )
    return PlacedFinding(
        _finding_from(data["finding"]), FieldPlace(**data["place"]), data["fingerprint"], tuple(offers)
    )


def _finding_from(data: dict[str, Any]) -> Finding:
    repairs = tuple(
        Repair(repair["label"], tuple(Correction(**each) for each in repair["corrections"]))
        for repair in data["repairs"]
    )
    own = {
        "severity": Severity(data["severity"]),
        "basis": Criterion(data["basis"]),
        "repairs": repairs,
        "others": tuple(data["others"]),
    }
    return Finding(**{**data, **own})
