"""What a person types, by the names of the boxes, as a browser posts it."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

Typed = dict[str, str | list[str]]
MELBOURNE = "Australia/Melbourne"


def moment(name: str, at: datetime, zone: str = MELBOURNE) -> Typed:
    """Return a moment as its boxes."""
    local = at.astimezone(ZoneInfo(zone))
    return {
        f"{name}-day": str(local.day),
        f"{name}-month": str(local.month),
        f"{name}-year": str(local.year),
        f"{name}-time": f"{local:%H:%M}",
    }


def day(name: str, at: datetime, zone: str = MELBOURNE) -> Typed:
    """Return a date as its boxes."""
    return {part: value for part, value in moment(name, at, zone).items() if not part.endswith("-time")}


def encoded(typed: Mapping[str, str | list[str]]) -> bytes:
    """Return a submission as an urlencoded body."""
    return urlencode(typed, doseq=True).encode()
