"""Settings: read from the environment once, and clear about what is missing."""

from pathlib import Path

import pytest

from lambdas.settings import SettingMissing, Settings, settings


def test_a_missing_setting_is_named_explained_and_asked_for() -> None:
    expected = (
        "RECORDS_TABLE is not set. It is the DynamoDB table that holds the events of each record. "
        "Set it in the environment."
    )
    with pytest.raises(SettingMissing) as caught:
        _ = Settings({}).records_table
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("records_table", "RECORDS_TABLE"),
        ("records_bucket", "RECORDS_BUCKET"),
        ("drafts_bucket", "DRAFTS_BUCKET"),
        ("mail_from", "MAIL_FROM"),
        ("forms_dir", "FORMS_DIR"),
        ("site_url", "SITE_URL"),
    ],
)
def test_every_needed_setting_says_its_own_name_when_missing_or_empty(name: str, value: str) -> None:
    for values in ({}, {value: ""}):
        with pytest.raises(SettingMissing, match=f"^{value} is not set"):
            getattr(Settings(values), name)
    assert str(getattr(Settings({value: "given"}), name)) == "given"


def test_local_data_chooses_the_folder_a_sender_and_an_inbox_for_each_agency() -> None:
    local = Settings({"LOCAL_DATA": "/data"})
    assert local.local_data == Path("/data")
    assert local.mail_from == "Incident forms <forms@service.example>"
    assert local.agency_inbox("ndis-commission") == "ndis-commission@inbox.example"


def test_what_is_set_wins_over_the_local_default() -> None:
    inboxes = '{"ndis-commission": "reports@agency.example"}'
    local = Settings({"LOCAL_DATA": "/data", "MAIL_FROM": "a@service.example", "AGENCY_INBOXES": inboxes})
    assert local.mail_from == "a@service.example"
    assert local.agency_inbox("ndis-commission") == "reports@agency.example"
    assert local.agency_inbox("ssr") == "ssr@inbox.example"


def test_an_agency_without_an_inbox_is_named() -> None:
    expected = r"^AGENCY_INBOXES has no address for ssr\. Add one and send again\.$"
    with pytest.raises(SettingMissing, match=expected):
        Settings({"AGENCY_INBOXES": '{"ndis-commission": "a@agency.example"}'}).agency_inbox("ssr")
    with pytest.raises(SettingMissing, match=expected):
        Settings({}).agency_inbox("ssr")


@pytest.mark.parametrize("text", ["{", "[]", '"a@b"', '{"ssr": 1}'])
def test_inboxes_that_cannot_be_read_are_said_to_be_so(text: str) -> None:
    with pytest.raises(SettingMissing, match=r"^AGENCY_INBOXES must be JSON, such as"):
        Settings({"AGENCY_INBOXES": text}).agency_inbox("ssr")


def test_the_address_of_the_site_has_no_slash_at_its_end() -> None:
    assert Settings({"SITE_URL": "https://forms.example/"}).site_url == "https://forms.example"


def test_the_environment_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.cache_clear()
    monkeypatch.setenv("SITE_URL", "https://one.example")
    assert settings().site_url == "https://one.example"
    monkeypatch.setenv("SITE_URL", "https://two.example")
    assert settings().site_url == "https://one.example"
    settings.cache_clear()
