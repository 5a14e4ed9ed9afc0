"""What a browser posted: every value under its name, in order, as it was typed."""

import re
from collections.abc import ItemsView, Iterator, Mapping
from urllib.parse import parse_qsl


class UnreadableBody(ValueError):  # noqa: N818 - an answer to the person, not an error of ours
    """The body is not urlencoded UTF-8, or has more values than any form could send."""


MAX_VALUES = 20_000
# What a person cannot see at all: spaces of no width, marks of direction, fillers, blank letters.
_UNSEEN = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*"
)
# What cannot be printed, other than a tab or a new line.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def is_seen(text: str) -> bool:
    """Return whether a person sees anything of a text."""
    return bool(text.strip()) and (text.isascii() or not _UNSEEN.fullmatch(text))


class Posted(Mapping[str, tuple[str, ...]]):
    """An immutable, ordered map of posted names to their values."""

    def __init__(self, pairs: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Take the values by name."""
        self._pairs = dict(pairs or {})

    @classmethod
    def from_body(cls, body: bytes, *, lenient: bool = False) -> "Posted":
        """Read an `application/x-www-form-urlencoded` body.

        Raises `UnreadableBody` for too many values, and for bytes that are not UTF-8; `lenient` reads those
        with a replacement mark in their place.
        """
        errors = "replace" if lenient else "strict"
        try:
            text = body.decode("utf-8", errors)
            pairs = parse_qsl(text, keep_blank_values=True, errors=errors, max_num_fields=MAX_VALUES)
        except ValueError as error:
            raise UnreadableBody(str(error)) from error
        return cls.from_pairs(pairs)

    @classmethod
    def from_pairs(cls, pairs: list[tuple[str, str]]) -> "Posted":
        """Collect name and value pairs, keeping the order in which names first appear."""
        found: dict[str, list[str]] = {}
        for name, value in pairs:
            found.setdefault(name, []).append(value)
        return cls({name: tuple(values) for name, values in found.items()})

    def first(self, name: str) -> str:
        """Return the first value under a name, or an empty string."""
        values = self._pairs.get(name)
        return values[0] if values else ""

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value under a name."""
        return self._pairs.get(name, ())

    def replaced(self, changes: Mapping[str, tuple[str, ...] | None]) -> "Posted":
        """Return a copy with some names set anew, or left out where the new value is None."""
        kept = {name: values for name, values in self._pairs.items() if name not in changes}
        return Posted(kept | {name: values for name, values in changes.items() if values is not None})

    def printable(self) -> "Posted":
        """Return a copy without control characters, fit to be shown on a page again."""
        return Posted(
            {name: tuple(CONTROL.sub("", value) for value in values) for name, values in self.items()}
        )

    def items(self) -> ItemsView[str, tuple[str, ...]]:
        """Go through names and values; what `Mapping` would do with a look-up for each takes long."""
        return self._pairs.items()

    def __getitem__(self, name: str) -> tuple[str, ...]:
        """Return every value under a name; raises KeyError."""
        return self._pairs[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._pairs)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._pairs)
