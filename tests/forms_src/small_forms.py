"""Small definitions for tests, one for each behaviour, as staff write them and read by the real loader."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from textwrap import dedent, indent

from forms_src.answers import Reader, Reading
from forms_src.definition import Form
from forms_src.faults import Fault
from forms_src.loading import Loaded, load
from forms_src.posted import Posted

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)  # noon on Wednesday 10 June 2026 in Melbourne
Typed = Mapping[str, str | Sequence[str]]
Files = Mapping[str, str | None]

HEAD = {
    "id": "small",
    "version": "1",
    "effective_from": "2026-01-01",
    "title": "A small form",
    "short_title": "Small form",
    "summary": "A form for a test.",
    "who": "Testers",
    "agency": "office",
    "prefix": "NDI",
    "control": "{owner: Owner, approved_by: Boss, approved_on: 2026-01-01, review_due: 2999-01-01}",
    "place": "VIC",
    "clocks": "[day]",
    "confirmation_to": "email",
    "retention": "[R-SHORT]",
    "before_you_start": "[Have it ready.]",
    "next_steps": "[Wait for a call.]",
}
SECTION = """
- id: questions
  title: Questions
  fields:
"""
# What every form must have: where the confirmation goes, and the moment that starts the clock.
ALWAYS = """
- id: always
  title: Always
  fields:
    - {id: email, type: email, label: Email, hint: Your receipt goes here., required: false}
    - {id: aware_at, type: moment, label: When you found out, required: false, must_be: any}
"""
GROUP = """\
- id: people
  type: group
  label: People
  item: person
  item_title: Person
  add_label: Add
  fields:
"""
SHARED = {
    "agencies.yaml": """
        agencies:
          - id: office
            name: The Office
            short_name: Office
            phone: 1300 000 000
            email: office@example.org
            website: https://example.org
    """,
    "clocks.yaml": """
        clocks:
          - {id: day, label: Day, words: W., starts_from: [aware_at], amount: 24, unit: hours, source: s}
          - id: week
            label: Week
            words: W.
            starts_from: [aware_at]
            amount: 5
            unit: business_days
            source: s
          - {id: never, label: Never, words: W., starts_from: [unasked_at], amount: 1, unit: hours, source: s}
    """,
    "retention.yaml": """
        retention:
          - {id: R-GOOD, label: Good, source: s}
          - {id: R-SHORT, label: Short, keep_years: 7, source: s}
          - {id: R-LONG, label: Long, keep_years: 99, source: s}
          - {id: R-ALIKE, label: Alike, keep_years: 7, source: s}
    """,
    "places.yaml": """
        places:
          - {id: VIC, name: Victoria, zone: Australia/Melbourne, zone_words: Melbourne time, calendar: VIC}
          - {id: WA, name: Western Australia, zone: Australia/Perth, zone_words: Perth time, calendar: VIC}
    """,
    "calendars/vic.yaml": """
        id: VIC
        name: Victoria
        version: 2026-01-01
        source: test
        first_year: 2026
        last_year: 2026
        days:
          - {date: 2026-06-08, name: King’s Birthday, status: confirmed}
    """,
    "options/yes-no.yaml": """
        id: yes-no
        options:
          - {id: yes, label: Yes}
          - {id: no, label: No}
    """,
    "sections/closing.yaml": """
        id: closing
        title: Closing
        fields:
          - {id: thanks, type: guidance, text: Thank you.}
    """,
}


def definition(fields: str = "", *, sections: str = "", **settings: str | None) -> str:
    """Return the text of a definition. Settings replace or follow those of `HEAD`; None leaves one out."""
    lines = [_setting(name, value) for name, value in (HEAD | settings).items() if value is not None]
    questions = SECTION + indent(dedent(fields).strip("\n"), "    ") + "\n" if fields else ""
    return "\n".join([*lines, "sections:", indent(questions + dedent(sections) + ALWAYS, "  "), ""])


def _setting(name: str, value: str) -> str:
    if value.startswith(("\n", "- ")):
        return f"{name}:\n{indent(dedent(value).strip(), '  ')}"
    return f"{name}: {value}"


def people(*fields: str) -> str:
    """Return a group with these fields, each the settings inside the braces of one line."""
    return GROUP + "".join(f"    - {{{field}}}\n" for field in fields)


PEOPLE = people(
    "id: kind, type: radios, label: Kind, options: yes-no",
    "id: ticks, type: checkboxes, label: Ticks, options: yes-no",
    "id: born, type: date, label: Born",
)


def write(folder: Path, *forms: str, shared: Files | None = None) -> Path:
    """Write definitions and what they share. A shared file replaces the small one; None leaves it out."""
    files = {
        f"shared/{name}": dedent(text).lstrip("\n")
        for name, text in (SHARED | dict(shared or {})).items()
        if text is not None
    }
    files |= {f"form-{number}.yaml": form for number, form in enumerate(forms, 1)}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def load_texts(*forms: str, shared: Files | None = None) -> Loaded:
    """Load definitions from their texts."""
    with tempfile.TemporaryDirectory() as folder:
        return load(write(Path(folder), *forms, shared=shared))


def faults_in(text: str, shared: Files | None = None) -> list[tuple[str, str]]:
    """Return each fault of a definition as the line it is on, as written, and its message."""
    with tempfile.TemporaryDirectory() as folder:
        found = load(write(Path(folder), text, shared=shared)).faults
        return [(_line(fault), fault.message) for fault in found]


def faults(fields: str = "", *, sections: str = "", **settings: str | None) -> list[tuple[str, str]]:
    """Return each fault of a small definition as `faults_in` does."""
    return faults_in(definition(fields, sections=sections, **settings))


def told(fields: str = "", *, sections: str = "", **settings: str | None) -> list[str]:
    """Return the messages for a small definition."""
    return [message for _line, message in faults(fields, sections=sections, **settings)]


def shown_when(
    condition: str, other: str = "- {id: a, type: radios, label: A, options: yes-no}"
) -> list[str]:
    """Return the messages for a field with a condition, beside another field."""
    return told(f"{other}\n- {{id: z, type: short_text, label: Z, show_when: {condition}}}")


def _line(fault: Fault) -> str:
    return fault.file.read_text("utf-8").splitlines()[fault.line - 1].strip()


@cache
def small_form(fields: str = "", *, sections: str = "", **settings: str | None) -> Form:
    """Return the form of a small definition, which must have no faults."""
    loaded = load_texts(definition(fields, sections=sections, **settings))
    assert not loaded.faults, [fault.message for fault in loaded.faults]
    return loaded.forms[settings.get("id") or "small"]


@cache
def reader(form_text: str) -> Reader:
    """Return the reader of a definition given as text."""
    loaded = load_texts(form_text)
    assert not loaded.faults, [fault.message for fault in loaded.faults]
    (form,) = loaded.forms.values()
    return Reader(form, loaded.calendars)


def posted(typed: Typed) -> Posted:
    """Return what a browser would post: lists are values that come more than once."""
    return Posted(
        {name: (value,) if isinstance(value, str) else tuple(value) for name, value in typed.items()}
    )


def read(text: str, typed: Typed, *, now: datetime = NOW, sending: bool = False) -> Reading:
    """Read one submission of a small definition."""
    return reader(text).read(posted(typed), now, sending=sending)


def moment(name: str, day: int, time: str, *, month: int = 6, year: int = 2026) -> dict[str, str]:
    """Return a moment as its boxes."""
    return {
        f"{name}-day": str(day),
        f"{name}-month": str(month),
        f"{name}-year": str(year),
        f"{name}-time": time,
    }


def codes(reading: Reading) -> list[tuple[str, str]]:
    """Return the posted name and the code of each fault, in order."""
    return [(fault.name, fault.code) for fault in reading.faults]
