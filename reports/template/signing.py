"""The signed texts of a hidden sheet: what is read there is what was written there.

The key is one of its own, made of the site's: the process that reads uploaded files has to know it and must know no
other.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac
from openpyxl.worksheet.worksheet import Worksheet

from reports.writers.xlsx_looks import set_text

_SALT = "reports.template"
_PIECE = 30_000  # characters of a cell
_MOST_PIECES = 2_000


def write_signed(sheet: Worksheet, stamp: str, content: str, *, salt: str = _SALT) -> None:
    """Fill column A: the stamp to be read by people, too, the signature over all, the content in pieces."""
    pieces = [content[at : at + _PIECE] for at in range(0, len(content), _PIECE)]
    signature = _signer(salt).signature(stamp + content)
    for row, text in enumerate([stamp, signature, *pieces], 1):
        set_text(sheet.cell(row, 1), text)


def read_signed(texts: Sequence[str], *, salt: str = _SALT) -> tuple[str, str] | None:
    """Stamp and content of the texts of column A; ``None`` where this installation has not written them."""
    if not 2 < len(texts) <= _MOST_PIECES:
        return None
    stamp, content = texts[0], "".join(texts[2:])
    signer = _signer(salt)
    try:
        signer.unsign(f"{stamp}{content}{signer.sep}{texts[1]}")
    except BadSignature:
        return None
    return stamp, content


def signing_keys() -> list[str]:
    """The keys of templates, the one in use first: the setting ``TEMPLATE_KEYS``, else made of the site's keys."""
    if given := getattr(settings, "TEMPLATE_KEYS", None):
        return list(given)
    site_keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(_SALT, "", secret=key, algorithm="sha256").hexdigest() for key in site_keys]


def _signer(salt: str) -> Signer:
    keys = signing_keys()
    return Signer(key=keys[0], salt=salt, fallback_keys=[*keys[1:]])
