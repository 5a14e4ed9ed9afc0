"""When a report is due, whether it is late, and what is asked of one that is."""

from datetime import UTC, datetime, timedelta

from tests.forms_src.small_forms import NOW, codes, definition, moment, read

LATE = definition(
    """
    - {id: reason, type: short_text, label: Why late, show_when: {overdue: day}}
    - {id: asked, type: radios, label: Asked, options: yes-no, required: false}
    - id: either
      type: short_text
      label: Either
      show_when: {any: [{overdue: day}, {field: asked, equals: yes}]}
    - id: steps
      type: group
      label: Steps
      item: step
      item_title: Step
      add_label: Add
      min: 0
      required: false
      fields:
        - {id: what, type: short_text, label: What}
        - {id: late, type: short_text, label: Late step, show_when: {overdue: day}}
    """,
    clocks="[day, week]",
    facts="- {id: was_late, label: Late, source: s, true_when: {overdue: day}}",
    rules="- {id: L1, source: s, field: email, wrong_when: {overdue: week}, message: Too late for email}",
)


def test_a_report_is_late_after_its_due_time_and_not_at_it() -> None:
    aware = moment("aware_at", 9, "12 pm")
    assert read(LATE, aware, now=NOW).late == ()
    assert read(LATE, aware, now=NOW + timedelta(seconds=1)).late == ("day",)
    assert read(LATE, aware, now=NOW + timedelta(days=30)).late == ("day", "week")


def test_a_late_report_is_asked_why_and_one_in_time_is_not() -> None:
    late = moment("aware_at", 8, "12 pm")
    assert codes(read(LATE, late)) == [("reason", "required"), ("either", "required")]
    assert "reason" not in read(LATE, moment("aware_at", 10, "9 am")).shown
    answered = read(LATE, {**late, "reason": "Storm", "either": "x"})
    assert answered.faults == []
    assert answered.answers["reason"] == "Storm"


def test_a_report_that_became_late_on_the_check_page_still_goes() -> None:
    late = moment("aware_at", 8, "12 pm")
    reading = read(LATE, late, sending=True)
    assert reading.faults == []
    assert reading.late == ("day",)


def test_only_what_nothing_but_the_clock_has_shown_is_waived() -> None:
    late = {**moment("aware_at", 8, "12 pm"), "asked": "yes"}
    assert codes(read(LATE, late, sending=True)) == [("either", "required")]


def test_a_wrong_reason_is_never_waived() -> None:
    late = {**moment("aware_at", 8, "12 pm"), "reason": "x" * 201}
    assert codes(read(LATE, late, sending=True)) == [("reason", "too_long")]


def test_a_clock_opens_questions_in_items_too_and_they_are_waived_too() -> None:
    typed = {**moment("aware_at", 8, "12 pm"), "steps-1-what": "Called", "reason": "x", "either": "x"}
    assert codes(read(LATE, typed)) == [("steps-1-late", "required")]
    assert read(LATE, typed, sending=True).faults == []
    assert codes(read(LATE, {**moment("aware_at", 10, "9 am"), "steps-1-what": "Called"})) == []


def test_a_group_that_only_a_clock_has_shown_is_waived_whole() -> None:
    text = definition(
        """
        - id: reasons
          type: group
          label: Reasons
          item: reason
          item_title: Reason
          add_label: Add
          show_when: {overdue: day}
          fields:
            - {id: what, type: short_text, label: What}
        """
    )
    late = moment("aware_at", 8, "12 pm")
    assert codes(read(text, late)) == [("reasons-1-what", "required")]
    assert read(text, late, sending=True).faults == []


def test_facts_and_rules_may_ask_if_it_is_late() -> None:
    late = {**moment("aware_at", 1, "12 pm"), "reason": "x", "either": "x", "email": "a@example.com"}
    assert read(LATE, late).facts == {"was_late": True}
    assert codes(read(LATE, late)) == [("email", "L1")]
    assert read(LATE, moment("aware_at", 10, "9 am")).facts == {"was_late": False}


def test_due_times_are_those_of_the_clocks_that_started_in_the_form_s_order() -> None:
    assert read(LATE, {}).due == ()
    due = read(LATE, moment("aware_at", 10, "9 am")).due
    assert [one.clock for one in due] == ["day", "week"]
    assert due[0].due_at == datetime(2026, 6, 10, 23, 0, tzinfo=UTC)


def test_a_moment_that_cannot_be_read_starts_no_clock() -> None:
    assert read(LATE, moment("aware_at", 31, "9 am")).due == ()


def test_a_clock_that_does_not_apply_is_neither_due_nor_overdue() -> None:
    text = definition(
        """
        - {id: urgent, type: radios, label: Urgent, options: yes-no}
        - {id: reason, type: short_text, label: Why late, show_when: {overdue: day}}
        """,
        clocks="[{clock: day, applies_when: {field: urgent, equals: yes}}, week]",
    )
    late = moment("aware_at", 8, "12 pm")
    assert codes(read(text, {**late, "urgent": "yes"})) == [("reason", "required")]
    assert read(text, {**late, "urgent": "no"}).late == ()
    assert [one.clock for one in read(text, {**late, "urgent": "no"}).due] == ["week"]
