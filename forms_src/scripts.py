"""The one script of the site: its core, the part of each field type that has one, and the words they share with the server.

The parts are written so that little is needed to make them small: a comment has its lines to itself, and nothing that
spans lines (a template, a block comment) depends on how they begin. They share one scope, the core first.
"""

import json
from collections import Counter
from pathlib import Path

from forms_src.fields import FIELD_TYPES
from forms_src.identifiers import IDENTIFIERS

HERE = Path(__file__).parent
CORE = HERE / "assets" / "script.js"

# Codes that only the server gives, each with the reason why the script does not.
SERVER_ONLY = {
    "control": "characters that cannot be seen come by pasting, rarely",
    "exclusive": "the script keeps an exclusive option alone",
    "not_an_option": "the page offers no other option",
    "repeated": "needs the clock changes of the place",
    "skipped": "needs the clock changes of the place",
    "too_many": "the script adds no item beyond the most",
}


def script_bytes() -> bytes:
    """Return the script, UTF-8. The same sources give the same bytes."""
    parts = [_constant("patterns", patterns()), _constant("shapes", shapes())]
    parts += [minified(path.read_text("utf-8")) for path in sources()]
    return "\n".join(["(function () {", "'use strict';", *parts, "start();", "})();", ""]).encode()


def sources() -> list[Path]:
    """Return the core and the script of each field type that has one, in the order in which they are joined."""
    return [CORE, *sorted((HERE / "fields").glob("*/field.js"))]


def patterns() -> dict[str, str]:
    """Return the message patterns that the script uses, by code; by `type.code` where a type has its own words."""
    found: dict[str, str] = {}
    for code in sorted(_codes()):
        by_type = {name: cls.patterns[code] for name, cls in FIELD_TYPES.items() if code in cls.patterns}
        (usual, _count), *_rest = Counter(by_type.values()).most_common(1)
        found[code] = usual
        found |= {f"{name}.{code}": words for name, words in by_type.items() if words != usual}
    return {code.replace("required", "r"): _blanks(text) for code, text in found.items()}


def _blanks(text: str) -> str:
    return text.replace("{Name}", "{s}").replace("{name}", "{s}").replace("{max_length}", "{max}")


def _codes() -> set[str]:
    return {code for cls in FIELD_TYPES.values() for code in cls.patterns} - SERVER_ONLY.keys()


def shapes() -> dict[str, str]:
    """Return the words for the shape of each kind of identifier."""
    return {name: identifier.shape for name, identifier in IDENTIFIERS.items()}


def minified(script: str) -> str:
    """Return a script without indentation, blank lines and lines that are comments."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _constant(name: str, words: dict[str, str]) -> str:
    pairs = ",".join(f"{code.replace('.', '')}:'{text}'" for code, text in words.items())
    return f"const {name} = {{{pairs}}};"
