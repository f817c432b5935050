"""What the pages of making public show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from projects.disclosing.publishing import blocking_problems, is_public, next_version
from projects.models import Disclosure, Publication, PublishedForm, User
from reports.models import PublishedFile
from reports.publishing.files import count_of_files
from reports.publishing.jobs import is_quiet


@dataclass(frozen=True, slots=True)
class PublishingPage:
    """What the next version would be, and what is in the way of it."""

    version: Publication
    forms: tuple[PublishedForm, ...]
    files: int
    problems: tuple[str, ...]
    earliest: date

    @property
    def is_correction(self) -> bool:
        return self.version.version > 1


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """A version: how far its files are, and whether citizens see it."""

    total: int
    is_public: bool
    is_quiet: bool
    forms: tuple[PublishedForm, ...]
    booklet: tuple[PublishedFile, ...]


def publishing_page(disclosure: Disclosure, user: User, today: date) -> PublishingPage:
    """Nothing is stored."""
    version = next_version(disclosure, user, today)
    return PublishingPage(
        version=version.publication,
        forms=version.forms,
        files=count_of_files(len(version.forms)),
        problems=tuple(blocking_problems(disclosure, today)),
        earliest=max(today, disclosure.replied_on or today),
    )


def publication_page(publication: Publication, today: date) -> PublicationPage:
    """Two queries."""
    forms = tuple(publication.forms.defer("document", "search_text"))
    return PublicationPage(
        total=count_of_files(len(forms)),
        is_public=is_public(publication, today),
        is_quiet=is_quiet(publication),
        forms=forms,
        booklet=tuple(publication.files.filter(form_number=0)),
    )
