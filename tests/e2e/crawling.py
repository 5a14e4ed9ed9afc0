"""A browser that goes where the pages lead, with hostile answers, and hears what goes wrong on the way."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle
from urllib.parse import unquote, urlsplit

from playwright.sync_api import BrowserContext, Dialog, Locator, Response

from forms_src.definition import Form
from forms_src.posted import Posted
from tests.e2e.filling import answer, next_page, show_all
from tests.lambdas.hostile.reading import faults_of_page
from tests.lambdas.hostile.strings import MARK, STRINGS, fitting
from tests.submissions import VALID, Typed, encoded
from tests.submissions.generated import generator

LINKS = "[...document.querySelectorAll('a[href]:not([download])')].map(a => a.href)"
FILES = "[...document.querySelectorAll('a[download]')].map(a => a.href)"
IN_PLACE = ("add-", "remove-")  # what the script does without a request


def hostile(form: Form) -> Typed:
    """Return a valid submission with a hostile string in each text that takes one, each string in turn."""
    typed = VALID[form.id]()
    strings = cycle(STRINGS.values())
    made: dict[str, str | list[str]] = {}
    for name in typed:
        group, _, rest = name.partition("-")
        field = form.fields_by_id.get(f"{group}.{rest.partition('-')[2]}" if rest else name)
        text = fitting(field, next(strings)) if field else None
        made |= {name: text} if text else {}
    reader, body = generator(form).reader, Posted.from_body(encoded({**typed, **made}))
    wrong = {fault.name for fault in reader.read(body, datetime.now(UTC)).faults}
    return {**typed, **{name: text for name, text in made.items() if name not in wrong}}


class Crawler:
    """One page of a context, and what is wrong: `faults` has every fault with the address it was found at."""

    def __init__(self, context: BrowserContext, site: str, *, script: bool) -> None:
        self.faults: list[str] = []
        self.seen: set[str] = set()
        self.pressed: list[str] = []
        self._site, self._script = site, script
        self.page = context.new_page()
        context.on("request", lambda one: self._asked(one.url))
        context.on("response", self._answered)
        context.on("console", lambda one: self._said(one.type, one.text))
        context.on("weberror", lambda one: self._fault(f"script: {one.error}"))
        context.on("dialog", self._dialog)

    def _fault(self, words: str) -> None:
        self.faults.append(f"{self.page.url}: {words}")

    def _asked(self, url: str) -> None:
        if MARK.lower() in unquote(url).lower():
            self._fault(f"an answer is in the address {url}")
        if not url.startswith((self._site, "data:")):
            self._fault(f"a request goes to {url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self._fault(f"{response.status} from {response.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self._fault(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and "responded with a status of 4" not in text:
            self._fault(f"{kind}: {text}")

    def look(self) -> None:
        """Note what of a hostile string came alive in the page."""
        self.faults += [f"{self.page.url}: {fault}" for fault in faults_of_page(self.page.content())]

    def follow_links(self, start: str) -> None:
        """Visit every page of the site that links lead to."""
        left = [start]
        while left:
            path = left.pop()
            if path not in self.seen:
                self.seen.add(path)
                answered = self.page.goto(path)
                if answered is None or answered.status != 200:
                    self._fault("a link leads nowhere")
                if any(self.page.request.get(url).status != 200 for url in self.page.evaluate(FILES)):
                    self._fault("a file to download is not there")
                left += sorted(self._paths())

    def _paths(self) -> Iterator[str]:
        for url in self.page.evaluate(LINKS):
            if url.startswith(self._site):
                yield urlsplit(url).path

    def press(self, button: Locator) -> None:
        """Press a button, wait for the page that follows, and look at it."""
        value = button.get_attribute("value") or ""
        self.pressed.append(value)
        if self._script and value.startswith(IN_PLACE):
            button.click()
        else:
            with next_page(self.page):
                button.click()
            show_all(self.page)
        self.look()

    def press_value(self, value: str) -> None:
        """Press the last button that can be seen with a value."""
        self.press(self.page.locator(f"button[value='{value}']:visible").last)

    def values(self, start: str) -> list[str]:
        """Return the values of the buttons that can be seen whose value starts so, each once."""
        found = self.page.locator(f"button[value^='{start}']:visible")
        return list(dict.fromkeys(found.evaluate_all("all => all.map(one => one.value)")))

    def send(self, form: Form) -> str:
        """Answer a form with hostile strings, press all there is on the way, and return its receipt."""
        self.page.goto(f"/forms/{form.id}/")
        answer(self.page, hostile(form))
        for add in self.values("add-"):
            self.press_value(add)
            self.press_value(self.values(add.replace("add-", "remove-"))[-1])
        self.press_value("check")
        for change in ("first", "last"):
            self.press(getattr(self.page.locator("button[value='edit']:visible"), change))
            self.press_value("check")
        self.press_value("send")
        return self.page.url

    def press_all_on(self, receipt: str, form: Form) -> None:
        """Press each button of a receipt; correct the report."""
        self.page.goto(receipt)
        for value in [value for value in self.values("") if value != "print"]:
            self.page.goto(receipt)
            self.press_value(value)
        self.page.goto(receipt)
        self.press_value("correct")
        answer(self.page, {**hostile(form), "correction_reason": STRINGS["script element"]})
        self.press_value("check")
        self.press_value("send")
