"""Shared parts put where a form names them by id."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from forms_src.editions import DATES
from forms_src.faults import Fault, nearest
from forms_src.sources import Located

if TYPE_CHECKING:
    from forms_src.shared import Shared  # which judges its own sections with what they include

# What loading puts in a form, and what a definition says in its place.
MADE_HERE = {"places": "place", "first_day": "effective_from", "editions": "effective_from"}


class Includes:
    """Puts shared parts where a form names them."""

    def __init__(self, shared: "Shared", faults: list[Fault]) -> None:
        """Take the shared parts, and the list that faults are added to."""
        self.shared = shared
        self.faults = faults
        self._inside: list[str] = []

    def expanded(self, source: Located) -> Located:
        """Return a form with every shared part in its place, and the places it may be for."""
        value = dict(source.value)
        for name, meant in MADE_HERE.items():
            if name in value:
                words = f"“{name}” is not a setting. Did you mean “{meant}”?"
                self.faults.append(source.fault_at_name(name, words, "unknown-settings"))
        if "agency" in value:
            value["agency"] = self._one(value["agency"], self.shared.agencies, "agency")
        value["places"] = self._places(value.get("place", source))
        for name, change in self._changes().items():
            if name in value:
                value[name] = _each(value[name], change)
        return replace(source, value=value)

    def _changes(self) -> dict[str, Callable[[Located], Located]]:
        """Return what puts shared parts into each list of a form."""
        shared = self.shared
        return {
            "clocks": lambda one: self._used(one, shared.clocks, "clock"),
            "retention": lambda one: self._used(one, shared.retention, "class"),
            "sections": self.section,
            "facts": lambda one: self._part(one, shared.facts, "fact"),
            "rules": lambda one: self._part(one, shared.rules, "rule"),
        }

    def routing(self, source: Located) -> Located:
        """Return the routing with every shared part in its place: an agency may be named as the receiver."""
        whole = self.expanded(source)
        outcomes = whole.get("outcomes")
        if outcomes is None:
            return whole
        return replace(whole, value=whole.value | {"outcomes": _each(outcomes, self._with_receiver)})

    def _with_receiver(self, outcome: Located) -> Located:
        named = outcome.get("receiver")
        if named is None or not isinstance(named.value, str):
            return outcome
        agency = self._one(named, self.shared.agencies, "agency")
        if isinstance(agency.value, dict):
            told = {name: agency.value[name] for name in ("name", "phone", "website") if name in agency.value}
            agency = replace(agency, value=told)
        return replace(outcome, value=outcome.value | {"receiver": agency})

    def _one(self, named: Located, known: dict[str, Located], kind: str) -> Located:
        if isinstance(named.value, str) and named.value in known:
            return known[named.value]
        if isinstance(named.value, str):
            words = f"There is no {kind} “{named.value}” in definitions/shared.{nearest(named.value, known)}"
            self.faults.append(named.fault(words, "unknown-shared-parts"))
        return named

    def _used(self, part: Located, known: dict[str, Located], kind: str) -> Located:
        """Return the shared part that is named by its id, or under its kind, with when it applies."""
        named = part.get(kind)
        if named is None:
            return self._one(part, known, kind)
        self._only(part, {kind, "applies_when", *DATES})
        found = self._one(named, known, kind)
        own = {name: inner for name, inner in part.value.items() if name != kind}
        return replace(part, value=found.value | own) if isinstance(found.value, dict) else part

    def _only(self, holder: Located, allowed: set[str]) -> None:
        """Refuse settings beside the name of a shared part: they would be passed over without a word."""
        for name in holder.value.keys() - allowed:
            words = f"“{name}” cannot stand here: change it in definitions/shared.{nearest(name, allowed)}"
            self.faults.append(holder.fault_at_name(name, words, "settings-beside-an-include"))

    def _places(self, place: Located) -> Located:
        chosen = [*self.shared.places.values()]
        if isinstance(place.value, str):
            chosen = [self._one(place, self.shared.places, "place")]
        return Located(chosen, place.file, place.line)

    def section(self, section: Located) -> Located:
        """Return a section with its shared option lists, itself shared if it says `include`."""
        return self._with_fields(self._part(section, self.shared.sections, "section"))

    def _part(self, part: Located, known: dict[str, Located], kind: str) -> Located:
        """Return the shared part that `include` names; a part of the form's own as it is."""
        include = part.get("include")
        if include is None:
            return part
        self._only(part, {"include", *DATES})
        return _dated(self._one(include, known, kind), part)

    def _with_fields(self, holder: Located) -> Located:
        if not isinstance(holder.value, dict):
            return holder
        value = dict(holder.value)
        if "fields" in value and value["fields"].items():
            fields = [inner for one in value["fields"].items() for inner in self._fields(one)]
            value["fields"] = replace(value["fields"], value=fields)
        if "options" in value and isinstance(value["options"].value, str):
            named = self._one(value["options"], self.shared.options, "option list")
            value["options"] = named.get("options") or named
        return replace(holder, value=value)

    def _fields(self, field: Located) -> list[Located]:
        """Return a field as a list; where it says `include`, the fields of a shared section."""
        include = field.get("include")
        if include is None:
            return [self._with_fields(field)]
        self._only(field, {"include"})
        if include.value in self._inside:
            words = f"The section “{include.value}” includes itself"
            self.faults.append(include.fault(words, "sections-that-include-themselves"))
            return []
        self._inside.append(include.value)
        section = self._with_fields(self._one(include, self.shared.sections, "section"))
        self._inside.pop()
        found = section.get("fields")
        return found.items() if found else [section]


def _dated(shared: Located, named: Located) -> Located:
    """Return a shared part with the dates that stand beside its name."""
    dates = {name: inner for name, inner in named.value.items() if name in DATES}
    return replace(shared, value=shared.value | dates) if dates and isinstance(shared.value, dict) else shared


def _each(located: Located, change: Callable[[Located], Located]) -> Located:
    """Return a list with each of its values changed; anything else as it is, for pydantic to find."""
    return replace(located, value=[change(one) for one in located.items()]) if located.items() else located
