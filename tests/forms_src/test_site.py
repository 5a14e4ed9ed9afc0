"""The static site: complete, the same each time, and untouched by a build that fails."""

import re
from datetime import date
from pathlib import Path

import pytest

from forms_src.scripts import scripts
from forms_src.site import ROBOTS, build_site, site_command, site_paths
from tests.forms_src.html_reader import read_html
from tests.forms_src.small_forms import definition, load_texts, small_form, write
from tests.forms_src.versions.small_versions import published
from tests.real_forms import LOADED

FORMS = tuple(LOADED.forms)
WORDS = (
    "accessibility",
    "cims-incident-types",
    "collection-notice",
    "help",
    "ndis-notices",
    "privacy",
    "serious-risk-examples",
)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    build_site(LOADED, out)
    return out


def test_the_site_has_a_page_for_each_form_and_everything_around_them(site: Path) -> None:
    assert set(contents(site)) == {
        "index.html",
        "404.html",
        "robots.txt",
        "script.js",
        *(f"{page}/index.html" for page in WORDS),
        "shared-fields/index.html",
        "changes/index.html",
        "dictionary/index.html",
        "which-form/index.html",
        scripts().address[1:],
        *(f"forms/{id_}/index.html" for id_ in FORMS),
        *(f"forms/{id_}/print/index.html" for id_ in FORMS),
        *(f"dictionary/{id_}/index.html" for id_ in FORMS),
        *(f"dictionary/{id_}/{id_}.csv" for id_ in FORMS),
        *(f"dictionary/{id_}/picture/index.html" for id_ in FORMS),
    }
    assert set(contents(site)) == {str(path) for path in site_paths(LOADED)}
    assert (site / "robots.txt").read_bytes() == ROBOTS


def test_every_link_inside_the_site_leads_somewhere(site: Path) -> None:
    ids = {
        f"/{path.parent.relative_to(site)}/".replace("/./", "/"): re.findall(
            r' id="([^"]+)"', path.read_text()
        )
        for path in site.rglob("index.html")
    }
    ids |= {f"/{path.relative_to(site)}": [] for path in site.rglob("*.csv")}
    for path in site.rglob("*.html"):
        for link in read_html(path.read_text()).all("a"):
            address, _, anchor = link.attributes["href"].partition("#")
            if address.startswith("/"):
                assert address in ids, f"{path} links to {address}"
                assert not anchor or anchor in ids[address], f"{path} links to {address}#{anchor}"


def test_titles_are_unique(site: Path) -> None:
    titles = [read_html(path.read_text()).all("title")[0].text for path in site.rglob("*.html")]
    assert len(titles) == len(set(titles))


def test_the_same_input_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    build_site(LOADED, tmp_path)
    assert contents(tmp_path) == contents(site)


def test_what_earlier_builds_left_is_removed(tmp_path: Path) -> None:
    stale = [tmp_path / "forms" / "gone" / "index.html", tmp_path / "old.css", tmp_path / "deep" / "er" / "x"]
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"old")
    build_site(load_texts(definition()), tmp_path)
    assert not any(path.exists() or path.parent.exists() for path in stale if path.parent != tmp_path)
    assert not (tmp_path / "old.css").exists()
    assert (tmp_path / "forms" / "small" / "index.html").exists()


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    definitions = write(tmp_path / "definitions", definition())
    mine = tmp_path / "home" / "letter.txt"
    mine.parent.mkdir()
    mine.write_bytes(b"mine")
    assert site_command(mine.parent, definitions) == 1
    assert "holds other files" in capsys.readouterr().out
    assert contents(mine.parent) == {"letter.txt": b"mine"}


def test_a_page_that_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    build_site(load_texts(definition()), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")}
    build_site(load_texts(definition()), tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")} == before


def test_the_command_builds_what_is_published_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    definitions = write(tmp_path / "definitions", definition(title="Not yet"), definition(id="new"))
    published(definitions, small_form(title="As published"), date(2026, 1, 1))
    assert site_command(tmp_path / "site", definitions) == 0
    assert capsys.readouterr().out == (
        f"1 form built in {tmp_path / 'site'}\n"
        "new was never published and is left out. To publish it: build.py publish new\n"
    )
    assert "As published" in (tmp_path / "site" / "forms" / "small" / "index.html").read_text()
    assert not (tmp_path / "site" / "forms" / "new").exists()


def test_with_any_fault_the_command_says_them_all_and_leaves_the_old_site_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    definitions = write(tmp_path / "definitions", definition())
    published(definitions, small_form(), date(2026, 1, 1))
    assert site_command(tmp_path / "site", definitions) == 0
    before = contents(tmp_path / "site")
    capsys.readouterr()
    faulty = definition("- {id: x, type: short_txt, label: X}", id="other", shorttitle="X")
    write(definitions, definition(title="Changed"), faulty)
    assert site_command(tmp_path / "site", definitions) == 1
    out = capsys.readouterr().out.splitlines()
    assert [re.sub(r"^.*/form-2.yaml:\d+: ", "", line) for line in out] == [
        "“shorttitle” is not a setting. Did you mean “short_title”?",
        "“short_txt” is not a type of field. Did you mean “short_text”?",
    ]
    assert contents(tmp_path / "site") == before
