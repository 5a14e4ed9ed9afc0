"""Previews: every branch of a form open, every message, every kind of question in every state."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from forms_src.answers import Reader, Reading
from forms_src.calendars import Calendar
from forms_src.definition import Form, Section
from forms_src.fields import FIELD_TYPES, FOLDER
from forms_src.fields.base import BaseField
from forms_src.identifiers import IDENTIFIERS
from forms_src.pages import form_page, render
from forms_src.posted import Posted
from forms_src.previews.occasions import broken, occasion
from forms_src.previews.samples import sample
from forms_src.questionnaires import Questionnaire, filled
from forms_src.questions import Asking, SectionView
from forms_src.sources import read_source

Calendars = Mapping[str, Calendar]
# Stronger than every rule that hides a question: it comes last, and says that it matters.
OPEN = "main form .q, main form .if, main form section { display: block !important }"


def open_page(form: Form, calendars: Calendars, now: datetime) -> str:
    """Return the form with every question that can ever be asked, each with when it is asked."""
    _, reading = sample(form, Reader(form, dict(calendars)), now)
    names = {key.replace(".", "-1-") for key in form.fields_by_id}
    notice = "Every question is shown here, with when it is asked."
    return form_page(form, None, replace(reading, shown=names, faults=[]), notice=notice, own_style=OPEN)


def blank_page(form: Form, calendars: Calendars, now: datetime) -> str:
    """Return the form as it comes back when nothing was answered."""
    reading = Reader(form, dict(calendars)).read(Posted(), now)
    return form_page(form, Posted(), reading)


class Told(NamedTuple):
    """One question, and the words for each of its faults by code or id of the rule; and when each comes."""

    question: str
    words: Mapping[str, str]
    when: Mapping[str, str]


def messages(form: Form) -> Iterator[Told]:
    """Yield every message that people can get on a form, question by question."""
    for key, field in form.fields_by_id.items():
        rules = [rule for rule in form.rules if rule.field == key]
        words = {code: _said(field, text) for code, text in _possible(field).items()}
        when = {code: occasion(field, code) for code in words}
        words |= {rule.id: rule.message for rule in rules}
        when |= {rule.id: broken(form, rule) for rule in rules}
        if words:
            yield Told(field.label, words, when)


def _possible(field: BaseField) -> Mapping[str, str]:
    """Return the pattern of each message that the settings of a field allow."""
    never = set() if field.required else {"required"}
    never |= set() if getattr(field, "identifier", None) else {"identifier"}
    never |= {one for one in ("past", "future") if getattr(field, "must_be", "") != one}
    if not any(option.exclusive for option in getattr(field, "options", ())):
        never |= {"exclusive"}
    all_words = {**field.patterns, **field.messages} if field.takes_answer else {}
    return {code: words for code, words in all_words.items() if code not in never}


def _said(field: BaseField, words: str) -> str:
    """Return a message with what is known filled in; what only an answer tells stands in brackets."""
    known = getattr(field, "identifier", None)
    if known:
        words = words.replace("{shape}", IDENTIFIERS[known].shape)
    return filled(field, words).replace("{", "[").replace("}", "]")


def messages_page(form: Form) -> str:
    """Return the page with every message of a form."""
    return render("preview_messages", form=form, messages=list(messages(form)))


class State(NamedTuple):
    """One kind of question in one state: as it is asked, answered or wrong."""

    type: str
    example: str
    state: str
    sections: tuple[SectionView, ...]


def fields_page(form: Form, calendars: Calendars, now: datetime) -> str:
    """Return the page with every kind of question in every state, from the examples of each kind.

    The form lends what questions need around them: place, clocks and zone.
    """
    states = list(_states(form, calendars, now))
    return render("preview_fields", "", states=states)


def _states(form: Form, calendars: Calendars, now: datetime) -> Iterator[State]:
    number = 0
    for type_ in FIELD_TYPES:
        for example in _examples(type_)["examples"]:
            trials = [("as it is asked", None)]
            trials += [("answered", one["typed"]) for one in example["accepts"][:1]]
            trials += [(one["message"], one["typed"]) for one in example["refuses"]]
            for words, typed in trials:
                number += 1
                yield State(
                    type_, example["name"], words, _shown(form, calendars, now, example, typed, number)
                )


def _shown(
    form: Form,
    calendars: Calendars,
    now: datetime,
    example: Mapping[str, Any],
    typed: Mapping[str, Any] | None,
    number: int,
) -> tuple[SectionView, ...]:
    """Return a form of one question with a name of its own, as many stand on one page."""
    old, new = example["field"]["id"], f"n{number}_{example['field']['id']}"[:60]
    field = FIELD_TYPES[example["field"]["type"]].model_validate({**example["field"], "id": new})
    alone = _alone(form, Section(id=f"n{number}", title=example["name"], fields=(field,)))
    if typed is None:
        return Asking(Questionnaire(alone)).sections
    posted = Posted({_renamed(name, old, new): _values(value) for name, value in typed.items()})
    reading: Reading = Reader(alone, dict(calendars)).read(posted, now)
    return Asking(Questionnaire(alone), posted, reading, reading.faults).sections


def _alone(form: Form, section: Section) -> Form:
    """Return a form of one section, with the place and the clocks of another form."""
    content = {name: getattr(form, name) for name in Form.model_fields}
    return Form.model_construct(
        **content
        | {"sections": (section,), "place": form.places[0].id, "facts": (), "rules": ()}
        | {"followed_by": (), "dated_by": (), "editions": (), "confirmation_to": section.fields[0].id}
    )


def _renamed(name: str, old: str, new: str) -> str:
    return new + name.removeprefix(old) if name.startswith(old) else name


def _values(value: Any) -> tuple[str, ...]:
    """Return what is posted for what an example types; `{1001 characters}` stands for that many."""
    long = re.fullmatch(r"\{(\d+) characters\}", str(value))
    if long:
        return ("x" * int(long[1]),)
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


@cache
def _examples(type_: str) -> Mapping[str, Any]:
    source, _ = read_source(FOLDER / type_ / "examples.yaml")
    plain: Mapping[str, Any] = source.plain() if source else {"examples": []}
    return plain
