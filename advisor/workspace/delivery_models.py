"""What is kept of a report on its way to the client: its approval, step by step."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class Deed(models.Model):
    """Something somebody did at a moment: kept once, never changed."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    author_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        """A table for each kind."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it; what is kept cannot be changed."""
        if self.pk is not None:
            raise TypeError("what was done is never changed")
        super().save(*args, **kwargs)


class ApprovalStep(Deed):
    """One step of the approval of a round's report: `kind` is asked, sent_back or approved, `words` what was said.

    `edition` is that of the round it is about; `against` the mark of the Assessment that was approved.
    """

    round = models.ForeignKey("workspace.Round", on_delete=models.CASCADE, related_name="approval")
    kind = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    edition = models.PositiveIntegerField()
    against = models.CharField(max_length=16, blank=True)
