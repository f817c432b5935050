"""What files a published version consists of, and what each of them is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader

from projects.disclosing.stored import subjects_of
from projects.disclosing.wordings import thawed
from projects.disclosure.glossary import SubjectReference
from projects.models import Publication, PublishedForm
from reports.disclosure.booklet import Booklet
from reports.disclosure.composing import ProjectForm, compose_booklet
from reports.disclosure.word import write_booklet_docx
from reports.models import OfficialFile, OfficialKind
from reports.official.files import OfficialSource, content_of, official_booklet, official_paper
from reports.papers import left_out_note, publication_standing, published_paper, published_papers
from reports.writers.json import write_json
from reports.writers.xlsx import write_xlsx


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file as it is kept; a PDF is the official one."""

    content: bytes
    official: OfficialFile | None = None

    @property
    def pages(self) -> int | None:
        return len(PdfReader(BytesIO(self.content)).pages) if self.official else None


@dataclass(frozen=True, slots=True)
class WantedFile:
    """One file of a version; ``form_number`` is 0 for the booklet."""

    form_number: int
    extension: str
    make: Callable[[], MadeFile]


def wanted_files(publication: Publication, forms: Sequence[PublishedForm]) -> Iterator[WantedFile]:
    """Every file, the forms' first: what cannot be composed is known before the long booklet is printed."""
    for form in forms:
        for extension, make in _OF_FORM.items():
            yield WantedFile(form.number, extension, lambda form=form, make=make: make(form))  # type: ignore[misc]
    for extension, make_booklet in _OF_BOOKLET.items():
        yield WantedFile(0, extension, lambda make=make_booklet: make(publication, forms))  # type: ignore[misc]


def count_of_files(forms: int) -> int:
    """How many files a version with so many forms has."""
    return forms * len(_OF_FORM) + len(_OF_BOOKLET)


def published_booklet(publication: Publication, forms: Sequence[PublishedForm]) -> Booklet:
    """The booklet of a version. Raises :class:`~projects.refusals.Refused`."""
    papers = [
        ProjectForm(form.form_document, paper, left_out_note(form.form))
        for form, paper in zip(forms, published_papers(forms), strict=True)
    ]
    return compose_booklet(publication.document, papers, thawed(publication.wordings), _subjects(publication, forms))


def _subjects(publication: Publication, forms: Sequence[PublishedForm]) -> SubjectReference:
    """As frozen; versions in which nothing was kept follow the reference data."""
    if publication.subjects:
        return SubjectReference.from_json(publication.subjects)
    return subjects_of(publication.document, [form.form_document for form in forms])


def _official(made: OfficialFile) -> MadeFile:
    return MadeFile(content_of(made), made)


def _form_pdf(form: PublishedForm) -> MadeFile:
    paper, publication = published_paper(form), form.publication
    source = OfficialSource(
        OfficialKind.PUBLISHED_FORM,
        paper.name,
        publication_standing(publication),
        form=form.form,
        publication=publication,
    )
    return _official(official_paper(paper, source))


def _booklet_pdf(publication: Publication, forms: Sequence[PublishedForm]) -> MadeFile:
    booklet = published_booklet(publication, forms)
    source = OfficialSource(
        OfficialKind.BOOKLET, booklet.title, publication_standing(publication), publication=publication
    )
    return _official(official_booklet(booklet, source))


def _booklet_docx(publication: Publication, forms: Sequence[PublishedForm]) -> MadeFile:
    return MadeFile(write_booklet_docx(published_booklet(publication, forms)).content)


_OF_FORM: dict[str, Callable[[PublishedForm], MadeFile]] = {
    "pdf": _form_pdf,
    "xlsx": lambda form: MadeFile(write_xlsx([published_paper(form)]).content),
    "json": lambda form: MadeFile(write_json([form.form_document])),
}
_OF_BOOKLET: dict[str, Callable[[Publication, Sequence[PublishedForm]], MadeFile]] = {
    "pdf": _booklet_pdf,
    "docx": _booklet_docx,
}
