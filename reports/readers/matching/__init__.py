"""From texts and tables to forms, by the layouts: what stands where on a paper is known from its TOML file alone.

:mod:`recognition` finds the forms and their layouts, :mod:`form_reader` follows a layout's script through the lines of
one form and collects texts by path, :mod:`building` makes values of them. See ``docs/reading.md``.
"""

from __future__ import annotations

from reports.readers.matching.matcher import match

__all__ = ["match"]
