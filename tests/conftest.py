"""What holds for every test: nothing is judged by the time it takes, and what is started can be stopped."""

import signal

from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure() -> None:
    """Let Ctrl-C reach what tests start. A shell has what it starts in the background ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
