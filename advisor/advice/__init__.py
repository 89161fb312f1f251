"""Advice: from outcomes to the Assessment, with priorities, plan and profile."""

from .assessment import Assessment
from .build import assess, build
from .outlook import Outlook
from .wording import Wording, WordingError

__all__ = ["Assessment", "Outlook", "Wording", "WordingError", "assess", "build"]
