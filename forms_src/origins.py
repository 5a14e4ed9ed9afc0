"""Where a page of questions comes from: an earlier report that is followed or corrected, a draft reopened.

It travels in hidden inputs, because nothing is stored until Send. The secrets are those of receipts and of
drafts: never in an address, never in a log.
"""

from collections.abc import Iterator
from typing import NamedTuple

from forms_src.fields.long_text.field import LongText
from forms_src.posted import Posted

REASON = LongText(
    type="long_text",
    id="correction_reason",
    label="Why are you correcting this report?",
    name="why you are correcting this report",
    hint="For example, the time was wrong. This is kept with the report.",
    max_length=1000,
    rows=3,
)
NAMES = ("follows", "corrects", "corrected_version", "carried", "draft", "draft_revision")


class Origin(NamedTuple):
    """The secret of the report that is followed or corrected, one of the two or neither, and of a draft.

    `corrected_version` is the fingerprint of the version that a correction began with. `carried` are the
    names of the questions, with spaces between, that answers were carried over to. `draft` is what the page
    holds of the draft that it was opened from or saved to, `draft_revision` which save of it.
    """

    follows: str = ""
    corrects: str = ""
    corrected_version: str = ""
    carried: str = ""
    draft: str = ""
    draft_revision: str = ""

    @classmethod
    def of(cls, posted: Posted) -> "Origin":
        """Return where a posted page came from."""
        return cls(*map(posted.first, NAMES))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the hidden inputs that say so."""
        return ((name, value) for name, value in zip(NAMES, self, strict=True) if value)

    @property
    def names(self) -> frozenset[str]:
        """The names of the questions that answers were carried over to."""
        return frozenset(self.carried.split())


def without_secrets(posted: Posted) -> Posted:
    """Return what was posted without what another site could have planted: our keys and secrets.

    Whoever knows the submission key can open the receipt, and with it the answers.
    """
    return posted.replaced(dict.fromkeys(("submission_key", *NAMES)))
