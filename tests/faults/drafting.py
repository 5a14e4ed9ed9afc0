"""Saving a report to go on later, opening it with its code, and sending it then."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from lambdas.drafts.model import KEPT_FOR, Draft
from lambdas.drafts.port import Drafts
from lambdas.drafts.secrets import code_hash, hash_of
from tests.faults.people import Kept, Person, Press
from tests.faults.world import World
from tests.lambdas.intake.follow_ups.conftest import typed_on
from tests.submissions import encoded

BACK = timedelta(days=2)  # more than the clock goes back while one request is answered
_LINK = re.compile(r"/api/drafts/([0-9a-z]{26})")
_CODE = re.compile(r"""class="reference">(\d{3}) (\d{3})<""")


def save(person: Person, press: Press) -> None:
    """Press Save until it is told “saved”."""
    began = person.world.clock.now()
    body = encoded({**press.typed, "action": "save"})
    page = person.answered(lambda: person.world.ask("POST", f"/api/forms/{press.form}", body))
    assert page.status == 200, page.text
    code, link = _CODE.search(page.body), _LINK.search(page.body)
    assert link
    if code:
        person.kept[press.mark] = Kept(link[1], code[1] + code[2], began)
    else:
        person.kept[press.mark] = replace(person.kept[press.mark], at=began)
    press.put_away = True


def open_again(person: Person, press: Press) -> None:
    """Open what was saved with its code, and find it as it was left; nothing when its time is over."""
    kept = person.kept[press.mark]
    body = encoded({"action": "open", "code": kept.code})
    page = person.answered(lambda: person.world.ask("POST", f"/api/drafts/{kept.token}", body))
    press.put_away = False
    if _is_over(person.world, kept) and page.status == 404:
        return
    assert page.status == 200, page.text
    typed = typed_on(page)
    assert [press.mark] in typed.values()
    press.typed = {**typed, "action": "send"}


def drafts_broken(world: World, kept: dict[str, Kept], received: Iterable[str]) -> Iterator[str]:
    """Whoever was told “saved” can open it, or has sent it, and never both. Nothing lies about."""
    for mark, one in kept.items():
        found = world.drafts.find(hash_of(one.token))
        if mark in received:
            if found:
                yield "A draft is open, and was sent"
        elif not _is_over(world, one) and (found is None or not _opens(world, found, one, mark)):
            yield "A draft that was told “saved” does not open"
    for body in world.drafts.bodies():
        if not _is_named(world.drafts, body.draft, body.name):
            yield f"{body.name} lies without its draft"


def _is_over(world: World, kept: Kept) -> bool:
    """Whether its time may have been over once; the clock may have gone back since, or while it was saved."""
    return world.clock.latest > kept.at + KEPT_FOR - BACK


def _opens(world: World, draft: Draft, kept: Kept, mark: str) -> bool:
    return (
        draft.is_open(world.clock.now())
        and draft.code == code_hash(kept.token, kept.code)
        and mark.encode() in world.drafts.body(draft.body)
    )


def _is_named(drafts: Drafts, id_: str, name: str) -> bool:
    found = drafts.find(id_)
    return found is not None and found.body == name
