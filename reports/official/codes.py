"""The codes that official files bear, and what people type of them."""

from __future__ import annotations

import re
import secrets
import unicodedata
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals of which none looks like another: no 0 O, no 1 I L, no U beside V."""

_GROUP: Final = 4

# What a code never holds is read as what it was taken from.
_MISREAD: Final = str.maketrans("0OUIL1", "QQVJJ7")


def new_code() -> str:
    """Eight signs in two groups, ``7F3K-QM82``, of which nobody can guess the next."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(2 * _GROUP)))


def read_code(typed: str) -> str | None:
    """The code that is meant by what a person typed or pasted; ``None`` where it cannot be one.

    Small and full-width letters, any dash or none, blanks, look-alikes, and the whole address of the page will do.
    """
    plain = unicodedata.normalize("NFKC", typed).upper().rstrip("/").rsplit("/")[-1]
    signs = re.sub("[^0-9A-Z]", "", plain).translate(_MISREAD)
    return _grouped(signs) if len(signs) == 2 * _GROUP else None


def _grouped(signs: str) -> str:
    return f"{signs[:_GROUP]}-{signs[_GROUP:]}"
