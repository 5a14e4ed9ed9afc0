"""The words that `build.py new` puts where people write their own."""

from collections.abc import Iterator
from typing import Any

from forms_src.definition import Form

APPROVER = "The role that approved this form"  # publish can name it too
PLACEHOLDERS = frozenset(
    {
        "Say in one sentence what this form is for.",
        "Say who should use this form.",
        "The role that owns this form",
        APPROVER,
        "Say what people should have at hand.",
        "Say what happens after the report is sent.",
        "Say in one sentence why you ask.",
        "Where this question comes from",
        "The first option",
        "The second option",
    }
)


def placeholders_of(form: Form) -> list[str]:
    """Return the words of `new` that a form still has, each once, in its order."""
    return [words for words in dict.fromkeys(_texts(form.model_dump(mode="json"))) if words in PLACEHOLDERS]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
