"""The page “Which form do I need?”: its questions, and what they lead to."""

from collections.abc import Sequence
from datetime import date

from forms_src.answers import Fault, Reading
from forms_src.pages import render, shown_pairs
from forms_src.posted import Posted
from forms_src.questionnaires import Questionnaire
from forms_src.questions import Asking
from forms_src.routing import Routing, steps_for
from forms_src.summaries import Summary

TITLES = {0: "You may not need to send a report", 1: "You need to do one thing"}
_known: dict[date | None, Questionnaire] = {}


def _questionnaire(routing: Routing) -> Questionnaire:
    known = _known.get(routing.first_day)
    if known is None or known.form is not routing:
        known = _known[routing.first_day] = Questionnaire(routing)
    return known


def which_form_page(
    routing: Routing,
    posted: Posted | None = None,
    reading: Reading | None = None,
    *,
    problems: Sequence[Fault] = (),
) -> str:
    """Return the page of questions: blank, or with what was posted and everything that is wrong with it."""
    faults = [*problems, *(reading.faults if reading else ())]
    whole = _questionnaire(routing)
    sections = Asking(whole, posted, reading, faults).sections
    return render("which-form", whole.style, routing=routing, faults=faults, sections=sections, resumed="")


def next_steps_page(routing: Routing, posted: Posted, reading: Reading) -> str:
    """Return the page that says what to send, to whom, by when and why."""
    steps = steps_for(routing, reading)
    first, *others = routing.dated_by
    return render(
        "next-steps",
        title=TITLES.get(len(steps), f"You need to do {len(steps)} things"),
        routing=routing,
        steps=steps,
        dated=all(step.due or step.outcome.at_once for step in steps),
        assumed=first not in reading.answers and any(name in reading.answers for name in others),
        pairs=list(shown_pairs(routing, posted, reading)),
        summary=Summary(routing, reading.answers, reading.when, reading.late).parts(),
    )
