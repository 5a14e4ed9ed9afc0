"""Small real files of every kind, made here byte for byte, and the means to spoil them."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{type}"/>'
    "</Types>"
)
DOCX_TYPES = _TYPES.format(part="word/document.xml", type="wordprocessingml.document.main+xml")
XLSX_TYPES = _TYPES.format(part="xl/workbook.xml", type="spreadsheetml.sheet.main+xml")


def pdf(words: str = "Plan of care") -> bytes:
    """A PDF of one page."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        f"<</Length {len(words) + 20}>>stream\nBT 20 100 Td ({words}) Tj ET\nendstream",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj{content}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size 5/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 5\n0000000000 65535 f \n{table}{trailer}".encode()


def png(width: int = 2, height: int = 2) -> bytes:
    """A PNG; large ones say so and hold two lines."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"\0\0\0" * 2)
    chunks = ((b"IHDR", head), (b"IDAT", lines), (b"IEND", b""))
    parts = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def jpeg(width: int = 2, height: int = 2, frame: int = 0xC0) -> bytes:
    """A JPEG with the segments that matter."""
    frame_body = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    segments = ((0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), (frame, frame_body), (0xDA, b"\x01\x01\x00\x00\x3f\x00"))
    parts = (bytes((0xFF, mark)) + struct.pack(">H", len(body) + 2) + body for mark, body in segments)
    return b"\xff\xd8" + b"".join(parts) + b"\x00\xff\xd9"


def box(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def ftyp(major: bytes, *others: bytes) -> bytes:
    return box(b"ftyp", major + b"\0\0\0\0" + b"".join(others))


def heic(width: int = 2, height: int = 2) -> bytes:
    """A HEIC with one picture and a tile."""
    sizes = b"".join(box(b"ispe", struct.pack(">III", 0, *size)) for size in ((2, 2), (width, height)))
    meta = box(b"meta", b"\0\0\0\0" + box(b"hdlr", b"\0" * 8) + box(b"iprp", box(b"ipco", sizes)))
    return ftyp(b"heic", b"mif1", b"heic") + meta + box(b"mdat", b"picture")


def mp4() -> bytes:
    return (
        ftyp(b"isom", b"isom", b"avc1", b"mp41")
        + box(b"moov", box(b"mvhd", b"\0" * 8))
        + box(b"mdat", b"film")
    )


def zipped(entries: Mapping[str, bytes | str]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # of no date
    return file.getvalue()


def docx(**more: bytes | str) -> bytes:
    """A Word document; `more` adds entries, with `__` for a slash and `_dot_` for a dot."""
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    return zipped({"[Content_Types].xml": DOCX_TYPES, "word/document.xml": "<w:document/>", **named})


def xlsx() -> bytes:
    return zipped({"[Content_Types].xml": XLSX_TYPES, "xl/workbook.xml": "<workbook/>"})


def eml() -> bytes:
    return (
        b"Received: from a.example\r\n by b.example\r\nFrom: Alex <alex@example.com>\r\nSubject: Notes\r\n"
        b"Date: Fri, 5 Jun 2026 14:30:00 +1000\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n"
        b"<html><body>Notes</body></html>\r\n"
    )


def txt() -> bytes:
    return (
        "Notes of the shift – 5 June.\r\nBlood sugar < 4 at 2 pm. <head injury chart attached>\r\n".encode()
    )


OF_KIND = {
    "pdf": pdf,
    "docx": docx,
    "xlsx": xlsx,
    "jpg": jpeg,
    "png": png,
    "heic": heic,
    "mp4": mp4,
    "eml": eml,
    "txt": txt,
}
