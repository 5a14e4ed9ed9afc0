"""The full incident report in a service of another kind, as changes to the whole submission."""

from forms_src.answers import Reading
from tests.forms_src.definitions.conftest import Read

FORM = "ssr-incident-report"
DETAILS = {"hospital_name": "Example Hospital", "relocated_count": "3", "person_found": "no", "coroner": "no"}
# A service of another kind, where nobody but the key person of each service user is told.
OTHER_SERVICE: dict[str, str | None] = {
    "service_type": "disability",
    "service_users__1__guardian_type": "none",
    "service_users__1__key_person_told": "not_known",
}


def blank(name: str) -> dict[str, None]:
    return dict.fromkeys(f"{name}__{part}" for part in ("day", "month", "year", "time"))


def elsewhere(read: Read, **answers: str | list[str] | None) -> Reading:
    """Read an incident of a kind that the answers give, in a service of another kind."""
    return read(FORM, **{**OTHER_SERVICE, **DETAILS, **answers})
