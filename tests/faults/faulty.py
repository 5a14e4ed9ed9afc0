"""Faults put at calls of the ports: each call has a number, and a fault is armed at a number.

| fault | the effect | what the caller gets |
|---|---|---|
| before | none | the port's own failure |
| after | done | the port's own failure |
| hangs | none | the port's own failure, 20 seconds later |
| hangs_after | done | the port's own failure, 20 seconds later |
| twice | done, and asked for again | the second answer |
| killed_before | none | nothing: the process is gone |
| killed_after | done | nothing: the process is gone |
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from tests.faults.clock import Clock

HANGS_FOR = timedelta(seconds=20)


class Fault(StrEnum):
    """What becomes of one call."""

    BEFORE = "before"
    AFTER = "after"
    HANGS = "hangs"
    HANGS_AFTER = "hangs_after"
    TWICE = "twice"
    KILLED_BEFORE = "killed_before"
    KILLED_AFTER = "killed_after"


_NO_EFFECT = {Fault.BEFORE, Fault.HANGS, Fault.KILLED_BEFORE}
_KILLS = {Fault.KILLED_BEFORE, Fault.KILLED_AFTER}
_HANGS = {Fault.HANGS, Fault.HANGS_AFTER}


class Killed(BaseException):
    """The process is gone. No code of the product may catch it."""


@dataclass(frozen=True)
class Call:
    """One call of a port, such as `records.commit`, and the fault that struck it."""

    port: str
    operation: str
    struck: Fault | None

    @property
    def name(self) -> str:
        return f"{self.port}.{self.operation}"


@dataclass
class Faults:
    """Which call, counted from 1 over all ports, meets which fault. What `down` names always fails."""

    clock: Clock
    armed: Mapping[int, Fault] = field(default_factory=dict)
    down: frozenset[str] = frozenset()
    calls: list[Call] = field(default_factory=list)

    @property
    def struck(self) -> list[Call]:
        return [call for call in self.calls if call.struck]

    def calm(self) -> None:
        """From now on nothing fails."""
        self.armed, self.down = {}, frozenset()

    def strike(self, port: str, operation: str, unavailable: Exception, act: Callable[[], Any]) -> Any:
        """Make one call, as it is fated. Raises `unavailable` or Killed, or what the call itself raises."""
        fault = self.armed.get(len(self.calls) + 1)
        if f"{port}.{operation}" in self.down:
            fault = Fault.BEFORE
        self.calls.append(Call(port, operation, fault))
        if fault is None:
            return act()
        return self._struck(fault, unavailable, act)

    def _struck(self, fault: Fault, unavailable: Exception, act: Callable[[], Any]) -> Any:
        if fault in _HANGS:
            self.clock.move(HANGS_FOR)
        if fault not in _NO_EFFECT:
            act()
        if fault is Fault.TWICE:
            return act()
        raise Killed if fault in _KILLS else unavailable


class Faulty:
    """A port whose calls meet their faults."""

    def __init__(self, port: str, inner: Any, faults: Faults, unavailable: type[Exception]) -> None:
        self._port, self._inner, self._faults, self._unavailable = port, inner, faults, unavailable

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        whole: Callable[..., Any] = getattr(self._inner, operation)

        def called(*given: Any, **named: Any) -> Any:
            failure = self._unavailable("a fault was put here")
            return self._faults.strike(self._port, operation, failure, lambda: whole(*given, **named))

        return called
