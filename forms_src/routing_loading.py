"""The routing to forms loaded from `shared/routing.yaml`, every fault found in one pass."""

from collections.abc import Collection, Iterator
from pathlib import Path

from forms_src.checks import check
from forms_src.dated_loading import load_dated
from forms_src.faults import Fault, nearest
from forms_src.fields.moment.field import Moment
from forms_src.includes import Includes
from forms_src.routing import Routing
from forms_src.shared import Read, Shared
from forms_src.sources import yaml_files
from forms_src.written import Found, found_by, inner_conditions

FILE = "routing.yaml"


def load_routing(
    folder: Path, shared: Shared, read: Read, forms: Collection[str]
) -> tuple[Routing | None, list[Fault]]:
    """Load the routing of a folder of definitions; it is None where there is none, or any fault in it.

    `forms` are the ids of the forms that are sound. One with faults counts as there by the name of its file.
    """
    path = folder / "shared" / FILE
    source, found = read(path) if path.exists() else (None, [])
    faults = list(found)
    if source is None:
        return None, faults
    whole = Includes(shared, faults).routing(source)
    known = {*forms, *(path.stem for path in yaml_files(folder))}
    routing, found = load_dated(Routing, whole, faults, lambda one: _faults(one, known))
    return routing, faults + found


def _faults(routing: Routing, forms: Collection[str]) -> Iterator[Found]:
    yield from check(routing)
    yield from found_by(unknown_names_in_outcomes, routing, forms)
    yield from found_by(outcomes_twice, routing)
    yield from found_by(prompts_by_more_than_facts, routing)
    yield from found_by(days_from_no_moment, routing)


def unknown_names_in_outcomes(routing: Routing, forms: Collection[str]) -> Iterator[Found]:
    """Forms, clocks and places that outcomes name but that are not there."""
    clocks, places = {clock.id for clock in routing.clocks}, {place.id for place in routing.places}
    for n, outcome in enumerate(routing.outcomes):
        if outcome.form and outcome.form not in forms:
            words = f"There is no form “{outcome.form}”.{nearest(outcome.form, forms)}"
            yield Found(("outcomes", n, "form"), words)
        if outcome.clock and outcome.clock not in clocks:
            words = f"“{outcome.clock}” is not among the clocks above.{nearest(outcome.clock, clocks)}"
            yield Found(("outcomes", n, "clock"), words)
        for name in set(outcome.only_in) - places:
            yield Found(("outcomes", n, "only_in"), f"There is no place “{name}”.{nearest(name, places)}")


def outcomes_twice(routing: Routing) -> Iterator[Found]:
    """Outcomes with one id."""
    ids = [outcome.id for outcome in routing.outcomes]
    for n, id_ in enumerate(ids):
        if id_ in ids[:n]:
            words = f"Two outcomes have the id “{id_}”: give each its own, or dates that do not overlap"
            yield Found(("outcomes", n, "id"), words)


def prompts_by_more_than_facts(routing: Routing) -> Iterator[Found]:
    """Prompts that ask for more than facts, which are all that a form and the routing have in common."""
    for n, outcome in enumerate(routing.outcomes):
        start = ("outcomes", n, "prompt_when")
        for path, test in inner_conditions(start, outcome.prompt_when) if outcome.prompt_when else ():
            if not test.parts and not test.fact:
                yield Found(path, "“prompt_when” can ask for facts only, as in {fact: is_critical}")


def days_from_no_moment(routing: Routing) -> Iterator[Found]:
    """Names in `dated_by` that are no moment of the routing."""
    moments = [id_ for id_, field in routing.fields_by_id.items() if isinstance(field, Moment)]
    for n, name in enumerate(routing.dated_by):
        if name not in moments:
            words = f"“{name}” is not a question for a date and time.{nearest(name, moments)}"
            yield Found(("dated_by", n), words)
