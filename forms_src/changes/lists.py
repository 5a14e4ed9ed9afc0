"""Two lists of things with ids, set against each other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """Its id."""


Thing = TypeVar("Thing", bound=Identified)


class Compared(NamedTuple, Generic[Thing]):
    """What is new, what is gone, what stayed (before and after), and whether that is in another order."""

    added: tuple[Thing, ...]
    removed: tuple[Thing, ...]
    kept: tuple[tuple[Thing, Thing], ...]
    moved: bool

    @property
    def changed(self) -> "Iterator[tuple[Thing, Thing]]":
        """What stayed and is not equal, before and after."""
        return ((before, after) for before, after in self.kept if before != after)


def compared(before: Sequence[Thing], after: Sequence[Thing]) -> Compared[Thing]:
    """Set two lists against each other by the ids of what is in them."""
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    return Compared(
        tuple(one for one in after if one.id not in old),
        tuple(one for one in before if one.id not in new),
        tuple((old[one.id], one) for one in after if one.id in old),
        is_moved(old, new),
    )


def is_moved(before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    """Return whether what is in both comes in another order."""
    return [id_ for id_ in before if id_ in after] != [id_ for id_ in after if id_ in before]
