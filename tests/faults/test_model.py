"""Thousands of steps in any order. A failure prints what repeats it; `--hypothesis-seed=N` repeats a run."""

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.faults.model import Service

pytestmark = pytest.mark.no_cover
RUNS, STEPS = 120, 40

TestService = Service.TestCase
TestService.settings = settings(
    max_examples=RUNS,
    stateful_step_count=STEPS,
    deadline=None,
    print_blob=True,
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # to shrink takes minutes; the steps are few and told
    suppress_health_check=list(HealthCheck),
)
