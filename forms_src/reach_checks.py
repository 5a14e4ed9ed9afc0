"""What can never be reached in a form, or never be left: each check is named for the fault it finds."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from forms_src.conditions import Condition
from forms_src.definition import Inquiry, Rule
from forms_src.fields.checkboxes.field import Checkboxes
from forms_src.fields.choice import ChoiceField
from forms_src.fields.group.field import Group
from forms_src.never import Never, opposite
from forms_src.plan import Step, both, written_out
from forms_src.written import Found, Path, field_named, placed_fields, written_conditions


class Asked(NamedTuple):
    """A field as it is asked, with its path, and the group whose items ask it."""

    path: Path
    step: Step
    group: Step | None


def asked(never: Never) -> Iterator[Asked]:
    """Yield every field that stands in the definition, those of items after their group."""
    paths = {(one.group.id if one.group else "", one.field.id): one.path for one in placed_fields(never.form)}
    for step in never.shown.steps:
        if path := paths.get(("", step.field.id)):
            yield Asked(path, step, None)
        for one in step.inner:
            if path := paths.get((step.field.id, one.field.id)):
                yield Asked(path, one, step)


def conditions_never_true(never: Never) -> Iterator[Found]:
    """Conditions that no answers can make true."""
    form = never.form
    for s, section in enumerate(form.sections):
        if section.show_when and never(section.show_when):
            words = f"The section “{section.id}” can never be shown: its condition is never true"
            yield Found(("sections", s, "show_when"), words)
    for path, step, group in asked(never):
        if _is_never_shown(never, step, group) and _contradicted(never, step, group) is None:
            words = f"“{step.field.id}” can never be shown: its condition is never true"
            yield Found((*path, "show_when"), words)
    yield from _decisions_never_true(never)


def _is_never_shown(never: Never, step: Step, group: Step | None) -> bool:
    """Return whether a field with a condition of its own is never shown, where what it stands in may be."""
    section = step.section.show_when
    if step.field.show_when is None or (section and never(section)):
        return False
    outer = never.shown.of(group.field.id) if group else None
    whole = never.when_shown(step, group)
    return whole is not None and not (outer and never.of_shown(outer)) and never.of_shown(whole, group)


def _decisions_never_true(never: Never) -> Iterator[Found]:
    form = never.form
    for n, fact in enumerate(form.facts):
        if never(fact.true_when):
            yield Found(("facts", n, "true_when"), f"The fact “{fact.id}” can never be true")
    for n, rule in enumerate(form.rules):
        if never(rule.wrong_when, rule.group):
            words = f"The rule “{rule.id}” can never be broken: its condition is never true"
            yield Found(("rules", n, "wrong_when"), words)
    for path, condition in form.own_conditions():
        if never(condition):
            yield Found(path, f"“{path[-1]}” is never true, whatever is answered")


def conditions_that_contradict(never: Never) -> Iterator[Found]:
    """Fields whose condition and another one, each possible alone, can never be true together."""
    for path, step, group in asked(never):
        other = _contradicted(never, step, group) if _is_never_shown(never, step, group) else None
        if other:
            words = f"“{step.field.id}” can never be shown: its condition contradicts {other}"
            yield Found((*path, "show_when"), words)


def _contradicted(never: Never, step: Step, group: Step | None) -> str | None:
    """Return what a field's own condition goes against, in words; None if it is never true alone."""
    form = never.form
    own = written_out(step.field.show_when, form) if step.field.show_when else None
    if own is None or never.of_shown(own, group):
        return None
    section = written_out(step.section.show_when, form) if step.section.show_when else None
    if section and never.of_shown(Condition(all=(own, section)), group):
        return f"that of its section “{step.section.id}”"
    if group and group.shown_when and never.of_shown(Condition(all=(own, group.shown_when)), group):
        return f"that of its group “{group.field.id}”"
    inner = {one.field.id: one.shown_when for one in group.inner} if group else {}
    for name in sorted(own.fields()):
        shown = inner[name] if name in inner else never.shown.of(name.partition(".")[0])
        if shown and never.of_shown(Condition(all=(own, shown)), group):
            return f"the one that shows “{name}”"
    return "those that show what it asks about"


def conditions_always_true(never: Never) -> Iterator[Found]:
    """Conditions that no answers can make false: they decide nothing."""
    form = never.form
    for path, condition, group in written_conditions(form):
        if path[0] != "rules" and never.fails(condition, group.id if group else ""):
            yield Found(path, "This condition is always true, whatever is answered: take it out, or mend it")
    for n, rule in enumerate(form.rules):
        if never.fails(rule.wrong_when, rule.group):
            words = f"The rule “{rule.id}” is always broken: nobody could send this form"
            yield Found(("rules", n, "wrong_when"), words)


def required_questions_never_asked(never: Never) -> Iterator[Found]:
    """Questions that must be answered, in a section or group that can never be shown."""
    for path, step, group in asked(never):
        section = step.section
        if not step.field.required or not step.field.takes_answer:
            continue
        if section.show_when and never(section.show_when):
            holder = f"section “{section.id}”"
        elif group and (outer := never.shown.of(group.field.id)) and never.of_shown(outer):
            holder = f"group “{group.field.id}”"
        else:
            continue
        words = f"“{step.field.id}” is required but never asked: its {holder} can never be shown"
        yield Found((*path, "id"), words)


def rules_never_judged(never: Never) -> Iterator[Found]:
    """Rules whose own question is hidden whenever their condition holds: they would stay silent."""
    form = never.form
    for n, rule in enumerate(form.rules):
        broken, shown = never.deep(rule.wrong_when, rule.group), _question_shown(never, rule)
        group = never.groups.get(rule.group)
        if shown and not never.of_shown(broken, group) and never.of_shown(_all(broken, shown), group):
            words = f"The rule “{rule.id}” is never told: “{rule.field}” is hidden whenever it is broken"
            yield Found(("rules", n, "field"), words)


def _question_shown(never: Never, rule: Rule) -> Condition | None:
    group = never.groups.get(rule.group)
    name = rule.field.rpartition(".")[2]
    step = next((one for one in (group.inner if group else never.shown.steps) if one.field.id == name), None)
    return never.when_shown(step, group) if step else None


def _all(one: Condition, other: Condition) -> Condition:
    return both(one, other) or one


def options_that_cannot_be_sent(never: Never) -> Iterator[Found]:
    """Options that a rule at their own question refuses, whatever else is answered."""
    form = never.form
    for n, rule in enumerate(form.rules):
        told = _question_shown(never, rule)
        refused = never.deep(rule.wrong_when, rule.group)
        group = never.groups.get(rule.group)
        for field, option in _options_in(form, rule):
            chosen = never.deep(field.chosen_when(option), rule.group)
            let = opposite(_all(refused, told) if told else refused)
            if not never.of_shown(chosen, group) and never.of_shown(_all(chosen, let), group):
                words = f"Nobody can send “{option}” of “{field.id}”: the rule “{rule.id}” always refuses it"
                yield Found(("rules", n, "wrong_when"), words)


def _options_in(form: Inquiry, rule: Rule) -> Iterator[tuple[ChoiceField, str]]:
    """Yield each option of a rule's own question that its condition speaks of, once."""
    group = form.fields_by_id.get(rule.group)
    named = {
        (test.field or "", option, option == test.includes): None
        for test in written_out(rule.wrong_when, form).walk()
        for option in (test.equals, test.includes, *(test.one_of or ()))
        if option and test.field == rule.field.rpartition(".")[2]
    }
    for name, option, is_of_many in named:
        field = field_named(form, name, group if isinstance(group, Group) else None)
        suits = isinstance(field, Checkboxes) is is_of_many
        if isinstance(field, ChoiceField) and suits and option in field.labels:
            yield field, option


REACH: tuple[Callable[[Never], Iterator[Found]], ...] = (
    conditions_never_true,
    conditions_that_contradict,
    conditions_always_true,
    required_questions_never_asked,
    rules_never_judged,
    options_that_cannot_be_sent,
)
