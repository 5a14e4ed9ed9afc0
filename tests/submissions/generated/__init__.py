"""Valid submissions made from the definition of a form, and each way to make one invalid.

`valid_submission(form, rng)` is what most suites need: post `pairs`, expect `answers`.
"""

from random import Random

from forms_src.definition import Form
from tests.real_forms import LOADED
from tests.submissions.generated.generator import NOW, Generator, NoSubmission, Submission
from tests.submissions.generated.goals import Where

__all__ = ["NOW", "Generator", "NoSubmission", "Submission", "Where", "generator", "valid_submission"]

_KNOWN: dict[int, Generator] = {}


def generator(form: Form) -> Generator:
    """Return the generator of a form that uses the calendars of the definitions, made once."""
    if id(form) not in _KNOWN:
        _KNOWN[id(form)] = Generator(form, LOADED.calendars)
    return _KNOWN[id(form)]


def valid_submission(form: Form, rng: Random, *where: Where) -> Submission:
    """Return a submission that the form accepts at `NOW`, at random; with `where`, one that meets it.

    Raises `NoSubmission` where no answers were found that do.
    """
    return generator(form).submission(rng, *where)
