"""The link of a draft by email: handed over at once, for the store must not hold it, so it cannot wait."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from secrets import token_hex

from forms_src.answers import Fault
from forms_src.deadlines import moment_words
from forms_src.fields.base import When
from forms_src.fields.email.field import Email
from forms_src.library import Compiled
from forms_src.posted import Posted
from lambdas.drafts.model import Draft
from lambdas.drafts.secrets import Held, code_hash, code_of
from lambdas.intake.responses import Response
from lambdas.intake.saved import address_of, saved_page
from lambdas.intake.saving import Opening, Saved
from lambdas.intake.tokens import same
from lambdas.mail.addresses import AddressRefused, address, named_address
from lambdas.mail.port import MailRefused, MailUnavailable, MailUnclear
from lambdas.ports import drafts, mail
from lambdas.settings import settings

ADDRESS = Email(type="email", id="email", label="Email address", name="your email address")
NOT_EMAILED = "We could not email the link. Write it down: it is on this page"
UNCLEAR = "We cannot tell if the email went. Write the link down: it is on this page"
ENOUGH = "We cannot email this link again. Write it down: it is on this page"


def email_link(
    held: Held, draft: Draft, compiled: Compiled, typed: Posted, posted: Posted, now: datetime
) -> Response:
    """Email the link of a draft to the address that was posted, and say whether it was handed over."""
    saved = Saved(draft, Opening(held, _code_on_page(held, draft, posted)))
    to = ADDRESS.parse(posted, ADDRESS.id, When(now, "UTC", "UTC"))
    status, problem = 200, None
    if to.problem:
        status, problem = 422, Fault(ADDRESS.id, ADDRESS.id, to.problem.code, ADDRESS.message(to.problem))
    elif not drafts().count_email(draft.id):
        status, problem = 429, Fault("", "", "enough", ENOUGH)
    else:
        try:
            mail().send(message(str(to.value), held, draft, compiled, now))
        except (AddressRefused, MailUnavailable, MailRefused):
            status, problem = 503, Fault("", "", "not_emailed", NOT_EMAILED)
        except MailUnclear:
            status, problem = 503, Fault("", "", "unclear", UNCLEAR)
    wrong = posted.printable().first(ADDRESS.id) if problem else ""
    sent = "" if problem else str(to.value)
    return saved_page(status, compiled, typed, now, saved, email=wrong, emailed_to=sent, problem=problem)


def _code_on_page(held: Held, draft: Draft, posted: Posted) -> str:
    """Return the code that the page showed, so that it stays on the screen, if it is the right one."""
    code = code_of(posted.first("code")) or ""
    return code if same(draft.code, code_hash(held.token, code)) else ""


def message(to: str, held: Held, draft: Draft, compiled: Compiled, now: datetime) -> EmailMessage:
    """Return the email. It holds the link, and neither the code nor anything of the answers.

    Raises AddressRefused. Until when it is kept is said in the time of the form’s first place: that of the
    place answered would tell it.
    """
    from lambdas.mail.templates import templates

    place = compiled.form.places[0]
    words = {
        "address": address_of(held.token),
        "until": moment_words(draft.expires_at, place.zone, place.zone_words),
    }
    email = EmailMessage(policy=SMTP)
    email["From"] = named_address(settings().mail_from)
    email["To"] = address(to)
    email["Subject"] = "The link to your draft. It is not sent"
    email["Date"] = format_datetime(now)
    email["Message-ID"] = f"<{token_hex(16)}@{email['From'].addresses[0].domain}>"
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(templates().get_template("draft_link.txt").render(words), cte="quoted-printable")
    html = templates().get_template("draft_link.html").render(words)
    email.add_alternative(html, subtype="html", cte="quoted-printable")
    return email
