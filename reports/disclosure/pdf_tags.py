"""What WeasyPrint leaves to do in a tagged PDF.

Its header cells do not say of what they are the heads, and what runs along the edges of every page is tagged like a
part of the text, though it hangs in no tree: there it is an artifact, which nobody wants to hear on each page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

_SCOPES: Final = {"row": "/Row", "col": "/Column"}


def finish_tags(document: Any, pdf: Any) -> None:
    """To be given to WeasyPrint as ``finisher``: takes its document and pydyf's PDF."""
    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001 - no other way to the boxes
            mark = getattr(box, "mark", None)
            if mark is not None and mark["S"] == "/TH":
                mark["A"]["Scope"] = _SCOPES[box.element.get("scope")]
    objects = {each.reference: each for each in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    heard = set(_elements(objects, root))
    numbers = objects[root["ParentTree"]]["Nums"]
    elements_of = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in (objects[reference] for reference in _pages(pdf)):
        _tell_edges(objects[page["Contents"]].stream, elements_of[page["StructParents"]], heard)


def _elements(objects: dict[bytes, Any], element: Any) -> Iterator[bytes]:
    """The references of all that hangs below an element of the structure."""
    for kid in element.get("K", ()):
        if kid in objects:
            yield kid
            yield from _elements(objects, objects[kid])


def _pages(pdf: Any) -> Iterator[bytes]:
    kids = pdf.pages["Kids"]
    yield from (b"%d %d R" % (number, generation) for number, generation in zip(kids[::3], kids[1::3], strict=True))


def _tell_edges(stream: list[Any], elements: list[Any], heard: set[bytes]) -> None:
    """Make artifacts of the marked parts of a page that belong to no heard element; both lists are changed."""
    loose = {mcid for mcid, element in enumerate(elements) if element not in heard}
    for at, operand in enumerate(stream):
        if isinstance(operand, dict) and operand.get("MCID") in loose:
            stream[at - 1] = b"/Artifact"
            operand.clear()
            operand["Type"] = "/Pagination"
    elements[:] = [b"null" if mcid in loose else element for mcid, element in enumerate(elements)]
