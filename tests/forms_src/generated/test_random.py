"""Random valid submissions of every form are accepted as they were meant; with one wrong answer they are not.

All kinds of wrong answer to all questions are gone over in `test_corruptions`; here they meet random company.
"""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from forms_src.definition import Form
from forms_src.posted import Posted
from tests.forms_src.generated.every import FORMS, TODAY, each_form, read
from tests.submissions.generated import Submission, generator
from tests.submissions.generated.corruptions import Corruption, Target, corruptions

COUNT = 2000  # one in four with a wrong answer
FROM_ONE_SEED = 20
OF_OTHER_DAYS = 50
SEEDS = st.integers(0, 2**64 - 1)  # a draw for each answer would take hypothesis far longer than the reading
# Other tests mean the lines that run here, and show them covered; to measure them again takes longer than
# everything else here.
pytestmark = pytest.mark.no_cover
once = settings(
    max_examples=COUNT // FROM_ONE_SEED,
    phases=[Phase.generate],  # a smaller seed makes no smaller submission
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@each_form(TODAY)
def test_2000_submissions_are_accepted_or_refused_if_one_answer_is_wrong(form: Form) -> None:
    seen: set[tuple[int, int]] = set()

    @once
    @given(SEEDS)
    def accepted_or_refused(seed: int) -> None:
        rng = Random(seed)
        for number in range(FROM_ONE_SEED):
            submission = generator(form).submission(rng)
            (_is_accepted if number % 4 else _is_refused)(form, submission, rng)
            seen.add((seed, number))

    accepted_or_refused()
    assert len(seen) == COUNT


@each_form(form for form in FORMS if form.is_of_another_day)
def test_valid_submissions_of_the_other_editions_are_accepted(form: Form) -> None:
    for seed in range(OF_OTHER_DAYS):
        rng = Random(seed)
        _is_accepted(form, generator(form).submission(rng), rng)


def _is_accepted(form: Form, submission: Submission, rng: Random) -> None:
    """Check one in four with the answers of hidden questions left in: they are dropped."""
    posted = submission.posted if rng.random() < 0.75 else submission.with_hidden(rng)
    reading = read(form, posted)
    assert reading.faults == [], posted
    assert reading.answers == submission.answers, posted
    assert reading.shown == submission.shown.keys(), posted


def _is_refused(form: Form, submission: Submission, rng: Random) -> None:
    target, corruption, posted = _spoiled(submission, rng)
    faults = {(one.name, one.code) for one in read(form, posted).faults}
    assert (target.name, corruption.code) in faults, (corruption.kind, posted)


def _spoiled(submission: Submission, rng: Random) -> tuple[Target, Corruption, Posted]:
    names = list(submission.shown)
    while True:
        name = rng.choice(names)
        target = Target(submission.shown[name], name, submission.pairs, submission.when)
        for corruption in rng.sample(corruptions(target.field), len(corruptions(target.field))):
            change = corruption.change(target)
            if change is not None:
                return target, corruption, submission.posted.replaced(change)
