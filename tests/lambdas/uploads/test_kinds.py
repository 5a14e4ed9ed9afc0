"""Every kind is known by its content, and a file that is none, or more than one, is refused."""

import zipfile
from io import BytesIO
from random import Random

import pytest

from lambdas.uploads.kinds import CONTENT_TYPES, KINDS, kind_of
from lambdas.uploads.refusals import MAX_BYTES, MAX_PIXELS, DocumentRefused
from lambdas.uploads.zips import MAX_ENTRIES, MAX_RATIO
from tests.lambdas.uploads import files
from tests.lambdas.uploads.files import OF_KIND, box, docx, ftyp, heic, jpeg, mp4, pdf, png, zipped


def refusal(body: bytes) -> str:
    with pytest.raises(DocumentRefused) as caught:
        kind_of(body)
    return caught.value.reason


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_each_kind_is_known_by_its_content(kind: str) -> None:
    assert kind_of(OF_KIND[kind]()) == kind
    assert OF_KIND.keys() == CONTENT_TYPES.keys()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("eml", "txt")])
def test_half_a_file_of_any_kind_but_text_is_refused(kind: str) -> None:
    whole = OF_KIND[kind]()
    assert refusal(whole[: len(whole) // 3]) in ("wrong_kind", "unsafe")


def test_25_megabytes_are_taken_and_one_byte_more_is_not() -> None:
    assert kind_of(b"a" * MAX_BYTES) == "txt"
    assert refusal(b"a" * (MAX_BYTES + 1)) == "too_large"
    assert refusal(b"") == "empty"


@pytest.mark.parametrize(
    "body",
    [
        b"MZ\x90\0\3\0\0\0",
        b"\x7fELF\2\1\1\0",
        b"GIF89a\1\0\1\0\0\0\0;",
        b"RIFF\x24\0\0\0WEBPVP8 ",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"Rar!\x1a\7\1\0",
        b"7z\xbc\xaf\x27\x1c\0\4",
        ftyp(b"qt  ", b"qt  "),
        ftyp(b"avif", b"mif1", b"avif") + box(b"meta", b"\0" * 20),
        ftyp(b"isom", b"isom") + box(b"mdat", b"film"),
        b"\0\0\0\x04ftypisom",
        zipped({"notes.txt": "notes"}),
        zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}),
        b"\xff\xfe\x00\xd8\x41\x00",
        bytes(range(256)),
        pdf()[:-7],
    ],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_not_on_the_list_is_the_wrong_kind(body: bytes) -> None:
    assert refusal(body) == "wrong_kind"


@pytest.mark.parametrize("picture", [png, jpeg, heic])
def test_a_picture_of_250_million_points_is_taken_and_one_with_more_is_not(picture: object) -> None:
    assert callable(picture)
    assert MAX_PIXELS == 25_000 * 10_000
    assert kind_of(picture(25_000, 10_000))
    assert refusal(picture(25_001, 10_000)) == "unsafe"
    assert refusal(picture(0, 10_000)) == "unsafe"


def test_every_coding_of_jpeg_tells_its_size() -> None:
    assert kind_of(jpeg(frame=0xC2)) == "jpg"
    assert refusal(jpeg(60_000, 60_000, frame=0xCF)) == "unsafe"
    assert refusal(jpeg(frame=0xC4)) == "wrong_kind"


@pytest.mark.parametrize(
    "text",
    [
        "Blood sugar < 4. See <form attached>, <body chart>.",
        "Name;Date\r\nAlex;5 June\r\n",
        "\ufeffMarked as UTF-8",
        "",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_ordinary_notes_are_text(text: str, encoding: str) -> None:
    assert kind_of(f"Notes. {text}".encode(encoding)) == "txt"


def test_notes_of_an_old_editor_are_text() -> None:
    assert kind_of("Café – naïve".encode("cp1252")) == "txt"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><p>Hello",
        "  \n<HTML><body>",
        "Notes\n<script>alert(1)</script>",
        "Notes < SCRIPT src=//evil.example>",
        "<?xml version='1.0'?><svg onload='alert(1)'/>",
        "<?php system('id');",
        "<img src=x onerror=alert(1)>",
        "<!-- x --><b>x",
        "#!/bin/sh\nrm -rf ~",
        "{\\rtf1 x}",
        "[InternetShortcut]\nURL=file://evil.example/x",
        "MIME-Version: 1.0\nContent-Type: multipart/related",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_text_that_something_would_run_is_refused(text: str, encoding: str) -> None:
    assert refusal(text.encode(encoding)) == "unsafe"


def test_text_with_bytes_that_no_text_has_is_refused() -> None:
    assert refusal(b"Notes\0") == "wrong_kind"
    assert refusal(files.eml() + b"\0") == "wrong_kind"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("docx", "xlsx")])
def test_a_file_that_a_zip_hangs_on_is_refused(kind: str) -> None:
    jar = zipped({"META-INF/MANIFEST.MF": "Main-Class: X", "X.class": b"\xca\xfe\xba\xbe"})
    assert refusal(OF_KIND[kind]() + jar) in ("unsafe", "wrong_kind")
    assert refusal(pdf() + jar + b"\n%%EOF\n") == "unsafe"
    assert refusal(jpeg() + jar) == "unsafe"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "pdf"])
def test_a_file_that_a_pdf_reader_would_open_is_refused(kind: str) -> None:
    if kind in ("docx", "xlsx"):
        file = BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("a", pdf())
            archive.writestr("[Content_Types].xml", files.DOCX_TYPES)
            archive.writestr("word/document.xml", "<w:document/>")
        body = file.getvalue()
    elif kind in ("heic", "mp4"):
        body = OF_KIND[kind]()
        body = body[: int.from_bytes(body[:4])] + box(b"free", pdf()) + body[int.from_bytes(body[:4]) :]
    else:
        head = {"jpg": b"\xff\xd8", "png": b"\x89PNG\r\n\x1a\n", "eml": b"Subject: ", "txt": b"a "}[kind]
        comment = b"\xff\xfe\x03\x00" + pdf().ljust(766) if kind == "jpg" else pdf()
        body = head + comment + OF_KIND[kind]().removeprefix(head)
    assert refusal(body) in ("unsafe", "wrong_kind")


def test_a_film_is_boxes_to_its_last_byte() -> None:
    assert refusal(mp4() + b"<script>") == "wrong_kind"
    long = ftyp(b"mp42", b"isom") + (1).to_bytes(4) + b"moov" + (24).to_bytes(8) + b"\0" * 8
    assert kind_of(long) == "mp4"


def test_a_document_may_hold_as_much_as_office_writes() -> None:
    assert (
        kind_of(docx(word__media__image1_dot_png=png(), word__embeddings__a_dot_xlsx=files.xlsx())) == "docx"
    )
    assert kind_of(docx(word__large_dot_xml=b"<w:p/>" * 150_000)) == "docx"


@pytest.mark.parametrize(
    "name",
    [
        "word/vbaProject.bin",
        "word/embeddings/run.exe",
        "word/nested.zip",
        "../outside.xml",
        "/etc/passwd",
        "word\\document2.xml",
        "C:/x.xml",
        "word/../../x",
        "word/a\nb.xml",
        "WORD/DOCUMENT.XML",
    ],
)
def test_a_document_with_what_could_be_run_or_names_that_lead_elsewhere_is_refused(name: str) -> None:
    entries = {"[Content_Types].xml": files.DOCX_TYPES, "word/document.xml": "<w:document/>", name: "x"}
    assert refusal(zipped(entries)) == "unsafe"


def test_a_zip_of_5000_entries_is_taken_and_one_more_is_not() -> None:
    full = {f"word/media/{n}": b"" for n in range(MAX_ENTRIES - 2)}
    parts = {"[Content_Types].xml": files.DOCX_TYPES, "word/document.xml": "<w:document/>"}
    assert kind_of(zipped({**parts, **full})) == "docx"
    assert refusal(zipped({**parts, **full, "word/one-more": b""})) == "unsafe"


def test_a_zip_bomb_is_known_by_what_it_declares() -> None:
    assert MAX_RATIO < 1000
    assert refusal(docx(word__bomb=b"\0" * 3_000_000)) == "unsafe"
    assert refusal(declaring(docx(word__bomb=b"x"), 4_000_000_000)) == "unsafe"


def test_entries_that_share_bytes_are_refused() -> None:
    """As a bomb of one kernel does that thousands of names stand for."""
    body = docx(word__one=b"1" * 1000, word__two=b"1" * 1000)
    with zipfile.ZipFile(BytesIO(body)) as archive:
        one, two = (archive.getinfo(f"word/{name}").header_offset for name in ("one", "two"))
    spoilt = body[:two] + body[two:].replace(two.to_bytes(4, "little"), one.to_bytes(4, "little"))
    assert refusal(spoilt) == "unsafe"


def test_a_zip_before_a_zip_is_refused() -> None:
    assert refusal(zipped({"first": "x"}) + docx()) == "unsafe"


def test_a_document_that_is_two_or_that_has_entities_is_refused() -> None:
    both = files.DOCX_TYPES + files.XLSX_TYPES
    parts = {"word/document.xml": "<w:document/>", "xl/workbook.xml": "<workbook/>"}
    assert refusal(zipped({"[Content_Types].xml": both, **parts})) == "unsafe"
    lol = '<!DOCTYPE x [<!ENTITY a "b">]>' + files.DOCX_TYPES
    assert refusal(zipped({"[Content_Types].xml": lol, **parts})) == "unsafe"
    huge = files.DOCX_TYPES + Random(1).randbytes(500_000).hex()
    assert refusal(zipped({"[Content_Types].xml": huge, **parts})) == "unsafe"


def test_a_locked_document_is_refused() -> None:
    body = bytearray(docx())
    body[body.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(body)) == "unsafe"


def declaring(body: bytes, size: int) -> bytes:
    """The zip with its last entry declared to have so many bytes."""
    place = body.rindex(b"PK\x01\x02") + 24
    return body[:place] + size.to_bytes(4, "little") + body[place + 4 :]
