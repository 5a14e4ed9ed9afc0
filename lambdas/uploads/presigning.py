"""A form that S3 takes a file from (AWS, “Browser-based uploads using POST”, signature version 4).

Written out here, because botocore needs a client with settings of its own for it, and because the local
quarantine checks by the same lines what a browser sends.
"""

import hmac
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from lambdas.uploads.port import OFFER_OPEN_FOR
from lambdas.uploads.refusals import MAX_BYTES

SIGNATURE = "x-amz-signature"


@dataclass(frozen=True)
class Signer:
    """Whose signature it is; `token` is that of a role's passing credentials, empty for others."""

    access_key: str
    secret_key: str
    region: str
    token: str = ""

    def sign(self, policy: str, day: str) -> str:
        """Return the signature of an encoded policy; `day` is YYYYMMDD."""
        key = f"AWS4{self.secret_key}".encode()
        for part in (day, self.region, "s3", "aws4_request"):
            key = hmac.new(key, part.encode(), sha256).digest()
        return hmac.new(key, policy.encode(), sha256).hexdigest()


def signed_fields(bucket: str, key: str, back_to: str, signer: Signer, now: datetime) -> dict[str, str]:
    """Return the hidden inputs of the form. `now` is UTC. Whatever else is sent with them, S3 refuses."""
    day = now.strftime("%Y%m%d")
    fields = {
        "key": key,
        "success_action_redirect": back_to,
        "x-amz-algorithm": "AWS4-HMAC-SHA256",
        "x-amz-credential": f"{signer.access_key}/{day}/{signer.region}/s3/aws4_request",
        "x-amz-date": now.strftime("%Y%m%dT%H%M%SZ"),
        **({"x-amz-security-token": signer.token} if signer.token else {}),
    }
    policy = _policy(bucket, fields, now)
    return {**fields, "policy": policy, SIGNATURE: signer.sign(policy, day)}


def _policy(bucket: str, fields: Mapping[str, str], now: datetime) -> str:
    conditions = [
        {"bucket": bucket},
        ["content-length-range", 1, MAX_BYTES],
        *({name: value} for name, value in fields.items()),
    ]
    expiration = (now + OFFER_OPEN_FOR).strftime("%Y-%m-%dT%H:%M:%SZ")
    return b64encode(json.dumps({"expiration": expiration, "conditions": conditions}).encode()).decode()
