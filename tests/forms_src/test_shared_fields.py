"""The page that says which questions several forms share: complete, and made from the definitions alone."""

from pathlib import Path

from forms_src.fields import FIELD_TYPES
from forms_src.pages import shared_fields_page
from forms_src.shared_fields import TYPE_WORDS, shared_fields
from forms_src.workshop import Workshop
from tests.forms_src.html_reader import read_html
from tests.forms_src.small_forms import definition, load_texts, write
from tests.real_forms import LOADED

WHAT = "- {id: what, type: short_text, label: What}"
WHO = "- {id: who, type: short_text, label: Who}"
STAFF = """
- id: staff
  type: group
  label: Staff
  item: worker
  item_title: Worker
  add_label: Add
  fields: [{id: name, type: short_text, label: Name}]
"""


def test_a_field_of_two_forms_is_listed_with_both_and_a_field_of_one_is_not() -> None:
    forms = load_texts(definition(f"{WHAT}\n{WHO}"), definition(WHAT, id="other", short_title="Other")).forms
    listed = {field.id: [form.id for form in field.forms] for field in shared_fields(forms.values())}
    assert listed == {key: ["small", "other"] for key in ("what", "email", "aware_at")}


def test_a_field_of_a_group_is_listed_under_its_group() -> None:
    forms = load_texts(definition(STAFF), definition(STAFF, id="other")).forms
    labels = {field.id: field.label for field in shared_fields(forms.values())}
    assert labels["staff.name"] == "Staff: Name"


def test_what_is_signed_and_why_a_report_is_late_are_not_listed() -> None:
    late = "- {id: why, type: short_text, label: Why, show_when: {overdue: day}}"
    signed = "- {id: sworn, type: declaration, label: I declare, statements: [{id: so, text: So.}]}"
    forms = load_texts(
        definition(f"{WHAT}\n{late}\n{signed}"), definition(f"{WHO}\n{late}", id="other")
    ).forms
    assert {field.id for field in shared_fields(forms.values())} == {"email", "aware_at"}


def test_the_page_names_each_field_its_answer_and_its_forms() -> None:
    forms = load_texts(definition(WHAT), definition(WHAT, id="other", short_title="The other")).forms
    page = read_html(shared_fields_page(forms.values()))
    (what,) = page.all("li", id="what")
    assert "one line of text" in what.text
    assert [link.attributes["href"] for link in what.all("a")] == ["/forms/small/", "/forms/other/"]
    assert "The other" in what.text


def test_one_form_alone_shares_nothing() -> None:
    page = shared_fields_page(load_texts(definition(WHAT)).forms.values())
    assert "No question is in more than one form yet." in page


def test_every_type_that_takes_an_answer_has_words() -> None:
    answered = {type_ for type_, found in FIELD_TYPES.items() if found.takes_answer}
    assert answered - {"declaration"} == TYPE_WORDS.keys()


def test_the_real_forms_share_who_reports_and_when_it_was_known() -> None:
    ids = {field.id for field in shared_fields(LOADED.forms.values())}
    assert {"provider_name", "contact_name", "contact_phone", "contact_email", "aware_at"} <= ids


def test_the_workshop_writes_the_page_again_when_a_shared_label_changes(tmp_path: Path) -> None:
    definitions = write(
        tmp_path / "forms_src" / "definitions", definition(WHAT), definition(WHAT, id="other")
    )
    workshop = Workshop(tmp_path, tmp_path / "site", tmp_path / "compiled")
    assert workshop.build() == []
    page = tmp_path / "site" / "shared-fields" / "index.html"
    assert "What" in page.read_text()
    (definitions / "form-1.yaml").write_text(
        definition(WHAT.replace("label: What", "label: Changed")), "utf-8"
    )
    assert workshop.changed({definitions / "form-1.yaml"}) == []
    assert "Changed" in page.read_text()
