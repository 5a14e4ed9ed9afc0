"""What changed in the settings of a form beside its questions, in one edition."""

from collections.abc import Callable, Iterator
from typing import Any

from forms_src.changes.change import Change, coded, quoted
from forms_src.changes.lists import compared
from forms_src.conditions import Condition
from forms_src.definition import Form

ELSEWHERE = {
    *("id", "version", "effective_from", "control", "first_day", "editions"),  # say which version it is
    "sections",
}


def of_settings(before: Form, after: Form) -> Iterator[Change]:
    """Yield what changed in settings that stand by themselves."""
    for setting in type(after).model_fields:
        was, now = getattr(before, setting), getattr(after, setting)
        if setting not in ELSEWHERE and was != now:
            yield from SETTINGS.get(setting, _other(setting))(before, after)


def _other(setting: str) -> "Setting":
    def told(_before: Form, _after: Form) -> Iterator[Change]:
        yield Change("reports", f"The setting {coded(setting)} has changed.")

    return told


def _people(words: str) -> "Setting":
    """Return what tells people a sentence, filled in with the new settings."""

    def told(_before: Form, after: Form) -> Iterator[Change]:
        yield Change("people", words.format(form=after))

    return told


def _agency(before: Form, after: Form) -> Iterator[Change]:
    if before.agency.id != after.agency.id:
        yield Change("people", f"Reports now go to the {after.agency.name}.")
        yield Change("reports", f"Reports now go to {coded(after.agency.id)}.")
    else:
        yield Change("people", f"How to reach the {after.agency.name} has changed.")


def _clocks(before: Form, after: Form) -> Iterator[Change]:
    found = compared(before.clocks, after.clocks)
    for clock in found.added:
        yield Change("people", f"There is a new due time: {quoted(clock.label)}. {clock.words}")
    for clock in found.removed:
        yield Change("people", f"There is no longer a due time {quoted(clock.label)}.")
    changed = [new for old, new in found.changed if old.model_copy(update={"source": new.source}) != new]
    for clock in changed:
        yield Change("people", f"The due time {quoted(clock.label)} has changed. {clock.words}")
    if found.moved:
        yield Change("people", "The due times are in a new order.")
    for id_ in (new.id for _old, new in found.changed if new not in changed):
        yield Change("reports", f"The dictionary says more on where {coded(id_)} is from.")
    for id_ in (clock.id for clock in (*found.added, *found.removed, *changed)):
        yield Change("reports", f"The due time {coded(id_)} is new, is gone or has changed.")
        if any(part.overdue == id_ for one in _read_in(after) for part in one.walk()):
            yield Change("systems", f"{coded(id_)} decides at other times what is asked.", breaking=True)


def _facts(before: Form, after: Form) -> Iterator[Change]:
    found = compared(before.facts, after.facts)
    for fact in found.added:
        yield Change("reports", f"The fact {coded(fact.id)} is new: {quoted(fact.label)}.")
    for fact in found.removed:
        yield Change("reports", f"The fact {coded(fact.id)} is gone.")
    for old, new in found.changed:
        worked = old.true_when != new.true_when
        words = "is worked out in a new way" if worked else "has new words or another source"
        yield Change("reports", f"The fact {coded(new.id)} {words}.")
        if worked and any(part.fact == new.id for one in _read_in(after) for part in one.walk()):
            yield Change("systems", f"The fact {coded(new.id)} decides in a new way what is asked.", True)
            yield Change("people", f"When some questions are asked has changed: {quoted(new.label)}.")
    if found.moved:
        yield Change("reports", "The facts are in a new order.")


def _read_in(form: Form) -> Iterator[Condition]:
    """Yield every condition that decides whether an answer is taken."""
    yield from (section.show_when for section in form.sections if section.show_when)
    yield from (field.show_when for field in form.fields_by_id.values() if field.show_when)
    yield from (rule.wrong_when for rule in form.rules)


def _rules(before: Form, after: Form) -> Iterator[Change]:
    found = compared(before.rules, after.rules)
    for rule in found.added:
        yield Change("people", f"Your answers are now checked for this: {quoted(rule.message)}.")
        yield Change("systems", f"The rule {coded(rule.id)} is new, at {coded(rule.field)}.", breaking=True)
    for rule in found.removed:
        yield Change("people", f"Your answers are no longer checked for this: {quoted(rule.message)}.")
        yield Change("systems", f"The rule {coded(rule.id)} is gone.")
    for old, new in found.changed:
        yield Change("people", f"This check has changed: {quoted(new.message)}.")
        judged = (old.field, old.wrong_when) != (new.field, new.wrong_when)
        words = "is judged in a new way" if judged else "has new words or another source"
        yield Change("systems", f"The rule {coded(new.id)} {words}.", judged)
    if found.moved:
        yield Change("people", "The checks of your answers are in a new order.")


def _confirmation_to(_before: Form, after: Form) -> Iterator[Change]:
    field = after.fields_by_id.get(after.confirmation_to)
    name = quoted(field.label) if field else coded(after.confirmation_to)
    yield Change("people", f"The email that confirms a report now goes to {name}.")
    yield Change("systems", f"The email that confirms a report goes to {coded(after.confirmation_to)}.")


def _decides(words: str) -> "Setting":
    def told(_before: Form, _after: Form) -> Iterator[Change]:
        yield Change("people", f"{words[:1].upper()}{words[1:]} is now told by other answers.")
        yield Change("systems", f"{words[:1].upper()}{words[1:]} is told by other answers.", breaking=True)

    return told


def _prefix(_before: Form, after: Form) -> Iterator[Change]:
    yield Change("reports", f"The reference of a new report starts with {coded(after.prefix)}.")


def _retention(_before: Form, _after: Form) -> Iterator[Change]:
    yield Change("reports", "How long a record is kept has changed.")


def _grace(_before: Form, after: Form) -> Iterator[Change]:
    words = f"Reports on the version before are taken for {after.grace_days} days."
    yield Change("systems", words)


def _notice(_before: Form, after: Form) -> Iterator[Change]:
    yield Change("systems", f"Changes that break systems are told {after.notice_days} days before.")


def _rule_sets(_before: Form, after: Form) -> Iterator[Change]:
    names = quoted(after.rule_set.label) if after.rule_set else "no version of a policy by name"
    yield Change("people", f"The form now follows {names}.")
    yield Change("reports", f"The form now follows {names}.")


Setting = Callable[[Form, Form], Iterator[Change]]
SETTINGS: dict[str, Callable[[Any, Any], Iterator[Change]]] = {
    "title": _people("The form is now called “{form.title}”."),
    "short_title": _people("The short name of the form is now “{form.short_title}”."),
    "summary": _people("The words at the top of the form are new."),
    "who": _people("The words on who the form is for are new."),
    "before_you_start": _people("The list “Before you start” is new."),
    "next_steps": _people("The receipt says something new on what to do next."),
    "followed_by": _people("Which forms follow this one has changed."),
    "about_one_person": _people("What is kept when you report on one more person has changed."),
    "effective_to": _people("The last day of this form has changed."),
    "agency": _agency,
    "clocks": _clocks,
    "facts": _facts,
    "rules": _rules,
    "confirmation_to": _confirmation_to,
    "retention": _retention,
    "place": _decides("the state or territory of a report"),
    "places": _people("The list of states and territories, or their time zones, is new."),
    "dated_by": _decides("the day that a report is about"),
    "prefix": _prefix,
    "rule_sets": _rule_sets,
    "grace_days": _grace,
    "notice_days": _notice,
}
