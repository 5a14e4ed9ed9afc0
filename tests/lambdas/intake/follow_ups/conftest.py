"""The intake with three small forms that follow each other, and what a person does with them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lambdas.intake import drafts, forms, receipts
from lambdas.ports import records
from tests.compiling import compile_all
from tests.forms_src.small_forms import definition, load_texts
from tests.lambdas.clock import telling
from tests.lambdas.intake.conftest import Call
from tests.lambdas.intake.pages import Answer
from tests.submissions import Typed, encoded, moment

QUESTIONS = """
- {id: provider, type: short_text, label: Provider}
- {id: what, type: long_text, label: What happened}
- {id: kinds, type: checkboxes, label: Kinds, options: [{id: fall, label: Fall}, {id: burn, label: Burn}]}
- {id: level, type: radios, label: Level, options: [{id: high, label: High}, {id: low, label: Low}]}
- id: late_reason
  type: short_text
  label: Why late
  show_when: {overdue: day}
"""
PEOPLE = """
- id: staff
  type: group
  label: Staff
  item: worker
  item_title: Worker
  add_label: Add a worker
  min: 0
  required: false
  fields:
    - {id: name, type: short_text, label: Name of the worker}
    - {id: role, type: radios, label: Role, options: [{id: nurse, label: Nurse}, {id: cook, label: Cook}]}
"""
PERSON = """
- id: person
  title: The person
  fields:
    - {id: person_name, type: short_text, label: Name of the person}
"""
SIGNING = """
- id: signing
  title: Signing
  fields:
    - {id: signed, type: declaration, label: I declare, statements: [{id: words_true, text: It is true.}]}
    - {id: signed_by, type: short_text, label: Signed by}
"""
FIRST = definition(
    QUESTIONS + PEOPLE,
    sections=PERSON + SIGNING,
    id="first",
    title="The first form",
    clocks="[day, week]",
    retention="[R-SHORT, {class: R-LONG, applies_when: {field: level, equals: high}}]",
    followed_by="\n- {form: second, clock: week, remind_hours_before: 24, reference_in: first_reference}"
    "\n- {form: other, applies_when: {field: level, equals: high}}",
    about_one_person="[person]",
)
SECOND = definition(
    """
    - {id: provider, type: short_text, label: Provider}
    - {id: kinds, type: checkboxes, label: Kinds, options: [{id: burn, label: Burn}, {id: cut, label: Cut}]}
    - {id: level, type: radios, label: Level, options: [{id: low, label: Low}]}
    - {id: late_reason, type: short_text, label: Why late, show_when: {overdue: week}}
    - {id: more, type: long_text, label: More}
    - {id: first_reference, type: short_text, label: Reference of the first, required: false}
    """
    + PEOPLE.replace("{id: nurse, label: Nurse}, ", "").replace("\n", "\n    "),
    sections=SIGNING,
    id="second",
    title="The second form",
    prefix="NDF",
    clocks="[week]",
)
OTHER = definition(
    "- {id: provider, type: short_text, label: Provider}", id="other", prefix="SSC", title="Other"
)
SECRET_WORDS = "Kiri fell on the stairs"


@pytest.fixture(scope="session")
def forms_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compile_all(load_texts(FIRST, SECOND, OTHER), tmp_path_factory.mktemp("small-forms"))


def first_report(**changes: str | list[str]) -> Typed:
    """A whole first report of a moment ago."""
    return {
        "form_version": "1",
        "provider": "Sample Care",
        "what": SECRET_WORDS,
        "kinds": ["fall", "burn"],
        "level": "high",
        "staff-1-name": "Sam Sample",
        "staff-1-role": "nurse",
        "staff-2-name": "Alex Sample",
        "staff-2-role": "cook",
        "person_name": "Pat Example",
        "signed": ["words_true"],
        "signed_by": "Robin Sample",
        "email": "robin@example.com",
        **moment("aware_at", datetime.now(UTC) - timedelta(hours=1)),
        **changes,
    }


@pytest.fixture
def send(post: Call) -> Callable[..., str]:
    """Send a report and return the address of its receipt."""

    def sent(form: str = "first", typed: Typed | None = None, **changes: str | list[str]) -> str:
        page = post(form, typed or first_report(**changes))
        assert page.status == 200, page.text
        answer = post(form, page.hidden, "send")
        assert answer.status == 303, answer.text
        return answer.location

    return sent


@pytest.fixture
def press(call: Call) -> Callable[[str, str], Answer]:
    """Press a button of a receipt."""

    def pressed(receipt: str, action: str) -> Answer:
        return call("POST", receipt, encoded({"action": action}))

    return pressed


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let it be later, for the intake and its drafts."""

    def wait(time: timedelta) -> None:
        for module in (forms, receipts, drafts):
            monkeypatch.setattr(module, "datetime", telling(lambda: datetime.now(UTC) + time))

    return wait


def reference_of(form_prefix: str) -> str:
    """The reference of the only record of a form."""
    [reference] = [one for one in records().references() if one.startswith(form_prefix)]
    return reference


def typed_on(page: Answer) -> Typed:
    """What a page of questions would post as it stands."""
    return {**page.hidden, **page.inputs}
