"""What every field type owes to people and to the rest of the system, tried on every example of each."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_src.answers import Reading
from forms_src.fields import FIELD_TYPES, FOLDER
from forms_src.fields.base import BaseField
from forms_src.fields.group.field import Group
from forms_src.pages import form_page
from forms_src.sources import read_source
from tests.forms_src.html_reader import Element, ids_at_fault, read_html
from tests.forms_src.small_forms import Typed, definition, faults_in, posted, read, reader

POSTINGS = 10_000
OF_SAME_TEXTS = 10  # drawing takes far longer than reading
CONTROLS = [chr(code) for code in (*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xD800, 0xDFFF)]


@dataclass(frozen=True, eq=False)
class Case:
    """One example of one type."""

    type: str
    name: str
    field: dict[str, Any]
    accepts: list[dict[str, Any]]
    refuses: list[dict[str, Any]]

    @property
    def id(self) -> str:
        return str(self.field["id"])

    @cached_property
    def text(self) -> str:
        return definition(f"- {json.dumps(self.field, ensure_ascii=False)}")

    def reading(self, typed: Typed) -> Reading:
        return read(self.text, typed)

    def made(self) -> BaseField:
        return reader(self.text).form.fields_by_id[self.id]


@cache
def written(type_: str) -> dict[str, Any]:
    source, faults = read_source(FOLDER / type_ / "examples.yaml")
    assert source is not None
    assert faults == []
    plain: dict[str, Any] = source.plain()
    return plain


def cases(type_: str) -> Iterator[Case]:
    for example in written(type_)["examples"]:
        yield Case(type_, example["name"], example["field"], example["accepts"], example["refuses"])


def every(kind: str) -> list[Any]:
    """Return every example with each of its accepted or refused answers, for a table of tests."""
    return [
        pytest.param(case, trial, id=f"{case.type}, {case.name}, {number}")
        for type_ in FIELD_TYPES
        for case in cases(type_)
        for number, trial in enumerate(getattr(case, kind), 1)
    ]


def typed_of(trial: dict[str, Any]) -> dict[str, str | list[str]]:
    """Return what is typed; `{1001 characters}` stands for that many."""
    return {
        name: "x" * 1001 if value == "{1001 characters}" else value for name, value in trial["typed"].items()
    }


EXAMPLES = [
    pytest.param(case, id=f"{case.type}, {case.name}") for type_ in FIELD_TYPES for case in cases(type_)
]


def test_every_type_has_its_folder_with_examples_and_markup() -> None:
    assert len(FIELD_TYPES) == 13
    for type_ in FIELD_TYPES:
        files = {path.name for path in (FOLDER / type_).iterdir()}
        assert {"field.py", "field.html", "examples.yaml"} <= files


@pytest.mark.parametrize("type_", FIELD_TYPES)
def test_accessibility_criteria_are_whole_sentences(type_: str) -> None:
    criteria = written(type_)["accessibility"]
    assert len(criteria) >= 3
    assert all(criterion.endswith(".") and len(criterion.split()) > 3 for criterion in criteria)


@pytest.mark.parametrize("type_", FIELD_TYPES)
def test_every_fault_a_type_can_find_has_an_example(type_: str) -> None:
    shown = {trial["code"] for case in cases(type_) for trial in case.refuses}
    assert set(FIELD_TYPES[type_].patterns) <= shown


@pytest.mark.parametrize("case", EXAMPLES)
def test_the_definition_loads(case: Case) -> None:
    assert faults_in(case.text) == []
    assert case.made().type == case.type


@pytest.mark.parametrize(("case", "trial"), every("accepts"))
def test_an_answer_is_kept_and_said(case: Case, trial: dict[str, Any]) -> None:
    reading = case.reading(typed_of(trial))
    assert reading.faults == []
    assert reading.answers.get(case.id) == trial["gives"]
    assert reading.cautions.get(case.id) == trial.get("caution")
    if "says" in trial:
        assert list(case.made().words(reading.answers[case.id], reading.when)) == trial["says"]


@pytest.mark.parametrize(("case", "trial"), every("accepts"))
def test_an_answer_typed_again_is_the_same_answer(case: Case, trial: dict[str, Any]) -> None:
    given = case.reading(typed_of(trial))
    if case.id not in given.answers:
        return
    again = case.made().typed(case.id, given.answers[case.id], given.place.zone)
    others = {name: value for name, value in typed_of(trial).items() if not _is_part(name, case.id)}
    assert case.reading({**others, **again}).answers[case.id] == given.answers[case.id]


def _is_part(name: str, id_: str) -> bool:
    return name == id_ or name.startswith(f"{id_}-")


@pytest.mark.parametrize(("case", "trial"), every("refuses"))
def test_a_fault_names_the_field_says_what_to_do_and_where(case: Case, trial: dict[str, Any]) -> None:
    (fault,) = case.reading(typed_of(trial)).faults
    assert (fault.code, fault.message, fault.input_id) == (trial["code"], trial["message"], trial["goes_to"])


@pytest.mark.parametrize(("case", "trial"), every("refuses"))
def test_a_wrong_answer_is_not_kept(case: Case, trial: dict[str, Any]) -> None:
    reading = case.reading(typed_of(trial))
    (fault,) = reading.faults
    group, _, rest = fault.name.partition("-")
    if rest:
        number, _, name = rest.partition("-")
        items = reading.answers.get(group, [])
        assert all(name not in item for item in items[int(number) - 1 :])
    else:
        assert trial["code"] == "too_many" or fault.name not in reading.answers


@pytest.mark.parametrize("case", EXAMPLES)
def test_a_blank_answer_is_refused_only_where_one_is_required(case: Case) -> None:
    field = case.made()
    blank = case.reading(dict.fromkeys(field.inputs(case.id), " \r\n\t "))
    assert [fault.code for fault in blank.faults] == (["required"] if field.required else [])
    assert case.id not in blank.answers


@pytest.mark.parametrize("case", EXAMPLES)
def test_a_hidden_character_never_breaks_anything_and_is_never_kept(case: Case) -> None:
    names = (*case.made().inputs(case.id), f"{case.id}-1-{_first_inside(case)}")
    for name, mark in product(names, CONTROLS):
        for text in (mark, f"a{mark}b", f"1{mark}2"):
            kept = json.dumps(case.reading({name: text}).answers, ensure_ascii=False)
            assert mark in "\t\n\r\u2028\u2029\ufeff" or mark not in kept
            kept.encode()


def _first_inside(case: Case) -> str:
    field = case.made()
    return field.fields[0].id if isinstance(field, Group) else "x"


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.text(st.characters(), max_size=10),
        st.text("0123456789 .,:-+/", max_size=12),
    ),
    max_size=8,
)
NEAR = ("yes", "no", "other", "before", "after", "noon", "2.30 pm", "29", "2", "2026", "feb", "\ud800", "\0")


def postings(names: list[str], texts: list[str], rng: Random) -> Iterator[dict[str, list[str]]]:
    """Yield random postings of some texts and of those that come near an answer, under some names."""
    for _ in range(OF_SAME_TEXTS):
        chosen = rng.sample(names, rng.randint(0, min(6, len(names))))
        yield {name: rng.choices([*texts, *NEAR], k=rng.randint(1, 3)) for name in chosen}


@pytest.mark.parametrize("type_", FIELD_TYPES)
def test_no_posting_at_all_raises(type_: str) -> None:
    case = next(cases(type_))
    field = case.made()
    inner = field.members() if isinstance(field, Group) else ()
    names = [
        *field.inputs(case.id),
        case.id,
        *(one.id for one in field.companions()),
        f"{case.id}-clock",
        "x",
    ]
    names += [
        f"{case.id}-{n}-{name}"
        for n in ("0", "1", "2", "03", "99999")
        for one in inner
        for name in one.inputs(one.id)
    ]
    codes = {*field.patterns, *(code for one in (*inner, *field.companions()) for code in one.patterns)}

    def read_one(typed: dict[str, list[str]], sending: bool) -> None:
        reading = read(case.text, typed, sending=sending)
        assert {fault.code for fault in reading.faults} <= codes
        assert all(fault.message[0].isupper() and "{" not in fault.message for fault in reading.faults)
        assert all(fault.input_id.startswith(case.id) for fault in reading.faults)
        json.dumps(reading.answers, ensure_ascii=False).encode()
        if case.id in reading.answers:
            assert all(isinstance(line, str) for line in field.words(reading.answers[case.id], reading.when))

    @settings(
        max_examples=POSTINGS // OF_SAME_TEXTS // len(FIELD_TYPES) + 1,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(TEXTS, st.integers(0, 2**32))
    def read_any(texts: list[str], seed: int) -> None:
        rng = Random(seed)
        for typed in postings(names, texts, rng):
            read_one(typed, sending=rng.random() < 0.5)

    read_any()


def pages(case: Case) -> Iterator[tuple[dict[str, str | list[str]], Element]]:
    """Yield the page with nothing posted, and with each of the refused answers."""
    form = reader(case.text).form
    yield {}, read_html(form_page(form))
    for trial in case.refuses:
        typed = typed_of(trial)
        reading = case.reading(typed)
        yield trial, read_html(form_page(form, posted(typed), reading))


def inputs(page: Element) -> list[Element]:
    controls = (one for tag in ("input", "textarea", "select") for one in page.all(tag))
    return [one for one in controls if one.attributes.get("type") != "hidden"]


def labels_of(control: Element, page: Element) -> list[Element]:
    around = control.within("label")
    return [around] if around else page.all("label", **{"for": control.attributes["id"]})


@pytest.mark.parametrize("case", EXAMPLES)
def test_every_input_has_a_label_of_its_own_and_groups_have_legends(case: Case) -> None:
    for _trial, page in pages(case):
        for control in inputs(page):
            assert [label.text for label in labels_of(control, page)] not in ([], [""])
            if control.attributes.get("type") in ("radio", "checkbox"):
                fieldset = control.within("fieldset")
                assert fieldset is not None
                assert fieldset.all("legend")[0].text


@pytest.mark.parametrize("case", EXAMPLES)
def test_ids_are_unique_and_everything_referred_to_is_there(case: Case) -> None:
    for _trial, page in pages(case):
        assert ids_at_fault(page) == set()


@pytest.mark.parametrize("case", EXAMPLES)
def test_a_hint_is_read_out_with_its_question(case: Case) -> None:
    hinted = {**case.field, "hint": "What to think of"}
    if case.type in ("group", "guidance"):
        return
    page = read_html(form_page(reader(definition(f"- {json.dumps(hinted, ensure_ascii=False)}")).form))
    (hint,) = page.all(id=f"{case.id}-hint")
    assert "What to think of" in hint.text
    described = [
        one
        for one in page.walk()
        if hint.attributes["id"] in one.attributes.get("aria-describedby", "").split()
    ]
    assert [one.tag for one in described] in (["fieldset"], ["input"], ["textarea"], ["select"])


@pytest.mark.parametrize(("case", "trial"), every("refuses"))
def test_a_fault_is_on_the_page_twice_and_its_link_goes_to_the_input(
    case: Case, trial: dict[str, Any]
) -> None:
    typed = typed_of(trial)
    page = read_html(form_page(reader(case.text).form, posted(typed), case.reading(typed)))
    (summary,) = page.all(id="errors")
    (link,) = summary.all("a")
    assert link.text == trial["message"]
    assert link.attributes["href"] == f"#{trial['goes_to']}"
    (error,) = page.all("p", class_="error")
    assert error.text == f"Error: {trial['message']}"
    assert page.all(id=trial["goes_to"])
    assert page.all("title")[0].text.startswith("Error: ")


@pytest.mark.parametrize(("case", "trial"), every("refuses"))
def test_what_was_typed_is_kept_on_the_page(case: Case, trial: dict[str, Any]) -> None:
    typed = typed_of(trial)
    page = read_html(form_page(reader(case.text).form, posted(typed).printable(), case.reading(typed)))
    shown = {(one.attributes["name"], one.attributes.get("value", "")) for one in page.all("input")}
    shown |= {(one.attributes["name"], one.text) for one in page.all("textarea")}
    known = {one.attributes.get("name") for one in inputs(page)}
    for name, value in posted(typed).printable().items():
        control = page.all("input", name=name)
        if (
            name in known
            and control
            and control[0].attributes.get("type", "text") in ("text", "email", "tel")
        ):
            assert (name, value[0]) in shown


def test_examples_name_no_real_person_or_number() -> None:
    for path in Path(FOLDER).glob("*/examples.yaml"):
        text = path.read_text("utf-8")
        assert "@example." in text or "@" not in text.replace("“@”", "")
