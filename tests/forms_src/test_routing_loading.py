"""Every fault of the routing, in words, at its line."""

import pytest

from tests.forms_src.small_forms import definition, faults_in, load_texts
from tests.forms_src.small_routing import ROUTING, replaced


def faults(text: str) -> list[tuple[str, str]]:
    return faults_in(definition(), {"routing.yaml": text})


def test_a_sound_routing_has_no_fault() -> None:
    assert faults(ROUTING) == []


def test_there_may_be_no_routing_at_all() -> None:
    loaded = load_texts(definition())
    assert (loaded.routing, loaded.faults) == (None, [])


def test_an_agency_by_id_is_the_receiver_with_its_name_and_phone() -> None:
    routing = load_texts(definition(), shared={"routing.yaml": ROUTING}).routing
    assert routing
    receiver = routing.outcomes[1].receiver
    assert (receiver.name, receiver.phone) == ("The Office", "1300 000 000")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("form: small", "form: smal", "form: smal", "There is no form “smal”. Did you mean “small”?"),
        (
            "clock: week",
            "clock: weeks",
            "clock: weeks",
            "“weeks” is not among the clocks above. Did you mean “week”?",
        ),
        (
            "receiver: office\n    clock",
            "receiver: ofice\n    clock",
            "receiver: ofice",
            "There is no agency “ofice” in definitions/shared. Did you mean “office”?",
        ),
        (
            "form: small",
            "form: small\n    only_in: [VIK]",
            "only_in: [VIK]",
            "There is no place “VIK”. Did you mean “VIC”?",
        ),
        (
            "at_once: true",
            "at_once: true\n    clock: day",
            "- id: now",
            "Give “clock”, or “at_once: true”: one of them",
        ),
        (
            "- id: now",
            "- id: soon",
            "- id: soon",
            "Two outcomes have the id “soon”: give each its own, or dates",
        ),
        (
            "dated_by: [aware_at]",
            "dated_by: [bad]",
            "dated_by: [bad]",
            "“bad” must be a date, or a date and time, of this form",
        ),
        (
            "prompt_when: {fact: bad}",
            "prompt_when: {field: bad, equals: yes}",
            "prompt_when: {field: bad, equals: yes}",
            "“prompt_when” can ask for facts only, as in {fact: is_critical}",
        ),
        (
            "when: {field: worse, equals: yes}\n    because",
            "when: {field: worse, equals: yess}\n    because",
            "when: {field: worse, equals: yess}",
            "The field “worse” has no option “yess”. Did you mean “yes”?",
        ),
        (
            "when: {field: worse, equals: yes}\n    because",
            "when: {all: [{field: worse, equals: yes}, {field: worse, equals: no}]}\n    because",
            "when: {all: [{field: worse, equals: yes}, {field: worse, equals: no}]}",
            "“when” is never true, whatever is answered",
        ),
        (
            "because: Worse",
            "becuase: Worse",
            "becuase: Worse things are written down.",
            "“becuase” is not a setting. Did you mean “because”?",
        ),
        (
            "source_address: https://example.org/law\n  - id: now",
            "source_address: example.org\n  - id: now",
            "source_address: example.org",
            "“source_address” cannot be “example.org”",
        ),
    ],
)
def test_a_fault_is_told_at_its_line(old: str, new: str, line: str, message: str) -> None:
    found = faults(replaced({old: new}))
    assert line in [at for at, _words in found]
    assert any(at == line and words.startswith(message) for at, words in found), found


def test_all_faults_are_found_in_one_pass() -> None:
    both = replaced({"form: small": "form: smal", "because: Worse": "becuase: Worse"})
    lines = {line for line, _message in faults(both)}
    assert {"form: smal", "becuase: Worse things are written down."} <= lines


def test_a_form_with_faults_is_still_a_form_to_lead_to() -> None:
    found = faults_in(definition(prefix="XYZ1"), {"routing.yaml": replaced({"form: small": "form: form-1"})})
    assert [line for line, _message in found] == ["prefix: XYZ1"]


def test_two_outcomes_may_share_an_id_on_different_days() -> None:
    last = "- id: now\n    effective_from: 2026-07-01"
    first = {"- id: soon": "- id: now\n    effective_to: 2026-06-30", "- id: now": last}
    text = ROUTING.replace("- id: now", first["- id: now"]).replace("- id: soon", first["- id: soon"])
    assert faults(text) == []
    assert faults(text.replace("2026-06-30", "2026-07-01")) != []
