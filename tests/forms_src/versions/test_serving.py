"""While a form is edited, its pages say that they are not published, and what was published still opens."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forms_src.library import Library
from forms_src.versions.draft import as_draft
from forms_src.workshop import NOT_PUBLISHED, Workshop
from tests.forms_src.small_forms import definition, small_form, write
from tests.forms_src.versions.small_versions import published

NOW = datetime(2026, 6, 10, tzinfo=UTC)


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    made = Workshop(tmp_path, tmp_path / "site", tmp_path / "compiled")
    write(made.definitions, definition())
    published(made.definitions, small_form(), date(2026, 1, 1))
    assert made.build() == []
    return made


def page(shop: Workshop) -> str:
    return (shop.out / "forms" / "small" / "index.html").read_text()


def edit(shop: Workshop, text: str, name: str = "form-1.yaml") -> None:
    path = shop.definitions / name
    path.write_text(text)
    assert shop.changed({path}) == []


def test_a_form_as_published_says_nothing_and_is_that_version(shop: Workshop) -> None:
    assert NOT_PUBLISHED not in page(shop)
    assert 'name="form_version" value="1"' in page(shop)


def test_a_form_that_is_being_changed_says_so_and_is_the_next_version(shop: Workshop) -> None:
    edit(shop, definition(title="Another"))
    assert NOT_PUBLISHED in page(shop)
    assert 'name="form_version" value="2"' in page(shop)
    library = Library(shop.compiled)
    current, earlier = library.form("small"), library.form("small", 1)
    assert current
    assert earlier
    assert (current.form.version, current.form.title) == (2, "Another")
    assert earlier.form.title == "A small form"
    assert [library.standing("small", number, NOW) for number in (1, 2, 3)] == ["taken", "taken", "unknown"]
    edit(shop, definition())
    assert NOT_PUBLISHED not in page(shop)


def test_a_form_that_was_never_published_says_so(shop: Workshop) -> None:
    edit(shop, definition(id="new", title="New"), "new.yaml")
    assert NOT_PUBLISHED in (shop.out / "forms" / "new" / "index.html").read_text()


def test_an_edited_version_is_told_and_the_pages_stay(shop: Workshop) -> None:
    path = shop.definitions / "published" / "small" / "1.json"
    path.write_text("{}")
    [fault] = shop.build()
    assert fault.message.startswith("Version 1 of small was changed after it was published.")
    assert "A small form" in page(shop)


def test_each_edition_of_a_draft_has_its_number(shop: Workshop) -> None:
    dated = "- {id: n, type: short_text, label: N, effective_from: 2026-07-01}"
    found = as_draft(small_form(dated), published(shop.definitions, small_form(), date(2026, 1, 2)))
    assert {one.version for one in (found, *found.editions)} == {3}
