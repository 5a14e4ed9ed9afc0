"""Receipts: what a person keeps. They hold no answer, and their buttons open what can be done next."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from forms_src.carrying import Carried, carried
from forms_src.library import Compiled, Library
from forms_src.origins import Origin
from lambdas.intake.documents import of_receipt
from lambdas.intake.opening import Opened, opened
from lambdas.intake.prompting import prompts_after
from lambdas.intake.request import Refused, Request
from lambdas.intake.responses import Response, html
from lambdas.ports import records
from lambdas.records.model import Report

if TYPE_CHECKING:
    from forms_src.receipt_pages import NextForm, Receipt

ANOTHER = "another"
CORRECT = "correct"
NEXT = "next-"
CARRIED = (
    "The answers from your report {reference} are filled in and marked. Check each one, and change what is "
    "different. Nothing is sent yet."
)
TOO_LATE = (
    "Your answers can no longer be carried over. That is possible for 24 hours, to keep them safe. "
    "This form is blank. When you send it, we link it to your report {reference}."
)
CORRECTING = (
    "You are correcting your report {reference}. Change what is wrong, say why, and agree to the declaration "
    "again. Nothing is sent yet."
)


def respond(token: str, request: Request, library: Library) -> Response:
    """Answer with the receipt that a secret link opens. Raises Refused (404) for any other address."""
    from forms_src.receipt_pages import receipt_page

    found, now = opened(records(), token, library), datetime.now(UTC)
    form = found.compiled.form
    prompts = prompts_after(library.guide(), form, found.report, now)
    adding = of_receipt(found.report.reference, found.address, found.events, request.query, now)
    return html(200, receipt_page(form, _receipt(found, library, now), prompts, adding))


def act(token: str, request: Request, library: Library) -> Response:
    """Answer a button of the receipt with the page it opens; nothing is stored by it. Raises Refused."""
    found = opened(records(), token, library)
    action, now = request.posted()[0].first("action"), datetime.now(UTC)
    if action == CORRECT:
        return _correction(found, now)
    target = _target(found, library, action)
    if target is None:
        raise Refused(
            400, "We could not tell what to do", "Go back to your receipt and press a button there."
        )
    return _next_page(found, target, now, another=action == ANOTHER)


def _receipt(found: Opened, library: Library, now: datetime) -> "Receipt":
    first = receipt_of(found.report, found.versions[0].sha256, found.open_until)
    return first._replace(
        corrections=tuple((version.at, version.sha256) for version in found.versions[1:]),
        address=found.address,
        is_open=found.is_open(now),
        next_forms=tuple(_next_forms(found, library)),
        another=ANOTHER if found.compiled.form.about_one_person else "",
    )


def receipt_of(report: Report, fingerprint: str, open_until: datetime) -> "Receipt":
    """Return what every receipt of a report says. `fingerprint` is of its document; no button is offered."""
    from forms_src.receipt_pages import Receipt

    return Receipt(
        reference=report.reference,
        received_at=report.received_at,
        zone=report.zone,
        zone_words=report.zone_words,
        due=report.due,
        late=report.late,
        sha256=fingerprint,
        email_sent_to=report.contact_email is not None,
        open_until=open_until,
    )


def _next_forms(found: Opened, library: Library) -> "Iterator[NextForm]":
    from forms_src.receipt_pages import NextForm

    for follow_up in found.followed_by:
        target = library.form(follow_up.form)
        if target:
            yield NextForm(f"{NEXT}{target.form.id}", target.form.title, f"/forms/{target.form.id}/")


def _target(found: Opened, library: Library, action: str) -> Compiled | None:
    """Return the form that a button starts, if this report has that button."""
    if action == ANOTHER:
        return found.compiled if found.compiled.form.about_one_person else None
    wanted = (one.form for one in found.followed_by if action == f"{NEXT}{one.form}")
    id_ = next(wanted, None)
    return library.form(id_) if id_ else None


def _next_page(found: Opened, target: Compiled, now: datetime, *, another: bool) -> Response:
    from forms_src.pages import form_page

    if not found.is_open(now):
        origin, notice = Origin(follows=found.token), TOO_LATE.format(reference=found.report.reference)
        return html(200, form_page(target.form, notice=notice, origin=origin))
    brought = _brought(found, target, another=another)
    origin = Origin(follows=found.token, carried=" ".join(sorted(brought.names)))
    notice = CARRIED.format(reference=found.report.reference)
    return html(200, form_page(target.form, brought.posted, notice=notice, origin=origin))


def _brought(found: Opened, target: Compiled, *, another: bool = False) -> Carried:
    report = found.report
    asks = (one.reference_in for one in found.followed_by if one.form == target.form.id and one.reference_in)
    return carried(
        target.form,
        found.compiled.form,
        report.answers,
        report.zone,
        another_person=another,
        known=dict.fromkeys(asks, report.reference),
    )


def _correction(found: Opened, now: datetime) -> Response:
    """Answer with the form as it was sent, to be put right."""
    from forms_src.pages import form_page

    if not found.is_open(now):
        title, *sentences = too_late(found)
        raise Refused(410, title, *sentences)
    form = found.compiled.form
    origin = Origin(corrects=found.token, corrected_version=found.versions[-1].sha256)
    notice = CORRECTING.format(reference=found.report.reference)
    return html(200, form_page(form, _brought(found, found.compiled).posted, notice=notice, origin=origin))


def too_late(found: Opened) -> tuple[str, ...]:
    """Return a title and sentences that say that a report can no longer be corrected here."""
    agency = found.compiled.form.agency
    return (
        "This report can no longer be corrected here",
        "You can correct a report for 24 hours after we received it.",
        f"To correct it now, phone the {agency.short_name} on {agency.phone}.",
        f"Give your reference number: {found.report.reference}.",
    )
