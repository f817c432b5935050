"""What is a label: where a page ends in the middle of one, only the layouts tell."""

from __future__ import annotations


def is_label(text: str) -> bool:
    """Whether a layout has this label, written in whatever way."""
    # The matcher loads much that the rest of this reader does without.
    from projects.layouts.registry import layouts  # noqa: PLC0415
    from reports.readers.matching.labels import stem_of  # noqa: PLC0415
    from reports.readers.matching.script import script_of  # noqa: PLC0415

    return any(stem_of(text) in script_of(layout).labels for layout in layouts().values())
