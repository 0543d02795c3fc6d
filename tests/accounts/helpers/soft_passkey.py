"""A passkey in software, for tests without a browser: answers the questions of WebAuthn as a device would."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class SoftPasskey:
    """One key pair. `origin` is where the browser stands; `verified`: whether the device asked for a PIN;
    `count`: how often it says that it was used, `step` more with each use."""

    origin: str = "http://inkwell.localhost"
    verified: bool = True
    count: int = 0
    step: int = 0
    secret: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: os.urandom(32))

    def create(self, question: dict[str, Any]) -> str:
        """The answer to a question for a new passkey, as the form carries it."""
        options = question["publicKey"]
        key = cbor.encode(ES256.from_cryptography_key(self.secret.public_key()))
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + key
        data = self._data(options["rp"]["id"], WITH_KEY) + attested
        statement = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options["challenge"])
        return self._answer({"clientDataJSON": client, "attestationObject": statement})

    def get(self, question: dict[str, Any]) -> str:
        """The answer to a question for a proof."""
        options = question["publicKey"]
        self.count += self.step
        data = self._data(options["rpId"])
        client = self._client("webauthn.get", options["challenge"])
        signature = self.secret.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer({"clientDataJSON": client, "authenticatorData": data, "signature": signature})

    def _data(self, rp_id: str, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verified else 0)
        return hashlib.sha256(rp_id.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps(
            {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        ).encode()

    def _answer(self, response: dict[str, bytes]) -> str:
        name = websafe_encode(self.id)
        parts = {key: websafe_encode(value) for key, value in response.items()}
        return json.dumps(
            {"type": "public-key", "id": name, "rawId": name, "response": parts, "clientExtensionResults": {}}
        )
