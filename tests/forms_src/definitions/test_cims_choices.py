"""Every option of every choice of the CIMS report can be chosen, and every required answer is asked for."""

import pytest

from forms_src.answers import Reading
from forms_src.fields.base import Problem
from forms_src.fields.checkboxes.field import Checkboxes
from forms_src.fields.choice import ChoiceField
from forms_src.fields.group.field import Group
from tests.forms_src.definitions.cims import CONTEXTS, FORM, Changes
from tests.forms_src.definitions.conftest import Read, faults
from tests.real_forms import LOADED

CIMS = LOADED.forms[FORM]
FIELDS = {key: field for key, field in CIMS.fields_by_id.items() if field.takes_answer}
RULES = {rule.id for rule in CIMS.rules}
CHOICES = {key: field for key, field in FIELDS.items() if isinstance(field, ChoiceField)}
REQUIRED = {key: field for key, field in FIELDS.items() if field.required and not isinstance(field, Group)}
Situations = dict[str, Changes]


def posted_as(key: str) -> str:
    group, _, own = key.rpartition(".")
    return f"{group}-1-{own}" if group else own


def answer_of(reading: Reading, key: str) -> object:
    group, _, own = key.rpartition(".")
    return (reading.answers[group][0] if group else reading.answers).get(own)


@pytest.fixture(scope="module")
def situations(read: Read) -> Situations:
    """For each question, by its posted name, the first situation in which it is asked."""
    found: Situations = {}
    for context in CONTEXTS:
        for name in read(FORM, **context).shown:
            found.setdefault(name, context)
    return found


@pytest.mark.parametrize("key", CHOICES)
def test_every_option_is_accepted_unless_a_rule_refuses_it(
    read: Read, situations: Situations, key: str
) -> None:
    field, name = CHOICES[key], posted_as(key)
    asked = situations[name]
    for option in field.options:
        value: str | list[str] = [option.id] if isinstance(field, Checkboxes) else option.id
        reading = read(FORM, **{**asked, name: value})
        assert faults(reading).get(name) in (None, *RULES), option.id
        assert answer_of(reading, key) == value


@pytest.mark.parametrize("key", CHOICES)
def test_no_other_option_is_accepted(read: Read, situations: Situations, key: str) -> None:
    name = posted_as(key)
    assert faults(read(FORM, **{**situations[name], name: "no_such_option"}))[name] == "not_an_option"


@pytest.mark.parametrize("key", REQUIRED)
def test_every_required_answer_that_is_missing_gives_its_message(
    read: Read, situations: Situations, key: str
) -> None:
    field, name = REQUIRED[key], posted_as(key)
    without = {one.replace("-", "__"): None for one in field.inputs(name)}
    reading = read(FORM, **{**situations[name], **without})
    (message,) = [fault.message for fault in reading.faults if fault.name == name]
    assert message == field.message(Problem("required")) + item_words(key)


def item_words(key: str) -> str:
    group = FIELDS.get(key.rpartition(".")[0])
    return f" ({group.item} 1)" if isinstance(group, Group) else ""
