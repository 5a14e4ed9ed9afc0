"""What the command `check` alone judges, of sound forms: their words, and when their review is due."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from forms_src.definition import Form
from forms_src.editions import in_effect
from forms_src.faults import Fault
from forms_src.includes import Includes
from forms_src.never import Never
from forms_src.shared import load_shared
from forms_src.sources import Located, read_source, yaml_files
from forms_src.walltime import day_words
from forms_src.wording_checks import WORDING
from forms_src.written import Found, found_by


def last_faults(folder: Path, forms: Mapping[str, Form], today: date) -> Iterator[Fault]:
    """Yield what is wrong in the words of sound forms, every edition alike, and reviews past due."""
    shared = load_shared(folder / "shared", read_source)
    for path in yaml_files(folder):
        source, _faults = read_source(path)
        id_ = source.get("id") if source else None
        form = forms.get(str(id_.value)) if id_ else None
        if source and form:
            yield from _faults_in(Includes(shared, []).expanded(source), form, today)


def _faults_in(whole: Located, form: Form, today: date) -> Iterator[Fault]:
    for edition in form.editions or (form,):
        written, never = in_effect(whole, edition.first_day or date.min), Never(edition)
        for found in (found for one in WORDING for found in found_by(one, never)):
            yield written.fault_at(*found)
    for found in found_by(reviews_past_due, form, today):
        yield whole.fault_at(*found)


def reviews_past_due(form: Form, today: date) -> Iterator[Found]:
    """Definitions that should have been looked at again by now: a warning."""
    due = form.control.review_due
    if due < today:
        words = f"The review of this form was due on {day_words(due)}: review it, and set the next date"
        yield Found(("control", "review_due"), words)
