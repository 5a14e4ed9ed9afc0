"""Faults put at calls of the ports: each call has a number, and a fault is armed at a number.

| fault | the effect | what the caller gets |
|---|---|---|
| before | none | the port's failure |
| after | done | the port's failure that says that nobody can tell |
| hangs | none | the same, 20 seconds later |
| hangs_after | done | the same, 20 seconds later |
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
    """Which call, counted from 1 over all ports, meets which fault. What `down` names always fails.

    `meanwhile` is what happens just before a call: somebody else is at it, or the clock jumps.
    """

    clock: Clock
    armed: Mapping[int, Fault] = field(default_factory=dict)
    down: frozenset[str] = frozenset()
    meanwhile: Mapping[int, Callable[[], object]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)

    @property
    def struck(self) -> list[Call]:
        return [call for call in self.calls if call.struck]

    def calm(self) -> None:
        """From now on nothing fails."""
        self.armed, self.down, self.meanwhile = {}, frozenset(), {}

    def strike(self, port: str, operation: str, raises: "Raises", act: Callable[[], Any]) -> Any:
        """Make one call, as it is fated. Raises a failure of the port or Killed, or what the call raises."""
        number = len(self.calls) + 1
        fault = self.armed.get(number)
        if f"{port}.{operation}" in self.down:
            fault = Fault.BEFORE
        self.calls.append(Call(port, operation, fault))
        if number in self.meanwhile:
            self.meanwhile[number]()
        if fault is None:
            return act()
        return self._struck(fault, raises, act)

    def _struck(self, fault: Fault, raises: "Raises", act: Callable[[], Any]) -> Any:
        if fault in _HANGS:
            self.clock.move(HANGS_FOR)
        if fault not in _NO_EFFECT:
            act()
        if fault is Fault.TWICE:
            return act()
        if fault in _KILLS:
            raise Killed
        raise (raises.unavailable if fault is Fault.BEFORE else raises.unclear)("a fault was put here")


@dataclass(frozen=True)
class Raises:
    """What a port raises when surely nothing was done, and when nobody can tell."""

    unavailable: type[Exception]
    unclear: type[Exception]


class Faulty:
    """A port whose calls meet their faults."""

    def __init__(self, port: str, inner: Any, faults: Faults, raises: Raises) -> None:
        self._port, self._inner, self._faults, self._raises = port, inner, faults, raises

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        whole: Callable[..., Any] = getattr(self._inner, operation)

        def called(*given: Any, **named: Any) -> Any:
            return self._faults.strike(self._port, operation, self._raises, lambda: whole(*given, **named))

        return called
