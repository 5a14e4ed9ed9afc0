"""A new version written: its file first, then its entry in the ledger; and what its definition says of it."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from forms_src.definition import Form
from forms_src.files import write_whole
from forms_src.library import compiled_bytes
from forms_src.sources import Located
from forms_src.versions.ledger import FOLDER, NAME, Entry, ledger_text
from forms_src.versions.published import Version, path_of


def numbered(form: Form, version: int, effective_from: date, approved_by: str, published_on: date) -> Form:
    """Return a form as a version: with its number, its first day and who approved it."""
    approved = {"approved_by": approved_by, "approved_on": published_on}
    update = {
        "version": version,
        "effective_from": effective_from,
        "control": form.control.model_copy(update=approved),
        "editions": tuple(
            numbered(one, version, effective_from, approved_by, published_on) for one in form.editions
        ),
    }
    return form.model_copy(update=update).as_of(effective_from)


def write_version(definitions: Path, form: Form, before: Sequence[Version], reason: str | None) -> Path:
    """Write a version and its entry in the ledger behind those before it; return the version's file."""
    content = compiled_bytes(form)
    entries = [version.entry for version in before]
    entry = Entry.after(
        entries,
        version=form.version,
        effective_from=form.effective_from,
        published_on=form.control.approved_on,
        approved_by=form.control.approved_by,
        sha256=hashlib.sha256(content).hexdigest(),
        reason=reason,
    )
    path = path_of(definitions, form.id, form.version)
    write_whole(path, content)
    write_whole(definitions / FOLDER / form.id / NAME, ledger_text([*entries, entry]).encode())
    return path


def with_settings(source: Located, text: str, settings: Mapping[str, object]) -> str:
    """Return the text of a definition with the values of settings replaced, all else as it was typed.

    A setting is named as `version`, or `control.approved_by` inside another. Raises ValueError.
    """
    lines = text.splitlines(keepends=True)
    for name, value in settings.items():
        found = source.nearest_to(tuple(name.split(".")))
        own = name.rpartition(".")[2]
        pattern = re.compile(rf"(\b{own}:\s*)([\"']?){re.escape(str(found.value))}\2(?=[\s,}}]|$)")
        line, count = pattern.subn(rf"\g<1>{_typed(value)}", lines[found.line - 1], count=1)
        if not count:
            raise ValueError(f"line {found.line}: write “{own}: {found.value}”")
        lines[found.line - 1] = line
    return "".join(lines)


def _typed(value: object) -> str:
    """Return a value as YAML, in quotes if it has any mark."""
    text = str(value)
    return text if re.fullmatch(r"[\w .’-]+", text) else json.dumps(text, ensure_ascii=False)
