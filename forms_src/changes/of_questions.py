"""What changed in the questions of one edition: sections, fields, and their order."""

from collections.abc import Iterator

from forms_src.changes.change import Change, Places, coded, quoted
from forms_src.changes.lists import compared, is_moved
from forms_src.changes.of_fields import of_field
from forms_src.definition import Form, Section
from forms_src.fields.choice import ChoiceField
from forms_src.fields.group.field import Group
from forms_src.spoken import Spoken


def of_questions(before: Form, after: Form) -> Iterator[Change]:
    """Yield what changed in the questions."""
    old, new = Places(before), Places(after)
    yield from _of_sections(before, after)
    for key in new.fields:
        if key in old.fields:
            yield from of_field(key, old, new)
            yield from _of_place(key, old, new)
        else:
            yield from _new_field(key, new)
    for key in old.fields:
        if key not in new.fields:
            yield from _gone_field(key, old)
    yield from _of_order(old, new)


def _of_sections(before: Form, after: Form) -> Iterator[Change]:
    found = compared(before.sections, after.sections)
    for section in found.added:
        yield Change("people", f"There is a new section: {quoted(section.title)}.")
    for section in found.removed:
        yield Change("people", f"The section {quoted(section.title)} is gone.")
    for old, new in found.kept:
        yield from _of_section(after, old, new)
    if found.moved:
        yield Change("people", "The sections are in a new order.")


def _of_section(form: Form, old: Section, new: Section) -> Iterator[Change]:
    name = quoted(new.title)
    if old.title != new.title:
        yield Change("people", f"The section {quoted(old.title)} is now called {name}.")
    if old.intro != new.intro:
        yield Change("people", f"The words at the start of the section {name} are new.")
    if old.show_when != new.show_when and new.show_when:
        yield Change("people", f"The section {name} is now only if {Spoken(form).words(new.show_when)}.")
    elif old.show_when != new.show_when:
        yield Change("people", f"The section {name} is no longer tied to other answers.")


def _new_field(key: str, new: Places) -> Iterator[Change]:
    field, name = new.fields[key], new.named(key)
    if not field.takes_answer:
        yield Change("people", f"There is a new note: {name}.")
        return
    must = field.required and not (isinstance(field, Group) and field.min == 0)
    yield Change("people", f"There is a new question{' that you must answer' if must else ''}: {name}.")
    for id_ in (key, *_companions(key, new)):
        yield Change("systems", f"{coded(id_)} is new{'. It must have an answer' if must else ''}.", must)
        yield Change("reports", f"{coded(id_)} is new.")


def _gone_field(key: str, old: Places) -> Iterator[Change]:
    field, name = old.fields[key], old.named(key)
    if not field.takes_answer:
        yield Change("people", f"The note {name} is gone.")
        return
    yield Change("people", f"The question {name} is gone.")
    for id_ in (key, *_companions(key, old)):
        yield Change("systems", f"{coded(id_)} is gone. A report that has it is refused.", breaking=True)
        yield Change("reports", f"New reports no longer have {coded(id_)}.")


def _companions(key: str, places: Places) -> Iterator[str]:
    field = places.fields[key]
    group = key.rpartition(".")[0]
    for one in field.companions() if isinstance(field, ChoiceField) else ():
        yield f"{group}.{one.id}" if group else one.id


def _of_place(key: str, old: Places, new: Places) -> Iterator[Change]:
    """Yield that a field stands in another section; one in a group moves with the group."""
    if old.section[key] != new.section[key] and "." not in key:
        section = next(one for one in new.form.sections if one.id == new.section[key])
        yield Change("people", f"{new.named(key)} is now in the section {quoted(section.title)}.")


def _of_order(old: Places, new: Places) -> Iterator[Change]:
    for section in new.form.sections:
        here = {key for key, own in new.section.items() if own == section.id and old.section.get(key) == own}
        if is_moved(_only(old, here), _only(new, here)):
            yield Change("people", f"The questions in {quoted(section.title)} are in a new order.")


def _only(places: Places, keys: set[str]) -> dict[str, str]:
    return {key: section for key, section in places.section.items() if key in keys}
