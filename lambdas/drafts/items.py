"""The item of a draft in the DynamoDB table: `pk` is `DRAFT#<id>`, `sk` is `DRAFT`.

`body` holds what only a save changes, as canonical JSON; the counters are attributes of their own, so that
each can be counted in one conditional write. `expires_at` (seconds) is the table’s time to live. With
`due_pk` and `due_at` the item is in the sparse index `due`, where the sweep finds what is past its time.
"""

import math
from collections.abc import Mapping
from typing import Any

from lambdas.drafts.model import Draft
from lambdas.records.items import Item, due_text
from lambdas.records.model import canonical

DUE_DRAFTS = "DUE-DRAFT"
_COUNTED = ("tries", "emails")


def draft_key(id: str) -> Item:  # noqa: A002
    """Return the key of a draft’s item."""
    return {"pk": {"S": f"DRAFT#{id}"}, "sk": {"S": "DRAFT"}}


def changing(draft: Draft) -> Item:
    """Return the attributes that each save sets."""
    kept = draft.model_copy(update=dict.fromkeys(_COUNTED, 0))
    return {
        "body": {"S": canonical(kept).decode()},
        "revision": {"N": str(draft.revision)},
        "expires_at": {"N": str(math.ceil(draft.expires_at.timestamp()))},
        "due_at": {"S": due_text(draft.expires_at)},
    }


def draft_item(draft: Draft) -> Item:
    """Return the whole item of a new draft."""
    counted = {name: {"N": str(getattr(draft, name))} for name in _COUNTED}
    return {**draft_key(draft.id), "due_pk": {"S": DUE_DRAFTS}, **changing(draft), **counted}


def draft_of(item: Mapping[str, Any]) -> Draft:
    """Return the draft that an item holds."""
    kept = Draft.model_validate_json(item["body"]["S"])
    return kept.model_copy(update={name: int(item[name]["N"]) for name in _COUNTED})
