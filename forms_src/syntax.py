"""What is not YAML, told in the words of the people who edit definitions."""

import re
from pathlib import Path
from typing import Final

from ruamel.yaml.error import MarkedYAMLError

from forms_src.faults import Fault

NOT_YAML: Final = "lines-that-are-not-yaml"
CURLY_QUOTES: Final = "Curly quotes do not hold words together: use straight quotes"
_NOT_FITTING = "This line does not fit with those above it: check indents, colons and quotes"
_SYNTAX = {
    "mapping values are not allowed": (
        "This line has a “: ” too many, or its indent does not fit: indent it like the lines above, "
        "or put quotes around the words"
    ),
    "did not find expected key": (
        "This line does not fit with those above it: its indent differs, "
        "or there are words after a closing quote"
    ),
    "found unexpected end of stream": "The quote that starts on this line is not closed",
    "did not find expected ',' or ']'": (
        "The list that starts with “[” on this line is not right: "
        "part its words with commas, end it with “]”, "
        "and put quotes around words that hold “,”, “:” or “?”"
    ),
    "did not find expected ',' or '}'": (
        "What starts with “{” on this line is not right: part its settings with commas, end it with “}”, "
        "and put quotes around words that hold “,”, “:” or “?”"
    ),
    "found character that cannot start any token": (
        "Words cannot start with “{shown}”: put quotes around them"
    ),
    "block sequence entries are not allowed": (
        "A list starts on a line of its own: put “- ” on the line below"
    ),
    "found unknown escape character": "“\\” has a meaning of its own in double quotes: use single quotes",
    "did not find expected node content": (
        "Words are missing here, or a “]” or “}” that closes what is open above"
    ),
    "could not find expected ':'": "A “:” is missing on this line: write settings as “name: words”",
}
# What the line itself shows, whatever the parser says of it.
_SEEN = (
    (
        r"<<<<<<<|=======$|>>>>>>>",
        (
            "Two changes to this part were both kept: choose one, and take out the lines that start with "
            "“<<<<<<<”, “=======” and “>>>>>>>”"
        ),
    ),
    (r"\s*[^\S \t]", "The space that this line starts with is of another kind: delete it and type it again"),
    (r" *-[A-Za-z]\w*:", "A space is missing after “-”: write “- id: …”"),
)
_FROM_ITS_START = (
    "found unexpected end of stream",
    "did not find expected ',' or",
    "could not find expected ':'",
)


def syntax_fault(path: Path, text: str, error: MarkedYAMLError) -> Fault:
    """Return the fault for what the parser could not read, on the line where it starts."""
    problem = str(error.problem or "")
    lines = text.splitlines() or [""]
    mark = error.problem_mark or error.context_mark
    if mark and mark.line < len(lines) and _in_curly_quotes(lines[mark.line][: mark.column]):
        return Fault(path, mark.line + 1, CURLY_QUOTES, "curly-quotes", mark.column + 1)
    if problem.startswith(_FROM_ITS_START):
        mark = error.context_mark
    line = min(mark.line if mark else 0, len(lines) - 1)
    column = mark.column if mark else 0
    seen = next((words for pattern, words in _SEEN if re.match(pattern, lines[line][: column + 20])), None)
    if "\t" in lines[line][: column + 1] or seen:
        return Fault(path, line + 1, seen or "This line has a tab: indent with spaces", NOT_YAML)
    words = next((words for known, words in _SYNTAX.items() if known in problem), _NOT_FITTING)
    shown = lines[line][column : column + 1]
    return Fault(path, line + 1, words.replace("{shown}", shown), NOT_YAML, column + 1)


def _in_curly_quotes(before: str) -> bool:
    """Return whether words start with a curly quote that is still open behind this start of a line."""
    at = max(before.rfind("“"), before.rfind("‘"))
    if at < 0 or any(mark in before[at:] for mark in "”’"):
        return False
    return before[:at].rstrip()[-1:] in {"", "-", ":", ",", "{", "["}
