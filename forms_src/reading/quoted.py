"""What keeps its words: names, terms of the law, and texts quoted from a source, listed in `quoted.yaml`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Final

from pydantic import Field

from forms_src.faults import Fault
from forms_src.reading.texts import Text
from forms_src.shared import model_of
from forms_src.sources import Located, read_source
from forms_src.strict import Strict

UNUSED: Final = "exceptions-that-nothing-needs"


class Quotation(Strict):
    """Terms or texts of one source; a text is named as by its `key`, with `*` for any part of it."""

    source: str = Field(min_length=1)
    terms: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


class Quotations(Strict):
    """All of `quoted.yaml`."""

    quoted: tuple[Quotation, ...] = ()


@dataclass(frozen=True)
class Quoted:
    """Every exception, with where it is listed."""

    model: Quotations = field(default_factory=Quotations)
    located: Located | None = None

    @cached_property
    def _terms(self) -> re.Pattern[str]:
        terms = sorted((term for one in self.model.quoted for term in one.terms), key=len, reverse=True)
        words = (r"\s+".join(map(re.escape, term.split())) for term in terms)
        return (
            re.compile(rf"\b(?:{'|'.join(words)})(?:s|’s|'s)?\b", re.IGNORECASE)
            if terms
            else re.compile("(?!)")
        )

    def plainly(self, words: str) -> str:
        """Return words with each term as one short word: people must know it, however long it is."""
        return self._terms.sub("it", words)

    def has(self, text: Text) -> bool:
        """Return whether a whole text is quoted."""
        return any(fnmatchcase(text.key, pattern) for one in self.model.quoted for pattern in one.texts)

    def unused(self, texts: Sequence[Text]) -> Iterator[Fault]:
        """Yield exceptions that nothing needs any more."""
        everything = "\n".join(text.words for text in texts).lower()
        keys = [text.key for text in texts]
        for line in self._lines("terms"):
            if str(line.value).lower() not in everything:
                yield line.fault(f"No text has the term “{line.value}” any more: take it out", UNUSED)
        for line in self._lines("texts"):
            if not any(fnmatchcase(key, str(line.value)) for key in keys):
                yield line.fault(f"There is no text “{line.value}” any more: take it out", UNUSED)

    def _lines(self, kind: str) -> Iterator[Located]:
        quoted = self.located.get("quoted") if self.located else None
        for one in quoted.items() if quoted else ():
            found = one.get(kind)
            yield from found.items() if found else ()


def read_quoted(path: Path) -> tuple[Quoted, list[Fault]]:
    """Read the list of exceptions; where there is no such file, nothing is excepted."""
    if not path.is_file():
        return Quoted(), []
    located, faults = read_source(path)
    model = model_of(Quotations, located, faults) if located else None
    return Quoted(model or Quotations(), located), faults
