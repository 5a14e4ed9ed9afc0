"""Secrets are compared in constant time: read from the code itself, because timing proves nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import lambdas

FOLDER = Path(lambdas.__file__).parent
SECRET = re.compile(
    r"(secret|token|key|cookie|fingerprint|sha256|hash|digest|answers)(_|$)|^(corrects|follows|began_with)$"
)
# Fingerprints of stored bytes compared with each other, and what is no secret: timing tells nothing.
LET_OFF = {
    "local/events.py": "the name of a header",
    "local/incoming.py": "the name of a header",
    "local/record_pages.py": "the bytes of a document with their fingerprint, on this machine",
    "mail_events/recording.py": "a stored email with what SES had",
    "notify/settling.py": "a stored report with its event",
    "records/chain.py": "an event with the next",
    "records/local.py": "an event with the next",
    "records/model.py": "bytes with their fingerprint before they are stored",
}


def comparisons(path: Path) -> Iterator[str]:
    """Yield each `==` and `!=` that a secret or a fingerprint takes part in."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops):
            sides = [node.left, *node.comparators]
            if not any(isinstance(side, ast.Constant) for side in sides) and any(
                map(speaks_of_a_secret, sides)
            ):
                yield ast.unparse(node)


def speaks_of_a_secret(side: ast.expr) -> bool:
    """Return whether the outermost name of an expression is that of a secret."""
    while isinstance(side, ast.Call | ast.Await):
        side = side.func if isinstance(side, ast.Call) else side.value
    name = side.attr if isinstance(side, ast.Attribute) else side.id if isinstance(side, ast.Name) else ""
    return bool(SECRET.search(name))


def found() -> dict[str, list[str]]:
    files = {str(path.relative_to(FOLDER)): list(comparisons(path)) for path in sorted(FOLDER.rglob("*.py"))}
    return {name: some for name, some in files.items() if some}


def test_no_secret_from_outside_is_compared_with_equals() -> None:
    assert {name: some for name, some in found().items() if name not in LET_OFF} == {}


def test_each_file_that_is_let_off_needs_it() -> None:
    assert LET_OFF.keys() <= found().keys()


def test_the_search_finds_what_it_is_for(tmp_path: Path) -> None:
    file = tmp_path / "planted.py"
    file.write_text("ok = request.token == token or sha256(body) != known.sha256 or a == b or key == ''")
    assert len(list(comparisons(file))) == 2


def test_the_one_comparison_there_is_uses_hmac() -> None:
    tree = ast.parse((FOLDER / "intake" / "tokens.py").read_text())
    [same] = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == "same"]
    called = [ast.unparse(one.func) for one in ast.walk(same) if isinstance(one, ast.Call)]
    assert called[0] == "compare_digest"
