"""The numbers of the items of a group, in the names that were posted: `<group>-<number>-<field>`."""

import re
from collections.abc import Iterable

from forms_src.fields.group.field import Group
from forms_src.posted import Posted, is_seen


def item_numbers(group: Group, names: Iterable[str]) -> list[int]:
    """Return the numbers of the items that names were posted for, in order."""
    pattern = re.compile(rf"{re.escape(group.id)}-([1-9][0-9]{{0,4}})-[a-z]")
    return sorted({int(found[1]) for name in names if (found := pattern.match(name))})


def answered_items(group: Group, posted: Posted) -> list[int]:
    """Return the numbers of the items in which anything was answered."""
    own = f"{group.id}-"
    posted_here = ((name, values) for name, values in posted.items() if name.startswith(own))
    return item_numbers(group, (name for name, values in posted_here if any(map(is_seen, values))))


def at_least(count: int, numbers: list[int]) -> list[int]:
    """Return the numbers with the first free ones added, until there are so many."""
    spare = (number for number in range(1, count + len(numbers) + 1) if number not in numbers)
    return sorted([*numbers, *(next(spare) for _ in range(count - len(numbers)))])
