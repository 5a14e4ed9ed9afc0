"""The change log: a page for all forms, one for each, and the notice of each version."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from forms_src.changes.notice import Notice, markdown
from forms_src.changes.published import notices
from forms_src.definition import Form
from forms_src.pages import render
from forms_src.prose import words_of
from forms_src.versions.published import Published

FOLDER = Path("changes")
INDEX = FOLDER / "index.html"


def paths(form_ids: Iterable[str], published: Published) -> set[Path]:
    """Return where the pages of the change log lie, below the site's folder."""
    logs = {id_: len(found) for id_ in form_ids if (found := published.of(id_))}
    of_forms = {FOLDER / id_ / "index.html" for id_ in logs}
    of_versions = {
        FOLDER / id_ / str(n + 1) / "index.html" for id_, count in logs.items() for n in range(count)
    }
    return {INDEX} | of_forms | of_versions


def files(forms: Iterable[Form], published: Published) -> Iterator[tuple[Path, bytes]]:
    """Yield the path and content of each page."""
    logs = {form.id: (form, notices(published.of(form.id))) for form in forms if published.of(form.id)}
    yield INDEX, render("changes", logs=[(form, found[-1]) for form, found in logs.values()]).encode()
    for id_, (form, found) in logs.items():
        yield FOLDER / id_ / "index.html", _log(form, found)
        for n, notice in enumerate(found, 1):
            text = f"{markdown(notice)}\n[Every version of this form](/{FOLDER}/{id_}/)\n"
            words = words_of(text)._replace(title=notice.title)
            yield FOLDER / id_ / str(n) / "index.html", render("words", words=words).encode()


def _log(form: Form, found: list[Notice]) -> bytes:
    return render("change_log", form=form, notices=found[::-1]).encode()
