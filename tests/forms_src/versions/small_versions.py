"""Published versions of small forms."""

from datetime import date
from pathlib import Path

from forms_src.definition import Form
from forms_src.versions.published import Version, read_published
from forms_src.versions.writing import numbered, write_version

PUBLISHED_ON = date(2026, 1, 1)


def published(definitions: Path, form: Form, day: date, *, reason: str | None = None) -> Version:
    """Publish a form as its next version, in effect from a day."""
    before = read_published(definitions).of(form.id)
    version = numbered(form, len(before) + 1, day, "Boss", PUBLISHED_ON)
    write_version(definitions, version, before, reason)
    found = read_published(definitions)
    assert not found.faults
    last = found.last(form.id)
    assert last
    return last
