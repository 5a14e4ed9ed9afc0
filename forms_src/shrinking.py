"""Makes our own JavaScript smaller: comments and white space go, names become short, declarations in a row become one.

It knows only the style our scripts are written in:

- a comment has its lines to itself; every statement ends with a semicolon; strings are in single quotes;
- a division has spaces around it, so that any other slash starts a pattern;
- inside `${…}` of a template there is neither a template nor a brace;
- every function is an arrow function with its parameters in brackets; `const` and `let` declare one name or one list;
- no name that we declare stands alone in an object, as in `{name}`: that would be a property too.
"""

import re
from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase

Tokens = list[str]
OPEN, CLOSE = ("(", "[", "{"), (")", "]", "}")
# Letters of names inside functions, and of those that every function can see.
INNER, OUTER = ascii_lowercase[:13], ascii_uppercase + ascii_lowercase[13:]
_TOKEN = re.compile(
    r"'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|/(?! )(?:\\.|\[(?:\\.|[^]\\])*\]|[^/\\[])+/[a-z]*|[\w$]+|=>|\.\.\.|[^\s\w]"
)
_HOLE = re.compile(r"\$\{([^}]*)\}")


def shrunk(script: str) -> str:
    """Return a script that does the same in fewer bytes."""
    lines = (line.strip() for line in script.splitlines())
    tokens = _TOKEN.findall("\n".join(line for line in lines if not line.startswith("//")))
    joined = _joined(list(_merged(_Scopes(tokens).renamed())))
    return re.sub(r"\(([\w$]+)\)=>", r"\1=>", joined)


class _Scopes:
    """The functions of a script as spans of tokens, the whole script first, and the short names in each."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.pairs = dict(_brackets(tokens))
        arrows = [at for at, token in enumerate(tokens) if token == "=>"]
        self.spans = [(0, len(tokens), 0), *(self._span(at) for at in arrows)]
        self.spans.sort(key=lambda span: (span[0], -span[1]))
        self.names: list[dict[str, str]] = []
        for span in self.spans:
            self.names.append(self._short_names(*span))

    def renamed(self) -> Tokens:
        return [self._renamed(at, token) for at, token in enumerate(self.tokens)]

    def _span(self, arrow: int) -> tuple[int, int, int]:
        """Return where a function starts, where it ends, and where its arrow is."""
        end = arrow + 1
        while self.tokens[end] not in (",", ";", *CLOSE):
            end = self.pairs.get(end, end) + 1
        opening = next(at for at, closing in self.pairs.items() if closing == arrow - 1)
        return opening, end, arrow

    def _short_names(self, start: int, end: int, arrow: int) -> dict[str, str]:
        own = [*self._parameters(start, arrow), *self._declared(start, end)]
        outside = {self._short(at, word) for at in range(start, end) for word in _words(self.tokens[at])}
        letters = INNER if arrow else OUTER
        every = (first + second for second in ("", *letters) for first in letters)
        free = (name for name in every if name not in outside)
        if not arrow:
            used = [word for token in self.tokens for word in _words(token)]
            own.sort(key=used.count, reverse=True)
        return dict(zip(dict.fromkeys(own), free, strict=False))

    def _parameters(self, start: int, arrow: int) -> Iterator[str]:
        for at in range(start, arrow):
            if _is_word(self.tokens[at]) and self.tokens[at - 1] != "=":
                yield self.tokens[at]

    def _declared(self, start: int, end: int) -> Iterator[str]:
        for at in range(start, end):
            if self.tokens[at] in ("const", "let") and self._innermost(at) == (start, end):
                closing = self.pairs.get(at + 1, at + 1)
                yield from (token for token in self.tokens[at + 1 : closing + 1] if _is_word(token))

    def _innermost(self, at: int) -> tuple[int, int]:
        return max(((start, end) for start, end, _ in self.spans if start <= at < end), key=lambda span: (span[0], -span[1]))

    def _short(self, at: int, word: str) -> str:
        """Return the name that stands for a word at a place, as far as names are given."""
        inside = [names for (start, end, _), names in zip(self.spans, self.names, strict=False) if start <= at < end]
        return next((names[word] for names in reversed(inside) if word in names), word)

    def _renamed(self, at: int, token: str) -> str:
        if token[0] == "`":
            return _HOLE.sub(lambda hole: f"${{{self._hole(at, _TOKEN.findall(hole[1]))}}}", token)
        is_key = _is_key(self.tokens, at)
        return self._short(at, token) if _is_word(token) and not is_key else token

    def _hole(self, at: int, tokens: Tokens) -> str:
        return _joined([one if _is_key(tokens, n) else self._short(at, one) for n, one in enumerate(tokens)])


def _brackets(tokens: Tokens) -> Iterator[tuple[int, int]]:
    waiting: list[int] = []
    for at, token in enumerate(tokens):
        if token in OPEN:
            waiting.append(at)
        elif token in CLOSE:
            yield waiting.pop(), at


def _is_word(token: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z_$][\w$]*", token))


def _is_key(tokens: Tokens, at: int) -> bool:
    before, after = tokens[at - 1] if at else "", tokens[at + 1] if at + 1 < len(tokens) else ""
    return before in (".", "?.") or (after == ":" and before in ("{", ","))


def _words(token: str) -> list[str]:
    if token[0] == "`":
        return [word for hole in _HOLE.findall(token) for word in _TOKEN.findall(hole) if _is_word(word)]
    return [token] if _is_word(token) else []


def _merged(tokens: Tokens) -> Iterator[str]:
    """Yield the tokens with declarations in a row made one."""
    starts = [""]
    is_start, is_over = True, False
    for token, after in zip(tokens, [*tokens[1:], ""], strict=True):
        if is_over:
            is_over = False
            continue
        starts[-1] = token if is_start else starts[-1]
        starts += [""] if token in OPEN else []
        starts = starts[:-1] if token in CLOSE else starts
        is_over = token == ";" and starts[-1] == after == "const"
        is_start = token in (*OPEN, ";") and not is_over
        yield "," if is_over else token


def _joined(tokens: Tokens) -> str:
    made = ""
    for token, after in zip(tokens, [*tokens[1:], ""], strict=True):
        if not (token in (";", ",") and after in CLOSE):
            made += f" {token}" if made and _run_together(made, token) else token
    return made


def _run_together(before: str, after: str) -> bool:
    return bool(re.search(r"[\w$]$", before) and re.match(r"[\w$]", after)) or before[-1] == after[0] in "+-"
