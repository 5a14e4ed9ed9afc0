"""Which submission key a check page carries, so that one report stays one report.

A fresh key, unless the browser brings one: in the form, or in a cookie set when the very same answers were
checked before. So going back, refreshing and a second tab lead to the same receipt, with or without a script.
"""

from datetime import datetime

from lambdas.intake.request import Request
from lambdas.intake.tokens import key_of, new_key, same

COOKIE = "checked"


def key_for(request: Request, posted_key: str, answers_sha256: str, now: datetime) -> str:
    """Return the submission key for these answers."""
    return key_of(posted_key) or _checked_before(request, answers_sha256) or new_key(now)


def _checked_before(request: Request, answers_sha256: str) -> str | None:
    key, _, answers = request.cookies.get(COOKIE, "").partition(".")
    return key_of(key) if same(answers, answers_sha256) else None


def cookie_for(request: Request, key: str, answers_sha256: str) -> str:
    """Return the cookie that remembers a checked page until the browser is closed."""
    secure = "; Secure" if request.is_secure else ""
    return f"{COOKIE}={key}.{answers_sha256}; Path=/api/forms; HttpOnly; SameSite=Strict{secure}"
