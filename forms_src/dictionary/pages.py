"""The pages of the dictionary: the list of forms, a form's fields, and its picture."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from forms_src.definition import Form
from forms_src.dictionary.entries import Sharing, entries, table
from forms_src.dictionary.pictures import INDENT, LANE, LINE, WIDTH, decides, nodes, picture
from forms_src.dictionary.sheets import csv_bytes
from forms_src.pages import render
from forms_src.spoken import Spoken

FOLDER = Path("dictionary")
INDEX = FOLDER / "index.html"
STORED = (
    "In the record of the report, encrypted: in report.json, under “answers”, by the name of the question."
)


def list_page(forms: Iterable[Form]) -> str:
    """Return the page that leads to the dictionary of each form."""
    return render("dictionaries", forms=list(forms))


def files(form: Form, shared: Sharing, titles: Mapping[str, str]) -> Iterator[tuple[Path, bytes]]:
    """Yield the path and content of each file of a form's dictionary; `titles` are of all forms by id."""
    folder = FOLDER / form.id
    found = entries(form, shared)
    parts = [(section, list(some)) for section, some in groupby(found, key=lambda one: one.section)]
    kept = list(kept_words(form))
    page = render("dictionary", form=form, parts=parts, titles=titles, stored=STORED, kept=kept)
    yield folder / "index.html", page.encode()
    yield folder / f"{form.id}.csv", csv_bytes(table(form, found, STORED, "; ".join(kept)))
    yield folder / "picture" / "index.html", picture_page(form).encode()


def kept_words(form: Form) -> Iterator[str]:
    """Yield how long reports are kept, for each class of retention that they may be in."""
    for one in form.retention:
        years = f"{one.keep_years} years at least" if one.keep_years else "for good, until classed anew"
        when = f", if {Spoken(form).words(one.applies_when)}" if one.applies_when else ""
        yield f"{one.label} ({one.id}): {years}{when}"


def picture_page(form: Form) -> str:
    """Return the page with the picture of a form, and the same in words."""
    all_nodes = list(nodes(form))
    return render(
        "picture",
        form=form,
        drawn=picture(form),
        nodes=all_nodes,
        decides=defaultdict(list, decides(all_nodes)),
        lane=LANE,
        indent=INDENT,
        width=WIDTH,
        line_height=LINE,
    )


def form_of(address: str) -> str:
    """Return the id of the form that a page of the dictionary is about; nothing for any other address."""
    parts = Path(address.lstrip("/")).parts
    return parts[1] if len(parts) > 1 and parts[0] == FOLDER.name else ""


def paths(form_id: str) -> set[Path]:
    """Return every path of a form's dictionary."""
    folder = FOLDER / form_id
    return {folder / "index.html", folder / f"{form_id}.csv", folder / "picture" / "index.html"}
