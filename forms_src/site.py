"""The static site: every page that does not depend on what someone answered."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from forms_src.changes import pages as change_log
from forms_src.definition import Form
from forms_src.dictionary import pages as dictionary
from forms_src.dictionary.entries import sharing
from forms_src.files import write_whole
from forms_src.guide_pages import which_form_page
from forms_src.loading import DEFINITIONS, Loaded
from forms_src.pages import (
    blank_form_page,
    form_page,
    not_found_page,
    shared_fields_page,
    start_page,
    words_page,
)
from forms_src.versions.release import release

WORDS = Path(__file__).parent / "words"
START = "start"
SHARED_FIELDS = Path("shared-fields", "index.html")
WHICH_FORM = Path("which-form", "index.html")
ROBOTS = b"User-agent: *\nDisallow: /api/\n"


def form_path(form_id: str) -> Path:
    """Return where a form's page lies below the site's folder."""
    return Path("forms", form_id, "index.html")


def blank_form_path(form_id: str) -> Path:
    """Return where the form to print lies below the site's folder."""
    return Path("forms", form_id, "print", "index.html")


def write_form(form: Form, out: Path, notice: str = "") -> None:
    """Write the page of one form, with something to say of it, and the form to print."""
    write_whole(out / form_path(form.id), form_page(form, notice=notice).encode())
    write_whole(out / blank_form_path(form.id), blank_form_page(form).encode())


def write_lists(forms: Iterable[Form], out: Path) -> None:
    """Write the pages that list the forms: for people who report, and for those who look up names."""
    all_forms = list(forms)
    write_whole(out / "index.html", start_page(all_forms).encode())
    write_whole(out / dictionary.INDEX, dictionary.list_page(all_forms).encode())


def write_shared_fields(forms: Iterable[Form], out: Path) -> None:
    """Write the page that says which questions several forms share."""
    write_whole(out / SHARED_FIELDS, shared_fields_page(forms).encode())


def write_dictionaries(wanted: Iterable[Form], forms: Iterable[Form], out: Path) -> None:
    """Write the data dictionaries of some forms out of all `forms`."""
    all_forms = list(forms)
    shared, titles = sharing(all_forms), {form.id: form.short_title for form in all_forms}
    for form in wanted:
        for path, content in dictionary.files(form, shared, titles):
            write_whole(out / path, content)


def write_pages(loaded: Loaded, out: Path) -> None:
    """Write everything that is no form's page."""
    write_lists(loaded.forms.values(), out)
    write_shared_fields(loaded.forms.values(), out)
    if loaded.routing:
        write_whole(out / WHICH_FORM, which_form_page(loaded.routing).encode())
    for path, content in (*other_pages(), *change_log.files(loaded.forms.values(), loaded.published)):
        write_whole(out / path, content)


def other_pages() -> Iterator[tuple[Path, bytes]]:
    """Yield the path and content of each file that is the same whatever the forms are."""
    from forms_src.scripts import scripts

    for words in sorted(WORDS.glob("*.md")):
        if words.stem != START:
            yield Path(words.stem, "index.html"), words_page(words).encode()
    yield Path("404.html"), not_found_page().encode()
    made = scripts()
    yield Path("script.js"), made.first
    yield Path(made.address[1:]), made.answering
    yield Path("robots.txt"), ROBOTS


def build_site(loaded: Loaded, out: Path) -> None:
    """Write the whole site, and remove what earlier builds left behind."""
    for form in loaded.forms.values():
        write_form(form, out)
    write_dictionaries(loaded.forms.values(), loaded.forms.values(), out)
    write_pages(loaded, out)
    remove_stale(out, {out / path for path in site_paths(loaded)})


def site_paths(loaded: Loaded) -> set[Path]:
    """Return every path of the site, below its folder."""
    from forms_src.scripts import scripts

    words = {Path(words.stem, "index.html") for words in WORDS.glob("*.md") if words.stem != START}
    own = {Path("index.html"), WHICH_FORM, SHARED_FIELDS, dictionary.INDEX}
    own |= {Path("script.js"), Path(scripts().address[1:])}
    plain = own | {Path("404.html"), Path("robots.txt")}
    of_forms = ({form_path(id_), blank_form_path(id_)} | dictionary.paths(id_) for id_ in loaded.forms)
    return plain | words | change_log.paths(loaded.forms, loaded.published) | set().union(*of_forms)


def remove_stale(folder: Path, wanted: set[Path]) -> None:
    """Remove every file of a folder that is not wanted, then every folder left empty."""
    found = sorted(folder.rglob("*"), reverse=True)
    for path in found:
        if path.is_file() and path not in wanted:
            path.unlink()
    for path in found:
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def is_ours(out: Path) -> bool:
    """Return whether a folder is new, empty or an earlier build: every other is left alone."""
    return not out.exists() or not any(out.iterdir()) or (out / "script.js").is_file()


def site_command(out: Path, definitions: Path = DEFINITIONS) -> int:
    """Build the site of what is published; with any fault, print them all, leave it as it is, return 1."""
    loaded = release(definitions)
    for fault in loaded.faults:
        sys.stdout.write(f"{fault}\n")
    if loaded.faults:
        return 1
    if not is_ours(out):
        sys.stdout.write(f"{out} holds other files, which a build would remove: choose another folder\n")
        return 1
    build_site(loaded, out)
    count = len(loaded.forms)
    sys.stdout.write(f"{count} {'form' if count == 1 else 'forms'} built in {out}\n")
    for id_ in sorted(loaded.paths.keys() - loaded.published.by_form.keys()):
        sys.stdout.write(
            f"{id_} was never published and is left out. To publish it: build.py publish {id_}\n"
        )
    return 0
