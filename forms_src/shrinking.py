"""Makes our own JavaScript smaller: comments and white space go, names of our own become short.

It knows only the style our scripts are written in:

- a comment has its lines to itself; every statement ends with a semicolon;
- strings are in single quotes; a division has spaces around it, so that any other slash starts a pattern;
- inside `${…}` of a template there is neither a template nor a brace.

A name becomes short where it is declared by `const`, `let` or `function`, or as a parameter. A name that anywhere is a
property without saying so, as in `{this, orThis = 1}`, keeps its length everywhere.
"""

import re
from collections.abc import Iterable, Iterator
from string import ascii_lowercase, ascii_uppercase

Tokens = list[str]
_TOKEN = re.compile(
    r"'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|/(?! )(?:\\.|\[(?:\\.|[^]\\])*\]|[^/\\[])+/[a-z]*|[\w$]+|=>|\.\.\.|[^\s\w]",
)
_OWN, _SHARED = ascii_lowercase[:15], ascii_uppercase + ascii_lowercase[15:]
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_HOLE = re.compile(r"\$\{([^}]*)\}")
_ONE = re.compile(r"\b(?:const|let|function) ([\w$]+)")
_SEVERAL = re.compile(r"function [\w$]+ \(([^()]*)\)|\(([^()]*)\) =>|const \[([^]]*)\] =")


def shrunk(script: str) -> str:
    """Return a script that does the same in fewer bytes."""
    lines = (line.strip() for line in script.splitlines())
    tokens = _TOKEN.findall("\n".join(line for line in lines if not line.startswith("//")))
    statements, fixed = list(_statements(tokens)), _properties(tokens)
    shared = {statement[1] for statement in statements if statement[0] in ("const", "let", "function")} - fixed
    short = _short(sorted(shared, key=tokens.count, reverse=True), _SHARED, [])
    renamed = (token for one in statements for token in _renamed(one, short | _own_names(one, fixed | shared)))
    made = _joined(list(_merged(list(renamed))))
    return re.sub(r"\(([\w$]+)\)=>", r"\1=>", made)


def _statements(tokens: Tokens) -> Iterator[Tokens]:
    statement: Tokens = []
    depth = 0
    for token in tokens:
        statement.append(token)
        depth += (token in "([{") - (token in ")]}")
        if depth == 0 and (token == ";" or (token == "}" and statement[0] == "function")):
            yield statement
            statement = []


def _own_names(statement: Tokens, others: set[str]) -> dict[str, str]:
    text = " ".join(statement)
    lists = " ".join("".join(groups) for groups in _SEVERAL.findall(text))
    declared = {*_ONE.findall(text), *_WORD.findall(re.sub(r"= [\w$']+", "", lists))} - others
    return _short([word for word in dict.fromkeys(statement) if word in declared], _OWN, statement)


def _short(names: Iterable[str], letters: str, taken: Iterable[str]) -> dict[str, str]:
    every = (first + second for second in ("", *letters) for first in letters)
    free = (name for name in every if name not in taken)
    return dict(zip(names, free, strict=False))


def _properties(tokens: Tokens) -> set[str]:
    found: set[str] = set()
    holders: Tokens = []
    for before, token, after in zip(["", *tokens[:-1]], tokens, [*tokens[1:], ""], strict=True):
        if token in "([{":
            holders.append("block" if before in ("=>", ")") else token)
        elif token in ")]}":
            holders.pop()
        elif holders and holders[-1] == "{" and before in "{," and after in ",}=" and _WORD.fullmatch(token):
            found.add(token)
    return found


def _renamed(tokens: Tokens, short: dict[str, str]) -> Iterator[str]:
    for before, token, after in zip(["", *tokens[:-1]], tokens, [*tokens[1:], ""], strict=True):
        is_key = before == "." or (after == ":" and before in "{,")
        if token[0] == "`":
            yield _HOLE.sub(lambda hole: f"${{{_joined(list(_renamed(_TOKEN.findall(hole[1]), short)))}}}", token)
        else:
            yield token if is_key else short.get(token, token)


def _merged(tokens: Tokens) -> Iterator[str]:
    """Yield the tokens with declarations that follow each other made one."""
    starts = [""]
    fresh = True
    skip = False
    for token, after in zip(tokens, [*tokens[1:], ""], strict=True):
        if skip:
            skip = False
            continue
        if fresh:
            starts[-1] = token
        fresh = False
        if token in "([{":
            starts.append("")
            fresh = True
        elif token in ")]}":
            starts.pop()
        if token == ";" and starts[-1] == after == "const":
            yield ","
            skip = True
            continue
        fresh = fresh or token == ";"
        yield token


def _joined(tokens: Tokens) -> str:
    made = ""
    for token, after in zip(tokens, [*tokens[1:], ""], strict=True):
        if not (token in ";," and after in ("}", ")")):
            made += f" {token}" if _run_together(made, token) else token
    return made


def _run_together(before: str, after: str) -> bool:
    if not before:
        return False
    return bool(re.search(r"[\w$]$", before) and re.match(r"[\w$]", after)) or before[-1] == after[0] in "+-"
