"""Why something was not done, in Chinese, for the person who asked for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from projects.checking import FieldProblem


@dataclass
class Refused(Exception):
    """A step that cannot be taken; ``message`` is Chinese, ``problems`` name the fields."""

    message: str
    problems: list[FieldProblem] = field(default_factory=list)

    def __str__(self) -> str:
        return self.message


class Forbidden(Refused):
    """The person may not take this step."""


class Stale(Refused):
    """The form has changed since the person looked at it."""
