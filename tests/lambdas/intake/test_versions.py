"""Reports on an earlier version of a form: taken for its grace period, then led to the new questions."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from forms_src.library import Library, compile_calendars
from forms_src.loading import load
from forms_src.versions.published import read_published
from forms_src.versions.release import compile_versions
from lambdas.intake import drafts, forms, receipts
from lambdas.intake.drafts import CHANGED
from lambdas.ports import records
from tests.forms_src.small_forms import definition, small_form, write
from tests.forms_src.versions.small_versions import published
from tests.lambdas.clock import telling
from tests.lambdas.intake.conftest import Call
from tests.lambdas.intake.pages import Answer
from tests.lambdas.intake.test_drafts import code_on, link_on, opened
from tests.submissions import Typed, encoded, moment

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
STARTS = datetime(2026, 7, 1, tzinfo=ZoneInfo("Australia/Melbourne")).astimezone(UTC)
CLOSES = datetime(2026, 7, 31, tzinfo=ZoneInfo("Australia/Melbourne")).astimezone(UTC)
COLOUR = "- {{id: colour, type: radios, label: Colour, options: [{{id: red, label: Red}}, {}]}}"
OLD = f"""
- {{id: what, type: long_text, label: What happened}}
- {{id: why, type: long_text, label: Why it happened}}
{COLOUR.format("{id: blue, label: Blue}")}
"""
NEW = f"""
- {{id: what, type: long_text, label: What happened}}
- {{id: how, type: short_text, label: How it happened}}
{COLOUR.format("{id: green, label: Green}")}
"""
GONE = "It was raining on the stairs"
At = Callable[[datetime], None]


@pytest.fixture(scope="session")
def forms_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions: the second breaks what was sent on the first."""
    definitions = write(tmp_path_factory.mktemp("definitions"), definition(NEW, version="2"))
    published(definitions, small_form(OLD), date(2026, 1, 1))
    published(definitions, small_form(NEW), date(2026, 7, 1))
    folder = tmp_path_factory.mktemp("small-versions")
    compile_versions(read_published(definitions), folder)
    compile_calendars(load(definitions).calendars, folder)
    return folder


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Set the clock of the intake."""

    def set_clock(moment_: datetime) -> None:
        for module in (forms, receipts, drafts):
            monkeypatch.setattr(module, "datetime", telling(lambda: moment_))

    return set_clock


def typed(version: str, **changes: str | list[str]) -> Typed:
    return {
        **({"form_version": version} if version else {}),
        "what": "Kiri fell",
        "colour": "red",
        "email": "robin@example.com",
        **moment("aware_at", datetime(2026, 6, 25, 1, 0, tzinfo=UTC)),
        **({"why": GONE} if version in ("", "1") else {"how": "On the stairs"}),
        **changes,
    }


@pytest.mark.parametrize(
    ("now", "version", "status"),
    [
        (STARTS - SECOND, "1", 200),
        (STARTS - SECOND, "2", 409),
        (STARTS, "1", 200),
        (STARTS, "2", 200),
        (CLOSES - SECOND, "1", 200),
        (CLOSES, "1", 409),
        (CLOSES, "2", 200),
    ],
)
def test_a_version_is_taken_from_its_day_to_the_end_of_its_grace(
    post: Call, at: At, now: datetime, version: str, status: int
) -> None:
    at(now)
    assert post("small", typed(version)).status == status


def sent(post: Call, version: str) -> Answer:
    page = post("small", typed(version))
    assert page.status == 200, page.text
    assert page.hidden["form_version"] == [version]
    answer = post("small", page.hidden, "send")
    assert answer.status == 303, answer.text
    return answer


def report() -> dict[str, object]:
    [reference] = records().references()
    found: dict[str, object] = json.loads(records().document(reference, "report.json"))
    return found


def test_a_report_in_the_grace_period_is_stored_with_its_version_and_fingerprint(
    post: Call, at: At, forms_dir: Path
) -> None:
    at(CLOSES - SECOND)
    sent(post, "1")
    compiled = Library(forms_dir).form("small", 1)
    assert compiled
    assert (report()["form_version"], report()["definition_sha256"]) == (1, compiled.sha256)
    assert report()["answers"]["why"] == GONE  # type: ignore[index]


def test_a_page_on_the_earlier_version_stays_on_it_through_each_step(post: Call, at: At) -> None:
    at(STARTS)
    wrong = post("small", typed("1", what=""))
    assert (wrong.status, wrong.hidden["form_version"]) == (422, ["1"])
    page = post("small", typed("1"))
    again = post("small", page.hidden, "edit")
    assert (again.status, again.hidden["form_version"]) == (200, ["1"])
    assert again.inputs["why"] == [GONE]


def test_without_a_version_the_one_in_effect_is_asked(post: Call, at: At) -> None:
    at(STARTS - SECOND)
    assert post("small", typed("")).hidden["form_version"] == ["1"]
    at(STARTS)
    page = post("small", typed("2") | {"form_version": ""})
    assert page.hidden["form_version"] == ["2"]


def test_after_the_grace_period_the_new_questions_come_with_the_answers_and_what_is_different(
    post: Call, at: At
) -> None:
    at(CLOSES)
    page = post("small", typed("1", colour="blue"), "send")
    assert page.status == 409
    assert "These questions have changed since you opened the page. Nothing has been sent." in page.text
    assert "There is a new question that you must answer: “How it happened”." in page.text
    assert "The question “Why it happened” is gone." in page.text
    assert "“Colour” no longer has the choice “Blue”." in page.text
    assert "`" not in page.text
    assert records().references() == []
    assert page.hidden["form_version"] == ["2"]
    assert page.inputs["what"] == ["Kiri fell"]
    then = post("small", {**page.hidden, **page.inputs, "how": "On the stairs", "colour": "green"})
    assert then.status == 200, then.text


def test_what_was_typed_for_a_question_that_is_gone_is_there_to_copy(post: Call, at: At) -> None:
    at(CLOSES)
    assert f"Copy what you still need: Why it happened {GONE}" in post("small", typed("1")).text


def test_a_version_that_has_not_started_leads_to_the_questions_of_today(post: Call, at: At) -> None:
    at(STARTS - SECOND)
    page = post("small", typed("2"), "send")
    assert "The version of the form that was sent has not started yet." in page.text
    assert (page.status, page.hidden["form_version"]) == (409, ["1"])


HOSTILE = ["0", "3", "-1", "1.0", "01", " 1", "1 ", "٣", "1'--", "<b>", "9" * 5000, "\0", "../1", "1\n"]


@pytest.mark.parametrize("version", HOSTILE)
@pytest.mark.parametrize("action", ["check", "send", "edit"])
def test_an_unknown_version_keeps_the_answers_and_sends_nothing(
    post: Call, at: At, version: str, action: str
) -> None:
    at(STARTS)
    page = post("small", typed("2") | {"form_version": version}, action)
    assert (page.status, page.hidden["form_version"]) == (409, ["2"])
    assert page.inputs["what"] == ["Kiri fell"]
    assert "We do not know the version of the form that was sent." in page.text
    assert records().references() == []


def test_two_versions_at_once_are_not_taken_for_one(post: Call, at: At) -> None:
    at(STARTS)
    assert post("small", typed("1") | {"form_version": ["1", "2"]}).status == 400


def test_a_receipt_and_a_correction_open_on_the_version_of_the_report(post: Call, call: Call, at: At) -> None:
    at(CLOSES - SECOND)
    receipt = sent(post, "1").location
    at(CLOSES + timedelta(hours=2))
    assert call("GET", receipt).status == 200
    page = call("POST", receipt, encoded({"action": "correct"}))
    assert page.hidden["form_version"] == ["1"]
    assert page.inputs["why"] == [GONE]
    changed = {**page.hidden, **page.inputs, "colour": "red", "why": "Ice", "correction_reason": "Wrong."}
    checked = post("small", changed)
    assert checked.status == 200, checked.text
    assert post("small", checked.hidden, "send").status == 303
    [reference] = records().references()
    [last] = records().events(reference)[-1].documents[:1]
    stored = json.loads(records().document(reference, last.name))
    assert (stored["form_version"], stored["answers"]["why"]) == (1, "Ice")


def saved(post: Call, version: str) -> Answer:
    page = post("small", typed(version), "save")
    assert page.status == 200, page.text
    return page


def test_a_draft_opens_on_its_version_until_the_grace_period_ends(post: Call, call: Call, at: At) -> None:
    at(CLOSES - DAY)
    page = saved(post, "1")
    at(CLOSES - SECOND)
    again = opened(call, link_on(page), code_on(page))
    assert (again.status, again.hidden["form_version"]) == (200, ["1"])
    assert again.inputs["why"] == [GONE]
    assert post("small", {**again.inputs, **again.hidden, "colour": "red"}).status == 200


def test_a_draft_whose_version_has_ended_is_led_on_with_its_answers(post: Call, call: Call, at: At) -> None:
    at(CLOSES - DAY)
    page = saved(post, "1")
    at(CLOSES)
    again = opened(call, link_on(page), code_on(page))
    assert (again.status, again.hidden["form_version"]) == (200, ["2"])
    assert again.inputs["what"] == ["Kiri fell"]
    assert CHANGED in again.text
    assert GONE in again.text
    sent_on = {**again.inputs, **again.hidden, "how": "On the stairs", "colour": "red"}
    assert post("small", sent_on).status == 200
