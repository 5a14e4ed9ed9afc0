"""The script of the site, in two files: what every page starts with, and what comes once someone answers.

All parts share one scope, and their short names. In the first file are the server's words, the core, the part
of each field type that has one, by name, and the steps. The second: the `answering.js` of field types, then
all of `assets/answering/`, by name. Its address changes with either file: no page mixes two versions.
"""

from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from forms_src.fields import FIELD_TYPES
from forms_src.shrinking import shrunk_apart

HERE = Path(__file__).parent
CORE = HERE / "assets" / "script.js"
STEPS = HERE / "assets" / "steps.js"
ANSWERING = HERE / "assets" / "answering"

# Codes that only the server gives, each with the reason why the script does not.
SERVER_ONLY = {
    "control": "characters that cannot be seen come only by pasting",
    "exclusive": "the script keeps an exclusive option alone",
    "group.required": "needs items whose questions are all optional",
    "not_an_option": "the page offers no other option",
    "repeated": "needs the clock changes of the place",
    "skipped": "needs the clock changes of the place",
    "too_many": "the script adds no item beyond the most",
}


class Scripts(NamedTuple):
    """Both files, UTF-8, and the address of the second. The same sources give the same bytes."""

    first: bytes
    answering: bytes
    address: str


def scripts() -> Scripts:
    """Return both files."""
    first = [_constant("patterns", patterns()), *map(_read, sources())]
    made = shrunk_apart("\n".join(first), "\n".join(map(_read, answering_sources())))
    address = f"/answering-{sha256(''.join(made).encode()).hexdigest()[:8]}.js"
    return Scripts(f"let answering='{address}';{made[0]}\n".encode(), f"{made[1]}\n".encode(), address)


def script_bytes() -> bytes:
    """Return the file that every page starts with."""
    return scripts().first


def sources() -> list[Path]:
    """Return the core, the part of each field type that has one, and the steps, as they are joined."""
    return [CORE, *sorted((HERE / "fields").glob("*/field.js")), STEPS]


def answering_sources() -> list[Path]:
    """Return what comes once someone answers, as it is joined."""
    return [*sorted((HERE / "fields").glob("*/answering.js")), *sorted(ANSWERING.glob("*.js"))]


def _read(path: Path) -> str:
    return path.read_text("utf-8")


def patterns() -> dict[str, str]:
    """Return the message patterns the script uses, by code, or by `type.code` where a type has its own."""
    found: dict[str, str] = {}
    for code in sorted({code for cls in FIELD_TYPES.values() for code in cls.patterns} - SERVER_ONLY.keys()):
        by_type = {
            f"{name}.{code}": cls.patterns[code] for name, cls in FIELD_TYPES.items() if code in cls.patterns
        }
        by_type = {key: words for key, words in by_type.items() if key not in SERVER_ONLY}
        found[code] = Counter(by_type.values()).most_common(1)[0][0]
        found |= {key: words for key, words in by_type.items() if words != found[code]}
    return found


def _constant(name: str, words: dict[str, str]) -> str:
    pairs = (f"{_key(code)}: '{_pattern(text)}'" for code, text in words.items())
    return f"const {name} = {{{', '.join(pairs)}}};"


def _key(code: str) -> str:
    """Return a code as the page's attributes spell it: `r` stands for `required`."""
    return code.replace("required", "r").replace(".", "")


def _pattern(text: str) -> str:
    """Return a pattern with its blanks named as attributes are; the script makes the first letter large."""
    for blank, attribute in (("{Name}", "{s}"), ("{name}", "{s}"), ("{max_length}", "{max}")):
        text = text.replace(blank, attribute)
    return text.replace("\\", "\\\\").replace("'", "\\'")
