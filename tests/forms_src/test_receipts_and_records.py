"""What is kept of a report: the receipt, without answers, and the record, with all of them."""

from datetime import timedelta
from typing import Any

from forms_src.receipt_pages import NextForm, Receipt, receipt_page, rendition
from tests.forms_src.html_reader import read_html
from tests.forms_src.sample_pages import KINDS, LATE, kinds, receipt, report_of, rows
from tests.forms_src.small_forms import NOW, definition, load_texts, moment, read, reader


def test_the_receipt_is_proof_and_holds_no_answer() -> None:
    page = read_html(receipt_page(reader(definition(LATE)).form, receipt()))
    words = page.all("main")[0].text
    for needed in (
        "NDI-7K2M-4XQK",
        "noon, Wednesday 10 June 2026, Melbourne time",
        "ab" * 32,
        "Wait for a call.",
        "The Office",
    ):
        assert needed in words
    assert page.all("p", class_="reference")[0].text == "NDI-7K2M-4XQK"
    assert [one.attributes["content"] for one in page.all("meta", name="robots")] == ["noindex"]
    assert not page.all("form")


def open_receipt(**changes: Any) -> Receipt:
    """A receipt on which everything can be done, until noon the next day."""
    given = {
        "address": "/api/receipts/secret",
        "open_until": NOW + timedelta(days=1),
        "is_open": True,
        "next_forms": (NextForm("next-second", "The second form", "/forms/second/"),),
        "another": "another",
    }
    return receipt(**{**given, **changes})


def test_the_buttons_of_a_receipt_post_to_its_own_address_and_work_without_a_script() -> None:
    page = read_html(receipt_page(kinds(), open_receipt()))
    (form,) = page.all("form")
    assert (form.attributes["method"], form.attributes["action"]) == ("post", "/api/receipts/secret")
    actions = [button.attributes["value"] for button in form.all("button")]
    assert actions == ["next-second", "another", "correct"]
    assert not page.all("input")


def test_every_button_of_a_receipt_says_what_it_starts() -> None:
    forms = tuple(NextForm(f"next-{n}", f"Form {n}", f"/forms/{n}/") for n in "ab")
    page = read_html(receipt_page(kinds(), open_receipt(next_forms=forms)))
    said = [button.text for button in page.all("form")[0].all("button")]
    assert len(said) == len(set(said)) == 4


def test_an_open_receipt_says_until_when_and_to_keep_its_address_private() -> None:
    words = read_html(receipt_page(kinds(), open_receipt())).all("main")[0].text
    assert "Do not share the address of this page." in words
    assert "You can correct it until noon, Thursday 11 June 2026, Melbourne time." in words


def test_a_closed_receipt_says_kindly_what_is_left() -> None:
    page = read_html(receipt_page(kinds(), open_receipt(is_open=False)))
    words = page.all("main")[0].text
    assert "Your answers can no longer be carried over." in words
    assert "phone the Office" in words
    assert "Do not share" not in words
    assert [one.attributes["value"] for one in page.all("form")[0].all("button")] == [
        "next-second",
        "another",
    ]
    assert "/forms/second/" in [link.attributes["href"] for link in page.all("a")]


def test_a_corrected_receipt_shows_both_times_and_both_fingerprints() -> None:
    at = NOW + timedelta(hours=3)
    page = read_html(receipt_page(kinds(), open_receipt(corrections=((at, "ef" * 32),))))
    assert [one.text for one in page.all("p", class_="fingerprint")] == ["ab" * 32, "ef" * 32]
    assert "3 pm, Wednesday 10 June 2026, Melbourne time" in page.all("main")[0].text


def test_the_print_button_waits_for_the_script() -> None:
    (button,) = read_html(receipt_page(kinds(), receipt())).all("button")
    assert (button.attributes["class"], button.attributes["type"]) == ("print", "button")
    assert "hidden" in button.attributes


def test_the_receipt_says_whether_the_report_was_late_and_what_is_due_next() -> None:
    form = load_texts(definition(LATE, clocks="[day, week]")).forms["small"]
    week = read(definition(LATE, clocks="[day, week]"), {"what": "x"} | moment("aware_at", 1, "9 am")).due
    in_time = read_html(receipt_page(form, receipt(due=week, late=()))).all("main")[0].text
    assert "Your report was on time." in in_time
    late = read_html(receipt_page(form, receipt(due=week, late=("day",)))).all("main")[0].text
    assert "It was due by 9 am, Tuesday 2 June 2026, Melbourne time. Your report was late. We have it" in late
    both = read_html(receipt_page(form, receipt(due=week, late=("day", "week")))).all("main")[0].text
    assert "This time has passed, so please do it now." in both


def test_the_receipt_says_whether_an_email_follows() -> None:
    with_email = read_html(receipt_page(kinds(), receipt())).all("main")[0].text
    without = read_html(receipt_page(kinds(), receipt(email_sent_to=False))).all("main")[0].text
    assert "We also send the reference" in with_email
    assert "We have no email address for this report, so keep this page." in without


def test_a_record_stands_alone_and_is_marked() -> None:
    page = read_html(rendition(kinds(), report_of(definition(KINDS), {"short": "x"})))
    assert [one.text for one in page.all("p", class_="marking")] == ["OFFICIAL: Sensitive"] * 2
    assert not page.all("script")
    assert not page.all("a")
    assert page.all("h1")[0].text == "NDI-7K2M-4XQK"
    assert (
        rows(page).items()
        >= {
            "Form": "small, version 1",
            "Received": "noon, Wednesday 10 June 2026, Melbourne time",
            "Late": "No",
            "Short": "x",
            "Fingerprint of the definition (SHA-256)": "cd" * 32,
        }.items()
    )


def test_a_record_holds_the_questions_that_were_asked_and_no_others() -> None:
    text = definition(LATE)
    in_time = rows(
        read_html(
            rendition(reader(text).form, report_of(text, {"what": "x"} | moment("aware_at", 10, "9 am")))
        )
    )
    late = rows(
        read_html(
            rendition(reader(text).form, report_of(text, {"what": "x"} | moment("aware_at", 1, "9 am")))
        )
    )
    assert {"Hidden", "Why late"} & in_time.keys() == set()
    assert late["Why late"] == "No answer"
    assert late["Late"] == "Yes"


def test_a_record_says_its_facts() -> None:
    facts = "[{id: known, label: Is known, source: s, true_when: {field: short, is_answered: true}}]"
    text = definition(KINDS, facts=facts)
    assert rows(read_html(rendition(reader(text).form, report_of(text, {"short": "x"}))))["Is known"] == "Yes"
    assert rows(read_html(rendition(reader(text).form, report_of(text, {}))))["Is known"] == "No"


def test_conditions_inside_an_item_are_judged_again_for_a_record() -> None:
    fields = """
    - id: people
      type: group
      label: People
      item: person
      item_title: Person
      add_label: Add another person
      fields:
        - {id: kind, type: radios, label: Kind, options: [{id: a, label: A}, {id: b, label: B}]}
        - {id: post, type: short_text, label: Post, required: false, show_when: {field: kind, equals: a}}
    """
    text = definition(fields)
    page = read_html(
        rendition(reader(text).form, report_of(text, {"people-1-kind": "b", "people-2-kind": "a"}))
    )
    assert [one.text for one in page.all("h3")] == ["Person 1", "Person 2"]
    assert [one.text for one in page.all("dt")].count("Post") == 1
