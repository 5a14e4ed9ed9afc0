"""What each kind of change is called, exactly, and for whom it is one."""

import pytest

from forms_src.changes.compare import changes
from forms_src.definition import Form
from forms_src.reading.grades import Count
from tests.forms_src.small_forms import small_form

RADIOS = "- {{id: a, type: radios, label: Colour, options: [{}]}}"
RED, BLUE, GREEN = "{id: r, label: Red}", "{id: b, label: Blue}", "{id: g, label: Green}"
GROUP = """
- id: g
  type: group
  label: Staff
  item: worker
  item_title: Worker
  add_label: Add
  fields:
    - {id: name, type: short_text, label: Name}
"""
DATED = """
- {{id: n, type: short_text, label: {}, effective_to: 2026-05-31}}
- {{id: n, type: short_text, label: {}, effective_from: 2026-06-01}}
"""
FACT = "- {{id: f, label: It is so, source: s, true_when: {{field: email, is_answered: {}}}}}"
RULE = "- {{id: R1, source: s, field: a, wrong_when: {{field: a, is_answered: {}}}, message: {}}}"
PLAIN = "- {id: a, type: short_text, label: A}"
OPTIONAL = "- {id: a, type: short_text, label: A, required: false}"
P, S, R, BREAKS = "people", "systems", "reports", "systems!"


def told(before: Form, after: Form) -> list[tuple[str, str]]:
    return [(f"{one.to}{'!' * one.breaking}", one.words) for one in changes(before, after)]


def text(**settings: object) -> str:
    more = "".join(f", {name}: {value}" for name, value in settings.items())
    return f"- {{id: a, type: short_text, label: A{more}}}"


FIELDS: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "",
        PLAIN,
        [
            (P, "There is a new section: “Questions”."),
            (P, "There is a new question that you must answer: “A”."),
            (BREAKS, "`a` is new. It must have an answer."),
            (R, "`a` is new."),
        ],
    ),
    (
        PLAIN,
        PLAIN + "\n- {id: b, type: number, label: 'How many?', required: false}",
        [(P, "There is a new question: “How many?”."), (S, "`b` is new."), (R, "`b` is new.")],
    ),
    (
        PLAIN + "\n- {id: b, type: guidance, text: Read this with some care please now.}",
        PLAIN,
        [(P, "The note “Read this with some care please …” is gone.")],
    ),
    (
        PLAIN + "\n- {id: b, type: number, label: B}",
        PLAIN,
        [
            (P, "The question “B” is gone."),
            (BREAKS, "`b` is gone. A report that has it is refused."),
            (R, "New reports no longer have `b`."),
        ],
    ),
    (text(), "- {id: a, type: short_text, label: B}", [(P, "The question “A” now reads “B”.")]),
    (text(), text(hint="Look."), [(P, "“A” has a new hint: “Look”.")]),
    (text(hint="Look."), text(), [(P, "“A” no longer has a hint.")]),
    (OPTIONAL, PLAIN, [(P, "You must now answer “A”."), (BREAKS, "`a` must now have an answer.")]),
    (PLAIN, OPTIONAL, [(P, "You can now leave “A” blank."), (S, "`a` no longer needs an answer.")]),
    (
        text(),
        text(show_when="{field: email, is_answered: true}"),
        [
            (P, "“A” is now asked only if “Email” is answered."),
            (BREAKS, "`a` is asked at other times."),
        ],
    ),
    (
        text(show_when="{field: email, is_answered: true}", required="false"),
        text(required="false"),
        [(P, "“A” is no longer tied to other answers."), (S, "`a` is asked at other times.")],
    ),
    (
        text(),
        text(messages="{required: Say A}"),
        [(P, "The error messages of “A” have new words.")],
    ),
    (
        text(),
        text(max_length=100),
        [
            (P, "You can now write up to 100 characters in “A”."),
            (BREAKS, "`a` now takes up to 100 characters. It was 200."),
        ],
    ),
    (
        text(),
        text(max_length=1000),
        [
            (P, "You can now write up to 1,000 characters in “A”."),
            (S, "`a` now takes up to 1,000 characters. It was 200."),
        ],
    ),
    (
        text(),
        text(identifier="abn"),
        [
            (P, "“A” is now checked as a number of the kind abn."),
            (BREAKS, "`a` is now checked as a number of the kind `abn`."),
        ],
    ),
    (text(), text(width="short"), [(P, "“A” looks a little different.")]),
    (text(), text(basis="designed"), [(R, "The dictionary says more on where `a` is from.")]),
    (
        text(),
        "- {id: a, type: number, label: A}",
        [
            (P, "You now answer “A” in another way."),
            (BREAKS, "`a` is now of type `number`. It was `short_text`."),
            (R, "`a` is now of type `number`. It was `short_text`."),
        ],
    ),
    (
        "- {id: a, type: number, label: A, min: 1, max: 5}",
        "- {id: a, type: number, label: A, min: 2, max: 6}",
        [
            (P, "The least for “A” is now 2."),
            (BREAKS, "The least for `a` is now 2. It was 1."),
            (P, "The most for “A” is now 6."),
            (S, "The most for `a` is now 6. It was 5."),
        ],
    ),
    (
        "- {id: a, type: date, label: A}",
        "- {id: a, type: date, label: A, must_be: past}",
        [(P, "“A” must now be in the past."), (BREAKS, "`a` must now be in the past.")],
    ),
    (
        "- {id: a, type: date, label: A, must_be: past}",
        "- {id: a, type: date, label: A}",
        [(P, "“A” can now be any date."), (S, "`a` can now be any date.")],
    ),
    (
        RADIOS.format(f"{RED}, {BLUE}"),
        RADIOS.format(f"{RED}, {BLUE}, {GREEN}"),
        [
            (P, "“Colour” has a new choice: “Green”."),
            (S, "`a` can now be `g`."),
            (R, "`a` can now be `g`."),
        ],
    ),
    (
        RADIOS.format(f"{RED}, {BLUE}"),
        RADIOS.format(RED),
        [
            (P, "“Colour” no longer has the choice “Blue”."),
            (BREAKS, "`a` can no longer be `b`."),
            (R, "New reports no longer have `b` in `a`."),
        ],
    ),
    (
        RADIOS.format(f"{RED}, {BLUE}"),
        RADIOS.format(f"{BLUE}, {RED}"),
        [(P, "The choices of “Colour” are in a new order.")],
    ),
    (
        RADIOS.format(RED),
        RADIOS.format("{id: r, label: Crimson, hint: Dark}"),
        [
            (P, "The choice “Red” of “Colour” now reads “Crimson”."),
            (R, "`r` in `a` now reads “Crimson”."),
            (P, "The choice “Crimson” of “Colour” has a new hint."),
        ],
    ),
    (
        RADIOS.format(RED),
        RADIOS.format("{id: r, label: Red, say: Which red}"),
        [
            (P, "The choice “Red” of “Colour” now asks you to say more."),
            (BREAKS, "`a_r` is new. A report with `r` in `a` must have it."),
            (R, "`a_r` is new."),
        ],
    ),
    (
        RADIOS.format("{id: r, label: Red, say: Which red}"),
        RADIOS.format(RED),
        [
            (P, "The choice “Red” of “Colour” no longer asks you to say more."),
            (BREAKS, "`a_r` is gone. A report that has it is refused."),
            (R, "New reports no longer have `a_r`."),
        ],
    ),
    (
        RADIOS.format(RED).replace("radios", "checkboxes"),
        RADIOS.format("{id: r, label: Red, exclusive: true}").replace("radios", "checkboxes"),
        [
            (P, "The choice “Red” of “Colour” can only be chosen alone."),
            (BREAKS, "`a` takes `r` only alone."),
        ],
    ),
    (
        RADIOS.format(RED),
        RADIOS.format(RED).replace("radios", "select"),
        [
            (P, "You now answer “Colour” in another way."),
            (S, "`a` is now of type `select`. It was `radios`."),
        ],
    ),
    (
        "- {id: a, type: declaration, label: Sign, statements: [{id: x, text: Yes}]}",
        "- {id: a, type: declaration, label: Sign, statements: [{id: x, text: Oh yes}]}",
        [(P, "What you agree to in “Sign” has new words.")],
    ),
    (
        "- {id: a, type: declaration, label: Sign, statements: [{id: x, text: Yes}]}",
        "- {id: a, type: declaration, label: Sign, statements: [{id: x, text: Yes}, {id: y, text: So}]}",
        [
            (P, "What you agree to in “Sign” has new words."),
            (BREAKS, "`a` must now have `x`, `y`."),
            (R, "New reports have `x`, `y` in `a`."),
        ],
    ),
    (
        GROUP,
        GROUP + "    - {id: role, type: short_text, label: Role}",
        [
            (P, "There is a new question that you must answer: “Role” in “Staff”."),
            (BREAKS, "`g.role` is new. It must have an answer."),
            (R, "`g.role` is new."),
        ],
    ),
    (
        GROUP,
        GROUP.replace("item_title: Worker", "item_title: Helper"),
        [(P, "“Staff” has new words.")],
    ),
    (
        PLAIN + "\n- {id: b, type: number, label: B}",
        "- {id: b, type: number, label: B}\n" + PLAIN,
        [(P, "The questions in “Questions” are in a new order.")],
    ),
    (
        DATED.format("Old", "New"),
        DATED.format("Old", "Newer"),
        [
            (P, "The question “New” now reads “Newer”. This is for reports dated 1 June 2026 or later."),
        ],
    ),
    (
        DATED.format("Old", "New"),
        DATED.format("Older", "New"),
        [
            (P, "The question “Old” now reads “Older”. This is for reports dated 31 May 2026 or before."),
        ],
    ),
]


@pytest.mark.parametrize(("before", "after", "words"), FIELDS)
def test_each_change_of_a_question_has_its_words(
    before: str, after: str, words: list[tuple[str, str]]
) -> None:
    assert told(small_form(before), small_form(after)) == words


NEW_SECTION = "- {{id: more, title: {}, {} fields: [{{id: b, type: number, label: B}}]}}"
SETTINGS: list[tuple[dict[str, str], dict[str, str], list[tuple[str, str]]]] = [
    ({}, {"title": "Another form"}, [(P, "The form is now called “Another form”.")]),
    ({}, {"short_title": "Another"}, [(P, "The short name of the form is now “Another”.")]),
    ({}, {"summary": "New."}, [(P, "The words at the top of the form are new.")]),
    ({}, {"who": "New."}, [(P, "The words on who the form is for are new.")]),
    ({}, {"before_you_start": "[Sit down.]"}, [(P, "The list “Before you start” is new.")]),
    ({}, {"next_steps": "[Rest.]"}, [(P, "The receipt says something new on what to do next.")]),
    ({}, {"effective_to": "2030-01-01"}, [(P, "The last day of this form has changed.")]),
    ({}, {"prefix": "NDF"}, [(R, "The reference of a new report starts with `NDF`.")]),
    ({}, {"grace_days": "45"}, [(S, "Reports on the version before are taken for 45 days.")]),
    ({}, {"notice_days": "90"}, [(S, "Changes that break systems are told 90 days before.")]),
    (
        {},
        {"clocks": "[day, week]"},
        [
            (P, "There is a new due time: “Week”. W."),
            (R, "The due time `week` is new, is gone or has changed."),
        ],
    ),
    (
        {"clocks": "[day, week]"},
        {"clocks": "[week, day]"},
        [(P, "The due times are in a new order.")],
    ),
    ({}, {"facts": FACT.format("true")}, [(R, "The fact `f` is new: “It is so”.")]),
    (
        {"facts": FACT.format("true")},
        {"facts": FACT.format("false")},
        [(R, "The fact `f` is worked out in a new way.")],
    ),
    (
        {"facts": FACT.format("true"), "fields": text(show_when="{fact: f}")},
        {"facts": FACT.format("false"), "fields": text(show_when="{fact: f}")},
        [
            (R, "The fact `f` is worked out in a new way."),
            (BREAKS, "The fact `f` decides in a new way what is asked."),
            (P, "When some questions are asked has changed: “It is so”."),
        ],
    ),
    (
        {"fields": PLAIN},
        {"fields": PLAIN, "rules": RULE.format("true", "Say no more")},
        [
            (P, "Your answers are now checked for this: “Say no more”."),
            (BREAKS, "The rule `R1` is new, at `a`."),
        ],
    ),
    (
        {"fields": PLAIN, "rules": RULE.format("true", "Say no more")},
        {"fields": PLAIN, "rules": RULE.format("true", "Stop")},
        [(P, "This check has changed: “Stop”."), (S, "The rule `R1` has new words or another source.")],
    ),
    (
        {"fields": PLAIN, "rules": RULE.format("true", "Say no more")},
        {"fields": PLAIN, "rules": RULE.format("false", "Say no more")},
        [
            (P, "This check has changed: “Say no more”."),
            (BREAKS, "The rule `R1` is judged in a new way."),
        ],
    ),
    (
        {"fields": PLAIN, "rules": RULE.format("true", "Say no more")},
        {"fields": PLAIN},
        [
            (P, "Your answers are no longer checked for this: “Say no more”."),
            (S, "The rule `R1` is gone."),
        ],
    ),
    (
        {"sections": NEW_SECTION.format("More", "")},
        {"sections": NEW_SECTION.format("Much more", "intro: Read.,")},
        [
            (P, "The section “More” is now called “Much more”."),
            (P, "The words at the start of the section “Much more” are new."),
        ],
    ),
    (
        {"sections": NEW_SECTION.format("More", "")},
        {"sections": NEW_SECTION.format("More", "show_when: {field: email, is_answered: true},")},
        [
            (P, "The section “More” is now only if “Email” is answered."),
            (BREAKS, "`b` is asked at other times."),
        ],
    ),
    (
        {"fields": PLAIN, "sections": NEW_SECTION.format("More", "")},
        {"fields": PLAIN + "\n- {id: b, type: number, label: B}"},
        [
            (P, "The section “More” is gone."),
            (P, "“B” is now in the section “Questions”."),
        ],
    ),
    (
        {},
        {"place": "WA"},
        [
            (P, "The state or territory of a report is now told by other answers."),
            (BREAKS, "The state or territory of a report is told by other answers."),
            (P, "The list of states and territories, or their time zones, is new."),
        ],
    ),
]


@pytest.mark.parametrize(("before", "after", "words"), SETTINGS)
def test_each_change_of_a_form_has_its_words(
    before: dict[str, str], after: dict[str, str], words: list[tuple[str, str]]
) -> None:
    assert told(small_form(**before), small_form(**after)) == words


def test_which_version_a_form_is_changes_nothing() -> None:
    assert changes(small_form(), small_form(version="2", effective_from="2027-01-01")) == []


def test_the_words_read_at_grade_8_or_lower() -> None:
    every = [words for _before, _after, rows in FIELDS for _to, words in rows]
    every += [words for _one, _other, rows in SETTINGS for _to, words in rows]
    for words in every:
        count = Count.of(words.replace("`", ""))
        assert count.words < 8 or count.grade <= 8, words
    assert Count.of("\n".join(every)).grade <= 8
