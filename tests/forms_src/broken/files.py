"""Whole files that are no form, in bytes."""

SETTINGS = "This file must be settings, one a line, such as “id: my-form”"
HIDDEN = "This line has a hidden character: delete the line and type it again"
NOT_UTF_8 = "This line has a character that is not UTF-8: save the file as UTF-8"
DEEP = "This is too deep: there are too many settings inside each other"

# The name of the file; what is in it; line and words of its first fault, and how many faults there are.
FILES: list[tuple[str, bytes, int, str, int]] = [
    ("an empty file", b"", 1, SETTINGS, 1),
    ("comments alone", b"# to do\n", 1, SETTINGS, 1),
    ("a list at the top", b"- one\n- two\n", 1, SETTINGS, 1),
    ("one word", b"hello\n", 1, SETTINGS, 1),
    ("a web page", b"<!doctype html>\n<p>Not a form</p>\n", 1, SETTINGS, 1),
    ("JSON that is no form", b'{"forms": []}\n', 1, "“agency” is missing: add it", 18),
    ("a Word document", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00", 1, HIDDEN, 1),
    ("a picture", b"\x89PNG\r\n\x1a\n\x00\x00", 1, NOT_UTF_8, 1),
    ("UTF-16", "id: small\n".encode("utf-16"), 1, NOT_UTF_8, 1),
    ("Latin-1", "id: small\ntitle: Caf\xe9\n".encode("latin-1"), 2, NOT_UTF_8, 1),
    ("a NUL", b"id: small\ntitle: a\x00b\n", 2, HIDDEN, 1),
    ("10 MB", b"id: small\n" + b"# x\n" * 2_500_000, 1, "This file is larger than 1000 kB: split it up", 1),
    ("900,000 brackets", b"id: small\ntitle: " + b"[" * 900_000, 2, DEEP, 1),
    ("200 steps of indent", b"".join(b" " * n + b"a:\n" for n in range(200)), 42, DEEP, 1),
    (
        "a million laughs",
        b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 123)),
        1,
        "Write this out: “&a” is not used here",
        76,
    ),
]
