"""What a wording that is being typed says of one disclosure: the text piece by piece, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from projects.disclosure.composed_texts import GENERATED
from projects.disclosure.edit_shape import EditedSection
from projects.disclosure.official_texts import TextTemplate
from projects.disclosure.templates import BadTemplate, Piece, check_template, fields_in, pieces

_TOLD_ELSEWHERE = {"subject_lines.income": "budget.income", "subject_lines.spending": "budget.expenditure"}
"""By path: the section whose texts are added up from what is typed there."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The result of one text. ``is_otherwise``: the data left nothing of the wording.

    ``blank`` are the fields of the wording for which there are no data: their sentences or options are missing.
    """

    template: TextTemplate
    pieces: tuple[Piece, ...] = ()
    is_otherwise: bool = False
    blank: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def telling(template: TextTemplate, values: Mapping[str, str]) -> Telling:
    """``values`` are those of the fields; a wording that cannot be filled in gives its problems and no text."""
    problems = tuple(problem for text in (template.wording, template.otherwise) if (problem := _wrong(text, values)))
    if problems or not template.wording:
        return Telling(template, problems=problems)
    blank = tuple(name for name in fields_in(template.wording) if not values[name])
    told = pieces(template.wording, values)
    if any(piece.text.strip() for piece in told):
        return Telling(template, told, blank=blank)
    return Telling(template, pieces(template.otherwise, values), is_otherwise=True, blank=blank)


def tellings_of(
    section: EditedSection, templates: Sequence[TextTemplate], values: Mapping[str, str]
) -> tuple[Telling, ...]:
    """The texts that the booklet makes of what is typed in a section."""
    return tuple(
        telling(template, values) for template in templates if not template.is_title and _is_made_of(section, template)
    )


def is_told(section: EditedSection, templates: Sequence[TextTemplate]) -> bool:
    """Whether the booklet says anything of its own of what is typed in a section."""
    return "glossary" in section.paths or any(
        not template.is_title and _is_made_of(section, template) for template in templates
    )


def _is_made_of(section: EditedSection, template: TextTemplate) -> bool:
    place = GENERATED.get(template.key, template.part)
    paths = tuple(_TOLD_ELSEWHERE.get(path, path) for path in section.paths)
    return template.key.replace("-", "_") in paths or place.startswith(paths)


def _wrong(text: str, values: Mapping[str, str]) -> str:
    try:
        check_template(text, values)
    except BadTemplate as problem:
        return str(problem)
    return ""
