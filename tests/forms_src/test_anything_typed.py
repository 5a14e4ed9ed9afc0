"""Whatever is typed into a definition is told in plain words, and ends nothing."""

import json
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from forms_src.faults import Fault
from forms_src.loading import DEFINITIONS, load_form
from forms_src.shared import Shared, load_shared
from forms_src.sources import read_source
from tests.forms_src.small_forms import definition, write

JARGON = {
    "key",
    "keys",
    "node",
    "dict",
    "mapping",
    "tuple",
    "pydantic",
    "scalar",
    "string",
    "boolean",
    "traceback",
}


REAL = (DEFINITIONS / "ssr-critical-short.yaml").read_text("utf-8").splitlines()


def spoilt(lines: list[str], chance: random.Random) -> str:
    """Return a definition with a few of the slips that people make."""
    lines = list(lines)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        slip = chance.choice(SLIPS)
        lines[at] = slip(lines[at], chance)
    return "\n".join(lines)


SLIPS: list[Callable[[str, random.Random], str]] = [
    lambda line, _: "",
    lambda line, _: line + "\n" + line,
    lambda line, _: " " + line,
    lambda line, _: line.replace("  ", "", 1),
    lambda line, _: line.replace("  ", "\t", 1),
    lambda line, _: line.replace(":", "", 1),
    lambda line, _: line.replace(": ", ": [", 1),
    lambda line, _: line.replace(": ", ": “", 1),
    lambda line, _: line.replace(": ", ": &a ", 1),
    lambda line, _: line.replace(": ", ": *a ", 1),
    lambda line, _: line.replace("}", "", 1),
    lambda line, _: line.replace("- ", "-", 1),
    lambda line, _: re.sub(r": .*", ":", line),
    lambda line, _: re.sub(r": .*", ": 5", line),
    lambda line, _: re.sub(r": .*", ": [5]", line),
    lambda line, _: re.sub(r": .*", ": {a: b}", line),
    lambda line, _: re.sub(r": .*", ": true", line),
    lambda line, chance: re.sub(
        r"[a-z]+", lambda found: "".join(chance.sample(found[0], len(found[0]))), line, count=1
    ),
    lambda line, _: line.replace("id:", "ids:"),
    lambda line, _: line.replace("type: ", "type: x"),
    lambda line, _: line.replace("field: ", "field: x"),
    lambda line, _: line.replace("equals", "one_of"),
    lambda line, _: line.replace("radios", "checkboxes"),
    lambda line, _: line.replace("options:", "fields:"),
    lambda line, _: line.replace("message", "messages"),
    lambda line, _: line.upper(),
]


@cache
def shared_parts(*, real: bool) -> Shared:
    if real:
        return load_shared(DEFINITIONS / "shared", read_source)
    with TemporaryDirectory() as folder:
        return load_shared(write(Path(folder)) / "shared", read_source)


def faults_of(text: str, *, real: bool) -> list[Fault]:
    """Return the faults of one definition, beside shared parts that are read once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.yaml"
        path.write_text(text, "utf-8")
        return load_form(path, shared_parts(real=real), read_source)[1]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_slips_are_told_and_never_end_it(seed: int) -> None:
    text = spoilt(REAL, random.Random(seed))
    lines = len(text.splitlines())
    for fault in faults_of(text, real=True):
        assert fault.line >= 1
        assert fault.file.name != "form.yaml" or fault.line <= lines
        own_words = re.sub("“[^”]*”", "", fault.message)
        assert not JARGON & set(re.findall("[a-z_]+", own_words.lower()))
        assert fault.message[0] == "“" or fault.message[0].isupper() or fault.message.startswith("min is")


NAMES = [
    "id",
    "type",
    "label",
    "fields",
    "options",
    "sections",
    "include",
    "show_when",
    "field",
    "equals",
    "not",
    "all",
    "any",
    "clocks",
    "clock",
    "applies_when",
    "place",
    "rules",
    "facts",
    "true_when",
    "wrong_when",
    "messages",
    "control",
    "x",
]
SHAPES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 99),
        st.sampled_from(["a", "email", "radios", "yes-no", "VIC", "day", ""]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=5)
    ),
    max_leaves=25,
)
PLACES = (
    "sections",
    "clocks",
    "place",
    "rules",
    "facts",
    "control",
    "agency",
    "id",
    "field",
    "options",
    "show_when",
    "messages",
)


@settings(max_examples=200, deadline=None)
@given(SHAPES, st.sampled_from(PLACES))
def test_settings_of_any_shape_in_any_place_never_end_it(shape: object, place: str) -> None:
    written = json.dumps(shape)
    if place == "sections":
        text = definition().replace("sections:\n", f"sections: {written}\nold:\n")
    elif place == "field":
        text = definition(f"- {written}")
    elif place in ("options", "show_when", "messages"):
        text = definition(f"- {{id: a, type: radios, label: A, {place}: {written}}}")
    else:
        text = definition(**{place: written})
    for fault in faults_of(text, real=False):
        assert fault.message
