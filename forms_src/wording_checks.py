"""What is checked in the words of a form: each check is named for the fault it finds."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from string import Formatter

from forms_src.definition import Form
from forms_src.fields.base import BaseField
from forms_src.fields.choice import ChoiceField
from forms_src.fields.short_text.field import ShortText
from forms_src.never import Never
from forms_src.plan import Step, both
from forms_src.written import Found, Path, placed_fields

# Identifiers that people get wrong if nobody says what they look like: a registration ID may vary.
_EXACT = frozenset({"ndis_participant_number", "abn", "report_reference"})
_WORD = re.compile(r"\w+")
# Words that say nothing of which field is meant.
_EMPTY = frozenset(
    _WORD.findall(
        "a an and any are at be by did do does for from has have how if in is it its must no not of on one "
        "or out select enter say tell choose tick that the their there they this to was were what when where "
        "whether which who why will with yes you your"
    )
)


def labels_that_repeat(never: Never) -> Iterator[Found]:
    """Questions in one place, or options of one question, that read the same."""
    form = never.form
    paths = {(one.group.id if one.group else "", one.field.id): one.path for one in placed_fields(form)}
    for section in form.sections:
        inside = [step for step in never.shown.steps if step.section.id == section.id]
        yield from _twice(never, inside, None, paths)
        for group in inside:
            yield from _twice(never, group.inner, group, paths)
    for path, field, _group in placed_fields(form):
        for label in _repeated(field):
            words = f"Two options of “{field.id}” have the label “{label}”: people cannot tell them apart"
            yield Found((*path, "options"), words)


def _twice(
    never: Never, steps: Sequence[Step], group: Step | None, paths: dict[tuple[str, str], Path]
) -> Iterator[Found]:
    known: list[Step] = []
    for step in steps:
        path = paths.get((group.field.id if group else "", step.field.id))
        alike = [one for one in known if _reads_like(one, step)]
        other = next((one for one in alike if _both_shown(never, one, step, group)), None)
        if other and path:
            words = f"“{step.field.id}” has the same label as “{other.field.id}”, “{step.field.label}”: "
            yield Found((*path, "label"), f"{words}give each its own, so that people can tell them apart")
        known.append(step)


def _reads_like(one: Step, other: Step) -> bool:
    asks = one.field.takes_answer and other.field.takes_answer
    return asks and _plainly(one.field.label) == _plainly(other.field.label)


def _both_shown(never: Never, one: Step, other: Step, group: Step | None) -> bool:
    together = both(never.when_shown(one, group), never.when_shown(other, group))
    return together is None or not never.of_shown(together, group)


@cache
def _plainly(words: str) -> str:
    return " ".join(_WORD.findall(words.lower()))


def _repeated(field: BaseField) -> list[str]:
    labels = [one.label for one in field.options] if isinstance(field, ChoiceField) else []
    plain = [_plainly(label) for label in labels]
    return [label for n, label in enumerate(labels) if plain[n] and plain[n] in plain[:n]]


def missing_hints(never: Never) -> Iterator[Found]:
    """Numbers of a known shape that are not explained, and an address that is not told what comes to it."""
    form = never.form
    for path, field, _group in placed_fields(form):
        if isinstance(field, ShortText) and field.identifier in _EXACT and not field.hint:
            words = f"“{field.id}” needs a hint: say what the number looks like, or where to find it"
            yield Found((*path, "identifier"), words)
        elif isinstance(form, Form) and field.id == form.confirmation_to and not field.hint:
            yield Found(
                (*path, "id"), f"“{field.id}” needs a hint: say that the receipt goes to this address"
            )


def messages_that_do_not_name_their_field(never: Never) -> Iterator[Found]:
    """Own messages that would not tell people which question is meant, in a list of several."""
    form = never.form
    for path, field, _group in placed_fields(form):
        for code, words in field.messages.items():
            if not _names(words, field):
                yield Found((*path, "messages", code), _unnamed(field))
    for n, rule in enumerate(form.rules):
        at = form.fields_by_id.get(rule.field)
        if at and not _names(rule.message, at):
            yield Found(("rules", n, "message"), _unnamed(at))


def _unnamed(field: BaseField) -> str:
    return f"This message does not say which question is meant: name “{field.spoken}” in it"


def _names(message: str, field: BaseField) -> bool:
    blanks = {blank for _text, blank, _spec, _as in Formatter().parse(message)}
    said = set(_WORD.findall(message.lower())) - _EMPTY
    own = set(_WORD.findall(f"{field.spoken} {field.label}".lower())) - _EMPTY
    return bool(blanks & {"name", "Name"} or said & own)


WORDING: tuple[Callable[[Never], Iterator[Found]], ...] = (
    labels_that_repeat,
    missing_hints,
    messages_that_do_not_name_their_field,
)
