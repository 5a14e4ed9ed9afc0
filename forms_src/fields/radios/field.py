"""One of several options, all in view."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from forms_src.fields.base import Parsed, Problem, When
from forms_src.fields.choice import ChoiceField
from forms_src.posted import Posted


class Radios(ChoiceField):
    """One option; nothing is chosen to begin with."""

    type: Literal["radios"]

    patterns: ClassVar[Mapping[str, str]] = {
        "required": "Select {name}",
        "not_an_option": "Select {name} from the list",
    }

    def read(self, posted: Posted, name: str, _when: When) -> Parsed:
        """Return the id of the option."""
        chosen = posted.first(name)
        return Parsed(chosen) if chosen in self.labels else Parsed(problem=Problem("not_an_option"))
