"""Recall and false alarms on disclosures that nobody tuned a rule for: other places' wording, orders and units."""

from __future__ import annotations

import pytest

from projects.disclosure.checks.checking import check_disclosure
from projects.disclosure.checks.proofs import prove
from reports.disclosure_reading.files import DisclosureFile, disclosures_in
from tests.reports.disclosure_reading.inventions import INVENTIONS, Invention

every_one = pytest.mark.parametrize("invention", INVENTIONS, ids=lambda invention: invention.name)


def read(invention: Invention) -> DisclosureFile:
    [file] = disclosures_in(f"{invention.name}.txt", invention.text.encode())
    assert isinstance(file, DisclosureFile)
    return file


@every_one
def test_every_defect_is_found_and_nothing_else(invention: Invention) -> None:
    file = read(invention)
    found = [(finding.rule, finding.field) for finding in check_disclosure(file.document, file.forms)]
    missed = [each for each in invention.wrong if not any(_is(each, finding) for finding in found)]
    false = [finding for finding in found if not any(_is(each, finding) for each in invention.wrong)]
    assert (missed, false) == ([], [])


@every_one
def test_the_sums_that_hold_are_proven(invention: Invention) -> None:
    proven = {format(proof.claimed, ".2f") for proof in prove(read(invention).document) if proof.holds}
    assert set(invention.sums) <= proven


def _is(wrong: tuple[str, str], found: tuple[str, str]) -> bool:
    return found[0] == wrong[0] and found[1].startswith(wrong[1])
