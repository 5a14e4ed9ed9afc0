"""Under which class of retention each report is kept: domain/records.md section 4."""

import pytest

from forms_src.posted import Posted
from lambdas.intake.retaining import retention_of
from tests.forms_src.definitions.cims import client
from tests.forms_src.definitions.conftest import NOW, changed_names
from tests.forms_src.small_forms import definition, posted, reader
from tests.real_forms import LOADED
from tests.submissions import VALID, encoded
from tests.submissions.generated import generator

CHILD = {"ip_dob__year": "2015"}
SEXUAL = {"category_primary": "sexual_misconduct"}
QUESTION = """
- {id: kind, type: checkboxes, label: K, required: false, options: [{id: a, label: A}, {id: b, label: B}]}
"""
LONG_IF_A = "\n- R-SHORT\n- {class: R-LONG, applies_when: {field: kind, includes: a}}"
GOOD_IF_B = "\n- {class: R-GOOD, applies_when: {fact: is_b}}"
IS_B = "\n- {id: is_b, label: B, source: s, true_when: {field: kind, includes: b}}"


def kept(form: str, **changes: str | list[str] | None) -> str:
    typed = {**VALID[form](NOW), **changed_names(changes)}
    body = encoded({name: value for name, value in typed.items() if value is not None})
    reader = generator(LOADED.forms[form]).reader
    return retention_of(LOADED.forms[form], reader.read(Posted.from_body(body), NOW))


@pytest.mark.parametrize("form", ["ndis-immediate", "ndis-five-day"])
def test_an_ndis_report_is_kept_as_one_and_longer_if_a_child_may_have_been_sexually_abused(form: str) -> None:
    assert kept(form) == "R-NDIS"
    assert kept(form, **CHILD) == "R-NDIS"
    assert kept(form, **SEXUAL) == "R-NDIS"
    assert kept(form, **SEXUAL, **CHILD) == "R-CSA"
    assert kept(form, category_primary="unlawful_sexual", **CHILD) == "R-CSA"


@pytest.mark.parametrize("form", ["ssr-critical-short", "ssr-incident-report"])
@pytest.mark.parametrize(
    ("service", "class_"),
    [
        ("child_protection", "R-CARE"),
        ("oohc", "R-CARE"),
        ("secure_welfare", "R-CARE"),
        ("srs", "R-SRS"),
        ("disability", "R-DIS"),
        ("homelessness", "R-HOUS"),
        ("community_child_family", "R-FS"),
        ("family_violence", "R-FS"),
        ("sexual_assault", "R-FS"),
    ],
)
def test_the_service_decides_for_the_regulator(form: str, service: str, class_: str) -> None:
    assert kept(form, service_type=service) == class_


def test_sexual_abuse_is_kept_for_good_by_the_regulator_unless_nobody_is_a_child() -> None:
    assert kept("ssr-critical-short", cni_type="cni_sexual_abuse") == "R-CSA"
    for kind in ("cni_sexual_abuse", "sexual_exploitation"):
        for under_18, class_ in (("yes", "R-CSA"), ("not_known", "R-CSA"), ("no", "R-SRS")):
            changes = {"cni_type": kind, "service_users__1__under_18": under_18}
            assert kept("ssr-incident-report", **changes) == class_


@pytest.mark.parametrize(
    ("program", "class_"),
    [
        ("child_protection", "R-CARE"),
        ("oohc", "R-CARE"),
        ("secure_welfare", "R-CARE"),
        ("youth", "R-CARE"),
        ("disability", "R-DIS"),
        ("housing", "R-HOUS"),
        ("homelessness", "R-HOUS"),
        ("health", "R-HPP"),
        ("community_child_family", "R-FS"),
        ("fv_sa", "R-FS"),
    ],
)
def test_the_program_decides_in_cims(program: str, class_: str) -> None:
    assert kept("cims-incident-report", program=program) == class_


@pytest.mark.parametrize(
    "kind",
    [
        "sexual_abuse",
        "inappropriate_sexual_behaviour",
        "sexual_exploitation_grooming",
        "sexual_exploitation_suspected",
    ],
)
def test_sexual_harm_is_kept_for_good_in_cims(kind: str) -> None:
    primary = client(incident_type_primary=kind)
    assert kept("cims-incident-report", program="disability", **primary) == "R-CSA"
    second = client(incident_type_primary="physical_abuse", incident_type_secondary="sexual_abuse")
    assert kept("cims-incident-report", program="disability", **second) == "R-CSA"


def of_small(kinds: list[str], before: str = "", retention: str = LONG_IF_A + GOOD_IF_B) -> str:
    made = reader(definition(QUESTION, retention=retention, facts=IS_B))
    reading = made.read(posted({"kind": kinds}), NOW)
    return retention_of(made.form, reading, before)


def test_where_several_classes_apply_the_longest_wins() -> None:
    assert of_small([]) == "R-SHORT"
    assert of_small(["a"]) == "R-LONG"
    assert of_small(["a", "b"]) == "R-GOOD"


def test_of_classes_of_one_length_the_first_wins() -> None:
    assert of_small([], retention="[R-SHORT, R-ALIKE]") == "R-SHORT"
    assert of_small([], retention="[R-ALIKE, R-SHORT]") == "R-ALIKE"


def test_a_correction_never_makes_a_class_shorter() -> None:
    assert of_small([], "R-LONG") == "R-LONG"
    assert of_small(["a"], "R-SHORT") == "R-LONG"
    assert of_small([], "R-UNCLASSED") == "R-SHORT"
