"""The page that reads the answers back before anything is sent."""

from forms_src.answers import HONEYPOT
from tests.forms_src.sample_pages import KINDS, LATE, check_of, rows
from tests.forms_src.small_forms import Typed, moment


def test_the_check_page_says_that_nothing_has_been_sent() -> None:
    page = check_of(LATE, {"what": "It fell."} | moment("aware_at", 10, "9 am"))
    assert "Nothing has been sent yet." in page.all("main")[0].text
    assert page.all("form")[0].all("h2")[-1].text == "Send your report"
    assert [one.text for one in page.all("button", class_="go")] == ["Send report"]


def test_the_check_page_carries_exactly_what_was_shown() -> None:
    typed: Typed = {
        "what": "It fell.\r\n\r\nTwice.",
        "hidden": "dropped",
        "unknown": "dropped",
        "action": "check",
        "email": "",
        **moment("aware_at", 10, "9 am"),
    }
    page = check_of(LATE, typed)
    inputs = [one for one in page.all("input") if one.attributes["name"] != HONEYPOT]
    carried = [(one.attributes["name"], one.attributes["value"]) for one in inputs]
    assert carried == [
        ("form_version", "1"),
        ("submission_key", "key"),
        ("what", "It fell.\r\n\r\nTwice."),
        ("email", ""),
        ("aware_at-day", "10"),
        ("aware_at-month", "6"),
        ("aware_at-year", "2026"),
        ("aware_at-time", "9 am"),
    ]
    assert {one.attributes["type"] for one in inputs} == {"hidden"}


def test_nobody_sees_the_box_for_programs_not_even_without_styles() -> None:
    page = check_of(LATE, {"what": "It fell."} | moment("aware_at", 10, "9 am"))
    [around] = [one for one in page.all("div") if "hidden" in one.attributes]
    [box] = around.all("input")
    assert box.attributes["name"] == HONEYPOT
    assert box.attributes["autocomplete"] == "off"
    assert "value" not in box.attributes
    assert around.text == "Leave this empty"


def test_the_check_page_carries_the_answered_items_of_a_group() -> None:
    page = check_of(
        KINDS, {"people-1-name": "", "people-3-name": "Kim", "many": ["a"], "mail": "a@example.org"}
    )
    carried = {(one.attributes["name"], one.attributes.get("value")) for one in page.all("input")}
    assert {("people-3-name", "Kim"), ("many", "a")} <= carried
    assert ("people-1-name", "") not in carried


def test_each_part_of_the_check_page_leads_back_to_its_questions() -> None:
    page = check_of(KINDS, {"short": "x"})
    change = [one for one in page.all("button") if "formaction" in one.attributes]
    assert [(one.text, one.attributes["formaction"], one.attributes["value"]) for one in change] == [
        ("Change Questions", "/api/forms/small#questions", "edit"),
        ("Change Always", "/api/forms/small#always", "edit"),
    ]


def test_answers_are_read_back_in_words() -> None:
    typed: Typed = {
        "one": "b",
        "one_b": "Tea",
        "list": "no",
        "count": "1200",
        "people-1-name": "Kim",
        "sworn": ["true_words"],
    }
    page = check_of(KINDS, {**typed, "born-day": "7", "born-month": "11", "born-year": "1980"})
    assert (
        rows(page).items()
        >= {
            "Short": "No answer",
            "One": "B",
            "Which": "Tea",
            "List": "No",
            "Count": "1,200",
            "Born": "7 November 1980",
            "Sworn": "It is true.",
            "Name": "Kim",
        }.items()
    )
    assert "Told" not in rows(page)
    assert [one.text for one in page.all("h3")] == ["Person 1"]


def test_a_report_in_time_says_when_it_is_due() -> None:
    words = check_of(LATE, {"what": "x"} | moment("aware_at", 10, "9 am")).all("main")[0].text
    assert "When it is due Day: due by 9 am, Thursday 11 June 2026, Melbourne time." in words
    assert "late" not in words.lower().replace("later", "")


def test_a_late_report_says_so_and_that_it_can_still_be_sent() -> None:
    words = check_of(LATE, {"what": "x", "why_late": "y"} | moment("aware_at", 1, "9 am")).all("main")[0].text
    assert "This report is late Day: it was due by 9 am, Tuesday 2 June 2026, Melbourne time." in words
    assert "You can still send it. We mark it as late." in words


def test_an_unusual_answer_asks_for_a_second_look_and_stops_nothing() -> None:
    page = check_of(KINDS, {"people-1-name": "Kim", "people-1-number": "530 000 001"})
    (caution,) = page.all("div", class_="caution")
    assert caution.text == (
        "Check this Number (person 1): NDIS participant numbers usually start with 43. "
        "If it is right, you can leave it as it is."
    )


def test_c14_a_number_in_free_text_asks_for_a_second_look() -> None:
    fields = '- {id: story, type: long_text, label: "What happened?"}'
    (caution,) = check_of(fields, {"story": "Pat, 430 000 001, fell."}).all("div", class_="caution")
    assert caution.text == (
        "Check this What happened: There seems to be an NDIS participant number in this answer. "
        "Take out numbers that are not needed here. If it is right, you can leave it as it is."
    )


def test_a_notice_on_the_check_page_gets_the_focus() -> None:
    notice = check_of(
        LATE, {"what": "x"} | moment("aware_at", 10, "9 am"), notice="Not sent: try again."
    ).all(id="errors")[0]
    assert notice.text == "Not sent: try again."
    assert "autofocus" in notice.attributes
