"""The site and the compiled forms kept up to date while definitions are edited, one form at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from forms_src import pages
from forms_src.definition import Form
from forms_src.dictionary import pages as dictionary
from forms_src.faults import Fault
from forms_src.library import CALENDARS, ROUTING, compile_calendars, compile_form, compile_routing
from forms_src.loading import Loaded, faults_between, load_form
from forms_src.routing import Routing
from forms_src.routing_loading import load_routing
from forms_src.shared import Shared, load_shared
from forms_src.shared_fields import shared_part
from forms_src.site import (
    blank_form_path,
    form_path,
    remove_stale,
    site_paths,
    write_dictionaries,
    write_form,
    write_lists,
    write_pages,
    write_shared_fields,
)
from forms_src.sources import Located, read_source, yaml_files
from forms_src.versions.draft import as_draft
from forms_src.versions.published import Published, Version, read_published
from forms_src.versions.release import compile_versions

Stamp = tuple[int, int]
NOT_PUBLISHED = "These are the questions as you are writing them. They are not published yet."


class Sources:
    """YAML files as read, each read again only when its time or size has changed."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._known: dict[Path, tuple[Stamp, tuple[Located | None, list[Fault]]]] = {}

    def read(self, path: Path) -> tuple[Located | None, list[Fault]]:
        """Return what `read_source` returns, with a list of faults of its own."""
        try:
            stat = path.stat()
            stamp = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            return read_source(path)
        known = self._known.get(path)
        if known is None or known[0] != stamp:
            known = self._known[path] = (stamp, read_source(path))
        located, faults = known[1]
        return located, list(faults)


@dataclass
class Draft:
    """One definition file: the form as it stands, the last that was sound, and what is wrong now."""

    form: Form | None = None
    last: Form | None = None
    faults: list[Fault] = field(default_factory=list)


class Workshop:
    """Builds everything once, then what a change touches. A form with faults keeps its last good page."""

    def __init__(self, root: Path, out: Path, compiled: Path) -> None:
        """Take the project's folder, the folder of the site and that of the compiled forms."""
        self.folder = root / "forms_src"
        self.definitions = self.folder / "definitions"
        self.out = out
        self.compiled = compiled
        self._sources = Sources()
        self._shared = Shared()
        self._drafts: dict[Path, Draft] = {}
        self._by_id: dict[str, set[Path]] = {}
        self._faulty: set[Path] = set()
        self._routing: Routing | None = None
        self._routing_faults: list[Fault] = []
        self._between_faults: list[Fault] = []
        self._prepared: set[str] = set()
        self._published = Published()
        self._lock = Lock()

    def build(self) -> list[Fault]:
        """Load, check and write everything; return every fault."""
        with self._lock:
            return self._build()

    def changed(self, paths: set[Path]) -> list[Fault]:
        """Take in changed, new and removed files; return every fault there is now."""
        with self._lock:
            return self._changed(paths)

    def prepare(self, address: str) -> None:
        """Write what is made only when somebody asks for it, if this is its address."""
        with self._lock:
            forms = self._forms()
            id_ = dictionary.form_of(address)
            if id_ in forms and id_ not in self._prepared:
                write_dictionaries([forms[id_]], forms.values(), self.out)
                self._prepared.add(id_)

    def _build(self) -> list[Fault]:
        self._prepared.clear()
        pages.refresh()
        self._shared = load_shared(self.definitions / "shared", self._sources.read)
        self._published = read_published(self.definitions)
        paths = list(yaml_files(self.definitions))
        for gone in self._drafts.keys() - set(paths):
            self._forget(gone)
        for path in paths:
            self._load(path)
        for id_ in list(self._by_id):
            self._write(id_)
        self._load_routing()
        self._between_faults = list(self._between())
        published = Published() if self._published.faults else self._published
        loaded = Loaded(self._forms(), self._shared.calendars, routing=self._routing, published=published)
        write_pages(loaded, self.out)
        compile_calendars(self._shared.calendars, self.compiled)
        kept = compile_versions(published, self.compiled)
        faults = self.faults()
        if not faults:
            self._tidy(loaded, kept)
        return faults

    def _changed(self, paths: set[Path]) -> list[Fault]:
        if not all(self._is_form(path) for path in paths):
            return self._build()
        self._prepared.clear()
        touched: set[str] = set()
        known = self._known_ids()
        before = {path: self._entry(path) for path in paths}
        for path in sorted(paths):
            touched |= self._ids(path)
            if path.exists():
                self._load(path)
            else:
                self._forget(path)
            touched |= self._ids(path)
        for id_ in touched:
            self._write(id_)
        if self._known_ids() != known:
            self._load_routing()
        after = {path: self._entry(path) for path in paths}
        if any(after[path][0] != before[path][0] for path in paths):
            write_lists(self._forms().values(), self.out)
        if any(after[path][1] != before[path][1] for path in paths):
            self._between_faults = list(self._between())
            write_shared_fields(self._forms().values(), self.out)
        return self.faults()

    def faults(self) -> list[Fault]:
        """Return every fault there is now, in order."""
        own = (fault for path in self._faulty for fault in self._drafts[path].faults)
        found = {
            *self._published.faults,
            *self._shared.faults,
            *own,
            *self._twice(),
            *self._routing_faults,
            *self._between_faults,
        }
        return sorted(found)

    def _is_form(self, path: Path) -> bool:
        return path.parent == self.definitions and path.suffix in (".yaml", ".yml")

    def _load(self, path: Path) -> None:
        draft = self._drafts.setdefault(path, Draft())
        form, faults = load_form(path, self._shared, self._sources.read)
        form = as_draft(form, self._last(form.id)) if form and self._last(form.id) else form
        if draft.last and form and draft.last.id != form.id:
            self._by_id[draft.last.id].discard(path)
        draft.form, draft.last, draft.faults = form, form or draft.last, faults
        if draft.last:
            self._by_id.setdefault(draft.last.id, set()).add(path)
        (self._faulty.add if faults else self._faulty.discard)(path)

    def _load_routing(self) -> None:
        """Load the routing, which names forms; with faults, its last sound state stays."""
        found = load_routing(self.definitions, self._shared, self._sources.read, self._forms())
        self._routing, self._routing_faults = found[0] or self._routing, found[1]
        if found[0]:
            compile_routing(found[0], self.compiled)

    def _forget(self, path: Path) -> None:
        for id_ in self._ids(path):
            self._by_id[id_].discard(path)
        self._drafts.pop(path, None)
        self._faulty.discard(path)

    def _ids(self, path: Path) -> set[str]:
        draft = self._drafts.get(path)
        return {draft.last.id} if draft and draft.last else set()

    def _entry(self, path: Path) -> tuple[str, object]:
        """Return what the start page says of a form, and what other forms depend on."""
        draft = self._drafts.get(path)
        if not draft or not draft.last:
            return "", None
        return pages.entry(draft.last), (shared_part(draft.last), draft.last.followed_by, draft.form is None)

    def _known_ids(self) -> set[str]:
        return {id_ for id_, paths in self._by_id.items() if paths}

    def _holder(self, id_: str) -> Path | None:
        """Return the file whose form has an id: the first that is sound, else the first that was."""
        paths = sorted(self._by_id.get(id_, ()), key=str)
        if len(paths) == 1:
            return paths[0]
        sound = [path for path in paths if self._drafts[path].form]
        return next(iter(sound or paths), None)

    def _write(self, id_: str) -> None:
        path = self._holder(id_)
        if path is None:
            self._by_id.pop(id_, None)
            for page in (form_path, blank_form_path):
                (self.out / page(id_)).unlink(missing_ok=True)
            (self.compiled / f"{id_}.json").unlink(missing_ok=True)
            for gone in dictionary.paths(id_):
                (self.out / gone).unlink(missing_ok=True)
        elif form := self._drafts[path].form:
            write_form(form, self.out, self._note(form))
            compile_form(form, self.compiled)

    def _last(self, id_: str) -> Version | None:
        """Return the version of a form that was published last, unless something is wrong with what is."""
        return None if self._published.faults else self._published.last(id_)

    def _note(self, form: Form) -> str:
        """Return what the page of a form says of it while it is not published, where any form is."""
        last = self._last(form.id)
        is_published = last is not None and last.number == form.version
        return "" if is_published or not self._published.by_form else NOT_PUBLISHED

    def _forms(self) -> dict[str, Form]:
        """Return the forms that have a page, in the order of their files."""
        found = {path: self._drafts[path].last for path in sorted(self._drafts, key=str)}
        return {form.id: form for path, form in found.items() if form and self._holder(form.id) == path}

    def _twice(self) -> Iterator[Fault]:
        for id_ in [id_ for id_, paths in self._by_id.items() if len(paths) > 1]:
            holder = self._holder(id_)
            for path in sorted(self._by_id[id_] - {holder}):
                if holder and self._drafts[path].form:
                    yield Fault(path, 1, f"The form id “{id_}” is also in {holder.name}", "ids-used-twice")

    def _between(self) -> Iterator[Fault]:
        forms = {id_: form for id_, form in self._forms().items() if form is self._form_of(id_)}
        paths = {id_: path for id_ in forms if (path := self._holder(id_))}
        return faults_between(forms, paths, self._faulty, self._shared, self._sources.read)

    def _form_of(self, id_: str) -> Form | None:
        path = self._holder(id_)
        return self._drafts[path].form if path else None

    def _tidy(self, loaded: Loaded, kept: set[Path]) -> None:
        remove_stale(self.out, {self.out / path for path in site_paths(loaded)})
        names = {f"{id_}.json" for id_ in loaded.forms} | {CALENDARS, ROUTING}
        remove_stale(self.compiled, kept | {self.compiled / name for name in names})
