"""Fields, facts and rules that forms share stand where a form includes them."""

from tests.forms_src.small_forms import definition, faults_in, load_texts

CHOICE = """
id: choice
title: Choice
fields:
  - {id: a, type: radios, label: A, options: yes-no}
  - {id: b, type: short_text, label: B, required: false, show_when: {field: a, equals: yes}}
"""
SHARED = {
    "sections/choice.yaml": CHOICE,
    "facts/agreed.yaml": "id: agreed\nlabel: Agreed\nsource: s\ntrue_when: {field: a, equals: yes}\n",
    "rules/r1.yaml": (
        "id: R1\nsource: s\nfield: a\nmessage: Give B\n"
        "wrong_when: {all: [{field: a, equals: yes}, {field: b, is_answered: false}]}\n"
    ),
}
WITH_ALL = definition(
    "- {id: before, type: short_text, label: Before, required: false}\n- include: choice\n"
    "- {id: after, type: short_text, label: After, required: false}",
    facts="\n- include: agreed\n",
    rules="\n- include: R1\n",
)


def test_the_fields_of_a_shared_section_stand_between_those_of_a_form() -> None:
    loaded = load_texts(WITH_ALL, shared=SHARED)
    assert loaded.faults == []
    section = loaded.forms["small"].sections[0]
    assert section.title == "Questions"
    assert [field.id for field in section.fields] == ["before", "a", "b", "after"]


def test_the_fields_of_a_shared_section_stand_in_a_group() -> None:
    group = (
        "- {id: g, type: group, label: G, item: i, item_title: I, add_label: A, fields: [{include: choice}]}"
    )
    form = load_texts(definition(group), shared={"sections/choice.yaml": CHOICE}).forms["small"]
    assert {"g.a", "g.b"} <= form.fields_by_id.keys()


def test_shared_facts_and_rules_read_the_answers_of_the_form() -> None:
    loaded = load_texts(WITH_ALL, shared=SHARED)
    form = loaded.forms["small"]
    assert [fact.id for fact in form.facts] == ["agreed"]
    assert [rule.id for rule in form.rules] == ["R1"]


def test_a_section_that_includes_itself_is_told() -> None:
    round_trip = {
        "sections/choice.yaml": "id: choice\ntitle: C\nfields:\n  - include: other\n",
        "sections/other.yaml": "id: other\ntitle: O\nfields:\n  - include: choice\n",
    }
    found = faults_in(definition("- include: choice"), round_trip)
    assert ("- include: choice", "The section “choice” includes itself") in found


def test_a_shared_part_that_is_not_there_is_told_once() -> None:
    assert faults_in(definition("- include: closng")) == [
        ("- include: closng", "There is no section “closng” in definitions/shared. Did you mean “closing”?")
    ]
    assert faults_in(
        definition(facts="\n- include: agred\n"), {"facts/agreed.yaml": SHARED["facts/agreed.yaml"]}
    ) == [("- include: agred", "There is no fact “agred” in definitions/shared. Did you mean “agreed”?")]
    assert faults_in(definition(rules="\n- include: R2\n")) == [
        ("- include: R2", "There is no rule “R2” in definitions/shared.")
    ]


def test_nothing_stands_beside_fields_that_are_included() -> None:
    assert faults_in(definition("- include: closing\n  required: false")) == [
        (
            "required: false",
            "“required” cannot stand here: change it in definitions/shared. It can be: include.",
        )
    ]


def test_a_fault_in_a_shared_fact_is_told_in_its_own_file() -> None:
    spoilt = {
        "facts/agreed.yaml": "id: agreed\nlabel: Agreed\nsorce: s\ntrue_when: {field: a, equals: yes}\n"
    }
    found = faults_in(definition(), spoilt)
    assert ("sorce: s", "“sorce” is not a setting. Did you mean “source”?") in found
