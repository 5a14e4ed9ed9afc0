"""Strings that do harm where they are not escaped, each with a mark to find it by."""

from collections.abc import Callable

from forms_src.fields.base import BaseField
from forms_src.fields.email.field import Email
from forms_src.fields.long_text.field import LongText
from forms_src.fields.short_text.field import ShortText

MARK = "zqM4rk"
STRINGS: dict[str, str] = {
    "script element": f"\"'><script>{MARK}</script>",
    "image that fails": f"'\"><img src=x onerror={MARK}>",
    "attribute": f'" \' onfocus={MARK} autofocus x="',
    "end of a text box": f"</textarea></title></style><svg onload={MARK}>",
    "comment and CDATA": f"--><!-- ]]><{MARK}><![CDATA[",
    "template": f"{{{{7*7}}}}{{%{MARK}%}}${{7*7}}",
    "escaped before": f"&lt;b&gt;&#60;{MARK}&amp;",
    "address that runs": f"javascript:{MARK}//data:text/html,",
    "formula": f'=HYPERLINK("//x",{MARK})',
    "header": f"{MARK}\r\nBcc: x@evil.example\r\n\r\n<b>",
    "list of addresses": f"{MARK}, x@evil.example; <y@evil.example>",
    "encoded word": f"=?utf-8?q?{MARK}=0ABcc:x?=",
    "calendar line": f"{MARK}\\nEND:VEVENT;ATTACH:x",
    "path": f"../../{MARK}/..%2f%00",
    "direction": f"\u202e{MARK}\u2066\u200b\ufeff",
}

Make = Callable[[BaseField, str], str | None]


def fitting(field: BaseField, text: str) -> str | None:
    """Return a hostile answer that the field takes, cut to its length; None where it takes none."""
    if isinstance(field, LongText):
        return text[: field.max_length].strip()
    if isinstance(field, ShortText) and not field.identifier:
        return text.replace("\r\n", " ")[: field.max_length].strip()
    return f"{MARK}'&={{7}}|`/?@example.com" if isinstance(field, Email) else None
