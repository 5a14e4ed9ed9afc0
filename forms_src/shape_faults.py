"""Faults of shape, as pydantic finds them, told in the words of the people who edit definitions."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from forms_src.calendars import Holiday
from forms_src.conditions import Condition
from forms_src.definition import Agency, Control, Fact, FormClock, PlaceOf, Rule, Section
from forms_src.faults import Fault, LoadingFault, nearest
from forms_src.fields import FIELD_TYPES
from forms_src.fields.choice import Option
from forms_src.fields.declaration.field import Statement
from forms_src.places import Place
from forms_src.routing import Outcome, Receiver
from forms_src.sources import Located

Path = tuple[str | int, ...]
UNKNOWN_SETTING: Final = "unknown-settings"

_WHEN = ("show_when", "true_when", "wrong_when", "applies_when", "prompt_when", "when")
_CONDITION = (*_WHEN, "all", "any", "not")
_MODELS: Mapping[str, type[BaseModel]] = {
    "sections": Section,
    "rules": Rule,
    "facts": Fact,
    "control": Control,
    "place": PlaceOf,
    "clocks": FormClock,
    "options": Option,
    "statements": Statement,
    "outcomes": Outcome,
    "receiver": Receiver,
    "agency": Agency,
    "agencies": Agency,
    "places": Place,
    "days": Holiday,
    **dict.fromkeys(_CONDITION, Condition),
}
_NOT_WRITTEN = {"places", "first_day", "editions"}  # the loader puts them in
# What is expected, by the first word of pydantic's error type: `date_parsing`, `date_type` and so on.
_MUST_BE = {
    "string": "words: put quotes around it",
    "int": "a whole number",
    "bool": "true or false",
    "tuple": "a list, each line starting with “- ”",
    "dict": "settings, such as “required: …”",
    "model": "settings, such as “id: …”",
    "date": "a date such as 2026-11-22",
    "time": "a time such as “17:00”, with quotes around it",
}
_BOUNDS = {
    "greater_than": ("gt", "more than {}"),
    "greater_than_equal": ("ge", "{} or more"),
    "less_than": ("lt", "less than {}"),
    "less_than_equal": ("le", "{} or less"),
    "string_too_long": ("max_length", "{} characters or less"),
}


def shape_faults(error: ValidationError, source: Located, top: type[BaseModel]) -> list[Fault]:
    """Return one fault for each thing pydantic found, at the line it stands on."""
    details = [detail for detail in error.errors() if not follows_only(detail, source)]
    details = [detail for detail in details if not _is_misspelt(detail, details, source)]
    return [_fault(detail, source, top) for detail in details]


def follows_only(detail: ErrorDetails, source: Located) -> bool:
    """Return whether pydantic finds a list empty only because of the faults inside it."""
    return detail["type"] == "too_short" and bool(
        source.nearest_to(written_path(detail["loc"], source)).items()
    )


def _is_misspelt(missing: ErrorDetails, details: Sequence[ErrorDetails], source: Located) -> bool:
    """Return whether a setting is missing only because it is there under a name that is nearly right."""
    if missing["type"] != "missing":
        return False
    path = written_path(missing["loc"], source)
    others = [str(one["loc"][-1]) for one in details if one["type"] == "extra_forbidden"]
    beside = [name for name in others if source.nearest_to(path).get(name)]
    return any(nearest(name, [str(missing["loc"][-1])]).startswith(" Did") for name in beside)


def written_path(loc: Path, source: Located) -> Path:
    """Return the part of a pydantic path that staff wrote, without its own steps into a choice of models."""
    path: list[str | int] = []
    here = source
    for n, step in enumerate(loc):
        inner = None if _is_field(loc[:n]) else here.inner(step)  # after a field comes its type
        if inner is not None:
            path.append(step)
            here = inner
    return tuple(path)


def _is_field(path: Path) -> bool:
    return path[-2:-1] == ("fields",)


def _fault(detail: ErrorDetails, source: Located, top: type[BaseModel]) -> Fault:
    path = written_path(detail["loc"], source)
    at = source.nearest_to(path)
    if detail["type"] == "missing":
        words = f"“{detail['loc'][-1]}” is missing{_in(at, path, 'from')}: add it"
        return at.fault(words, "missing-settings")
    holder = source.nearest_to(path[:-1])
    if detail["type"] == "extra_forbidden":
        near = nearest(str(path[-1]), _settings(path, holder, top))
        words = f"“{path[-1]}” is not a setting{_in(holder, path[:-1], 'of')}.{near}"
        return holder.fault_at_name(str(path[-1]), words, UNKNOWN_SETTING)
    if detail["type"] == "union_tag_invalid":
        return at.fault_at(("type",), _words(detail, path), "unknown-field-types")
    if detail["type"] == "union_tag_not_found" and (wrong := _like_type(at)):
        words = f"“{wrong}” is not a setting of this field. Did you mean “type”?"
        return at.fault_at_name(wrong, words, UNKNOWN_SETTING)
    id_: LoadingFault = "unknown-field-types" if detail["type"] == "union_tag_not_found" else "wrong-values"
    if path and at.file == holder.file and str(path[-1]) in holder.name_lines:
        return holder.fault_at_name(str(path[-1]), _words(detail, path), id_)
    return at.fault(_words(detail, path), id_)


def _like_type(field: Located) -> str:
    """Return the name in a field without a type that was to be `type`, if there is one."""
    names = {name.lower(): name for name in field.value} if isinstance(field.value, dict) else {}
    return next((names[near] for near in get_close_matches("type", names, n=1, cutoff=0.7)), "")


def _words(detail: ErrorDetails, path: Path) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if "url" not in detail:  # one of our own
        return detail["msg"]
    if kind == "union_tag_invalid":
        return _no_such_type(str(context["tag"]))
    if kind == "union_tag_not_found":
        return f"This field has no type. It can be: {', '.join(sorted(FIELD_TYPES))}"
    return f"{_called(path)} {_problem(kind, context, detail['input'])}"


def _no_such_type(tag: str) -> str:
    if tag in FIELD_TYPES:
        return f"A {tag} cannot stand inside a group"
    return f"“{tag}” is not a type of field.{nearest(tag, FIELD_TYPES)}"


def _problem(kind: str, context: Mapping[str, Any], found: Any) -> str:
    if found is None or kind in ("too_short", "string_too_short"):
        return "is empty: write something, or take the line out"
    if kind == "literal_error":
        return _not_one_of(found, context["expected"].replace("'", "").replace(" or ", ", ").split(", "))
    if kind == "string_pattern_mismatch":
        return f"cannot be “{found}”: {_letters(context['pattern'])}"
    if kind in _BOUNDS:
        limit, words = _BOUNDS[kind]
        return f"must be {words.format(context[limit])}"
    if kind == "string_type" and isinstance(found, (list, dict)):
        return "must be words, not a list or settings"
    return f"must be {_MUST_BE.get(kind.partition('_')[0], 'something else')}"


def _not_one_of(found: Any, allowed: Iterable[str]) -> str:
    said = str(found).lower() if isinstance(found, bool) else str(found)
    choices = ["false" if choice == "False" else choice for choice in allowed]
    return f"cannot be “{said}”.{nearest(said, choices)}"


def _letters(pattern: str) -> str:
    if pattern.startswith("^[A-Z]"):
        return "use three capital letters" if "{3}" in pattern else "use capital letters"
    letters = "letters" if "A-Z" in pattern else "small letters"
    marks = "hyphens and underscores" if "-]" in pattern else "underscores"
    comma = "," if "-]" in pattern else " and"
    return f"use {letters}, digits{comma} {marks}, a letter first"


def _called(path: Path) -> str:
    """Return how a message speaks of what is at a path: by its name, or by its number in a list."""
    if not path:
        return "This"
    if isinstance(path[-1], int):
        return f"Item {path[-1] + 1} of {_called(path[:-1])}"
    return f"“{path[-1]}”"


def _type_of(holder: Located) -> str:
    kind = holder.get("type")
    return (
        kind.value if kind is not None and isinstance(kind.value, str) and kind.value in FIELD_TYPES else ""
    )


def _in(holder: Located, path: Path, how: str) -> str:
    kind = _type_of(holder) if _is_field(path) else ""
    return f" {how} this {kind} field" if kind else ""


def _settings(path: Path, holder: Located, top: type[BaseModel]) -> set[str]:
    names = [step for step in path[:-1] if isinstance(step, str)]
    model: type[BaseModel] = _MODELS.get(names[-1], top) if names else top
    if _is_field(path[:-1]):
        model = FIELD_TYPES.get(_type_of(holder), top)
    return {field.alias or name for name, field in model.model_fields.items()} - _NOT_WRITTEN
