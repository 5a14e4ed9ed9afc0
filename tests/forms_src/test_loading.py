"""Every fault of every definition in one pass, in order, each once."""

import pytest

from tests.forms_src.small_forms import definition, faults_in, load_texts


def told(text: str) -> list[str]:
    return [message for _line, message in faults_in(text)]


def test_faults_of_every_kind_are_told_in_one_pass() -> None:
    text = definition(
        """
        - id: a
          type: radios
          lable: A
          label: A
          options: yes-no
        - {id: b, type: shorttext, label: B}
        - {id: c, type: number, label: C, min: two, show_when: {field: a, equals: yse}}
        - {id: d, type: short_text, label: D, show_when: {field: e, is_answered: true}}
        - {id: f, type: short_text, label: F, messages: {past: x}}
        - {id: email, type: email, label: F}
        """,
        version="one",
        agency="offise",
        clocks="[day, wek]",
        rules="- {id: r, source: s, field: g, wrong_when: {fact: h}, message: M}",
        control="{owner: O, approved_by: B, approved_on: soon, review_due: 2028-01-01}",
    )
    assert sorted(told(text + "extra: 1\n")) == sorted(
        [
            "“lable” is not a setting of this radios field. Did you mean “label”?",
            "“shorttext” is not a type of field. Did you mean “short_text”?",
            "“min” must be a whole number",
            "The field “a” has no option “yse”. Did you mean “yes”?",
            "There is no field “e” in this form. It can be: a, aware_at, c, d, email, f.",
            (
                "Fields of type short_text have no message “past”. It can be: "
                "control, identifier, required, too_long."
            ),
            "Two fields have the id “email”: give each its own",
            "“version” must be a whole number",
            "There is no agency “offise” in definitions/shared. Did you mean “office”?",
            "There is no clock “wek” in definitions/shared. Did you mean “week”?",
            "There is no field “g” in this form. It can be: a, aware_at, c, d, email, f.",
            "There is no fact “h” in this form.",
            "“approved_on” must be a date such as 2026-11-22",
            (
                "“extra” is not a setting. It can be: about_one_person, agency, before_you_start, clocks, "
                "confirmation_to, control, dated_by, effective_from, effective_to, facts, followed_by, "
                "grace_days, id, next_steps, notice_days, place, prefix, retention, rule_sets, rules, "
                "sections, short_title, summary, title, version, who."
            ),
        ]
    )


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        # the field that is not right is known by its id, so conditions on it are not told to be wrong
        (
            (
                "- {id: a, type: radio, label: A}\n"
                "- {id: b, type: email, label: B, show_when: {field: a, equals: yes}}"
            ),
            1,
        ),
        (
            (
                "- {id: a, type: radios, options: yes-no}\n"
                "- {id: b, type: email, label: B, show_when: {field: a, equals: yes}}"
            ),
            1,
        ),
        (
            (
                "- {id: a, type: radios, label: A, options: [{id: x, label: X, say: 5}]}\n"
                "- {id: b, type: email, label: B, show_when: {field: a_x, is_answered: true}}"
            ),
            1,
        ),
        (
            (
                "- {id: a, type: radios, label: A, options: [{id: x}, {id: y, label: Y}]}\n"
                "- {id: b, type: email, label: B, show_when: {field: a, equals: x}}"
            ),
            1,
        ),
        (
            (
                "- {id: g, type: group, label: G, item: i, item_title: I, "
                "fields: [{id: a, type: radios, label: A, options: yes-no}]}\n"
                "- {id: b, type: email, label: B, show_when: {field: g.a, includes: yes}}"
            ),
            1,
        ),
        (
            (
                "- {id: A, type: radios, label: A, options: yes-no}\n"
                "- {id: b, type: email, label: B, show_when: {field: A, equals: yes}}"
            ),
            1,
        ),
    ],
)
def test_what_is_only_missing_because_of_another_fault_is_not_told(fields: str, messages: int) -> None:
    assert len(told(definition(fields))) == messages


def test_a_form_with_any_fault_is_not_used_and_the_others_are() -> None:
    loaded = load_texts(definition(), definition(id="broken", title=None))
    assert list(loaded.forms) == ["small"]
    assert [fault.message for fault in loaded.faults] == ["“title” is missing: add it"]


def test_two_forms_have_two_ids() -> None:
    loaded = load_texts(definition(), definition())
    assert [(fault.file.name, fault.message) for fault in loaded.faults] == [
        ("form-2.yaml", "The form id “small” is also in form-1.yaml")
    ]


def test_faults_are_in_the_order_of_files_and_lines_each_once() -> None:
    loaded = load_texts(definition(who=None, summary=None), definition(id="b", titel="x", zzz="y"))
    assert loaded.faults == sorted(set(loaded.faults))
    assert [fault.file.name for fault in loaded.faults] == ["form-1.yaml"] * 2 + ["form-2.yaml"] * 2


@pytest.mark.parametrize(
    "content",
    ["", "- a\n", "words", "a: [", "id: small\n", "sections: 5\n", "place: [a]\nclocks: {a: b}\n", "null"],
)
def test_a_file_that_is_hardly_a_form_is_told_about(content: str) -> None:
    assert told(content + "\n\n")


def test_places_are_not_for_staff_to_list() -> None:
    assert told(definition(places="[]")) == ["“places” is not a setting. Did you mean “place”?"]


def test_nothing_is_missing_that_staff_do_not_write() -> None:
    assert "“places” is missing: add it" not in told("id: small\n")
