"""What a browser posted, kept as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_src.posted import CONTROL, MAX_VALUES, Posted, UnreadableBody


def test_values_keep_their_order_and_spaces() -> None:
    posted = Posted.from_body(b"b=2&a=+1+&b=3&empty=")
    assert dict(posted) == {"b": ("2", "3"), "a": (" 1 ",), "empty": ("",)}
    assert list(posted) == ["b", "a", "empty"]


def test_a_name_that_was_not_posted_is_blank() -> None:
    posted = Posted.from_body(b"a=1&a=2")
    assert (posted.first("a"), posted.first("b")) == ("1", "")
    assert (posted.all("a"), posted.all("b")) == (("1", "2"), ())
    with pytest.raises(KeyError):
        posted["b"]


def test_utf_8_is_read_raw_and_escaped() -> None:
    assert Posted.from_body("name=Nguyễn+%F0%9F%99%82".encode()).first("name") == "Nguyễn 🙂"


@pytest.mark.parametrize("body", [b"name=%ff", b"name=\xff", b"na\xffme=1", b"name=%ED%A0%80"])
def test_bytes_that_are_not_utf_8_are_refused_or_marked(body: bytes) -> None:
    with pytest.raises(UnreadableBody):
        Posted.from_body(body)
    lenient = Posted.from_body(body, lenient=True)
    assert "\ufffd" in "".join([*lenient, *(value for values in lenient.values() for value in values)])


def test_more_values_than_a_form_could_send_are_refused_even_leniently() -> None:
    most = b"&".join([b"a=1"] * MAX_VALUES)
    assert len(Posted.from_body(most).all("a")) == MAX_VALUES
    for lenient in (False, True):
        with pytest.raises(UnreadableBody):
            Posted.from_body(most + b"&a=1", lenient=lenient)


def test_changes_are_made_in_a_copy() -> None:
    posted = Posted({"a": ("1",), "b": ("2",)})
    changed = posted.replaced({"a": ("9",), "b": None, "c": ("3",)})
    assert dict(changed) == {"a": ("9",), "c": ("3",)}
    assert dict(posted) == {"a": ("1",), "b": ("2",)}


def test_what_cannot_be_printed_is_left_out_for_a_page() -> None:
    assert Posted({"a": ("x\0y\ud800z\tq\n",)}).printable().first("a") == "xyz\tq\n"


@given(st.binary(max_size=200))
def test_any_body_is_read_or_refused(body: bytes) -> None:
    try:
        posted = Posted.from_body(body)
    except UnreadableBody:
        posted = Posted.from_body(body, lenient=True)
    for name, values in posted.printable().items():
        "".join([*values]).encode()
        assert not CONTROL.search("".join(values))
        assert posted.first(name) == posted.all(name)[0]
