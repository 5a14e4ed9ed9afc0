"""What changed in what can be chosen: options and statements."""

from collections.abc import Iterator
from typing import Any

from forms_src.changes.change import Change, coded, option_named
from forms_src.changes.lists import compared
from forms_src.fields.choice import Option


def of_options(
    key: str, name: str, before: tuple[Option, ...], after: tuple[Option, ...]
) -> Iterator[Change]:
    """Yield what changed in the options of a field."""
    found = compared(before, after)
    for option in found.added:
        yield Change("people", f"{name} has a new choice: {option_named(option)}.")
        yield Change("systems", f"{coded(key)} can now be {coded(option.id)}.")
        yield Change("reports", f"{coded(key)} can now be {coded(option.id)}.")
        yield from _more_asked(key, None, option)
    for option in found.removed:
        yield Change("people", f"{name} no longer has the choice {option_named(option)}.")
        yield Change("systems", f"{coded(key)} can no longer be {coded(option.id)}.", breaking=True)
        yield Change("reports", f"New reports no longer have {coded(option.id)} in {coded(key)}.")
    for old, new in found.changed:
        yield from _of_option(key, name, old, new)
    if found.moved:
        yield Change("people", f"The choices of {name} are in a new order.")


def _of_option(key: str, name: str, old: Option, new: Option) -> Iterator[Change]:
    at = f"The choice {option_named(new)} of {name}"
    if old.label != new.label:
        words = f"The choice {option_named(old)} of {name} now reads {option_named(new)}."
        yield Change("people", words)
        yield Change("reports", f"{coded(new.id)} in {coded(key)} now reads {option_named(new)}.")
    if old.hint != new.hint:
        yield Change("people", f"{at} {'has a new hint' if new.hint else 'no longer has a hint'}.")
    if old.say != new.say:
        more = "now asks you to say more" if new.say else "no longer asks you to say more"
        yield Change("people", f"{at} {'asks for more in new words' if old.say and new.say else more}.")
        yield from _more_asked(key, old, new)
    if old.exclusive != new.exclusive:
        yield Change(
            "people", f"{at} {'can only be chosen alone' if new.exclusive else 'can go with others'}."
        )
        words = "only alone" if new.exclusive else "with others too"
        yield Change("systems", f"{coded(key)} takes {coded(new.id)} {words}.", breaking=new.exclusive)
    if old.basis != new.basis:
        yield Change("reports", f"The dictionary says more on where {coded(new.id)} in {coded(key)} is from.")


def _more_asked(key: str, old: Option | None, new: Option) -> Iterator[Change]:
    own = coded(f"{key}_{new.id}")
    if new.say and not (old and old.say):
        words = f"{own} is new. A report with {coded(new.id)} in {coded(key)} must have it."
        yield Change("systems", words, breaking=old is not None)
        yield Change("reports", f"{own} is new.")
    elif old and old.say and not new.say:
        yield Change("systems", f"{own} is gone. A report that has it is refused.", breaking=True)
        yield Change("reports", f"New reports no longer have {own}.")


def of_statements(key: str, name: str, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Change]:
    """Yield what changed in the statements of a declaration."""
    found = compared(before, after)
    yield Change("people", f"What you agree to in {name} has new words.")
    if found.added or found.removed:
        ids = coded(*(one.id for one in after))
        yield Change("systems", f"{coded(key)} must now have {ids}.", breaking=True)
        yield Change("reports", f"New reports have {ids} in {coded(key)}.")
