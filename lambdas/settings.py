"""What the Lambdas are told by their environment, read once.

| name | what it is |
|---|---|
| `LOCAL_DATA` | folder for records and mail; when set, AWS is not used |
| `RECORDS_TABLE`, `RECORDS_BUCKET` | DynamoDB table of events, S3 bucket of documents |
| `RECORDS_KEY` | KMS key id or address for documents; without it S3's own key encrypts them |
| `DRAFTS_BUCKET` | S3 bucket of what is saved and not sent |
| `UPLOADS_BUCKET` | S3 bucket of uploads that are not yet known to be harmless |
| `SEALS_KEY` | KMS key id or address of the key that seals links in emails |
| `MAIL_FROM` | who emails are from: `service@example.org` or `Service name <service@example.org>` |
| `AGENCY_INBOXES` | JSON object, agency id to email address |
| `FORMS_DIR` | folder of compiled forms; `/var/task/forms` in the packages |
| `SITE_URL` | address of the site, without a slash at the end |

Each function sets only what it uses, so a setting is missed when it is first read, not before.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LOCAL_SENDER = "Incident forms <forms@service.example>"


class SettingMissing(Exception):  # noqa: N818
    """A setting is absent or cannot be read. The message says which, what it is and what to do."""


@dataclass(frozen=True)
class Settings:
    """The settings of one environment. Raises SettingMissing where a needed one is absent."""

    values: Mapping[str, str]

    @property
    def local_data(self) -> Path | None:
        folder = self.values.get("LOCAL_DATA")
        return Path(folder) if folder else None

    @property
    def records_table(self) -> str:
        return self._needed("RECORDS_TABLE", "the DynamoDB table that holds the events of each record")

    @property
    def records_bucket(self) -> str:
        return self._needed("RECORDS_BUCKET", "the S3 bucket that holds the documents of each record")

    @property
    def drafts_bucket(self) -> str:
        return self._needed("DRAFTS_BUCKET", "the S3 bucket that holds what is saved and not sent")

    @property
    def records_key(self) -> str | None:
        return self.values.get("RECORDS_KEY") or None

    @property
    def uploads_bucket(self) -> str:
        return self._needed(
            "UPLOADS_BUCKET", "the S3 bucket of uploads that are not yet known to be harmless"
        )

    @property
    def seals_key(self) -> str:
        return self._needed("SEALS_KEY", "the KMS key that seals links in emails")

    @property
    def mail_from(self) -> str:
        if self.local_data and not self.values.get("MAIL_FROM"):
            return LOCAL_SENDER
        return self._needed("MAIL_FROM", "the address that emails are sent from")

    @property
    def forms_dir(self) -> Path:
        return Path(self._needed("FORMS_DIR", "the folder of compiled forms"))

    @property
    def site_url(self) -> str:
        return self._needed("SITE_URL", "the address of the site").rstrip("/")

    def agency_inbox(self, agency: str) -> str:
        """The email address that receives notices for an agency, by agency id."""
        inboxes = self._agency_inboxes()
        if self.local_data:
            return inboxes.get(agency, f"{agency}@inbox.example")
        if agency not in inboxes:
            raise SettingMissing(f"AGENCY_INBOXES has no address for {agency}. Add one and send again.")
        return inboxes[agency]

    def _agency_inboxes(self) -> dict[str, str]:
        wrong = SettingMissing('AGENCY_INBOXES must be JSON, such as {"agency-id": "inbox@example.org"}.')
        try:
            inboxes = json.loads(self.values.get("AGENCY_INBOXES") or "{}")
        except json.JSONDecodeError:
            raise wrong from None
        if not isinstance(inboxes, dict) or not all(isinstance(address, str) for address in inboxes.values()):
            raise wrong
        return inboxes

    def _needed(self, name: str, meaning: str) -> str:
        if value := self.values.get(name):
            return value
        raise SettingMissing(f"{name} is not set. It is {meaning}. Set it in the environment.")


@cache
def settings() -> Settings:
    """The settings of this process, as its environment was at the first call."""
    return Settings(dict(os.environ))
