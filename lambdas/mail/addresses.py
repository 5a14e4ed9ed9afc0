"""Email addresses at the edge: one plain address, or a refusal."""

import re
from email.headerregistry import Address

# Printable ASCII without what means something in a header; SES takes no other letters before the @.
_PART = r"""[!#$%&'*+./=?^_`{|}~0-9A-Za-z-]"""
_ADDRESS = re.compile(rf"{_PART}{{1,64}}@[0-9A-Za-z.-]{{1,253}}")
_NAMED = re.compile(r"([^<>@,\"\\\x00-\x1f]+) <([^<>]*)>")


class AddressRefused(Exception):  # noqa: N818
    """Not one plain email address. The message does not repeat it."""


def address(text: str, name: str = "") -> Address:
    """One email address for a header. Raises AddressRefused, so that no text can become a second one."""
    if not _ADDRESS.fullmatch(text):
        raise AddressRefused("An email address must be one plain address, such as name@example.com.")
    username, _, domain = text.partition("@")
    return Address(display_name=name, username=username, domain=domain)


def named_address(text: str) -> Address:
    """An address that may carry a name: `Incident forms <forms@example.org>`. Raises AddressRefused."""
    named = _NAMED.fullmatch(text)
    return address(named[2], named[1]) if named else address(text)
