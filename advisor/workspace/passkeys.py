"""Passkeys and the second factor as a house has them: allauth's, with names of bounded length and a log."""

from __future__ import annotations

import struct
from itertools import count
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.exceptions import ValidationError
from django.dispatch import receiver

from advisor.interview.terminal_text import plain
from advisor.language import N_

from .house_log import KINDS, note_deed
from .rendering import words

LONGEST_NAME = 60
NUMBERED = N_("Passkey {n}")
REFUSED = N_("This passkey was not accepted. Try again, or sign in another way.")


class HouseSecondFactor(DefaultMFAAdapter):
    """What allauth does otherwise here: the words about a passkey."""

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """The first name with a number that no passkey of theirs has."""
        taken = {str(one) for one in Authenticator.objects.filter(user=user, type=type)}
        names = (words(context.request, NUMBERED, n=n) for n in count(1))
        return next(name for name in names if name not in taken)

    def validation_error(self, code: str, *values: object) -> ValidationError:
        """Allauth has one message for a wrong code and for a passkey refused, who sent none."""
        if code == "incorrect_code" and "credential" in context.request.POST:
            return ValidationError(words(context.request, REFUSED), code=code)
        return super().validation_error(code, *values)


class _Readable:
    """A form sent with a passkey: bytes that no browser sends are refused as any other that is not accepted."""

    def full_clean(self) -> None:
        """Have what allauth and fido2 stumble over in such bytes told as a fault of the form."""
        form: Any = self
        try:
            super().full_clean()  # type: ignore[misc]
        except (AttributeError, LookupError, TypeError, ValueError, struct.error):
            form.add_error("credential", HouseSecondFactor().validation_error("incorrect_code"))


class UsedPasskey(_Readable, AuthenticateWebAuthnForm):
    """A passkey as the second factor."""


class LoginPasskey(_Readable, LoginWebAuthnForm):
    """A passkey that lets in by itself."""


class ReauthenticationPasskey(_Readable, ReauthenticateWebAuthnForm):
    """A passkey that shows once more who it is."""


class AddedPasskey(_Readable, AddWebAuthnForm):
    """A new passkey with its name. A name too long is cut: the passkey is on the device already."""

    def clean_name(self) -> str:
        """The name, or one that is given to it."""
        return plain(super().clean_name())[:LONGEST_NAME]


class RenamedPasskey(EditWebAuthnForm):
    """Another name for a passkey."""

    def clean_name(self) -> str:
        """The name."""
        return plain(self.cleaned_data["name"])[:LONGEST_NAME]


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def keep_in_log(signal: Any, user: Any, authenticator: Authenticator, **also: Any) -> None:
    """Keep that somebody changed what their account is guarded by."""
    done = {authenticator_added: "added", authenticator_removed: "removed", authenticator_reset: "renewed"}[signal]
    kind = f"{authenticator.type}_{done}"
    if kind in KINDS:  # Recovery codes come and go with what they stand in for.
        note_deed(user, kind, str(authenticator) if authenticator.type == Authenticator.Type.WEBAUTHN else "")
