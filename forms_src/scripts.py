"""The one script of the site: its core, the part of each field type that has one, and the server's words.

All parts share one scope. The core comes first, then the field types by name; the words come before them all.
"""

from collections import Counter
from pathlib import Path

from forms_src.fields import FIELD_TYPES
from forms_src.shrinking import shrunk

HERE = Path(__file__).parent
CORE = HERE / "assets" / "script.js"
STEPS = HERE / "assets" / "steps.js"

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


def script_bytes() -> bytes:
    """Return the script, UTF-8. The same sources give the same bytes."""
    parts = [_constant("patterns", patterns()), *(path.read_text("utf-8") for path in sources())]
    return f"{{{shrunk(chr(10).join(parts))}}}\n".encode()


def sources() -> list[Path]:
    """Return the core, the part of each field type that has one, and the steps, as they are joined."""
    return [CORE, *sorted((HERE / "fields").glob("*/field.js")), STEPS]


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
