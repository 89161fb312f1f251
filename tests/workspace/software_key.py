"""A passkey that is kept in a test instead of a device: its public half, as a browser sends it when it is made."""

from __future__ import annotations

import json
import os
from typing import Any


def registered(person: Any, name: str) -> Any:
    """A passkey of somebody under the name localhost, of which nobody has the private half."""
    from allauth.mfa.webauthn.internal.auth import WebAuthn
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from fido2.cose import ES256
    from fido2.utils import sha256, websafe_encode
    from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

    id = os.urandom(16)
    cose: Any = ES256
    public = cose.from_cryptography_key(generate_private_key(SECP256R1()).public_key())
    key = AttestedCredentialData.create(bytes(16), id, public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    said = AuthenticatorData.create(sha256(b"localhost"), flags, 0, key)
    collected = json.dumps({"type": "webauthn.create", "challenge": "", "origin": "http://localhost"}).encode()
    credential = {
        "type": "public-key",
        "id": websafe_encode(id),
        "rawId": websafe_encode(id),
        "response": {
            "clientDataJSON": websafe_encode(collected),
            "attestationObject": websafe_encode(AttestationObject.create("none", said, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    return WebAuthn.add(person, name, credential).instance
