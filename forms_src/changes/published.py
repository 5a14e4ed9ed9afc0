"""The notices of published versions, each against the version that it takes the place of."""

from collections.abc import Sequence
from datetime import timedelta

from forms_src.changes.notice import Notice
from forms_src.definition import Form
from forms_src.versions.published import Version
from forms_src.versions.spans import in_effect, spans_of


def notices(versions: Sequence[Version]) -> list[Notice]:
    """Return the notice of each version of a form, the first version first."""
    forms = [version.form for version in versions]
    ever = {span.version for span in spans_of(forms)}
    return [
        Notice(
            form,
            replaced(forms[:n], form),
            versions[n].entry.published_on,
            versions[n].entry.reason,
            taken_back=form.version not in ever,
        )
        for n, form in enumerate(forms)
    ]


def replaced(before: Sequence[Form], form: Form) -> Form | None:
    """Return the version that is in effect until a form starts, of those published before it."""
    if not before:
        return None
    starts = spans_of([form])[0].starts
    return before[in_effect(spans_of(before), starts - timedelta(seconds=1)).version - 1]
