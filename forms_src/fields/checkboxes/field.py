"""Any number of options."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from forms_src.conditions import Condition
from forms_src.fields.base import Parsed, Problem, When
from forms_src.fields.choice import ChoiceField
from forms_src.posted import Posted


class Checkboxes(ChoiceField):
    """Options that go together; an exclusive one, such as “None of these”, goes with no other."""

    type: Literal["checkboxes"]
    many_values: ClassVar[bool] = True

    patterns: ClassVar[Mapping[str, str]] = {
        "required": "Select {name}",
        "not_an_option": "Select {name} from the list",
        "exclusive": "Select {name}, or select “{option}” alone",
    }

    def chosen_when(self, option: str) -> Condition:
        """Return the condition that the option is among those chosen."""
        return Condition(field=self.id, includes=option)

    def read(self, posted: Posted, name: str, _when: When) -> Parsed:
        """Return the ids of the options, in the order of the form."""
        chosen = {value for value in posted.all(name) if value}
        if not chosen <= self.labels.keys():
            return Parsed(problem=Problem("not_an_option"))
        alone = [option for option in self.options if option.exclusive and option.id in chosen]
        if alone and len(chosen) > 1:
            return Parsed(problem=Problem("exclusive", details={"option": alone[0].label}))
        return Parsed([option.id for option in self.options if option.id in chosen])

    def typed(self, name: str, value: Any, _zone: str) -> dict[str, tuple[str, ...]]:
        """Return the ticks."""
        return {name: tuple(value)}
