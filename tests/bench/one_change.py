"""One changed form of 1,000, from save to page in `serve`: noticed, checked, rendered, compiled, written.

Beside it, bare rendering of that one page. Run: python -m tests.bench.one_change
"""

import sys
import threading
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from forms_src.loading import load_form
from forms_src.pages import form_page
from forms_src.shared import load_shared
from forms_src.sources import read_source
from forms_src.workshop import Workshop
from lambdas.local.watch import Watch
from tests.bench.many_forms import project_with

COUNT, ROUNDS = 1000, 15


class Saver:
    """Saves a change to one form and waits until its page has it."""

    def __init__(self, root: Path) -> None:
        """Build every form once and start watching."""
        self.workshop = Workshop(root, root / "site", root / "forms")
        self.workshop.build()
        self.path = root / "forms_src" / "definitions" / "form-500.yaml"
        self.page = root / "site" / "forms" / "form-500" / "index.html"
        self.ready = threading.Event()
        self.watch = Watch(root / "forms_src", self._changed)
        self.watch.start()

    def _changed(self, paths: set[Path]) -> None:
        self.workshop.changed(paths)
        self.ready.set()

    def save(self, n: int) -> float:
        """Save the n-th change; return the seconds until the page shows it."""
        text = self.path.read_text()
        title = next(line for line in text.splitlines() if line.startswith("title: "))
        self.ready.clear()
        start = perf_counter()
        self.path.write_text(text.replace(title, f"title: Tell the Commission, change {n}", 1))
        self.ready.wait(10)
        taken = perf_counter() - start
        if f"change {n}" not in self.page.read_text():
            raise RuntimeError("The page does not show the change")
        return taken


def main() -> None:
    """Print the median and the worst time from save to page, and bare rendering."""
    with project_with(COUNT) as root:
        saver = Saver(root)
        sleep(0.5)
        times = []
        for n in range(ROUNDS):
            times.append(saver.save(n) * 1000)
            sleep(0.1)
        saver.watch.stop()
        form, _faults = load_form(
            saver.path, load_shared(saver.path.parent / "shared", read_source), read_source
        )
    if form is None:
        raise RuntimeError("The form has faults")
    start = perf_counter()
    form_page(form)
    bare = (perf_counter() - start) * 1000
    line = f"{COUNT} forms, one saved: median {median(times):.0f} ms, worst {max(times):.0f} ms (budget 100)"
    sys.stdout.write(f"{line}; bare rendering {bare:.0f} ms, ratio {median(times) / bare:.1f}\n")


if __name__ == "__main__":
    main()
