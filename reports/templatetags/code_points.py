"""Characters with their code points, for people who have to find them in a form."""

from __future__ import annotations

import unicodedata

from django import template

register = template.Library()


@register.filter
def code_points(characters: str) -> str:
    """``😀（U+1F600）、U+0007``: each once; what is invisible stands as its code point alone."""
    return "、".join(_named(character) for character in dict.fromkeys(characters))


def _named(character: str) -> str:
    point = f"U+{ord(character):04X}"
    return point if unicodedata.category(character).startswith("C") else f"{character}（{point}）"
