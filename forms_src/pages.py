"""Pages: all that a person sees, made from a form and what was posted. Jinja is imported here alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from forms_src.answers import HONEYPOT, Fault, Reading
from forms_src.deadlines import Due
from forms_src.definition import Form, Inquiry
from forms_src.fields.base import typed_text
from forms_src.fields.group.field import Group
from forms_src.fields.group.numbers import item_numbers
from forms_src.identifiers import IDENTIFIERS
from forms_src.origins import REASON, Origin
from forms_src.posted import Posted
from forms_src.prose import linked, prose, read_words, tel
from forms_src.questionnaires import Questionnaire
from forms_src.questions import Asking, nth_id
from forms_src.routing import Step
from forms_src.shared_fields import shared_fields
from forms_src.styles import policy, style_sheet
from forms_src.summaries import Summary
from forms_src.walltime import day_words

if TYPE_CHECKING:
    from forms_src.changes.moving import Moved

FOLDER = Path(__file__).parent
SERVICE = "Incident Forms"
LOOK = {  # of a field type, unless its template says otherwise
    "asks": True,
    "shape": "label",
    "own_script": True,
    "example": "",
    "counted": False,
    "data": None,
    "paper": None,
}
MACROS = {
    "question": "fields/question.html",
    "told": "fields/question.html",
    "rows": "layouts/summary.html",
    "entry": "layouts/entry.html",
    "when": "layouts/when.html",
    "on_paper": "layouts/paper.html",
}
LINES = (
    ("Emergency", "000"),
    ("Lifeline", "13 11 14"),
    ("1800RESPECT", "1800 737 732"),
    ("National Relay Service", "13 36 77"),
    ("Interpreters", "13 14 50"),
)
PAGES = (("/help/", "Help"), ("/privacy/", "Privacy"), ("/accessibility/", "Accessibility"))


class DueLine(NamedTuple):
    """One due time on a page: whether it has passed, whether it is the form's own, else what to do for it."""

    label: str
    words: str
    passed: bool
    own: bool
    next_step: str


class Caution(NamedTuple):
    """An answer that is worth a second look."""

    label: str
    words: str


class Parts(dict[str, Any]):
    """Parts of templates by name, compiled on first use: a page that asks nothing needs no field type."""

    def __init__(self, load: Callable[[str], dict[str, Any]]) -> None:
        """Take what loads a part; it may bring others with it."""
        super().__init__()
        self._load = load

    def __missing__(self, name: str) -> Any:
        """Load a part and return it."""
        self.update(self._load(name))
        return self[name]


@cache
def environment() -> Environment:
    """Return the templates, each read once."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        undefined=StrictUndefined,
    )
    made.filters.update(prose=prose, linked=linked, tel=tel, day=day_words)
    made.globals.update(nth_id=nth_id, policy=policy, identifiers=IDENTIFIERS)
    made.globals.update(service=SERVICE, pages=PAGES, lines=LINES)
    made.globals["macros"] = Parts(lambda name: _macros(made, MACROS[name]))
    made.globals["looks"] = Parts(lambda type_: {type_: SimpleNamespace(**LOOK | _look(made, type_))})
    return made


def _macros(made: Environment, file: str) -> dict[str, Any]:
    """Return the macros that a file has for others: what else is in it may have a name of another's."""
    found = vars(made.get_template(file).module)
    return {name: found[name] for name, of_file in MACROS.items() if of_file == file}


def _look(made: Environment, type_: str) -> dict[str, Any]:
    return vars(made.get_template(f"fields/{type_}/field.html").module)


def refresh() -> None:
    """Forget every template and style, so that the next page is made from the files as they are now."""
    environment.cache_clear()
    style_sheet.cache_clear()
    _questionnaires.clear()
    _entries.clear()


_questionnaires: dict[tuple[str, int, date | None], Questionnaire] = {}
_entries: dict[str, tuple[Form, Markup]] = {}


def _questionnaire(form: Form) -> Questionnaire:
    key = form.id, form.version, form.first_day
    known = _questionnaires.get(key)
    if known is None or known.form is not form:
        known = _questionnaires[key] = Questionnaire(form)
    return known


def render(layout: str, own_style: str | None = None, *, apart: bool = False, **given: object) -> str:
    """Return a page made from a layout; `own_style` takes the place of the style of pages of answers."""
    style = style_sheet("style") + (style_sheet("reading") if own_style is None else own_style)
    return environment().get_template(f"layouts/{layout}.html").render(style=style, apart=apart, **given)


def form_page(
    form: Form,
    posted: Posted | None = None,
    reading: Reading | None = None,
    *,
    problems: Sequence[Fault] = (),
    notice: str = "",
    focus: str = "",
    removing: tuple[str, int] | None = None,
    submission_key: str = "",
    origin: Origin | None = None,
    moved: "Moved | None" = None,
    resumed: str = "",
    own_style: str | None = None,
) -> str:
    """Return the page of questions: blank, or with what was posted and everything that is wrong with it.

    `moved` says why they are not those of the page that was posted. `resumed` is the id of the section to go
    on with: there the page begins, and there the notice is. `own_style` takes the place of the form's own.
    """
    faults = [*problems, *(reading.faults if reading else ())]
    asking = Asking(
        _questionnaire(form),
        posted,
        reading,
        faults,
        notice=notice,
        focus=focus,
        removing=removing,
        origin=origin,
    )
    return render(
        "form",
        _questionnaire(form).style if own_style is None else own_style,
        apart=True,
        form=form,
        faults=faults,
        notice=asking.page_notice,
        moved=moved,
        resumed=resumed,
        sections=asking.sections,
        origin=asking.origin,
        reason=asking.reason,
        submission_key=submission_key,
    )


def blank_form_page(form: Form) -> str:
    """Return the form to print and fill in by hand: every question, with words for when it is asked."""
    return render("blank", style_sheet("blank"), form=form, told=_questionnaire(form).told)


def check_page(
    form: Form,
    posted: Posted,
    reading: Reading,
    submission_key: str,
    *,
    notice: str = "",
    origin: Origin | None = None,
    prompts: Sequence[Step] = (),
) -> str:
    """Return the page that reads the answers back before anything is sent."""
    return render(
        "check",
        apart=True,
        form=form,
        notice=notice,
        submission_key=submission_key,
        honeypot=HONEYPOT,
        origin=origin or Origin(),
        reason=typed_text(posted, REASON.id),
        late=form.own_clock.id in reading.late,
        due=due_lines(form, reading.due, reading.late),
        prompts=prompts,
        cautions=[
            Caution(label_of(form, name).removesuffix("?"), words) for name, words in reading.cautions.items()
        ],
        pairs=list(shown_pairs(form, posted, reading)),
        summary=Summary(form, reading.answers, reading.when, reading.late).parts(),
    )


def shown_pairs(form: Inquiry, posted: Posted, reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the posted names and values of the questions that are shown, in the form's order."""
    for field in form.members():
        names = [(field, field.id)]
        if isinstance(field, Group):
            numbers = item_numbers(field, posted)
            names = [
                (inner, f"{field.id}-{number}-{inner.id}") for number in numbers for inner in field.members()
            ]
        for one, name in names:
            if name in reading.shown:
                yield from ((part, value) for part in one.inputs(name) for value in posted.all(part))


def label_of(form: Form, name: str) -> str:
    """Return the label of the question posted under a name, with its item if it is in a group."""
    group_id, _, rest = name.partition("-")
    number, _, inner = rest.partition("-")
    group = form.fields_by_id[group_id]
    if isinstance(group, Group):
        return f"{form.fields_by_id[f'{group_id}.{inner}'].label} ({group.item} {number})"
    return group.label


def due_lines(form: Form, dues: Sequence[Due], late: Sequence[str]) -> list[DueLine]:
    """Return each due time in words; `late` are the clocks that have passed."""
    steps = {clock.id: clock.next_step or "" for clock in form.clocks}
    own = form.own_clock.id
    return [
        DueLine(one.label, one.words(), one.clock in late, one.clock == own, steps.get(one.clock, ""))
        for one in dues
    ]


def message_page(title: str, paragraphs: Sequence[str], *, links: Sequence[tuple[str, str]] = ()) -> str:
    """Return a short page that says what happened and where to go; `links` are addresses with their words."""
    return render("message", title=title, paragraphs=paragraphs, links=links)


def not_found_page() -> str:
    """Return the page for an address that leads nowhere."""
    words = ("Check the address, or choose a report from the first page.",)
    return message_page("Page not found", words, links=[("/", "Go to the first page")])


def entry(form: Form) -> Markup:
    """Return what the start page says of a form."""
    known = _entries.get(form.id)
    if known is None or known[0] is not form:
        macros: Any = environment().globals["macros"]
        known = _entries[form.id] = (form, macros["entry"](form))
    return known[1]


def start_page(forms: Iterable[Form]) -> str:
    """Return the page that lists the forms, with who each is for and when it is due."""
    words = read_words(FOLDER / "words" / "start.md")
    return render("start", words=words, entries=Markup().join(map(entry, forms)))


def shared_fields_page(forms: Iterable[Form]) -> str:
    """Return the page that says which questions several forms share."""
    return render("shared_fields", fields=list(shared_fields(forms)))


def words_page(path: Path) -> str:
    """Return a page of words, from its Markdown file."""
    return render("words", words=read_words(path))
