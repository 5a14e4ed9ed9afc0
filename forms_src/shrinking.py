"""Makes our own JavaScript smaller: no comments or white space, short names, declarations merged.

It knows only the style our scripts are written in:

- a comment has its lines to itself; every statement ends with a semicolon; strings are in single quotes;
- a division has spaces around it, so that any other slash starts a pattern;
- inside `${…}` of a template there is neither a template nor a brace;
- every function is an arrow function, its parameters in brackets;
- `const` and `let` declare one name or one list of names;
- no name that we declare stands alone in an object, as in `{name}`: that would be a property too.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_lowercase, ascii_uppercase

Tokens = list[str]
OPEN, CLOSE = ("(", "[", "{"), (")", "]", "}")
# Letters for names inside functions, and for those that every function can see.
INNER, OUTER = ascii_lowercase[:13], ascii_uppercase + ascii_lowercase[13:]
_TOKEN = re.compile(
    r"'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`"
    r"|/(?! )(?:\\.|\[(?:\\.|[^]\\])*\]|[^/\\[])+/[a-z]*"
    r"|[\w$]+|=>|\?\.|\.\.\.|[^\s\w]"
)
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_SHORT_WORDS = {"const": "let", "true": "!0", "false": "!1"}
_HOLE = re.compile(r"\$\{([^}]*)\}")


# Parts two scripts while they are made smaller: a statement that does nothing.
_SEAM = "'seam';"


def shrunk_apart(first: str, second: str) -> tuple[str, str]:
    """Return two scripts that share their names, to run one after the other, in fewer bytes."""
    before, _, after = shrunk(f"{first}\n{_SEAM}\n{second}").partition(_SEAM)
    return before, after


def shrunk(script: str) -> str:
    """Return a script that does the same in fewer bytes."""
    lines = (line.strip() for line in script.splitlines())
    tokens = _TOKEN.findall("\n".join(line for line in lines if not line.startswith("//")))
    tokens = [_SHORT_WORDS.get(token, token) for token in tokens]
    joined = _joined(list(_merged(_Renaming(tokens).renamed())))
    return re.sub(r"\(([\w$]+)\)=>", r"\1=>", joined)


@dataclass
class _Scope:
    """A function, or the whole script: its first token, the one past its last, its arrow, and short names."""

    start: int
    end: int
    arrow: int
    outer: "_Scope | None" = None
    names: dict[str, str] = field(default_factory=dict)

    def short(self, word: str) -> str:
        """Return the name that stands for a word here, as far as names are given."""
        if word in self.names:
            return self.names[word]
        return self.outer.short(word) if self.outer else word


class _Renaming:
    """The tokens of a script with the scopes they are in, outer scopes first."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.closing = dict(_brackets(tokens))
        opening = {end: start for start, end in self.closing.items()}
        functions = [at for at, one in enumerate(tokens) if one == "=>"]
        scopes = [_Scope(opening[at - 1], self._end_of(at), at) for at in functions]
        self.scopes = [
            _Scope(0, len(tokens), 0),
            *sorted(scopes, key=lambda scope: (scope.start, -scope.end)),
        ]
        self.scope_at = self._innermost()
        for scope in self.scopes:
            scope.names = dict(zip(self._names_of(scope), self._free_names(scope), strict=False))

    def renamed(self) -> Tokens:
        """Return the tokens with every name of our own short."""
        return [self._renamed(self.tokens, at, scope) for at, scope in enumerate(self.scope_at)]

    def _end_of(self, arrow: int) -> int:
        end = arrow + 1
        while self.tokens[end] not in (",", ";", *CLOSE):
            end = self.closing.get(end, end) + 1
        return end

    def _innermost(self) -> list[_Scope]:
        found = [self.scopes[0]] * len(self.tokens)
        for scope in self.scopes[1:]:
            scope.outer = found[scope.start]
            found[scope.start : scope.end] = [scope] * (scope.end - scope.start)
        return found

    def _names_of(self, scope: _Scope) -> list[str]:
        """Return the names declared in a scope as they come; of the whole script the most used first."""
        names = list(dict.fromkeys([*self._parameters(scope), *self._declared(scope)]))
        if scope.outer is None:
            used = Counter(word for at in range(scope.end) for word in _words(self.tokens, at))
            names.sort(key=lambda name: -used[name])
        return names

    def _parameters(self, scope: _Scope) -> Iterator[str]:
        for at in range(scope.start, scope.arrow):
            if _WORD.fullmatch(self.tokens[at]) and self.tokens[at - 1] != "=":
                yield self.tokens[at]

    def _declared(self, scope: _Scope) -> Iterator[str]:
        for at in range(scope.start, scope.end):
            if self.tokens[at] == "let" and self.scope_at[at] is scope:
                last = self.closing.get(at + 1, at + 1)
                yield from (token for token in self.tokens[at + 1 : last + 1] if _WORD.fullmatch(token))

    def _free_names(self, scope: _Scope) -> Iterator[str]:
        """Yield short names that stand for nothing else inside a scope."""
        own = set(self._names_of(scope))
        seen = {word for at in range(scope.start, scope.end) for word in _words(self.tokens, at)} - own
        taken = {scope.short(word) for word in seen}
        letters = INNER if scope.outer else OUTER
        every = (first + second for second in ("", *letters) for first in letters)
        return (name for name in every if name not in taken)

    def _renamed(self, tokens: Tokens, at: int, scope: _Scope) -> str:
        if tokens[at][0] == "`":
            return _HOLE.sub(lambda hole: f"${{{self._hole(_TOKEN.findall(hole[1]), scope)}}}", tokens[at])
        return tokens[at] if _is_key(tokens, at) else scope.short(tokens[at])

    def _hole(self, tokens: Tokens, scope: _Scope) -> str:
        return _joined([self._renamed(tokens, at, scope) for at in range(len(tokens))])


def _brackets(tokens: Tokens) -> Iterator[tuple[int, int]]:
    waiting: list[int] = []
    for at, token in enumerate(tokens):
        if token in OPEN:
            waiting.append(at)
        elif token in CLOSE:
            yield waiting.pop(), at


def _is_key(tokens: Tokens, at: int) -> bool:
    """Return whether a token is the name of a property: after a dot, or before the colon in an object."""
    before = tokens[at - 1] if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    return before in (".", "?.") or (after == ":" and before in ("{", ","))


def _words(tokens: Tokens, at: int) -> list[str]:
    """Return the names that a token is or, in a template, holds; properties are no names."""
    if tokens[at][0] == "`":
        holes = [_TOKEN.findall(hole) for hole in _HOLE.findall(tokens[at])]
        return [word for hole in holes for inner in range(len(hole)) for word in _words(hole, inner)]
    return [tokens[at]] if _WORD.fullmatch(tokens[at]) and not _is_key(tokens, at) else []


def _merged(tokens: Tokens) -> Iterator[str]:
    """Yield the tokens with declarations in a row made one."""
    firsts, is_first, is_dropped = [""], True, False
    for token, after in zip(tokens, [*tokens[1:], ""], strict=True):
        if is_dropped:
            is_dropped = False
            continue
        firsts[-1] = token if is_first else firsts[-1]
        firsts += [""] if token in OPEN else []
        firsts = firsts[:-1] if token in CLOSE else firsts
        is_dropped = (token, firsts[-1], after) == (";", "let", "let")
        is_first = token in (*OPEN, ";") and not is_dropped
        yield "," if is_dropped else token


def _joined(tokens: Tokens) -> str:
    made = ""
    for token, after in zip(tokens, [*tokens[1:], ""], strict=True):
        if token not in (";", ",") or after not in CLOSE:
            made += f" {token}" if made and _run_together(made, token) else token
    return made


def _run_together(before: str, after: str) -> bool:
    return bool(re.match(r"[\w$]{2}", before[-1] + after[0])) or before[-1] == after[0] in "+-"
