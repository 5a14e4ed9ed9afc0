"""Answers put into a page at once, and what the page then shows."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from playwright.sync_api import Page

from forms_src.posted import Posted

Typed = Mapping[str, str | Sequence[str]]

FILL = """typed => {
  const form = document.getElementById('report');
  form.reset();
  for (const [name, value] of Object.entries(typed)) {
    for (const input of form.querySelectorAll(`[name="${name}"]`)) {
      if (input.type === 'radio' || input.type === 'checkbox') input.checked = value.includes(input.value);
      else input.value = value;
    }
  }
  form.dispatchEvent(new Event('input', {bubbles: true}));
}"""
FAULTS = """() => Array.from(document.querySelectorAll('.errors a'))
  .map((link) => [link.hash.slice(1), link.textContent])"""
SHOWN = "names => names.filter((name) => document.getElementById(name).getClientRects().length)"


def fill(page: Page, typed: Typed) -> None:
    """Answer these questions and no other."""
    page.evaluate(
        FILL, {name: value if isinstance(value, str) else list(value) for name, value in typed.items()}
    )


def faults(page: Page) -> list[tuple[str, str]]:
    """Return the input and the words of each link in the error summary."""
    return [(id_, words) for id_, words in page.evaluate(FAULTS)]


def shown(page: Page, names: Sequence[str]) -> set[str]:
    """Return which of these inputs the page shows."""
    found: list[Any] = page.evaluate(SHOWN, list(names))
    return set(found)


def posted(typed: Typed) -> Posted:
    """Return what a browser would post."""
    return Posted(
        {name: (value,) if isinstance(value, str) else tuple(value) for name, value in typed.items()}
    )


def day(name: str, *boxes: str | int) -> dict[str, str]:
    """Return a day, or a moment, as its boxes."""
    parts = ("day", "month", "year", "time")
    return {f"{name}-{part}": str(box) for part, box in zip(parts, boxes, strict=False)}


def on(name: str, when: date, *time: str) -> dict[str, str]:
    """Return a day, or a moment, as its boxes."""
    return day(name, when.day, when.month, when.year, *time)
