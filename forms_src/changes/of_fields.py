"""What changed in the settings of one field."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from forms_src.changes.change import Change, Places, coded, quoted
from forms_src.changes.of_choices import of_options, of_statements
from forms_src.definition import Form
from forms_src.fields.base import BaseField
from forms_src.fields.group.field import Group
from forms_src.spoken import Spoken

ALIKE = ({"radios", "select"}, {"short_text", "long_text"})  # types whose answers are the same to a system
ELSEWHERE = {"type", "id", "fields", "show_when"}  # settings that are compared as a whole


class Both(NamedTuple):
    """One field, before and after, in its two editions."""

    key: str
    name: str
    before: BaseField
    after: BaseField


def of_field(key: str, old: Places, new: Places) -> Iterator[Change]:
    """Yield what changed in a field that both editions have."""
    both = Both(key, new.named(key), old.fields[key], new.fields[key])
    yield from _of_type(both)
    yield from _of_condition(both, old, new)
    settings = type(both.after).model_fields.keys() & type(both.before).model_fields.keys() - ELSEWHERE
    for setting in type(both.after).model_fields:
        was, now = (getattr(one, setting, None) for one in (both.before, both.after))
        if setting in settings and was != now:
            yield from SETTINGS.get(setting, _looks)(both, was, now)


def _of_type(both: Both) -> Iterator[Change]:
    was, now = both.before.type, both.after.type
    if was == now:
        return
    breaking = not any({was, now} <= alike for alike in ALIKE)
    yield Change("people", f"You now answer {both.name} in another way.")
    yield Change("systems", f"{coded(both.key)} is now of type {coded(now)}. It was {coded(was)}.", breaking)
    if breaking:
        yield Change("reports", f"{coded(both.key)} is now of type {coded(now)}. It was {coded(was)}.")


def _of_condition(both: Both, old: Places, new: Places) -> Iterator[Change]:
    """Yield that a field is asked at other times, by its own condition or that of its section or group."""
    if both.before.show_when != both.after.show_when:
        yield Change("people", f"{both.name} {asked_when(new.form, both.key, both.after)}.")
    if old.condition(both.key) != new.condition(both.key) and both.after.takes_answer:
        yield Change("systems", f"{coded(both.key)} is asked at other times.", breaking=both.after.required)


def asked_when(form: Form, key: str, field: BaseField) -> str:
    """Return when a field is asked, as the end of a sentence."""
    group = form.fields_by_id.get(key.rpartition(".")[0])
    if field.show_when is None:
        return "is no longer tied to other answers"
    words = Spoken(form, group if isinstance(group, Group) else None).words(field.show_when)
    return f"is now asked only if {words}"


def _label(_both: Both, was: str, now: str) -> Iterator[Change]:
    yield Change("people", f"The question {quoted(was)} now reads {quoted(now)}.")


def _hint(both: Both, _was: str | None, now: str | None) -> Iterator[Change]:
    more = f"has a new hint: {quoted(now)}" if now else "no longer has a hint"
    yield Change("people", f"{both.name} {more}.")


def _required(both: Both, _was: bool, now: bool) -> Iterator[Change]:
    words = f"You must now answer {both.name}." if now else f"You can now leave {both.name} blank."
    yield Change("people", words)
    words = "must now have an answer" if now else "no longer needs an answer"
    yield Change("systems", f"{coded(both.key)} {words}.", breaking=now)


def _messages(both: Both, _was: object, _now: object) -> Iterator[Change]:
    yield Change("people", f"The error messages of {both.name} have new words.")


def _options(both: Both, was: tuple[Any, ...], now: tuple[Any, ...]) -> Iterator[Change]:
    return of_options(both.key, both.name, was, now)


def _statements(both: Both, was: tuple[Any, ...], now: tuple[Any, ...]) -> Iterator[Change]:
    return of_statements(both.key, both.name, was, now)


def _max_length(both: Both, was: int, now: int) -> Iterator[Change]:
    yield Change("people", f"You can now write up to {now:,} characters in {both.name}.")
    words = f"{coded(both.key)} now takes up to {now:,} characters. It was {was:,}."
    yield Change("systems", words, breaking=now < was)


def _least(both: Both, was: int, now: int) -> Iterator[Change]:
    yield Change("people", f"The least for {both.name} is now {now:,}.")
    yield Change("systems", f"The least for {coded(both.key)} is now {now:,}. It was {was:,}.", now > was)


def _most(both: Both, was: int, now: int) -> Iterator[Change]:
    yield Change("people", f"The most for {both.name} is now {now:,}.")
    yield Change("systems", f"The most for {coded(both.key)} is now {now:,}. It was {was:,}.", now < was)


def _must_be(both: Both, _was: str, now: str) -> Iterator[Change]:
    words = "can now be any date" if now == "any" else f"must now be in the {now}"
    yield Change("people", f"{both.name} {words}.")
    yield Change("systems", f"{coded(both.key)} {words}.", breaking=now != "any")


def _identifier(both: Both, _was: str | None, now: str | None) -> Iterator[Change]:
    words = f"is now checked as a number of the kind {coded(now)}" if now else "now takes any text"
    yield Change("people", f"{both.name} {words.replace('`', '')}.")
    yield Change("systems", f"{coded(both.key)} {words}.", breaking=now is not None)


def _words(both: Both, _was: object, _now: object) -> Iterator[Change]:
    yield Change("people", f"{both.name} has new words.")


def _looks(both: Both, _was: object, _now: object) -> Iterator[Change]:
    yield Change("people", f"{both.name} looks a little different.")


def _origin(both: Both, _was: object, _now: object) -> Iterator[Change]:
    yield Change("reports", f"The dictionary says more on where {coded(both.key)} is from.")


Setting = Callable[[Both, Any, Any], Iterator[Change]]
SETTINGS: dict[str, Setting] = {
    "label": _label,
    "name": _messages,
    "hint": _hint,
    "required": _required,
    "messages": _messages,
    "options": _options,
    "statements": _statements,
    "max_length": _max_length,
    "min": _least,
    "max": _most,
    "must_be": _must_be,
    "identifier": _identifier,
    "source": _origin,
    "basis": _origin,
    **dict.fromkeys(("item", "item_title", "add_label", "heading", "text"), _words),
}
