"""The notices of published versions, each against the version that it takes the place of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from forms_src.changes.notice import Notice
from forms_src.definition import Form
from forms_src.versions.draft import substance
from forms_src.versions.published import Version
from forms_src.versions.spans import in_effect, spans_of


def notices(versions: Sequence[Version]) -> list[Notice]:
    """Return the notice of each version of a form, the first version first."""
    forms = [version.form for version in versions]
    ever = {span.version for span in spans_of(forms)}
    return [
        replace(
            notice_of(forms[:n], form, versions[n].entry.published_on),
            reason=versions[n].entry.reason,
            taken_back=form.version not in ever,
        )
        for n, form in enumerate(forms)
    ]


def notice_of(before: Sequence[Form], form: Form, published_on: date) -> Notice:
    """Return the notice of a version on the day that it is published; `before` are those before it."""
    known = {one.version: one for one in before}
    left = {span.version for span in spans_of([*before, form])}
    same = [number for number in left & known.keys() if substance(known[number]) == substance(form)]
    gone = [span.version for span in spans_of(before) if span.version not in left]
    return Notice(
        form,
        replaced(before, form),
        published_on,
        same_as=max(same, default=None),
        takes_back=tuple(gone),
    )


def replaced(before: Sequence[Form], form: Form) -> Form | None:
    """Return the version that is in effect until a form starts, of those published before it."""
    if not before:
        return None
    starts = spans_of([form])[0].starts
    return before[in_effect(spans_of(before), starts - timedelta(seconds=1)).version - 1]
