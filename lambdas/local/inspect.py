"""The /_local/ pages: what a developer or tester may look into, and nobody on AWS has."""

from collections.abc import Mapping

from forms_src.library import Library
from lambdas.local import attention_pages, fault_pages, mail_pages, previews, record_pages
from lambdas.local.fault_pages import FaultPages
from lambdas.local.page import Answer, link, missing, page
from lambdas.local.reload import SCRIPT, Reload
from lambdas.local.routes import LOCAL, LocalPage
from lambdas.mail.local import LocalMail
from lambdas.records.port import Records

MAIL_LIST = "/_local/mail.json"


def local_pages(
    records: Records, mail: LocalMail, reload: Reload, library: Library, faults: FaultPages
) -> Mapping[str, LocalPage]:
    """Every page below /_local/ by its prefix."""
    mails = mail_pages.MailPages(mail)
    return {
        LOCAL: _start,
        attention_pages.PREFIX: attention_pages.AttentionPages(records).page,
        MAIL_LIST: mails.as_json,
        mail_pages.PREFIX: mails.page,
        record_pages.PREFIX: record_pages.RecordPages(records).page,
        fault_pages.PREFIX: faults.page,
        previews.PREFIX: previews.Previews(library).page,
        SCRIPT: reload.script,
    }


def _start(path: str) -> Answer:
    if path:
        return missing("There is no such local page.")
    addresses = {"Site": "/", "Mail": mail_pages.PREFIX, "Mail as JSON": MAIL_LIST}
    addresses["Records"] = record_pages.PREFIX
    addresses["What needs a person"] = attention_pages.PREFIX
    addresses["Previews of forms"] = previews.PREFIX
    addresses[fault_pages.LIST[1]] = fault_pages.PREFIX
    items = "".join(f"<li>{link(address, words)}</li>" for words, address in addresses.items())
    return page("Local pages", f"<ul>{items}</ul>", above=())
