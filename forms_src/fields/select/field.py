"""One of many options, in a native list."""

from typing import Literal

from forms_src.fields.radios.field import Radios


class Select(Radios):
    """One option of a long list, read as radios are."""

    type: Literal["select"]  # type: ignore[assignment]
