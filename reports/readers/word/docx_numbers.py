"""The lists of a Word document in XML."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from reports.readers.word.docx_names import child, children, number, value
from reports.readers.word.numbers import Level, ListCounter


class Numbering:
    """The numbers before the paragraphs of a document, which have to be asked for in their order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        abstract = {value(one, "abstractNumId"): one for one in children(numbering, "abstractNum")}
        levels: dict[str, dict[int, Level]] = {}
        groups: dict[str, str] = {}
        for one in children(numbering, "num"):
            identity, base = value(one, "numId") or "", value(child(one, "abstractNumId")) or ""
            levels[identity] = _levels(abstract.get(base), one)
            is_restarted = child(one, "lvlOverride", "startOverride") is not None
            groups[identity] = f"restarted {identity}" if is_restarted else base
        self._counter = ListCounter(levels, groups)
        self._by_style: Mapping[str, Element] = {
            value(style, "styleId") or "": found
            for style in children(styles, "style")
            if (found := child(style, "pPr", "numPr")) is not None
        }

    def label(self, paragraph: Element) -> str:
        """The number of this paragraph, counting it; empty where it is in no list."""
        properties = child(paragraph, "pPr")
        place = child(properties, "numPr")
        if place is None:
            place = self._by_style.get(value(child(properties, "pStyle")) or "")
        return self._counter.label(value(child(place, "numId")) or "", number(child(place, "ilvl"), 0))


def _levels(abstract: Element | None, instance: Element) -> dict[int, Level]:
    overrides = {number(one, 0, "ilvl"): one for one in children(instance, "lvlOverride")}
    found = {number(one, 0, "ilvl"): one for one in children(abstract, "lvl")}
    found |= {depth: own for depth, one in overrides.items() if (own := child(one, "lvl")) is not None}
    return {
        depth: Level(
            form=value(child(one, "numFmt")) or "decimal",
            text=value(child(one, "lvlText")) or "",
            start=number(child(overrides.get(depth), "startOverride"), number(child(one, "start"), 1)),
            space=" " if value(child(one, "suff")) == "space" else "",
        )
        for depth, one in found.items()
    }
