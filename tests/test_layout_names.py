"""No code knows one form from another: only layout files, fixtures and tests name a layout."""

from __future__ import annotations

import re

import pytest

from tests.reports.read_back import LAYOUTS
from tests.test_repository import files_with, text_of

CODE = (".py", ".html", ".js", ".css", ".json", ".toml", ".txt")
MAY_NAME = ("tests", "fixtures", "docs")


def named_in(text: str, slugs: list[str]) -> set[str]:
    """The slugs that stand in ``text`` as words of their own."""
    return {slug for slug in slugs if re.search(rf"(?<![\w-]){re.escape(slug)}(?![\w-])", text, re.IGNORECASE)}


def test_no_module_names_a_layout() -> None:
    found = {
        str(path): names
        for path in files_with(*CODE)
        if path.parts[0] not in MAY_NAME
        and not (path.parent.name == "layouts" and path.suffix == ".toml")
        and (names := named_in(text_of(path) or "", LAYOUTS))
    }
    assert found == {}


@pytest.mark.parametrize("text", ['if slug == "weihai":', "layout: Weihai", "'hebei-department'"])
def test_a_named_layout_is_recognised(text: str) -> None:
    assert named_in(text, LAYOUTS)


@pytest.mark.parametrize("text", ["weihai_paper", "mof-20155", "a hebei-like form"])
def test_other_words_are_no_layouts(text: str) -> None:
    assert not named_in(text, LAYOUTS)
