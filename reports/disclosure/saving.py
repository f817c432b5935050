"""Storing what was typed into a section, whoever else changed the disclosure meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from projects.disclosing.stored import require_open, store_disclosure, subjects_of
from projects.disclosure.edit_conflicts import Difference, merged, unpacked
from projects.disclosure.edit_shape import EditedSection
from projects.disclosure.editing import edited, texts_of
from projects.disclosure.subject_lines import named
from projects.exchange import ExchangeError, Problem
from projects.models import Disclosure, User
from projects.refusals import Forbidden, Refused, Stale

_ATTEMPTS = 3  # at a disclosure that others change between reading and storing


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was typed and not stored: with what is wrong with it, what somebody else wrote, or why nobody may store now.

    Then ``revision`` and ``seen`` stay what the person had before them, so that a later attempt sees all changes.
    """

    texts: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = field(default=())
    refusal: str = ""
    revision: str = ""
    seen: str = ""

    @property
    def status(self) -> int:
        """422 for bad input, 409 for two people's and for a disclosure that was sent up meanwhile."""
        return 422 if self.problems else 409


def save_section(
    disclosure: Disclosure, section: EditedSection, sent: Mapping[str, str], editor: User
) -> Unsaved | None:
    """Store the section; ``None`` when that is done. Raises :class:`Forbidden`."""
    mine = {path: text for path, text in sent.items() if path.split(".")[0].split("[")[0] in _tops(section)}
    try:
        require_open(disclosure, editor)
        return _save(disclosure, section, sent, mine, editor)
    except Forbidden:
        raise
    except Refused as refusal:
        return Unsaved(mine, refusal=refusal.message, revision=sent.get("revision", ""), seen=sent.get("seen", ""))


def _save(
    disclosure: Disclosure, section: EditedSection, sent: Mapping[str, str], mine: Mapping[str, str], editor: User
) -> Unsaved | None:
    seen = unpacked(sent.get("seen", "")) or {}
    for _ in range(_ATTEMPTS):
        texts: Mapping[str, str] = mine
        differences: tuple[Difference, ...] = ()
        if sent.get("revision") != str(disclosure.revision):
            texts, differences = merged(seen, mine, texts_of(disclosure.document, section))
        if differences:
            return Unsaved(texts, differences=differences)
        try:
            changed = edited(disclosure.document, section, texts)
        except ExchangeError as error:
            return Unsaved(texts, problems=tuple(error.problems))
        lines = named(changed.subject_lines, subjects_of(changed, ()).names)
        try:
            store_disclosure(
                disclosure, replace(changed, subject_lines=lines), revision=disclosure.revision, editor=editor
            )
        except Stale:
            disclosure.refresh_from_db()
            continue
        return None
    raise Stale("这份部门预算公开正在被别人连续改动，请稍后再保存")


def _tops(section: EditedSection) -> set[str]:
    return {path.split(".")[0] for path in section.paths}
