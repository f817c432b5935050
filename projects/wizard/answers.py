"""What the server answers to edits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from projects.drafts import Outcome
from projects.layouts import Layout, LineColumn
from projects.models import PerformanceForm
from projects.storage import document_of, load_shown_rows
from projects.values import Shown
from projects.wizard.readings import TARGET, amount_in_yuan, target_chips
from projects.wizard.states import states_of


def answer_to(form: PerformanceForm, outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """The JSON object of docs/autosave.md."""
    load_shown_rows(form)
    document = document_of(form)
    return {
        "revision": form.revision,
        "outcomes": [_outcome(outcome, form.layout) for outcome in outcomes],
        "progress": [asdict(state) | {"count": state.count} for state in states_of(form, document)],
        "saved_at": timezone.localtime().strftime("%H:%M:%S"),
    }


def chips_json(text: str) -> list[list[dict[str, str]]]:
    """The chips of a target value."""
    return [[asdict(part) for part in parts] for parts in target_chips(text)]


def _outcome(outcome: Outcome, layout: Layout) -> dict[str, Any]:
    said = {name: value for name, value in asdict(outcome).items() if value}
    if outcome.at:
        said["at"] = date_format(timezone.localtime(datetime.fromisoformat(outcome.at)), "n月j日 H:i")
    return said | {"text": outcome.text} | _reading(outcome, layout)


def _reading(outcome: Outcome, layout: Layout) -> dict[str, Any]:
    """How the text was understood, where the page shows that."""
    source = layout.shown_by(outcome.path)
    if isinstance(source, LineColumn) and source.value == TARGET:
        return {"chips": chips_json(outcome.text)}
    if source is None:
        return {}
    return {"reading": amount_in_yuan(source.field, outcome.text, Shown.by(layout).for_cell(source))}
