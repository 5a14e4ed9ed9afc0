"""What a person does: presses Send, and again while nobody says “received”; corrects; follows up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from lambdas.documents.events import Verdict
from lambdas.documents.settling import File
from tests.faults.world import TRIES, World
from tests.lambdas.intake.follow_ups.conftest import first_report, typed_on
from tests.lambdas.intake.pages import Answer
from tests.submissions import Typed, encoded, moment

TOO_LATE = 410  # to correct a report
TRIED_AGAIN = {503}  # a fault that was foreseen, and is told as “not sent”
_LATE: Typed = {"late_reason": "We were with the person."}
_SIGNED: Typed = {"signed": ["words_true"], "signed_by": "Robin Sample"}
_REASON: Typed = {"correction_reason": "The level was wrong."}
_SECOND: Typed = {
    "provider": "Sample Care",
    "kinds": ["burn"],
    "level": "low",
    **{f"staff-{n}-{part}": value for n in (1, 2) for part, value in (("name", "Sam"), ("role", "cook"))},
}
_TEXT = {"first": "what", "second": "more"}  # the question of each form whose answer is the mark


@dataclass
class Press:
    """A page with Send on it. `mark` is an answer that no other press has; `told` the receipt's address.

    What was `put_away` is saved, and its page is closed.
    """

    form: str
    typed: Typed = field(repr=False)
    mark: str
    told: str = ""
    refused: int = 0
    pressed: bool = False
    put_away: bool = False


@dataclass(frozen=True)
class Kept:
    """What a person wrote down when they were told “saved”, and when they last were."""

    token: str
    code: str
    at: datetime


@dataclass
class Sent:
    """A file that the store took, what its scan found if anybody said, and whether a receipt says “added”."""

    file: File = field(repr=False)
    verdict: Verdict | None = None
    told_added: bool = False


class Person:
    """Somebody at a browser, and every press of Send they made."""

    def __init__(
        self,
        world: World,
        presses: Sequence[Press] = (),
        kept: Mapping[str, Kept] | None = None,
        files: Sequence[Sent] = (),
    ) -> None:
        self.world = world
        self.presses = list(presses)
        self.kept = dict(kept or {})  # by the mark of the report
        self.files = list(files)

    def page(self, form: str, typed: Mapping[str, str | list[str]]) -> Press:
        """Fill in a form; the key is that of its check page."""
        mark = f"What happened {uuid4()}"
        key = {"submission_key": str(uuid4()), "action": "send"}
        press = Press(form, {**typed, _TEXT[form]: mark, **_LATE, **key}, mark)
        self.presses.append(press)
        return press

    def report(self) -> Press:
        """Fill in a first report of an hour ago."""
        at = self.world.clock.now() - timedelta(hours=1)
        return self.page("first", first_report(**moment("aware_at", at)))

    def press(self, press: Press) -> bool:
        """Press Send once; return whether there is an end: “received”, or a refusal that no retry heals."""
        press.pressed = True
        answer = self.world.ask("POST", f"/api/forms/{press.form}", encoded(press.typed))
        if answer is None or answer.status in TRIED_AGAIN:
            return False
        if answer.status == 409 and "corrected_version" in answer.hidden:
            press.typed = {**press.typed, "corrected_version": answer.hidden["corrected_version"]}
            return False
        if answer.status == 303:
            press.told = answer.location
        press.refused = 0 if press.told else answer.status
        return True

    def send(self, press: Press | None = None) -> Press:
        """Press Send until there is an end."""
        press = press or self.report()
        until(lambda: self.press(press))
        return press

    def open_receipt(self, press: Press) -> Answer:
        """Look at the receipt."""
        return self.answered(lambda: self.world.ask("GET", press.told))

    def correction(self, press: Press) -> Press | None:
        """Fill in a correction of a report that was received; None when it is too late for that."""
        page = self._button(press, "correct")
        if page.status == TOO_LATE:
            return None
        return self._checked("first", {**typed_on(page), **_SIGNED, **_REASON})

    def follow_up(self, press: Press) -> Press | None:
        """Fill in the form that follows a report that was received."""
        aware = moment("aware_at", self.world.clock.now() - timedelta(hours=1))
        typed = typed_on(self._button(press, "next-second"))
        return self._checked("second", {**typed, **_SECOND, **_SIGNED, **aware})

    def answered(self, ask: Callable[[], Answer | None]) -> Answer:
        """Ask until there is an answer that is not of a fault."""
        found: list[Answer] = []

        def once() -> bool:
            answer = ask()
            found.extend([answer] if answer and answer.status not in TRIED_AGAIN else [])
            return bool(found)

        until(once)
        return found[0]

    def _button(self, press: Press, action: str) -> Answer:
        return self.answered(lambda: self.world.ask("POST", press.told, encoded({"action": action})))

    def _checked(self, form: str, typed: Typed) -> Press | None:
        press = self.page(form, typed)
        check = encoded({**press.typed, "action": "check"})
        page = self.answered(lambda: self.world.ask("POST", f"/api/forms/{form}", check))
        if page.status == TOO_LATE:
            self.presses.remove(press)
            return None
        assert page.status == 200, page.text
        return press


def until(act: Callable[[], bool]) -> None:
    """Do something until it is done. Raises AssertionError when that takes too often."""
    assert any(act() for _ in range(TRIES)), f"Not done in {TRIES} tries"
