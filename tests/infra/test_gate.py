"""The gate in front of the API: its code stands in the template, and is run here as it stands."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.infra.stack import Stack

Ask = Callable[..., dict[str, bool]]


class NotThere(Exception):  # noqa: N818
    pass


class Secrets:
    """Stands in for the client of Secrets Manager."""

    def __init__(self, **values: str) -> None:
        self.values = values
        self.exceptions = type("Exceptions", (), {"ResourceNotFoundException": NotThere})

    def get_secret_value(self, SecretId: str, VersionStage: str) -> dict[str, str]:  # noqa: N803
        assert SecretId == "the-secret"
        if VersionStage not in self.values:
            raise NotThere
        return {"SecretString": self.values[VersionStage]}


@pytest.fixture
def gate(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Callable[[Secrets], Ask]:
    def with_secrets(secrets: Secrets) -> Ask:
        boto3 = ModuleType("boto3")
        boto3.client = {"secretsmanager": secrets}.__getitem__  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "boto3", boto3)
        monkeypatch.setenv("ORIGIN_SECRET", "the-secret")
        names: dict[str, Any] = {}
        exec(stack.of("Lambda::Function")["Gate"]["Code"]["ZipFile"], names)
        return lambda **headers: names["handler"]({"headers": headers}, None)

    return with_secrets


@pytest.mark.parametrize(
    ("said", "lets_in"),
    [("new", True), ("old", True), ("older", False), ("", False), ("new ", False), ("né", False)],
)
def test_who_knows_the_secret_or_the_one_before_it_is_let_in(
    gate: Callable[[Secrets], Ask], said: str, lets_in: bool
) -> None:
    ask = gate(Secrets(AWSCURRENT="new", AWSPREVIOUS="old"))
    assert ask(**{"x-origin-verify": said}) == {"isAuthorized": lets_in}


@pytest.mark.parametrize("headers", [{}, {"x-origin-verify": ""}])
def test_who_says_nothing_is_not_let_in_though_there_is_no_earlier_secret(
    gate: Callable[[Secrets], Ask], headers: dict[str, str]
) -> None:
    assert gate(Secrets(AWSCURRENT="new"))(**headers) == {"isAuthorized": False}
