"""Documents in a bucket that belong to no record, found by listing it part by part.

A whole pass over the bucket on every run would take longer the more records there are. So a run looks at the
references with one letter, which one the time says: all 32 within six hours, without anything to remember.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from forms_src.references import ALPHABET

PART_SECONDS = 600  # how long it is the turn of one letter: the sweep runs as often
Listed = Callable[..., Iterable[Mapping[str, Any]]]  # pages of `list_objects_v2`, by its arguments


def without_event(listed: Listed, has_begun: Callable[[str], bool], before: datetime) -> Iterator[str]:
    """Yield references under which all was stored before a moment, and which have no first event."""
    letter = ALPHABET[int(before.timestamp()) // PART_SECONDS % len(ALPHABET)]
    for form in _folders(listed, "records/", "-"):
        for folder in _folders(listed, f"{form}{letter}", "/"):
            reference = folder.split("/")[1]
            if not has_begun(reference) and _is_older(listed, folder, before):
                yield reference


def _folders(listed: Listed, prefix: str, delimiter: str) -> list[str]:
    """The beginnings of keys, each up to a delimiter."""
    pages = listed(Prefix=prefix, Delimiter=delimiter)
    return [one["Prefix"] for page in pages for one in page.get("CommonPrefixes", ())]


def _is_older(listed: Listed, folder: str, before: datetime) -> bool:
    return all(one["LastModified"] < before for page in listed(Prefix=folder) for one in page["Contents"])
