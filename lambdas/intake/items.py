"""Adding and removing items of a repeating group, on the server."""

import re

from forms_src.definition import Form
from forms_src.fields.group.field import Group
from forms_src.fields.group.numbers import item_numbers
from forms_src.posted import Posted, is_seen

_ACTION = re.compile(r"(add|remove)-([a-z][a-z0-9_]*?)(?:-([1-9][0-9]?))?")


def group_of(form: Form, id_: str) -> Group | None:
    """Return a group of the form by its id."""
    field = form.fields_by_id.get(id_)
    return field if isinstance(field, Group) else None


def action_on_item(form: Form, action: str) -> tuple[str, Group, int] | None:
    """Return `add` or `remove`, the group and the item's number (0 for add), or None for any other action."""
    found = _ACTION.fullmatch(action)
    group = group_of(form, found[2]) if found else None
    if not found or group is None or (found[1] == "remove") is not bool(found[3]):
        return None
    return found[1], group, int(found[3] or 0)


def count_of(group: Group, posted: Posted) -> int:
    """Return the number of the last item on the page."""
    return max([group.min, 1, *item_numbers(group, posted)])


def with_item(group: Group, posted: Posted) -> tuple[Posted, int]:
    """Return what was posted with one blank item more, and its number; number 0 where the group is full."""
    number = count_of(group, posted) + 1
    if number > group.max:
        return posted, 0
    first = group.fields[0]
    return posted.replaced({f"{group.id}-{number}-{first.id}": ("",)}), number


def without_item(group: Group, posted: Posted, number: int) -> Posted:
    """Return what was posted without one item, those after it moved up."""
    pattern = re.compile(rf"{re.escape(group.id)}-([1-9][0-9]*)-(.+)")
    kept: dict[str, tuple[str, ...]] = {}
    for name, values in posted.items():
        found = pattern.fullmatch(name)
        at = int(found[1]) if found else 0
        if not found or at < number:
            kept[name] = values
        elif at > number:
            kept[f"{group.id}-{at - 1}-{found[2]}"] = values
    return Posted(kept)


def has_answers(group: Group, posted: Posted, number: int) -> bool:
    """Return whether anything was answered in an item."""
    prefix = f"{group.id}-{number}-"
    return any(
        is_seen(value) for name, values in posted.items() if name.startswith(prefix) for value in values
    )
