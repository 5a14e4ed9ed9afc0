"""An answer to one field, drawn at random: a value for each type, as it stands in JSON."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from forms_src.branches import Literal
from forms_src.conditions import Condition, age, day_of
from forms_src.fields.base import BaseField, When
from forms_src.fields.checkboxes.field import Checkboxes
from forms_src.fields.choice import ChoiceField
from forms_src.fields.date.field import Date
from forms_src.fields.declaration.field import Declaration
from forms_src.fields.long_text.field import LongText
from forms_src.fields.moment.field import Moment
from forms_src.fields.number.field import Number
from forms_src.fields.short_text.field import ShortText
from forms_src.identifiers import IDENTIFIERS

WORDS = (
    "Pat",
    "O’Neil",
    "Zoë",
    "fell",
    "in the kitchen",
    "at 9",
    "=1+1",
    "<b>",
    "& more",
    "100%",
    "李",
    "{x}",
)
PHONES = ("03 9000 0000", "0400 000 000", "+61 3 9000 0000", "(03) 9000-0000 ext 12", "131450")


@dataclass(slots=True)
class Wanted:
    """What an answer has to go with: what it must be, what is answered already, the clocks that must run out.

    `late` is True for the start of a clock that must have run out, False for one that must not.
    """

    rng: Random
    when: When
    tests: Sequence[Literal] = ()
    known: Mapping[str, Any] = field(default_factory=dict)
    late: bool | None = None

    def same_as(self) -> Any:
        """Return the answer that this one must be the same as, if there is one."""
        others = (test.same_as for test, holds in self.tests if holds and test.same_as)
        return next((self.known[other] for other in others if other in self.known), None)


def value_of(one: BaseField, wanted: Wanted) -> Any:
    """Return a valid answer to a field; it need not pass the tests yet, but has a fair chance to."""
    same = wanted.same_as() if wanted.tests else None
    return VALUES[one.type](one, wanted) if same is None else same


def _short_text(one: ShortText, wanted: Wanted) -> str:
    if one.identifier:
        identifier = IDENTIFIERS[one.identifier]
        return identifier.tidy(identifier.example)
    return _text(wanted.rng, one.max_length, " ")


def _long_text(one: LongText, wanted: Wanted) -> str:
    return _text(wanted.rng, one.max_length, wanted.rng.choice((" ", "\n", "\n\n")))


def _text(rng: Random, longest: int, between: str) -> str:
    if rng.random() < 0.02:
        return "x" * longest
    return between.join(rng.choices(WORDS, k=rng.randint(1, 4)))[:longest].strip()


def _email(_one: BaseField, wanted: Wanted) -> str:
    return f"{wanted.rng.choice(('robin', 'r.sample', 'r+1'))}@{wanted.rng.choice(('', 'mail.'))}example.com"


def _phone(_one: BaseField, wanted: Wanted) -> str:
    return wanted.rng.choice(PHONES)


def _number(one: Number, wanted: Wanted) -> int:
    near = min(one.max, one.min + 12)
    return wanted.rng.choice((one.min, one.max, wanted.rng.randint(one.min, near)))


def _one_option(one: ChoiceField, wanted: Wanted) -> str:
    named = [(set(_named_options(test)), holds) for test, holds in wanted.tests if _named_options(test)]
    fit = [id_ for id_ in one.labels if all((id_ in ids) is holds for ids, holds in named)]
    return wanted.rng.choice(fit or [*one.labels])


def _named_options(test: Condition) -> tuple[str, ...]:
    return (test.equals,) if test.equals else test.one_of or ()


def _options(one: Checkboxes, wanted: Wanted) -> list[str]:
    must = {test.includes for test, holds in wanted.tests if holds and test.includes}
    never = {test.includes for test, holds in wanted.tests if not holds and test.includes}
    free = [option for option in one.options if option.id not in never]
    alone = [option.id for option in free if option.exclusive and must <= {option.id}]
    together = [option.id for option in free if not option.exclusive]
    if alone and (must or not together or wanted.rng.random() < 0.2):
        return [wanted.rng.choice(alone)]
    chosen = must.union(wanted.rng.sample(together, wanted.rng.randint(1, len(together))) if together else ())
    return [option.id for option in one.options if option.id in chosen]


def _statements(one: Declaration, _wanted: Wanted) -> list[str]:
    return [statement.id for statement in one.statements]


def _date(one: Date, wanted: Wanted) -> str:
    today, rng = wanted.when.today, wanted.rng
    near = sorted({*_days_of_tests(wanted), *_known_days(wanted)})
    drawn = rng.choice([*near, _any_day(rng, today, one.must_be)])
    if one.must_be == "past":
        return min(drawn, today).isoformat()
    return (max(drawn, today) if one.must_be == "future" else drawn).isoformat()


def _any_day(rng: Random, today: date, must_be: str) -> date:
    days = rng.choice((0, 1, rng.randint(2, 60), rng.randint(61, 34_000)))
    ahead = must_be == "future" or (must_be == "any" and rng.random() < 0.3)
    return today + timedelta(days=min(days, 20_000)) if ahead else today - timedelta(days=days)


def _days_of_tests(wanted: Wanted) -> list[date]:
    """Return days on each side of what the tests ask for, the nearest ones included."""
    today, days = wanted.when.today, []
    for test, _holds in wanted.tests:
        if test.age_under:
            birthday = today.replace(year=today.year - test.age_under, day=min(today.day, 28))
            days += [birthday - timedelta(days=400), birthday + timedelta(days=400)]
            days += [day for n in range(-3, 4) if age(day := birthday + timedelta(days=n), today) >= 0]
        if test.on_or_after:
            days += [test.on_or_after + timedelta(days=n) for n in (-300, -1, 0, 1, 300)]
    return days


def _known_days(wanted: Wanted) -> list[date]:
    """Return the days already answered that tests compare with, and those beside them."""
    known = [day_of(value) for value in _compared(wanted)]
    return [day + timedelta(days=n) for day in known for n in (-1, 0, 1)]


def _compared(wanted: Wanted) -> list[str]:
    pairs = ((test.field, test.before) for test, _holds in wanted.tests if test.before)
    found = {wanted.known.get(name or "") for names in pairs for name in names}
    return sorted(value for value in found if isinstance(value, str))


def _moment(one: Moment, wanted: Wanted) -> str:
    now = wanted.when.now.replace(second=0, microsecond=0)
    zone = ZoneInfo(wanted.when.zone)
    near = [_instant(value, zone) for value in _compared(wanted)]
    beside = [at + timedelta(minutes=n) for at in near for n in (-90, -1, 0, 1, 90)]
    fixed = [datetime.combine(day, now.time(), zone) for day in sorted(set(_days_of_tests(wanted)))]
    drawn = wanted.rng.choice([*beside, *fixed, *_any_moments(one, wanted, now)])
    if one.must_be == "past":
        drawn = min(drawn, now)
    elif one.must_be == "future":
        drawn = max(drawn, now + timedelta(minutes=1))
    return drawn.astimezone(UTC).astimezone(zone).isoformat()


def _any_moments(one: Moment, wanted: Wanted, now: datetime) -> list[datetime]:
    rng = wanted.rng
    if wanted.late is True:
        return [now - timedelta(days=rng.randint(200, 500))] * 6
    recent, older = [0, 1, rng.randint(2, 50)], [1, rng.randint(2, 3000), rng.randint(3001, 900_000)]
    minutes = recent if wanted.late is False else older
    ahead = -1 if one.must_be == "future" or (one.must_be == "any" and rng.random() < 0.3) else 1
    return [now - ahead * timedelta(minutes=n) for n in minutes]


def _instant(value: str, zone: ZoneInfo) -> datetime:
    at = datetime.fromisoformat(value)
    return at if at.tzinfo else at.replace(hour=12, tzinfo=zone)


# Groups are drawn field by field, and guidance asks nothing: neither has a value of its own here.
VALUES: dict[str, Callable[[Any, Wanted], Any]] = {
    "checkboxes": _options,
    "date": _date,
    "declaration": _statements,
    "email": _email,
    "long_text": _long_text,
    "moment": _moment,
    "number": _number,
    "phone": _phone,
    "radios": _one_option,
    "select": _one_option,
    "short_text": _short_text,
}
