"""大字, 高对比 and 深色 without scripts and cookies: a look is part of the address, so that every page can be kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

PARAMETER = "look"
THEMES = {"contrast": "高对比", "dark": "深色"}
_LARGE = "large"
# Links to pages of the site; addresses of files have a dot in their last part. Everything quoted is escaped.
_PAGE_LINK = re.compile(r'href="(?P<path>/(?:[^"?#./]*/)*)(?P<query>\?[^"#]*)?(?P<rest>#[^"]*)?"')


@dataclass(frozen=True, slots=True)
class Choice:
    """One switch of the frame: its word, where it leads, and whether it is on."""

    label: str
    url: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Look:
    """``theme`` is a key of ``THEMES`` or empty."""

    is_large: bool = False
    theme: str = ""

    @classmethod
    def read(cls, text: str) -> Look:
        """What the parameter of an address says; whatever is not known says nothing."""
        words = text.split("-")
        return cls(_LARGE in words, next((word for word in words if word in THEMES), ""))

    def __str__(self) -> str:
        return "-".join(word for word in (_LARGE if self.is_large else "", self.theme) if word)

    def choices(self, path: str, query: Mapping[str, str]) -> Iterator[Choice]:
        """The switches of a page, each leading to the same page."""
        others = {name: value for name, value in query.items() if name != PARAMETER and value}
        turned = [("大字", self.is_large, replace(self, is_large=not self.is_large))]
        for theme, label in THEMES.items():
            is_on = self.theme == theme
            turned.append((label, is_on, replace(self, theme="" if is_on else theme)))
        for label, is_on, look in turned:
            wanted = others | ({PARAMETER: str(look)} if str(look) else {})
            yield Choice(label, f"{path}?{urlencode(wanted)}" if wanted else path, is_on)

    def kept(self, html: str) -> str:
        """``html`` with the look carried on by every link to another page of the site."""
        return _PAGE_LINK.sub(self._link, html) if str(self) else html

    def _link(self, match: re.Match[str]) -> str:
        path, query, rest = match["path"], match["query"] or "", match["rest"] or ""
        if f"{PARAMETER}=" in query:
            return match[0]
        return f'href="{path}{query}{"&amp;" if query else "?"}{PARAMETER}={self}{rest}"'
