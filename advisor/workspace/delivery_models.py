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


class DeliveredReport(Deed):
    """A report as it was handed over: the answers with their review, the Assessment, and which rules made it.

    `languages` are those of its documents; `edition` is that of the round. Nothing of it changes; its documents come to
    it one by one, because some take a while.
    """

    round = models.ForeignKey("workspace.Round", on_delete=models.CASCADE, related_name="deliveries")
    edition = models.PositiveIntegerField()
    languages = models.JSONField()
    document = models.JSONField()
    assessment = models.TextField()
    fingerprint = models.CharField(max_length=64)


class DeliveredDocument(models.Model):
    """One document of a delivery: its bytes and their SHA-256, kept once they are made (`made_at`).

    `claimed_at` is when a process began to make it, `trouble` why it cannot be made, in the document's language.
    """

    delivery = models.ForeignKey(DeliveredReport, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12)
    format = models.CharField(max_length=8)
    content = models.BinaryField(null=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    trouble = models.TextField(blank=True)
    claimed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        """One name each in a delivery."""

        constraints = [models.UniqueConstraint(fields=["delivery", "name"], name="one_name_each")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new one; what is made of it is written once, by `document_making`."""
        if self.pk is not None:
            raise TypeError("what was delivered is never changed")
        super().save(*args, **kwargs)


class ClientLink(Deed):
    """A link by which a client reads one delivery, kept as a hash; until it expires or is revoked."""

    delivery = models.ForeignKey(DeliveredReport, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)


class PlannedAction(models.Model):
    """A line of the plan of a delivery: what to do about one finding, `place` in the order of the plan.

    `told` are its words by language, so that they stay when the rules change (`kept_plan` says in which form).
    """

    delivery = models.ForeignKey(DeliveredReport, on_delete=models.CASCADE, related_name="actions")
    place = models.PositiveIntegerField()
    finding = models.CharField(max_length=200)
    number = models.PositiveIntegerField(null=True)
    told = models.JSONField()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new one; what becomes of it is told by its steps."""
        if self.pk is not None:
            raise TypeError("what was planned is never changed")
        super().save(*args, **kwargs)


class ActionStep(Deed):
    """What became of an action: its `state`, `owner` and `due` date (ISO, or empty) since, and what was said of it."""

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12)
    owner = models.CharField(max_length=200, blank=True)
    due = models.CharField(max_length=10, blank=True)
    words = models.TextField(blank=True)
