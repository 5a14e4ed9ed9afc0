"""Whether conditions of a form can ever hold."""

from functools import cached_property

from forms_src.branches import Shown, TooManyBranches, branches, can_hold, siblings
from forms_src.conditions import Condition
from forms_src.definition import Inquiry
from forms_src.plan import Step, both, written_out


class Never:
    """Tells whether conditions of one form can never hold. Circles must have been ruled out."""

    def __init__(self, form: Inquiry) -> None:
        """Take the form."""
        self.form = form
        self.shown = Shown(form)

    @cached_property
    def groups(self) -> dict[str, Step]:
        """The groups of the form by their ids."""
        return {step.field.id: step for step in self.shown.steps if step.inner}

    def __call__(self, condition: Condition, group: str = "") -> bool:
        """Return whether a condition as written, of the form or of one item of a group, can never hold."""
        return self.of_shown(self.deep(condition, group), self.groups.get(group))

    def fails(self, condition: Condition, group: str = "") -> bool:
        """Return whether a condition as written can never fail."""
        return self.of_shown(opposite(self.deep(condition, group)), self.groups.get(group))

    def deep(self, condition: Condition, group: str = "") -> Condition:
        """Return a condition as written, facts written out, each test joined to its field being shown."""
        step = self.groups.get(group)
        return self.shown.deep(written_out(condition, self.form), siblings(step) if step else None)

    def of_shown(self, condition: Condition, group: Step | None = None) -> bool:
        """Judge a condition as `deep` returns it, or one that stands alone."""
        fields = dict(self.form.fields_by_id)
        if group:
            fields |= {one.field.id: one.field for one in group.inner}
        try:
            return not any(can_hold(branch, fields) for branch in branches(condition))
        except (TooManyBranches, RecursionError):
            return False

    def when_shown(self, step: Step, group: Step | None = None) -> Condition | None:
        """Return the whole of what shows a field, in an item of a group if given; None for always."""
        outer = self.shown.of((group or step).field.id)
        return both(outer, self.shown.of_inner(group, step)) if group else outer


def opposite(condition: Condition) -> Condition:
    """Return the condition that holds when this one does not."""
    return Condition.model_validate({"not": condition})
