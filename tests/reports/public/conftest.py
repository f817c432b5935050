"""What the tests of the public site share."""

from __future__ import annotations

import pytest

from reports.public.cache import forget_all


@pytest.fixture(autouse=True)
def unknown_epoch() -> None:
    """The first request of every test asks which versions are public, whatever the test before it knew."""
    forget_all()
