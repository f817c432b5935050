"""Texts with fields, as an administrator may word them.

``{收入总额}`` is a field. What stands in ``[…]`` is left out where a field in it is blank; a sentence with any other
blank field is left out as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

_MOST_NEAR = 3  # names that are offered for one that is not known
_FIELD = re.compile(r"\{(?P<name>[^{}\[\]]*)\}")
_OPTION = re.compile(r"\[(?P<inner>[^\[\]]*)\]")
_SENTENCE = re.compile(r"(?:\[[^\[\]]*\]|[^。\n])*(?:。|\n|$)")


class BadTemplate(ValueError):
    """A text that cannot be filled in; the message is Chinese and says what to change."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text that was filled in; ``field`` names the field whose value it is, "" for the wording itself."""

    text: str
    field: str = ""


def fields_in(template: str) -> tuple[str, ...]:
    """The names of the fields, each once, in order."""
    return tuple(dict.fromkeys(match["name"] for match in _FIELD.finditer(template)))


def check_template(template: str, known: Mapping[str, object]) -> None:
    """Raises :class:`BadTemplate` for unknown fields and for brackets without their other half."""
    unknown = [name for name in fields_in(template) if name not in known]
    if unknown:
        near = dict.fromkeys(each for name in unknown for each in get_close_matches(name, known, _MOST_NEAR))
        offered = f"相近的有：{'、'.join(near)}。" if near else f"可以用的有：{'、'.join(known)}。"
        raise BadTemplate(f"没有这些栏目：{'、'.join(unknown)}。{offered}")
    rest = _OPTION.sub(lambda match: match["inner"], _FIELD.sub("", template))
    stray = sorted({sign for sign in rest if sign in "{}[]"})
    if stray:
        raise BadTemplate(f"括号没有成对：{' '.join(stray)}。花括号里写栏目名，方括号里写可以省去的话，不能套用。")


def filled(template: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled in. Raises :class:`BadTemplate`."""
    return "".join(piece.text for piece in pieces(template, values)).strip()


def pieces(template: str, values: Mapping[str, str]) -> tuple[Piece, ...]:
    """The same piece by piece, none of them blank. Raises :class:`BadTemplate`."""
    check_template(template, values)
    return tuple(piece for match in _SENTENCE.finditer(template) for piece in _sentence(match.group(), values))


def _sentence(text: str, values: Mapping[str, str]) -> Iterator[Piece]:
    kept = _OPTION.sub(lambda match: match["inner"] if _is_given(match["inner"], values) else "", text)
    if not _is_given(kept, values):
        return
    done = 0
    for match in _FIELD.finditer(kept):
        if match.start() > done:
            yield Piece(kept[done : match.start()])
        yield Piece(values[match["name"]], match["name"])
        done = match.end()
    if done < len(kept):
        yield Piece(kept[done:])


def _is_given(text: str, values: Mapping[str, str]) -> bool:
    return all(values[name] for name in fields_in(text))
