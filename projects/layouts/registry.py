"""Which layouts there are: the files of this folder and of ``settings.LAYOUT_DIRS``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from projects.layouts.loader import load_layout
from projects.layouts.mistakes import LayoutError, LayoutMistake
from projects.layouts.model import Layout

_OWN = Path(__file__).parent


def layout_files() -> list[Path]:
    """Every layout file, the product's own first."""
    folders = [_OWN, *(Path(folder) for folder in settings.LAYOUT_DIRS)]
    return [file for folder in folders for file in sorted(folder.glob("*.toml"))]


def layouts() -> dict[tuple[str, int], Layout]:
    """Every layout by (slug, version). Raises :class:`LayoutError` for a broken file."""
    return _load(tuple(layout_files()))


def find_layout(slug: str, version: int) -> Layout:
    """The very version a form was filled in. Raises ``KeyError``."""
    return layouts()[slug, version]


def latest_layout(slug: str) -> Layout:
    """The version that new forms get. Raises ``KeyError`` for an unknown slug."""
    versions = [layout for layout in layouts().values() if layout.slug == slug]
    if not versions:
        raise KeyError(slug)
    return max(versions, key=lambda layout: layout.version)


def layouts_to_choose() -> list[Layout]:
    """The latest version of every layout, by name."""
    latest: dict[str, Layout] = {}
    for layout in layouts().values():
        known = latest.get(layout.slug)
        if known is None or layout.version > known.version:
            latest[layout.slug] = layout
    return sorted(latest.values(), key=lambda layout: layout.name)


def twin_of(layout: Layout) -> Path | None:
    """Another file that already holds the slug and version of ``layout``; broken files are passed over."""
    for file in layout_files():
        if file.resolve() == layout.source.resolve():
            continue
        try:
            other = load_layout(file)
        except LayoutError:
            continue
        if (other.slug, other.version) == (layout.slug, layout.version):
            return file
    return None


def mistakes_of_all_layouts() -> list[LayoutMistake]:
    """Every mistake of every file, for ``manage.py check``."""
    folders = [Path(folder) for folder in settings.LAYOUT_DIRS]
    mistakes = [LayoutMistake(folder, 1, "LAYOUT_DIRS 中的这个目录不存在") for folder in folders if not folder.is_dir()]
    seen: dict[tuple[str, int], Path] = {}
    for file in layout_files():
        try:
            layout = load_layout(file)
        except LayoutError as error:
            mistakes += error.mistakes
            continue
        key = (layout.slug, layout.version)
        if key in seen:
            mistakes.append(LayoutMistake(file, 1, f"与 {seen[key].name} 的 slug 和 version 重复"))
        seen[key] = file
    return mistakes


@cache
def _load(files: tuple[Path, ...]) -> dict[tuple[str, int], Layout]:
    loaded = (load_layout(file) for file in files)
    return {(layout.slug, layout.version): layout for layout in loaded}
