"""What a house keeps: its people, its brands, the rounds of each, and everything that was said in them.

What was said is a log that only grows; a round holds besides what the log comes to, so that a page need not go
through it.
"""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models

from . import delivery_models as delivery_models
from . import invitation_models as invitation_models
from .house_models import KeptKit


class Person(AbstractUser):
    """Somebody with an account. What they may do is said by the groups they are in (`access.ROLES`)."""

    @property
    def called(self) -> str:
        """The name under which what they did is kept."""
        return str(self.get_full_name() or self.get_username())

    @cached_property
    def roles(self) -> frozenset[str]:
        """The names of the groups they are in, looked up once for each request."""
        return frozenset(self.groups.values_list("name", flat=True))


class EntryLink(models.Model):
    """A link that lets one person in once, kept as a hash."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Brand(models.Model):
    """A brand that the house advises, and the consultants who are on it.

    `key` stays the same in whatever workspace it is brought to; `kit` is the brand kit of its reports, where it has
    one of its own.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    kit = models.ForeignKey(KeptKit, null=True, on_delete=models.SET_NULL, related_name="brands")
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="brands")
    made_at = models.DateTimeField(auto_now_add=True)


class RoundsOfBrands(models.Manager):
    """Rounds without the accounts that respondents give by themselves."""

    def get_queryset(self) -> models.QuerySet[Round]:
        """The rounds proper."""
        return super().get_queryset().filter(invitation=None)


class Round(models.Model):
    """A review of a brand at a date.

    `document` is what an answers file holds, in the form of `answer_log`; `edition` is the number of the last entry
    of the log that went into it. `imported` is the text of the file that the answers came from, for its comments.
    What somebody invited answers is kept in the same form, as their account: `everything` counts those as well.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="rounds")
    document = models.JSONField()
    edition = models.PositiveIntegerField(default=0)
    imported = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = RoundsOfBrands()
    everything = models.Manager()

    @property
    def date(self) -> str:
        """The day of the review, YYYY-MM-DD."""
        return str(self.document["date"])

    @property
    def language(self) -> str:
        """The language of the report; empty where the file names none."""
        return str(self.document.get("language") or "")

    @property
    def former(self) -> Round | None:
        """The round of the same brand before this one; None for the first."""
        earlier = [one for one in self.brand.rounds.all() if (one.date, one.pk) < (self.date, self.pk)]
        return max(earlier, key=lambda one: (one.date, one.pk), default=None)


class LogEntry(models.Model):
    """One entry of the log of a round: what stood at a place of the document, and what stands there since.

    `path` are the steps to the place, joined by slashes; what is null did not stand there. Never changed and never
    taken away by itself: what is undone is an entry more, which names the one it undoes.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="log")
    number = models.PositiveIntegerField()
    path = models.CharField(max_length=300)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    author_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    undoes = models.ForeignKey("self", null=True, on_delete=models.RESTRICT)

    class Meta:
        """One number each in a round; looked for by place."""

        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_number_each")]
        indexes = [models.Index(fields=["round", "path"], name="by_place")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new entry; one that is kept cannot be changed."""
        if self.pk is not None:
            raise TypeError("what was said is never changed")
        super().save(*args, **kwargs)


class RoundRecord(models.Model):
    """What a portfolio keeps of a round, as it stood at an edition, judged by the knowledge base of a fingerprint."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="record")
    edition = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()


class RulesEffectRecord(models.Model):
    """What the rules of a fingerprint would change of a delivery that was made by others; or why that is not known."""

    delivery = models.OneToOneField(
        delivery_models.DeliveredReport, on_delete=models.CASCADE, related_name="rules_effect"
    )
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()


class Erasure(models.Model):
    """The receipt of a brand that was erased: who, when, how much; nothing that would tell which.

    `accounts` are those of people invited to answer, `entries` the lines of all logs, of the accounts as well.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    author_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    rounds = models.PositiveIntegerField()
    accounts = models.PositiveIntegerField(default=0)
    entries = models.PositiveIntegerField()
