"""What a browser sends back of a form as the page shows it."""

from __future__ import annotations

from typing import Any

from django import forms

from projects.region_settings.shared_form import SharedForm, as_posted


def submission(form: forms.BaseForm, **changes: Any) -> dict[str, Any]:
    """The values of the page's controls and hidden inputs, with ``changes`` typed over them."""
    sent: dict[str, Any] = {bound.html_name: as_posted(bound.value()) for bound in form}
    if isinstance(form, SharedForm):
        for name, value in form.seen():
            sent.setdefault(name, []).append(value)
    return sent | changes
