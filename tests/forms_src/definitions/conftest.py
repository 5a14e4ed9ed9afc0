"""The real forms, read at a fixed moment."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from forms_src.answers import Reader, Reading
from forms_src.library import Guide
from forms_src.loading import Loaded
from forms_src.posted import Posted
from forms_src.routing import Routing, Step, steps_for
from tests.forms_src.definitions.routes import Answer, Ask, Route, answered, edition
from tests.real_forms import LOADED
from tests.submissions import MELBOURNE, VALID, Typed, encoded, moment

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)  # noon on Wednesday 10 June 2026 in Melbourne
# The categories with 24 hours; a restrictive practice has them only with harm (domain/ndis.md section 2).
DAY_SET = (
    "death",
    "serious_injury",
    "abuse",
    "neglect",
    "unlawful_sexual",
    "unlawful_physical",
    "sexual_misconduct",
)
Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    loaded = LOADED
    assert loaded.faults == []
    return loaded


@pytest.fixture(scope="session")
def readers(loaded: Loaded) -> dict[str, Reader]:
    return {id_: Reader(form, loaded.calendars) for id_, form in loaded.forms.items()}


@pytest.fixture(scope="session")
def read(readers: dict[str, Reader]) -> Read:
    """Read the valid submission of a form with some answers changed; None takes one away."""

    def changed(form: str, now: datetime = NOW, **changes: str | list[str] | None) -> Reading:
        return read_typed(form, {**VALID[form](NOW), **changed_names(changes)}, now)

    def read_typed(form: str, typed: dict[str, str | list[str] | None], now: datetime) -> Reading:
        given: Typed = {name: value for name, value in typed.items() if value is not None}
        return readers[form].read(Posted.from_body(encoded(given)), now)

    return changed


def changed_names(changes: dict[str, str | list[str] | None]) -> dict[str, str | list[str] | None]:
    """Let keyword arguments stand for posted names: `subjects_1__name` is `subjects-1-name`."""
    return {name.replace("__", "-"): value for name, value in changes.items()}


def at(name: str, when: datetime, zone: str = MELBOURNE) -> dict[str, str]:
    """Return a moment as keyword arguments for `read`."""
    return {part.replace("-", "__"): str(value) for part, value in moment(name, when, zone).items()}


def faults(reading: Reading) -> dict[str, str]:
    return {fault.name: fault.code for fault in reading.faults}


@pytest.fixture(scope="session")
def guide(loaded: Loaded) -> Guide:
    assert loaded.routing
    return Guide(loaded.routing.with_every_start(), loaded.calendars)


@pytest.fixture
def routing(guide: Guide) -> Routing:
    return guide.routing


@pytest.fixture
def ask(guide: Guide) -> Ask:
    def asked(now: datetime = NOW, **answers: Answer) -> Reading:
        return edition(guide, now, answers).reader.read(answered(answers), now)

    return asked


@pytest.fixture
def route(guide: Guide, ask: Ask) -> Route:
    """Answer the page and return what it leads to, by id, in order; nothing may be left open."""

    def steps(now: datetime = NOW, **answers: Answer) -> dict[str, Step]:
        reading = ask(now, **answers)
        assert faults(reading) == {}
        found = steps_for(edition(guide, now, answers).routing, reading)
        return {step.outcome.id: step for step in found}

    return steps
