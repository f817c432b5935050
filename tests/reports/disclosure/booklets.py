"""Booklets to test with: of the made-up disclosure, and of the samples."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from indicators.definitions import subject_definitions
from projects.disclosure.exchange import read_disclosure_json
from projects.disclosure.glossary import SubjectReference
from projects.document import FormDocument, ProjectFacts
from projects.exchange import document_from
from projects.layouts import latest_layout
from projects.paper.compose import Standing, compose
from reports.disclosure.booklet import Booklet
from reports.disclosure.composing import ProjectForm, compose_booklet
from reports.disclosure.pdf import write_booklet_pdf
from tests.factories import make_document
from tests.projects.disclosure.made import made
from tests.reports.read_back import framework_of

SAMPLES = ("shg", "qhd")


def project_form(document: FormDocument) -> ProjectForm:
    layout = latest_layout(document.layout)
    return ProjectForm(document, compose(layout, framework_of(layout), document, Standing(title="issued")))


def made_booklet() -> Booklet:
    """One of its two projects has a form."""
    document = make_document(project=replace(make_document().project, name="图书购置经费"))
    return compose_booklet(made(), [project_form(document)])


def made_form(name: str) -> ProjectForm:
    return project_form(make_document(project=ProjectFacts(name=name)))


@cache
def sample_booklet(samples: Path, key: str) -> Booklet:
    files = sorted((samples / "expected").glob(f"hebei-{key}-*.json"))
    forms = [project_form(document_from(json.loads(file.read_text(encoding="utf-8")))) for file in files]
    document = read_disclosure_json((samples / "department" / f"{key}.json").read_bytes())
    return compose_booklet(document, forms, subjects=SubjectReference({}, subject_definitions()))


@cache
def sample_pdf(samples: Path, key: str) -> bytes:
    return write_booklet_pdf(sample_booklet(samples, key)).content
