"""The check of the reading level: each text of some length, and each page as a whole."""

from collections.abc import Iterator, Sequence, Set
from itertools import groupby
from pathlib import Path
from typing import Final

from forms_src.faults import Fault
from forms_src.reading.grades import Count
from forms_src.reading.quoted import Quoted, read_quoted
from forms_src.reading.texts import Text, all_texts

HARD: Final = "words-that-are-hard-to-read"
HIGHEST = 8.0
FEWEST = 8  # words: a shorter text counts with its page, because the formula misjudges it alone
PAGES = ("definitions", "words", "layouts", "layouts/emails")
_MEND = "use shorter sentences or plainer words (grade 8 or lower)"


def reading_faults(folder: Path) -> list[Fault]:
    """Return what reads above the highest grade in a folder laid out as `forms_src`."""
    quoted, faults = read_quoted(folder / "reading" / "quoted.yaml")
    texts = list(all_texts(folder))
    own = [text for text in texts if not quoted.has(text)]
    hard = [*_hard_texts(own, quoted), *_hard_pages(own, quoted, {folder / name for name in PAGES})]
    return sorted({*faults, *quoted.unused(texts), *hard})


def _hard_texts(texts: Sequence[Text], quoted: Quoted) -> Iterator[Fault]:
    for text in texts:
        count = Count.of(quoted.plainly(text.words))
        if count.words >= FEWEST and count.grade > HIGHEST:
            yield Fault(text.file, text.line, f"This reads at grade {count.grade:.1f}: {_MEND}", HARD)


def _hard_pages(texts: Sequence[Text], quoted: Quoted, folders: Set[Path]) -> Iterator[Fault]:
    pages = (text for text in texts if text.file.parent in folders)
    for file, group in groupby(pages, key=lambda text: text.file):
        count = Count.of(quoted.plainly("\n".join(text.words for text in group)))
        if count.words >= FEWEST and count.grade > HIGHEST:
            yield Fault(file, 1, f"This page reads at grade {count.grade:.1f}: {_MEND}", HARD)
