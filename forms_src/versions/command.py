"""The commands on versions: `build.py publish` and `build.py diff`."""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from forms_src.changes.notice import Notice, markdown
from forms_src.checking import every_fault
from forms_src.faults import nearest
from forms_src.files import write_whole
from forms_src.loading import Loaded, load
from forms_src.versions.draft import substance
from forms_src.versions.published import read_published
from forms_src.versions.publishing import NotPublished, Wish, next_version, write
from forms_src.versions.spans import today_of

NOTICES = Path(".build", "notices")


def publish_command(root: Path, wish: Wish, now: datetime | None = None) -> int:
    """Publish a version and say what was done; with any fault, or where it may not be, say why, return 1."""
    loaded = _loaded(root)
    faults = every_fault(root, loaded, loaded.published)
    if any(fault.level == "error" for fault in faults):
        _say(*faults, "Nothing was published: put these right first.")
        return 1
    try:
        notice = next_version(wish, loaded, _today(loaded, wish.form, now))
        written = write(notice, loaded, root / "forms_src" / "definitions")
    except NotPublished as why:
        _say(why)
        return 1
    form = notice.after
    _say(markdown(notice), *_taken_back(notice))
    _say(f"Version {form.version} of {form.id} is published. Keep these files together:")
    _say(*(f"  {path.relative_to(root)}" for path in written))
    return 0


def _today(loaded: Loaded, form_id: str, now: datetime | None) -> date:
    now = now or datetime.now(UTC)
    form = loaded.forms.get(form_id)
    return today_of(form, now) if form else now.date()


def _taken_back(notice: Notice) -> Iterator[str]:
    """Yield a sentence for each version that now never starts."""
    yield from (f"Version {number} is taken back: it never starts." for number in notice.takes_back)


def diff_command(root: Path, form_id: str, before: int | None = None, after: int | None = None) -> int:
    """Print what changed, and write it as a notice; return 1 where there is nothing to compare.

    Without numbers, the definition as it is now is compared with the last version.
    """
    loaded = _loaded(root)
    if faults := [*loaded.faults, *loaded.published.faults]:
        _say(*faults)
        return 1
    try:
        notice = _between(loaded, form_id, before, after)
    except NotPublished as why:
        _say(why)
        return 1
    path = root / NOTICES / f"{form_id}-{notice.after.version}.md"
    write_whole(path, markdown(notice).encode())
    _say(markdown(notice), f"This notice is in {path.relative_to(root)}")
    return 0


def _between(loaded: Loaded, form_id: str, before: int | None, after: int | None) -> Notice:
    draft, versions = loaded.forms.get(form_id), loaded.published.of(form_id)
    if draft is None:
        raise NotPublished(f"There is no form {form_id}.{nearest(form_id, loaded.forms)}")
    if not versions:
        words = f"To publish it: python3 build.py publish {form_id} --from DAY"
        raise NotPublished(f"{form_id} was never published, so there is nothing to compare. {words}")
    unknown = [number for number in (before, after) if number is not None and not 0 < number <= len(versions)]
    if unknown:
        raise NotPublished(f"{form_id} has no version {unknown[0]}. Its last one is {len(versions)}.")
    last = versions[(before or len(versions)) - 1]
    old = last.form
    if after:
        new = versions[after - 1]
        return Notice(new.form, old, new.entry.published_on, new.entry.reason)
    if last.substance == substance(draft):
        raise NotPublished(f"Nothing has changed since version {old.version}.")
    return Notice(draft.model_copy(update={"version": len(versions) + 1}), old)


def _loaded(root: Path) -> Loaded:
    definitions = root / "forms_src" / "definitions"
    loaded = load(definitions)
    loaded.published = read_published(definitions)
    return loaded


def _say(*lines: object) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
