"""The notice of a version: what changes, from when, for whom, what to do by when; and the change log."""

from datetime import date
from pathlib import Path

import pytest

from forms_src.changes.notice import Notice, markdown
from forms_src.changes.published import notices
from forms_src.reading.grades import Count
from forms_src.site import build_site
from forms_src.versions.published import Published, read_published
from tests.forms_src.html_reader import read_html
from tests.forms_src.small_forms import definition, load_texts, small_form
from tests.forms_src.versions.small_versions import published

OLD = "- {id: a, type: short_text, label: A, required: false}"
NEW = "- {id: a, type: short_text, label: A}"
NOTICE = """\
# Small form: version 2

This version of “A small form” starts on Wednesday 1 July 2026. Boss approved it on Thursday 1 January 2026.

Systems were told later than they should be. The reason: The Act changes.

## For people who fill in the form

- You must now answer “A”.

## For systems that send reports

- `a` must now have an answer. **You must change your system.**

## For people who read reports and exports

Nothing changes.

## What to do, and by when

- If you fill in the form on this site, there is nothing to do.
- A page that was opened before can be sent until the end of Thursday 30 July 2026.
- If your own system sends reports, change it by Wednesday 1 July 2026.
- Reports on version 1 are taken until the end of Thursday 30 July 2026.

## Earlier reports

These changes are not made to earlier reports. Each report keeps the version that it was made on. If you \
correct one, you see the questions of that version.
"""


@pytest.fixture
def versions(tmp_path: Path) -> Published:
    """The second breaks systems; the third was taken back by the fourth, which is the second again."""
    for fields, day, reason in [(OLD, 1, None), (NEW, 7, "The Act changes."), (OLD, 9, None), (NEW, 9, None)]:
        published(tmp_path, small_form(fields), date(2026, day, 1), reason=reason)
    return read_published(tmp_path)


def test_a_notice_says_all_that_a_policy_update_says(versions: Published) -> None:
    assert markdown(notices(versions.of("small"))[1]) == NOTICE


def test_it_reads_at_grade_8_or_lower() -> None:
    assert Count.of(NOTICE).grade <= 8


def test_a_change_that_breaks_nothing_asks_nothing_of_systems() -> None:
    text = markdown(Notice(small_form(NEW, version="2", title="Other"), small_form(NEW), date(2026, 1, 1)))
    assert "If your own system sends reports, you do not need to change it." in text
    assert "must change" not in text


def test_what_is_not_published_has_no_day_yet() -> None:
    text = markdown(Notice(small_form(NEW), small_form(OLD)))
    assert "starts on the day it is published for. It is not published yet." in text
    assert "A page that was opened before can be sent for 30 days more." in text


def test_the_first_version_and_one_taken_back_change_nothing(versions: Published) -> None:
    first, _second, third, fourth = map(markdown, notices(versions.of("small")))
    assert "It is the first version of this form." in first
    assert "This version was taken back before it began." in third
    assert third.startswith("# Small form: version 3\n\nThis version of “A small form” was to start on ")
    assert not [one for one in (first, third, fourth) if "##" in one]


def test_a_version_taken_back_to_an_earlier_one_says_which_and_what_never_starts(versions: Published) -> None:
    fourth = notices(versions.of("small"))[3]
    assert fourth.back_again == "It is the same as version 2, so nothing changes."
    assert markdown(fourth).endswith(
        "Boss approved it on Thursday 1 January 2026.\n\n"
        "Version 3 was taken back and never starts. "
        "If your own system was made ready for it, change that back."
        "\n\nIt is the same as version 2, so nothing changes.\n"
    )


def test_a_version_back_to_one_of_long_ago_says_which_and_what_changes_by_it(tmp_path: Path) -> None:
    for fields, month in [(OLD, 1), (NEW, 7), (OLD, 9)]:
        published(tmp_path, small_form(fields), date(2026, month, 1))
    _, second, third = notices(read_published(tmp_path).of("small"))
    assert (second.back_again, third.back_again) == ("", "It is the same as version 1.")
    text = markdown(third)
    assert "\n\nIt is the same as version 1.\n\n## For people" in text
    assert "- You can now leave “A” blank." in text


def test_a_version_is_not_said_to_be_the_same_as_one_that_never_started(tmp_path: Path) -> None:
    for fields, month in [(OLD, 1), (NEW, 7), (OLD, 7), (NEW, 9)]:
        published(tmp_path, small_form(fields), date(2026, month, 1))
    *_, third, fourth = notices(read_published(tmp_path).of("small"))
    assert third.back_again == "It is the same as version 1, so nothing changes."
    assert fourth.back_again == ""
    assert fourth.changes


def test_a_new_version_in_place_of_one_that_never_started_says_so(tmp_path: Path) -> None:
    other = "- {id: a, type: short_text, label: A, required: false, max_length: 100}"
    for fields, month in [(OLD, 1), (NEW, 7), (other, 7)]:
        published(tmp_path, small_form(fields), date(2026, month, 1))
    text = markdown(notices(read_published(tmp_path).of("small"))[2])
    assert "\n\nVersion 2 was taken back and never starts.\n\n## For people" in text


def test_words_of_a_form_are_shown_as_they_are() -> None:
    label = "'<b>*Q* [x](y) # _z_</b>'"
    form = small_form(f"- {{id: a, type: short_text, label: {label}}}")
    text = markdown(Notice(form, small_form(NEW), date(2026, 1, 1)))
    assert r"“\<b\>\*Q\* \[x\](y) \# \_z\_\</b\>”" in text


def test_the_site_has_a_change_log_of_each_form_with_each_notice(versions: Published, tmp_path: Path) -> None:
    loaded = load_texts(definition(NEW, version="4"))
    loaded.published = versions
    out = tmp_path / "site"
    build_site(loaded, out)
    index = read_html((out / "changes" / "index.html").read_text())
    assert [
        one.attributes["href"] for one in index.all("a") if one.attributes["href"].startswith("/changes/")
    ] == ["/changes/small/"]
    log = (out / "changes" / "small" / "index.html").read_text()
    assert [n for n in "4321" if f'href="/changes/small/{n}/"' in log] == list("4321")
    assert log.count("Taken back before it began.") == 1
    assert "From Tuesday 1 September 2026. It is the same as version 2, so nothing changes.<" in log
    assert "From Wednesday 1 July 2026. Changes: 2.<" in log
    assert "Changes: 0" not in log
    second = (out / "changes" / "small" / "2" / "index.html").read_text()
    assert "You must now answer “A”." in second
    assert '<a href="/changes/small/">Every version of this form</a>' in second
    assert "<code>a</code> must now have an answer. <strong>You must change your system.</strong>" in second
    loaded.published = Published()
    build_site(loaded, out)
    assert not (out / "changes" / "small").exists()


def test_the_titles_of_the_change_log_differ(versions: Published, tmp_path: Path) -> None:
    loaded = load_texts(definition(NEW, version="4"))
    loaded.published = versions
    build_site(loaded, tmp_path / "site")
    titles = [read_html(path.read_text()).all("title")[0].text for path in tmp_path.rglob("*.html")]
    assert len(titles) == len(set(titles))
