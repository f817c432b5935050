"""Layouts (表样): one TOML file per official form, and the registry that finds them."""

from projects.layouts.loader import load_layout
from projects.layouts.mistakes import LayoutError, LayoutMistake
from projects.layouts.model import FieldCell, Layout, LineColumn, LineTable, Section
from projects.layouts.registry import find_layout, latest_layout, layouts, layouts_to_choose, mistakes_of_all_layouts

__all__ = [
    "FieldCell",
    "Layout",
    "LayoutError",
    "LayoutMistake",
    "LineColumn",
    "LineTable",
    "Section",
    "find_layout",
    "latest_layout",
    "layouts",
    "layouts_to_choose",
    "load_layout",
    "mistakes_of_all_layouts",
]
