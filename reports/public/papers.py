"""The papers of published forms, from the documents as they were frozen."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.framework import Framework
from projects.models import Publication, PublishedForm, Status
from projects.paper.compose import Standing, compose
from projects.paper.grid import Paper
from reports.papers import framework_of


def published_papers(publication: Publication, forms: Sequence[PublishedForm]) -> list[Paper]:
    """In the same order. ``forms`` are of that version, loaded with ``form`` and ``project``.

    Raises :class:`~projects.refusals.Refused` where the installation lacks a layout's framework.
    """
    if not forms:
        return []
    day = publication.published_on
    footer = f"{day.year}年{day.month}月{day.day}日公开\n第 {publication.version} 版"
    standing = Standing(title=forms[0].form.title_kind(Status.ISSUED), footer=footer)
    frameworks: dict[str, Framework] = {}
    papers = []
    for form in forms:
        layout = form.form.layout
        if layout.framework not in frameworks:
            frameworks[layout.framework] = framework_of(layout)
        papers.append(compose(layout, frameworks[layout.framework], form.form_document, standing))
    return papers
