"""The site kept up to date while definitions are edited."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forms_src import workshop
from forms_src.library import CALENDARS, VERSIONS, Library
from forms_src.loading import load_form
from forms_src.sources import read_source
from forms_src.workshop import Workshop
from tests.forms_src.small_forms import definition, write
from tests.forms_src.small_routing import replaced


class Bench:
    """A workshop with a folder of definitions of its own."""

    def __init__(self, folder: Path) -> None:
        self.definitions = folder / "forms_src" / "definitions"
        self.out, self.compiled = folder / "site", folder / "compiled"
        self.shop = Workshop(folder, self.out, self.compiled)

    def write(self, name: str, text: str) -> Path:
        path = self.definitions / name
        path.write_text(text, "utf-8")
        return path

    def save(self, name: str, text: str) -> list[str]:
        """Save a definition and take the change in; return the faults there are then."""
        return [fault.message for fault in self.shop.changed({self.write(name, text)})]

    def page(self, form: str) -> str:
        return (self.out / "forms" / form / "index.html").read_text("utf-8")

    def pages(self) -> set[str]:
        return {path.parent.name for path in self.out.glob("forms/*/index.html")}

    def written(self, act: Callable[[], object]) -> set[str]:
        """Return the files that an act wrote, below the site and the compiled forms."""
        before = self._stamps()
        act()
        return {name for name, stamp in self._stamps().items() if before.get(name) != stamp}

    def _stamps(self) -> dict[str, tuple[int, int]]:
        files = [path for folder in (self.out, self.compiled) for path in folder.rglob("*") if path.is_file()]
        return {_name(path, self.out): _stamp(path) for path in files}


def _name(path: Path, out: Path) -> str:
    return path.name if path.suffix == ".json" else str(path.relative_to(out))


def _stamp(path: Path) -> tuple[int, int]:
    return path.stat().st_ino, path.stat().st_mtime_ns


def form(id_: str, title: str = "A title") -> str:
    return definition(id=id_, title=title)


FAULTY = definition("- {id: x, type: short_text, label: X, hnt: H}", id="b")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    write(made.definitions)
    made.write("a.yaml", form("a"))
    made.write("b.yaml", form("b"))
    assert made.shop.build() == []
    return made


def test_a_build_writes_the_site_and_every_compiled_form(bench: Bench) -> None:
    assert bench.pages() == {"a", "b"}
    assert (bench.out / "index.html").exists()
    assert (bench.out / "404.html").exists()
    assert {path.name for path in bench.compiled.iterdir()} == {"a.json", "b.json", CALENDARS, VERSIONS}
    compiled = Library(bench.compiled).form("a")
    assert compiled is not None
    assert compiled.form.title == "A title"


def test_a_changed_form_is_the_only_one_written(bench: Bench) -> None:
    changed = definition("- {id: x, type: short_text, label: Asked now}", id="b", title="A title")
    assert bench.written(lambda: bench.save("b.yaml", changed)) == {
        *("forms/b/index.html", "forms/b/print/index.html", "b.json"),
    }
    assert "Asked now" in bench.page("b")


def test_a_changed_form_is_the_only_one_loaded(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []

    def noted(path: Path, *rest: Any) -> Any:
        loaded.append(path.name)
        return load_form(path, *rest)

    monkeypatch.setattr(workshop, "load_form", noted)
    bench.save("b.yaml", form("b", "Changed"))
    assert loaded == ["b.yaml"]


def test_sources_that_did_not_change_are_not_read_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noted(path: Path) -> Any:
        read.append(path.name)
        return read_source(path)

    monkeypatch.setattr(workshop, "read_source", noted)
    bench.shop.build()
    assert read == []
    bench.save("b.yaml", form("b", "Changed"))
    assert read == ["b.yaml"]


def test_a_file_saved_with_the_same_size_is_read_again(bench: Bench) -> None:
    path = bench.write("b.yaml", form("b", "A tilte"))
    os.utime(path, ns=(1, 1))
    bench.shop.changed({path})
    assert "A tilte" in bench.page("b")


def test_the_start_page_follows_what_it_lists(bench: Bench) -> None:
    assert "index.html" in bench.written(lambda: bench.save("b.yaml", form("b", "New title")))
    assert "New title" in (bench.out / "index.html").read_text("utf-8")


def test_a_form_with_faults_keeps_its_last_good_page(bench: Bench) -> None:
    before = bench.page("b"), (bench.compiled / "b.json").read_bytes()
    assert bench.written(lambda: bench.save("b.yaml", FAULTY)) == set()
    assert [fault.message for fault in bench.shop.faults()] == [
        "“hnt” is not a setting of this short_text field. Did you mean “hint”?"
    ]
    assert (bench.page("b"), (bench.compiled / "b.json").read_bytes()) == before
    assert "A title" in (bench.out / "index.html").read_text("utf-8")


def test_faults_stay_until_they_are_put_right(bench: Bench) -> None:
    assert len(bench.save("b.yaml", FAULTY)) == 1
    assert len(bench.save("a.yaml", form("a", "Other"))) == 1
    assert "Other" in bench.page("a")
    assert bench.save("b.yaml", form("b", "Right again")) == []
    assert "Right again" in bench.page("b")


def test_one_fault_stops_no_other_form_in_a_whole_build(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    write(bench.definitions)
    bench.write("a.yaml", form("a"))
    bench.write("b.yaml", FAULTY)
    assert len(bench.shop.build()) == 1
    assert bench.pages() == {"a"}


def test_what_was_good_when_the_server_started_stays_while_there_are_faults(
    bench: Bench, tmp_path: Path
) -> None:
    bench.write("b.yaml", FAULTY)
    again = Workshop(tmp_path, bench.out, bench.compiled)
    assert len(again.build()) == 1
    assert bench.pages() == {"a", "b"}


def test_a_new_form_appears(bench: Bench) -> None:
    assert bench.save("c.yaml", form("c", "Third")) == []
    assert bench.pages() == {"a", "b", "c"}
    assert "Third" in (bench.out / "index.html").read_text("utf-8")


def test_a_removed_form_goes(bench: Bench) -> None:
    path = bench.definitions / "b.yaml"
    path.unlink()
    assert bench.shop.changed({path}) == []
    assert bench.pages() == {"a"}
    assert not (bench.compiled / "b.json").exists()
    assert "/forms/b/" not in (bench.out / "index.html").read_text("utf-8")


def test_a_form_that_changes_its_id_moves(bench: Bench) -> None:
    bench.save("b.yaml", form("bb"))
    assert bench.pages() == {"a", "bb"}
    assert "/forms/bb/" in (bench.out / "index.html").read_text("utf-8")


def test_two_forms_with_one_id_are_a_fault_and_the_first_file_has_it(bench: Bench) -> None:
    assert bench.save("c.yaml", form("b", "Second")) == ["The form id “b” is also in b.yaml"]
    assert "Second" not in bench.page("b")
    assert bench.save("b.yaml", form("d", "Moved")) == []
    assert "Second" in bench.page("b")
    assert bench.pages() == {"a", "b", "d"}


@pytest.mark.parametrize("what", ["shared/agencies.yaml", "shared/options/yes-no.yaml"])
def test_a_change_to_what_is_shared_reaches_every_form(bench: Bench, what: str) -> None:
    path = bench.definitions / what
    path.write_text(path.read_text("utf-8").replace("The Office", "The New Office"), "utf-8")
    assert bench.shop.changed({path}) == []
    assert ("The New Office" in bench.page("a")) is ("agencies" in what)


def test_a_change_to_a_template_reaches_every_page(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forms_src.pages.SERVICE", "Renamed")
    assert bench.shop.changed({bench.definitions.parent / "layouts" / "page.html"}) == []
    assert "Renamed" in bench.page("a")
    assert "Renamed" in (bench.out / "404.html").read_text("utf-8")


def test_a_fault_in_what_is_shared_is_told_with_its_file(bench: Bench) -> None:
    path = bench.definitions / "shared" / "clocks.yaml"
    path.write_text("clocks: [", "utf-8")
    faults = bench.shop.changed({path})
    assert path in {fault.file for fault in faults}
    assert bench.pages() == {"a", "b"}


def test_a_whole_build_without_faults_removes_what_is_stale(bench: Bench) -> None:
    (bench.compiled / "old.json").write_bytes(b"{}")
    (bench.out / "old.html").write_bytes(b"")
    assert bench.shop.build() == []
    assert not (bench.compiled / "old.json").exists()
    assert not (bench.out / "old.html").exists()


def test_the_routing_has_its_page_and_its_compiled_file(bench: Bench) -> None:
    faults = bench.save("shared/routing.yaml", replaced({"form: small": "form: a"}))
    assert faults == []
    assert "Which one?" in (bench.out / "which-form" / "index.html").read_text("utf-8")
    guide = Library(bench.compiled).guide()
    assert guide
    assert [outcome.id for outcome in guide.routing.outcomes] == ["later", "soon", "now"]


def test_a_routing_with_faults_keeps_its_last_good_page(bench: Bench) -> None:
    bench.save("shared/routing.yaml", replaced({"form: small": "form: a"}))
    faults = bench.save(
        "shared/routing.yaml", replaced({"form: small": "form: a", "clock: week": "clock: w"})
    )
    assert len(faults) == 1
    assert "Which one?" in (bench.out / "which-form" / "index.html").read_text("utf-8")
    guide = Library(bench.compiled).guide()
    assert guide
    assert guide.routing.outcomes[0].clock == "week"


def test_a_form_that_goes_leaves_a_fault_where_the_routing_names_it(bench: Bench) -> None:
    bench.save("shared/routing.yaml", replaced({"form: small": "form: a"}))
    path = bench.definitions / "a.yaml"
    path.unlink()
    assert [fault.message for fault in bench.shop.changed({path})] == ["There is no form “a”. It can be: b."]
    assert bench.save("a.yaml", form("a")) == []


def test_a_dictionary_is_written_when_it_is_asked_for_and_again_after_a_change(tmp_path: Path) -> None:
    definitions = write(
        tmp_path / "forms_src" / "definitions", definition("- {id: a, type: short_text, label: One}")
    )
    workshop = Workshop(tmp_path, tmp_path / "site", tmp_path / "compiled")
    assert workshop.build() == []
    page = tmp_path / "site" / "dictionary" / "small" / "index.html"
    assert not page.exists()
    workshop.prepare("/dictionary/small/")
    assert "One" in page.read_text()
    (definitions / "form-1.yaml").write_text(definition("- {id: a, type: short_text, label: Two}"), "utf-8")
    assert workshop.changed({definitions / "form-1.yaml"}) == []
    workshop.prepare("/dictionary/small/picture/")
    assert "Two" in page.read_text()


@pytest.mark.parametrize(
    "address", ["/", "/dictionary/", "/dictionary/other/", "/forms/small/", "//", "/dictionary/../small"]
)
def test_other_addresses_make_nothing(tmp_path: Path, address: str) -> None:
    write(tmp_path / "forms_src" / "definitions", definition("- {id: a, type: short_text, label: One}"))
    workshop = Workshop(tmp_path, tmp_path / "site", tmp_path / "compiled")
    assert workshop.build() == []
    workshop.prepare(address)
    assert not (tmp_path / "site" / "dictionary" / "small").exists()


def test_the_list_of_dictionaries_has_each_form_and_follows_its_title(tmp_path: Path) -> None:
    text = definition("- {id: a, type: short_text, label: One}")
    definitions = write(tmp_path / "forms_src" / "definitions", text)
    workshop = Workshop(tmp_path, tmp_path / "site", tmp_path / "compiled")
    assert workshop.build() == []
    page = tmp_path / "site" / "dictionary" / "index.html"
    assert (
        '<a href="/dictionary/small/">Data dictionary<span class="vh">: Small form</span></a>'
        in page.read_text()
    )
    (definitions / "form-1.yaml").write_text(text.replace("short_title: Small form", "short_title: New"))
    assert workshop.changed({definitions / "form-1.yaml"}) == []
    assert '<a href="/dictionary/small/">Data dictionary<span class="vh">: New</span></a>' in page.read_text()


def test_the_dictionary_of_a_form_that_is_gone_goes_with_it(tmp_path: Path) -> None:
    definitions = write(
        tmp_path / "forms_src" / "definitions", definition("- {id: a, type: short_text, label: One}")
    )
    workshop = Workshop(tmp_path, tmp_path / "site", tmp_path / "compiled")
    assert workshop.build() == []
    workshop.prepare("/dictionary/small/")
    (definitions / "form-1.yaml").unlink()
    workshop.changed({definitions / "form-1.yaml"})
    assert not (tmp_path / "site" / "dictionary" / "small" / "index.html").exists()
