"""Small questions the wizard asks while somebody types."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from projects.values import plain_text
from projects.wizard.answers import chips_json
from projects.wizard.subjects import find_subjects

_LONGEST = 1000
_LONGEST_SEARCH = 100


@require_safe
def subject_search(request: HttpRequest) -> JsonResponse:
    """``?kind=functional&year=2020&q=gcd``: subjects by code, Chinese or pinyin."""
    year = request.GET.get("year", "")
    found = find_subjects(
        plain_text(request.GET.get("kind", "")),
        int(year) if year.isascii() and year.isdecimal() and len(year) <= 4 else 0,
        plain_text(request.GET.get("q", ""))[:_LONGEST_SEARCH],
    )
    return JsonResponse({"subjects": [asdict(subject) for subject in found]})


@require_safe
def target_reading(request: HttpRequest) -> JsonResponse:
    """``?text=>=5000人``: how a target value is understood."""
    return JsonResponse({"chips": chips_json(request.GET.get("text", "")[:_LONGEST])})
