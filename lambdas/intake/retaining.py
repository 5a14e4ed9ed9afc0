"""How long a report is kept: the class of retention that it is stored under."""

from forms_src.answers import Reading
from forms_src.conditions import holds
from forms_src.definition import Form
from forms_src.plan import written_out
from forms_src.summaries import Summary


def retention_of(form: Form, reading: Reading, before: str = "") -> str:
    """Return the class that is kept longest of those that apply; of several, the first.

    `before` is the class of the report that this one corrects: a correction never makes it shorter
    (domain/records.md section 4, rule 3).
    """
    given = Summary(form, reading.answers, reading.when, reading.late).given
    apply = (
        one
        for one in form.retention
        if one.id == before or one.applies_when is None or holds(written_out(one.applies_when, form), given)
    )
    return max(apply, key=lambda one: one.years).id
