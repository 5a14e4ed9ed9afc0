"""Saving a report to go on later, opening it with its code, and sending it then."""

import re
from collections.abc import Iterable, Iterator

from lambdas.drafts.model import Draft
from lambdas.drafts.port import Drafts
from lambdas.drafts.secrets import code_hash, hash_of
from tests.faults.people import Kept, Person, Press
from tests.faults.world import World
from tests.lambdas.intake.follow_ups.conftest import typed_on
from tests.submissions import encoded

_LINK = re.compile(r"/api/drafts/([0-9a-z]{26})")
_CODE = re.compile(r"""class="reference">(\d{3}) (\d{3})<""")


def save(person: Person, press: Press) -> None:
    """Press Save until it is told “saved”."""
    body = encoded({**press.typed, "action": "save"})
    page = person.answered(lambda: person.world.ask("POST", f"/api/forms/{press.form}", body))
    assert page.status == 200, page.text
    code, link = _CODE.search(page.body), _LINK.search(page.body)
    assert link
    if code:
        person.kept[press.mark] = Kept(link[1], code[1] + code[2])


def open_again(person: Person, press: Press) -> None:
    """Open what was saved with its code, and find it as it was left."""
    kept = person.kept[press.mark]
    body = encoded({"action": "open", "code": kept.code})
    page = person.answered(lambda: person.world.ask("POST", f"/api/drafts/{kept.token}", body))
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
        elif found is None or not _opens(world, found, one, mark):
            yield "A draft that was told “saved” does not open"
    for body in world.drafts.bodies():
        if not _is_named(world.drafts, body.draft, body.name):
            yield f"{body.name} lies without its draft"


def _opens(world: World, draft: Draft, kept: Kept, mark: str) -> bool:
    return (
        draft.is_open(world.clock.now())
        and draft.code == code_hash(kept.token, kept.code)
        and mark.encode() in world.drafts.body(draft.body)
    )


def _is_named(drafts: Drafts, id_: str, name: str) -> bool:
    found = drafts.find(id_)
    return found is not None and found.body == name
