"""The texts of a booklet, worded by templates and filled in from its data.

Every figure in them is one of the data, so that text and tables agree by construction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from projects.disclosure.document import DisclosureDocument, Term
from projects.disclosure.official_texts import PARTS, TEMPLATES, TextTemplate, title_key
from projects.disclosure.outlines import in_its_outline
from projects.disclosure.template_fields import field_values
from projects.disclosure.templates import filled


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of a part, with the title above it where it has one; ``key`` is that of its template, "" without one."""

    subtitle: str
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One of the nine parts, in the official order; one that ``is_apart`` stands behind the others by itself."""

    part: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    is_apart: bool = False


def worded(document: DisclosureDocument, templates: Sequence[TextTemplate] = TEMPLATES) -> dict[str, str]:
    """Every text by its key, filled in; titles that ``templates`` lacks are the product's own.

    Raises :class:`~projects.disclosure.templates.BadTemplate`.
    """
    values = field_values(document)
    templates = in_its_outline(document, templates)
    given = {template.key for template in templates}
    missing = (template for template in TEMPLATES if template.is_title and template.key not in given)
    return {template.key: _told(template, values) for template in (*missing, *templates)}


def explanations(
    document: DisclosureDocument, templates: Sequence[TextTemplate] = TEMPLATES
) -> tuple[Explanation, ...]:
    """The nine parts with their texts. Raises :class:`~projects.disclosure.templates.BadTemplate`."""
    templates = in_its_outline(document, templates)
    texts = worded(document, templates)
    return tuple(_explanation(part, document, templates, texts) for part, _ in PARTS)


def _told(template: TextTemplate, values: Mapping[str, str]) -> str:
    if not template.wording:
        return ""
    return filled(template.wording, values) or filled(template.otherwise, values)


def _explanation(
    part: str, document: DisclosureDocument, templates: Sequence[TextTemplate], texts: Mapping[str, str]
) -> Explanation:
    """The department's own texts follow the one that introduces the part."""
    own = list(_own_texts(part, document))
    paragraphs: list[Paragraph] = []
    for template in templates:
        if template.part == part and not template.is_title:
            text = texts[template.key]
            paragraphs += [Paragraph(template.subtitle, text, template.key)] if text else []
            if template.key == part:
                paragraphs, own = [*paragraphs, *own], []
    title = texts[title_key(part)]
    return Explanation(part, title or texts[f"{part}-apart"], (*paragraphs, *own), is_apart=not title)


def _own_texts(part: str, document: DisclosureDocument) -> Iterator[Paragraph]:
    """What is not worded by templates: duties and terms."""
    if part == "duties":
        yield from _duties(document)
    elif part == "glossary":
        yield from _terms(document)


def _duties(document: DisclosureDocument) -> Iterator[Paragraph]:
    """Each unit's below its name."""
    unit = None
    for duty in document.duties.items:
        if duty.unit and duty.unit != unit:
            unit = duty.unit
            yield Paragraph(unit, "")
        number = f"{duty.number}、" if duty.number else ""
        yield Paragraph(f"{number}{duty.name}" if duty.name else "", _numbered(number, duty.name, duty.text))


def _numbered(number: str, name: str | None, text: str | None) -> str:
    return (text or "") if name else f"{number}{text or ''}"


def _terms(document: DisclosureDocument) -> Iterator[Paragraph]:
    """Terms by their numbers, then subjects by their codes; a subject may have no more than its name."""
    yield from (
        Paragraph("", f"{(term.number or '') + '、'}{term.term or ''}：{term.definition}")
        for term in document.glossary
        if term.definition and not term.code
    )
    subjects = [term for term in document.glossary if term.code]
    for number, term in enumerate(subjects):
        yield Paragraph("" if number else "支出功能分类科目", _entry(term))


def term_name(term: Term) -> str:
    """What an entry of the glossary explains: a subject with its code and level, or a term."""
    return "　".join(filter(None, (term.code, term.term))) + (f"（{term.level}）" if term.level else "")


def _entry(term: Term) -> str:
    return f"{term_name(term)}：{term.definition}" if term.definition else term_name(term)
