"""The page “Which form do I need?” answered, and what it leads to."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from forms_src.answers import Reading
from forms_src.library import Guide
from forms_src.posted import Posted
from forms_src.routing import Step
from tests.forms_src.small_forms import posted

ASKED = ("yes", "no", "not_known")
VICTORIAN = ("dffh", "srs", "tac_or_worksafe", "health")
Answer = str | Sequence[str]
Ask = Callable[..., Reading]
Route = Callable[..., dict[str, Step]]


def answered(answers: Mapping[str, Answer]) -> Posted:
    """Return what the page posts: these answers, in Victoria where they do not say."""
    given = {"state": "vic", "provider_kind": "none", "what_happened": "other", **answers}
    return posted({name.replace("__", "-"): value for name, value in given.items()})


def edition(guide: Guide, now: datetime, answers: Mapping[str, Answer]) -> Guide:
    """Return the page as it was on the day that the answers tell, with what it leads to."""
    return guide.edition_of(answered(answers), now)


def melbourne(*given: int, hour: int = 10, minute: int = 0) -> datetime:
    year, month, day = given
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Australia/Melbourne"))


def due(steps: dict[str, Step], outcome: str) -> str:
    found = steps[outcome].due
    assert found
    return found.words()


def ssr(what: Answer, **answers: Answer) -> dict[str, Answer]:
    """Return the answers of a service that uses the Regulator's own form, with every question it is asked."""
    kinds = {"provider_kind": "health", "during_delivery": "yes", "serious_harm": "no", "what_happened": what}
    return kinds | {"under_18": "no", "worker_alleged": "no"} | answers


# domain/ndis.md section 2: first_due and second_due; rules N02 and N03


def ndis(what: Answer, **answers: Answer) -> dict[str, Answer]:
    given = {"state": "nsw", "provider_kind": "ndis", "ndis_supports": "yes", "what_happened": what}
    return given | answers
