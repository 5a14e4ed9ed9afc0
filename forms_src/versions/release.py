"""What is released: the published versions, and nothing that is still being worked on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from forms_src.definition import Form
from forms_src.faults import Fault
from forms_src.library import compile_spans, compile_version
from forms_src.loading import Loaded, load
from forms_src.versions.published import Published, Version, read_published, wrong_numbers
from forms_src.versions.spans import in_effect, spans_of, today_of


def release(definitions: Path, now: datetime | None = None) -> Loaded:
    """Load what is released now: each form as published and in effect today, the rest as defined.

    A form that was never published is left out. With any fault nothing is to be released.
    """
    loaded, published = load(definitions), read_published(definitions)
    numbers = wrong_numbers(loaded.forms, loaded.paths, published)
    faults = [*loaded.faults, *published.faults, *numbers]
    if not published.faults:
        faults += _leading_nowhere(definitions, loaded, published)
        loaded = replace(loaded, forms=_in_effect(loaded, published, now or datetime.now(UTC)))
    return replace(loaded, faults=sorted({*faults}), published=published)


def _in_effect(loaded: Loaded, published: Published, now: datetime) -> dict[str, Form]:
    versions = {id_: found for id_ in loaded.forms if (found := published.of(id_))}
    return {id_: version_in_effect(of_form, now) for id_, of_form in versions.items()}


def version_in_effect(versions: tuple[Version, ...], now: datetime) -> Form:
    """Return the version in effect, as it is today. Takes at least one version."""
    forms = [version.form for version in versions]
    form = forms[in_effect(spans_of(forms), now).version - 1]
    return form.as_of(today_of(form, now))


def _leading_nowhere(definitions: Path, loaded: Loaded, published: Published) -> Iterator[Fault]:
    for outcome in loaded.routing.outcomes if loaded.routing else ():
        if outcome.form and not published.of(outcome.form):
            words = f"This leads to {outcome.form}, which was never published: publish it first"
            yield Fault(definitions / "shared" / "routing.yaml", 1, words, "forms-never-published")


def compile_versions(published: Published, folder: Path) -> set[Path]:
    """Write every version that was, is or will be in effect, and when; return the files.

    Reports made on each are kept, and opened with it.
    """
    spans = {id_: spans_of([one.form for one in of_form]) for id_, of_form in published.by_form.items()}
    written = {
        compile_version(id_, span.version, published.of(id_)[span.version - 1].content, folder)
        for id_, of_form in spans.items()
        for span in of_form
    }
    return written | {compile_spans(spans, folder)}
