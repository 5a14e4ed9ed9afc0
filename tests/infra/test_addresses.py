"""The function of CloudFront that finds the page of an address: run with Node, where that is."""

import json
import shutil
import subprocess
from typing import Any

import pytest

from tests.infra.stack import Stack

NODE = shutil.which("node")


def found(stack: Stack, uri: str) -> Any:
    """What the function makes of a request, as CloudFront would have it."""
    code = stack.of("CloudFront::Function")["SiteAddresses"]["FunctionCode"]
    call = f"{code}\nconsole.log(JSON.stringify(handler({json.dumps({'request': {'uri': uri}})})))"
    assert NODE
    return json.loads(subprocess.run([NODE, "-e", call], capture_output=True, text=True, check=True).stdout)


needs_node = pytest.mark.skipif(not NODE, reason="Node is not here")


@needs_node
@pytest.mark.parametrize(
    ("uri", "page"),
    [
        ("/", "/index.html"),
        ("/forms/ndis-immediate/", "/forms/ndis-immediate/index.html"),
        ("/script.js", "/script.js"),
        ("/404.html", "/404.html"),
    ],
)
def test_a_folder_is_its_page(stack: Stack, uri: str, page: str) -> None:
    assert found(stack, uri) == {"uri": page}


@needs_node
@pytest.mark.parametrize(
    ("uri", "place"),
    [
        ("/forms/ndis-immediate", "/forms/ndis-immediate/"),
        ("//evil.example/x", "/evil.example/x/"),
        ("/\\evil/x", "/evil/x/"),
    ],
)
def test_an_address_without_its_last_slash_stays_on_this_site(stack: Stack, uri: str, place: str) -> None:
    answer = found(stack, uri)
    assert (answer["statusCode"], answer["headers"]["location"]["value"]) == (301, place)
