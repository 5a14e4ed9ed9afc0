"""The words of the emails: templates in forms_src/layouts/emails, as plain text and as HTML."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

import forms_src


@cache
def templates() -> Environment:
    """Return the templates, each read once."""
    return Environment(
        loader=FileSystemLoader(Path(forms_src.__file__).parent / "layouts" / "emails"),
        autoescape=select_autoescape(["html"], default_for_string=False, default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
