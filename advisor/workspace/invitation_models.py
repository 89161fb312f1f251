"""What is kept of an invitation to answer: whom it is for, what they are asked, and where their answers are."""

from __future__ import annotations

from django.db import models

from .delivery_models import Deed


class Invitation(Deed):
    """An invitation of somebody without an account to answer questions of a round, until it expires or is revoked.

    `account` holds their answers, like those of a round, with a log of its own. `respondent` is their id among the
    respondents of the round; `sections` are those they are asked, or none for the first pass of all; `besides` are
    questions of others that tell whether theirs concern the brand, where nobody answered them yet. `digest` is the
    hash of the link's token. `taken_edition` is the edition of the account up to which the round has its answers.
    """

    round = models.ForeignKey("workspace.Round", on_delete=models.CASCADE, related_name="invitations")
    account = models.OneToOneField("workspace.Round", on_delete=models.CASCADE, related_name="invitation")
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=150, blank=True)
    email = models.CharField(max_length=150, blank=True)
    respondent = models.CharField(max_length=60)
    language = models.CharField(max_length=12)
    sections = models.JSONField()
    besides = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    taken_edition = models.PositiveIntegerField(default=1)

    @property
    def called(self) -> str:
        """The name under which what they said is kept."""
        return str(self.name)
