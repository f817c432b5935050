"""How long printing takes, as ratios of one run: clocks of different machines tell nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

import pytest
from playwright.sync_api import Page

from indicators.models import IndicatorFramework
from projects.document import FormDocument
from projects.layouts import latest_layout
from projects.models import PerformanceForm, Status, User
from projects.paper.compose import Standing, compose
from projects.paper.grid import Paper
from reports import fonts
from reports.jobs import start_job
from reports.models import JobFormat, JobState, OfficialKind, PrintJob
from reports.official.files import OfficialSource, content_of, official_paper
from reports.outputs import OUTPUTS
from reports.stored_pdf import printed
from reports.tasks import make_print_job
from reports.writers import pdf_markup
from reports.writers.pdf import write_pdf
from tests.factories import make_form, make_office

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db, pytest.mark.timeout(900)]

ROOT = Path(__file__).resolve().parents[2]
MANY = 50


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def _documents(count: int) -> list[FormDocument]:
    """The demo forms again and again, each with a text of its own."""
    files = sorted((ROOT / "fixtures" / "demo" / "weihai").glob("weihai-0*.json"))
    read = [FormDocument.from_json(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    return list(islice(cycle(read), count))


def _papers(count: int) -> list[Paper]:
    layout = latest_layout("weihai")
    framework = IndicatorFramework.objects.get(slug=layout.framework).as_value()
    return [
        compose(layout, framework, document, Standing(footer=f"第 {number} 张"))
        for number, document in enumerate(_documents(count))
    ]


def _forms(count: int) -> User:
    office = make_office()
    for number, document in enumerate(_documents(count)):
        facts = replace(document.project, name=f"{document.project.name}（{number}）")
        make_form(office.unit, replace(document, project=facts))
    return office.filler


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _tell(text: str) -> None:
    print(text)  # noqa: T201 - what a benchmark is for


def _job(owner: User, kind: JobFormat) -> tuple[PrintJob, float]:
    job = start_job(owner, PerformanceForm.objects.visible_to(owner), kind)
    seconds = _seconds(lambda: make_print_job.call(job.pk))
    job.refresh_from_db()
    assert job.state == JobState.DONE
    return job, seconds


def test_a_stored_paper_against_a_rendered_one():
    papers = _papers(8)
    write_pdf(papers[0])
    rendered = _seconds(lambda: [printed(paper) for paper in papers])
    stored = _seconds(lambda: [printed(paper) for paper in papers])
    _tell(f"\nstored / rendered: {stored / rendered:.4f} ({rendered / len(papers):.3f} s a form rendered)")
    assert stored < rendered


def test_official_papers_against_plain_ones():
    """Both alternately, so that a busy machine slows both alike."""
    form = make_form(make_office().unit, status=Status.ISSUED)
    papers = _papers(8)
    source = OfficialSource(OfficialKind.ISSUED_FORM, "", "", form)
    write_pdf(papers[0])
    plain = official = again = 0.0
    for paper in papers:
        plain += _seconds(lambda paper=paper: printed(paper))  # type: ignore[misc]
        official += _seconds(lambda paper=paper: content_of(official_paper(paper, source)))  # type: ignore[misc]
        again += _seconds(lambda paper=paper: content_of(official_paper(paper, source)))  # type: ignore[misc]
    _tell(f"\nofficial / plain paper, first time: {official / plain:.3f}; stored: {again / plain:.4f}")
    assert again < plain


def test_a_job_against_single_downloads():
    owner = _forms(MANY)
    write_pdf(_papers(1)[0])
    job, first = _job(owner, JobFormat.PDF)
    same, again = _job(owner, JobFormat.PDF)
    _, workbook = _job(owner, JobFormat.XLSX)
    output = OUTPUTS["pdf"]
    PerformanceForm.objects.update(revision=1)  # so that none is stored
    forms = list(PerformanceForm.objects.visible_to(owner).with_document())
    sizes: list[int] = []
    single = _seconds(lambda: sizes.extend(len(output.joined([output.part(form)])) for form in forms))
    _tell(f"\n{MANY} forms, job / single downloads: {first / single:.2f}; unchanged forms: {again / single:.3f}")
    _tell(f"Excel job / PDF job: {workbook / first:.3f}; {first:.1f} s for the PDF job")
    _tell(f"size of one file / of {MANY} files: {job.result.size / sum(sizes):.3f} ({job.result.size // 1024} KB)")
    assert again < single
    assert job.result.size == same.result.size


def test_weasyprint_against_chromium(page: Page, tmp_path: Path):
    papers = _papers(8)
    style = (ROOT / "reports" / "writers" / "paper.css").read_text(encoding="utf-8")
    style = style.replace('url("', f'url("{fonts.FOLDER.as_uri()}/')
    files = []
    for number, paper in enumerate(papers):
        html = pdf_markup.markup(paper, {}).replace("</head>", f"<style>{style}</style></head>")
        files.append(tmp_path / f"{number}.html")
        files[-1].write_text(html, encoding="utf-8")

    def in_chromium(file: Path) -> bytes:
        page.goto(file.as_uri())
        return page.pdf(prefer_css_page_size=True)

    write_pdf(papers[0])
    in_chromium(files[0])
    weasyprint = _seconds(lambda: [write_pdf(paper) for paper in papers])
    chromium = _seconds(lambda: [in_chromium(file) for file in files])
    _tell(f"\nWeasyPrint / headless Chromium, per form: {weasyprint / chromium:.2f}")
