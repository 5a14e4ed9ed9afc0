"""Email addresses: one plain address or a refusal, so that no text can become a second address or header."""

import pytest

from lambdas.mail.addresses import AddressRefused, address, named_address


@pytest.mark.parametrize(
    "text", ["kiri@provider.example", "k.o'brien+ndis@provider.example", "a@b-c.example", "A_1%x@EXAMPLE.ORG"]
)
def test_a_plain_address_is_taken_as_it_is(text: str) -> None:
    assert address(text).addr_spec == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kiri",
        "@provider.example",
        "kiri@",
        "kiri@provider.example\nBcc: other@provider.example",
        "kiri@provider.example\r\n",
        "kiri\x00@provider.example",
        "kiri@provider\x7f.example",
        "kiri@provider.example@other.example",
        "kiri@provider.example, other@provider.example",
        "kiri@provider.example;other@provider.example",
        "Kiri <kiri@provider.example>",
        "kiri example@provider.example",
        '"kiri"@provider.example',
        "kiri@[127.0.0.1]",
        "kīri@provider.example",
        "a" * 65 + "@provider.example",
    ],
)
def test_anything_else_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        address(text)
    assert str(caught.value) == "An email address must be one plain address, such as name@example.com."


def test_a_sender_may_have_a_name() -> None:
    sender = named_address("Incident forms <forms@service.example>")
    assert (sender.display_name, sender.addr_spec) == ("Incident forms", "forms@service.example")
    assert str(named_address("forms@service.example")) == "forms@service.example"


def test_a_sender_that_is_not_one_address_is_refused() -> None:
    with pytest.raises(AddressRefused):
        named_address("Incident forms <forms@service.example")
    with pytest.raises(AddressRefused):
        named_address("one@service.example, two@service.example")
