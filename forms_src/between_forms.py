"""What is checked between forms, once each is sound by itself: what follows what, and shared field ids."""

from collections.abc import Iterator, Mapping, Set

from forms_src.definition import Form
from forms_src.faults import nearest
from forms_src.written import Found, Path, found_by, placed_fields


def check_between(forms: Mapping[str, Form], known: Set[str]) -> Iterator[tuple[str, Found]]:
    """Yield each fault with the id of its form. `known` are the ids of all forms, sound or not."""
    types = first_types(forms)
    for form in forms.values():
        for found in (
            *found_by(forms_that_there_are_not, form, known),
            *found_by(fields_for_the_reference_that_are_not, form, forms),
            *found_by(ids_of_another_type, form, types),
        ):
            yield form.id, found


def first_types(forms: Mapping[str, Form]) -> dict[str, tuple[str, str]]:
    """Return, for each field id, its type in the first form that has it, and that form's id."""
    last_first = reversed([*forms.values()])
    return {id_: (type_, form.id) for form in last_first for id_, type_ in form.types.items()}


def forms_that_there_are_not(form: Form, known: Set[str]) -> Iterator[Found]:
    """Follow-ups by forms that do not exist."""
    for n, follow_up in enumerate(form.followed_by):
        if follow_up.form not in known:
            words = f"There is no form “{follow_up.form}”.{nearest(follow_up.form, known)}"
            yield Found(("followed_by", n, "form"), words)


def fields_for_the_reference_that_are_not(form: Form, forms: Mapping[str, Form]) -> Iterator[Found]:
    """Fields that are to hold the earlier reference, but that the form that follows does not have."""
    for n, follow_up in enumerate(form.followed_by):
        other, id_ = forms.get(follow_up.form), follow_up.reference_in
        if other and id_ and other.types.get(id_) != "short_text":
            texts = [one for one, type_ in other.types.items() if type_ == "short_text"]
            words = f"“{other.id}” has no line of text “{id_}”.{nearest(id_, texts)}"
            yield Found(("followed_by", n, "reference_in"), words)


def ids_of_another_type(form: Form, types: Mapping[str, tuple[str, str]]) -> Iterator[Found]:
    """Ids that another form gives to a field of another type: answers to them could not be carried over."""
    for id_, type_ in form.types.items():
        first, other = types[id_]
        if first != type_:
            words = (
                f"“{id_}” is of type {type_} here and {first} in {other}: one id has one type in all forms"
            )
            yield Found(_path_of(form, id_), words)


def _path_of(form: Form, id_: str) -> Path:
    for path, field, group in placed_fields(form):
        prefix = f"{group.id}." if group else ""
        if f"{prefix}{field.id}" == id_:
            return (*path, "type")
        if any(f"{prefix}{one.id}" == id_ for one in field.companions()):
            return (*path, "options")
    return ()
