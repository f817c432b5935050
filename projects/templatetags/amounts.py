"""Amounts on application pages: 万元, grouped, two places; blank and nought are a dash."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects.money import Places, format_amount

register = template.Library()


@register.simple_tag
def wan(yuan: Decimal | None) -> str | SafeString:
    """``{% wan form.amount_current_year %}``"""
    if not yuan:
        return format_html('<span class="none">{}</span>', "–")
    return format_amount(yuan, "万元", Places.FIXED, grouped=True)
