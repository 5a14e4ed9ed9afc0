"""Table 1 of sources/cims-policy-update-2-2024.txt: how the form takes each row, what the examples say."""

import re

import pytest

from forms_src.fields.choice import ChoiceField
from forms_src.fields.guidance.field import Guidance
from forms_src.loading import Loaded
from forms_src.site import WORDS
from tests.forms_src.definitions.cims import FORM, typed
from tests.forms_src.definitions.conftest import Read, faults

NOT_REPORTED = "not reported"
TABLE_1 = {
    "A client attempts suicide": ("attempted_suicide", "tries to end their life"),
    "The roof of a residential care facility falls in": ("serious_risk", "The roof of a home falls in"),
    "A client participates in train surfing": ("serious_risk", "on the outside of a train"),
    "Being in a vehicle at speeds of up to 120 km/h": ("serious_risk", "up to 120 km/h"),
    "A client obtains an abortion": (NOT_REPORTED, "abortion"),
    "A client experiences a substance overdose": ("injury_explained", "overdose"),
    "A client returns home substance affected": (NOT_REPORTED, "affected by alcohol or drugs"),
}
HEADINGS = {"serious_risk": "Report as a serious risk", NOT_REPORTED: "Do not report"}
ROWS = pytest.mark.parametrize(("kind", "words"), TABLE_1.values(), ids=TABLE_1)


def label(loaded: Loaded, kind: str) -> str:
    types = loaded.forms[FORM].fields_by_id["clients.incident_type_primary"]
    assert isinstance(types, ChoiceField)
    return types.labels[kind]


def examples() -> dict[str, list[str]]:
    """Return the examples of the page under the heading each stands at."""
    parts = re.split(
        r"^## (.+)$", (WORDS / "serious-risk-examples.md").read_text("utf-8"), flags=re.MULTILINE
    )
    return {
        heading: re.findall(r"^- (.+)$", body, flags=re.MULTILINE)
        for heading, body in zip(parts[1::2], parts[2::2], strict=True)
    }


@ROWS
def test_the_form_takes_the_example_as_its_type(read: Read, loaded: Loaded, kind: str, words: str) -> None:
    if kind == NOT_REPORTED:
        left_out = loaded.forms[FORM].fields_by_id["what_not_to_report"]
        assert isinstance(left_out, Guidance)
        assert words in left_out.text
        assert words not in str(loaded.forms[FORM].fields_by_id["clients.incident_type_primary"])
        return
    reading = read(FORM, **typed(kind))
    assert faults(reading) == {}
    assert reading.answers["clients"][0]["incident_type_primary"] == kind


@ROWS
def test_the_page_of_examples_says_the_same(loaded: Loaded, kind: str, words: str) -> None:
    found = [(at, one) for at, listed in examples().items() for one in listed if words in one]
    assert [at for at, _one in found] == [HEADINGS.get(kind, "Report as another type")]
    said = f"Choose {label(loaded, kind)}." if kind != NOT_REPORTED else "Choose"
    assert (said in found[0][1]) is (kind != NOT_REPORTED)


def test_the_page_has_no_other_example() -> None:
    told = examples()
    assert sum(len(told[at]) for at in (*HEADINGS.values(), "Report as another type")) == len(TABLE_1)


def test_the_page_of_types_explains_each_type_as_the_list_does(loaded: Loaded) -> None:
    types = loaded.forms[FORM].fields_by_id["clients.incident_type_primary"]
    assert isinstance(types, ChoiceField)
    text = (WORDS / "cims-incident-types.md").read_text("utf-8")
    told = re.findall(r"^- \*\*(.+):\*\* (.+)$", text, flags=re.MULTILINE)
    own = {
        name: words.removesuffix(" See the [examples of serious risk](/serious-risk-examples/).")
        for name, words in told
    }
    assert own == {option.label: option.hint for option in types.options}


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ("CN1", "Name of the service"),
        ("CN1", "1300 024 863"),
        ("CN2", "You can ask to see what is held about you."),
        ("CN3", "to respond to the incident, to report it, and to keep people safe"),
        ("CN4", "The Department of Families, Fairness and Housing"),
        ("CN4", "The Social Services Regulator"),
        ("CN4", "The Commission for Children and Young People"),
        ("CN4", "Police, the coroner and other regulators"),
        ("CN5", "Section 48(1) of the Social Services Regulation Act 2021"),
        ("CN5", "service agreement"),
        ("CN6", "the report may be incomplete"),
        ("update: how it is collected", "## How it is collected"),
        ("update: how it is stored", "## How it is stored"),
        ("update: the two Acts", "Privacy and Data Protection Act 2014 and the Health Records Act 2001"),
    ],
)
def test_the_collection_notice_says_all_that_it_must(item: str, says: str) -> None:
    assert says in (WORDS / "collection-notice.md").read_text("utf-8"), item
