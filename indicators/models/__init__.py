"""What is promised: frameworks and subject codes."""

from indicators.models.framework import IndicatorCategory, IndicatorFramework
from indicators.models.subject import Subject

__all__ = ["IndicatorCategory", "IndicatorFramework", "Subject"]
