"""Random changes of a form: words are found for each, and none where nothing changed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from forms_src.changes.compare import changes
from forms_src.definition import Form
from forms_src.versions.draft import substance
from tests.forms_src.small_forms import small_form

DATED = """
- {{id: d, type: short_text, label: {}, effective_to: 2026-06-30}}
- {{id: d, type: short_text, label: {}, effective_from: 2026-07-01}}
"""
GROUP = """
- id: d
  type: group
  label: D
  item: i
  item_title: I
  add_label: Add
  fields: [{id: e, type: phone, label: E}]
"""
FIELDS = {
    "a": [
        "- {id: a, type: short_text, label: A}",
        "- {id: a, type: short_text, label: A, hint: Now}",
        "- {id: a, type: long_text, label: A, required: false}",
        "- {id: a, type: number, label: A, min: 3}",
        "- {id: a, type: date, label: A, must_be: past, source: elsewhere}",
    ],
    "b": [
        "- {id: b, type: radios, label: B, options: yes-no}",
        "- {id: b, type: radios, label: B, options: [{id: yes, label: Y, say: Which}, {id: no, label: No}]}",
        "- {id: b, type: checkboxes, label: B, options: [{id: no, label: No, exclusive: true}]}",
        "- {id: b, type: select, label: B, options: [{id: no, label: No}, {id: yes, label: Yes}]}",
    ],
    "c": [
        "- {id: c, type: guidance, text: Mind the gap.}",
        "- {id: c, type: guidance, text: Mind the step., show_when: {field: email, is_answered: true}}",
        "- {id: c, type: declaration, label: C, statements: [{id: x, text: X}]}",
    ],
    "d": [
        "- {id: d, type: short_text, label: D, effective_from: 2026-06-01}",
        DATED.format("D", "D"),
        DATED.format("D", "Dee"),
        GROUP,
    ],
}
SETTINGS = {
    "title": ["Other"],
    "place": ["WA"],
    "clocks": ["[week]", "[day, week]"],
    "facts": ["- {id: f, label: F, source: s, true_when: {field: email, is_answered: true}}"],
    "rules": ["- {id: R, source: s, field: email, wrong_when: {overdue: day}, message: M}"],
    "grace_days": ["60"],
    "dated_by": ["[aware_at]"],
}
_CHOSEN = {name: st.sampled_from([None, *texts]) for name, texts in FIELDS.items()}
FORMS = st.builds(
    lambda fields, order, chosen: _form([fields[name] for name in order if fields[name]], chosen),
    st.fixed_dictionaries(_CHOSEN),
    st.permutations(list(FIELDS)),
    st.fixed_dictionaries(
        {name: st.sampled_from([None, None, *values]) for name, values in SETTINGS.items()}
    ),
)


def _form(fields: list[str], chosen: dict[str, str | None]) -> Form:
    settings = {name: value for name, value in chosen.items() if value}
    if "week" in settings.get("clocks", "") and "day" not in settings["clocks"]:
        settings.pop("rules", None)
    return small_form("\n".join(fields), **settings)


@settings(max_examples=150, deadline=None)
@given(FORMS, FORMS)
def test_words_are_found_exactly_when_something_changed(before: Form, after: Form) -> None:
    found = changes(before, after)
    assert bool(found) is (substance(before) != substance(after))
    assert changes(before, before) == []
    assert all(one.words.endswith(".") for one in found)
    assert not [one for one in found if "has no name here" in one.words]
