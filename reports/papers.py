"""The paper of a stored form: the one place that knows what its state does to the print.

===================  ============  ==========  ====================================
status               title         watermark   content
===================  ============  ==========  ====================================
草稿, 退回           title_before  草稿        as it stands now
已送审, 审核通过     title_before  none        as it stands now
已下达               title_after   none        as frozen when it was issued
===================  ============  ==========  ====================================

``title_before`` (usually 申报表) and ``title_after`` (usually 下达表) are what the region has decided
for the form's year. The frozen document has no title: an issued form bears the one its year has now.

The foot says the state with its date, and the revision. It holds no time of printing, so an
unchanged form gives an unchanged paper. Typed text that could not be read is not printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localtime

from indicators.framework import Framework
from indicators.models import IndicatorFramework
from projects.conversion import Conversion, convert
from projects.disclosing.public_text import PERSONAL
from projects.document import FormDocument
from projects.layouts import Layout
from projects.lifecycle import Refused
from projects.models import FormEvent, PerformanceForm, Publication, PublishedForm, Status
from projects.paper.compose import Standing, compose
from projects.paper.grid import Paper
from projects.storage import document_of


def paper_of(form: PerformanceForm, other: Layout | None = None) -> Paper:
    """Four queries where the form was loaded ``with_document()``; in the layout ``other`` where one is given.

    Raises :class:`Refused` where the installation lacks the form's layout or framework.
    """
    event = _last_step(form)
    if other is None:
        layout, document = _layout(form), _document(form, event)
    else:
        layout, document = other, converted(form, other).document
    return compose(layout, framework_of(layout), document, _standing(form, event))


def published_paper(published: PublishedForm) -> Paper:
    """The paper of a form as citizens get it: without people's names and numbers, with the day and the version.

    Raises :class:`Refused` where the installation lacks the form's layout or framework.
    """
    return published_papers([published])[0]


def published_papers(forms: Sequence[PublishedForm]) -> list[Paper]:
    """The papers of forms of one version, in as many queries for many as for one of the same layout."""
    frameworks: dict[str, Framework] = {}
    papers = []
    for published in forms:
        form, layout = published.form, _layout(published.form)
        form.region_year = forms[0].form.region_year  # one region and one year
        if layout.framework not in frameworks:
            frameworks[layout.framework] = framework_of(layout)
        footer = "\n".join(filter(None, (publication_standing(published.publication), left_out_note(form))))
        standing = Standing(title=form.title_kind(), footer=footer)
        papers.append(compose(layout, frameworks[layout.framework], published.form_document, standing))
    return papers


def left_out_note(form: PerformanceForm) -> str:
    """Which cells of the form's paper are blank in public; "" where it has none of them."""
    layout = _layout(form)
    shown = layout.shown_paths()
    labels = [layout.label_of(path) for path in PERSONAL if path in shown]
    return f"{'、'.join(labels)}公开时略去" if labels else ""


def publication_standing(publication: Publication) -> str:
    """``2023年2月1日公开，第 1 版``."""
    return f"{_written(publication.published_on)}公开，第 {publication.version} 版"


def converted(form: PerformanceForm, other: Layout) -> Conversion:
    """The form in another layout, and what that layout cannot show."""
    return convert(document_in_force(form), _layout(form), other, framework_of(other))


def document_in_force(form: PerformanceForm) -> FormDocument:
    """What the paper says: for an issued form the document that was issued."""
    return _document(form, _last_step(form))


def _layout(form: PerformanceForm) -> Layout:
    try:
        return form.layout
    except KeyError as error:
        raise Refused(
            f"系统中没有此表的表样 {form.layout_slug} 第 {form.layout_version} 版，请联系管理员装回这份表样"
        ) from error


def framework_of(layout: Layout) -> Framework:
    """The framework a layout prints. Raises :class:`Refused` where the installation lacks it."""
    try:
        return IndicatorFramework.objects.get(slug=layout.framework).as_value()
    except IndicatorFramework.DoesNotExist as error:
        raise Refused(f"系统中没有表样“{layout.name}”用的指标框架 {layout.framework}，请联系管理员") from error


def _last_step(form: PerformanceForm) -> FormEvent | None:
    """The step that brought a form into its state; ``None`` while the filler has it."""
    if form.state.is_with_filler:
        return None
    return form.events.filter(to_status=form.status).last()


def _document(form: PerformanceForm, step: FormEvent | None) -> FormDocument:
    if form.state is Status.ISSUED and step and step.document:
        return FormDocument.from_json(step.document)
    return document_of(form)


def _standing(form: PerformanceForm, step: FormEvent | None) -> Standing:
    state = form.state
    if state.is_with_filler:
        footer = f"{state.label}，{_day(form.changed_at)}修改"
    else:
        footer = f"{_day(step.at if step else form.changed_at)}{state.label.removeprefix('已')}"
    return Standing(
        title=form.title_kind(),
        watermark=Status.DRAFT.label if state.is_with_filler else "",
        footer=f"{footer}\n修订号 {form.revision}",
    )


def _day(moment: datetime) -> str:
    return _written(localtime(moment))


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
