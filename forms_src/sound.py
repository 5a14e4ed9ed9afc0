"""What is sound in a definition with faults of shape, so that the rest of it is checked in the same pass."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from forms_src.shape_faults import Path, follows_only, written_path
from forms_src.sources import Located

Model = TypeVar("Model", bound=BaseModel)
MAX_ROUNDS = 40
LEFT_OUT = "left_out"
_WORDS = dict.fromkeys(("title", "short_title", "summary", "who"), "…")
# What stands in for settings of the form itself that are missing or not right.
_STAND_INS = _WORDS | {
    "id": LEFT_OUT,
    "version": 1,
    "effective_from": "2026-01-01",
    "agency": dict.fromkeys(("id", "name", "short_name", "phone", "email", "website"), LEFT_OUT),
    "prefix": "NDI",
    "control": dict.fromkeys(("owner", "approved_by"), "…")
    | dict.fromkeys(("approved_on", "review_due"), "2026-01-01"),
    "confirmation_to": LEFT_OUT,
    "before_you_start": ["…"],
    "next_steps": ["…"],
}


class Sound:
    """A copy of a definition without what is not right; `lost` are the ids of what was left out.

    A field of which only a part was left out may have lost a text box of its options.
    """

    def __init__(self, whole: Located) -> None:
        """Take the definition as located; it is not changed."""
        self.whole = deepcopy(whole)
        self.lost = {LEFT_OUT}
        self._maimed = {LEFT_OUT}

    def made(self, model: type[Model]) -> Model | None:
        """Return what can be made of a model without the faulty parts, or None if too little is left."""
        for _ in range(MAX_ROUNDS):
            try:
                return model.model_validate(self.whole.plain())
            except ValidationError as error:
                details = [one for one in error.errors() if not follows_only(one, self.whole)]
                paths = {written_path(one["loc"], self.whole): one["loc"] for one in details}
                if not all(self._leave_out(path, paths[path]) for path in sorted(paths, key=_deepest_first)):
                    return None
        return None

    def concerns(self, message: str) -> bool:
        """Return whether a message may be true only because of what was left out."""
        names = {part for quoted in re.findall("“([^”]*)”", message) for part in quoted.split(".")}
        text_boxes = tuple(f"{id_}_" for id_ in self.lost | self._maimed)
        return any(name in self.lost or name.startswith(text_boxes) for name in names)

    def _leave_out(self, path: Path, loc: Path) -> bool:
        if not path:
            return bool(loc) and self._stand_in(str(loc[0]))
        holder = self.whole.nearest_to(path[:-1])
        gone = holder.inner(path[-1])
        if gone is not None:
            self.lost |= set(_ids(gone))
            self._maimed |= {
                id_ for n in range(len(path)) for id_ in _own_id(self.whole.nearest_to(path[:n]))
            }
            holder.value.pop(path[-1])
        return True

    def _stand_in(self, name: str) -> bool:
        if name not in _STAND_INS or self.whole.get(name):
            return False
        self.whole.value[name] = Located.of(_STAND_INS[name], self.whole)
        return True


def _deepest_first(path: Path) -> tuple[int, list[tuple[bool, int, str]]]:
    steps = [(isinstance(step, int), -step if isinstance(step, int) else 0, str(step)) for step in path]
    return -len(path), steps


def _own_id(located: Located) -> Iterator[str]:
    id_ = located.get("id")
    if id_ is not None and isinstance(id_.value, str):
        yield id_.value


def _ids(located: Located) -> Iterator[str]:
    """Yield the ids in what is left out, and the word it is if it is one."""
    if isinstance(located.value, str):
        yield located.value
    yield from _own_id(located)
    for inner in (*located.items(), *(located.value.values() if isinstance(located.value, dict) else ())):
        if not isinstance(inner.value, str):
            yield from _ids(inner)
