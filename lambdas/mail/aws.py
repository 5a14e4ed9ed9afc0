"""Mail through Amazon SES, version 2."""

from email.message import EmailMessage

from lambdas.clients import client, code, failures, status
from lambdas.mail.port import MailRefused, MailUnavailable, MailUnclear, email_id, wire
from lambdas.records.model import sha256

# Never connected, or never asked. What else fails without an answer may have arrived.
_NOT_ASKED = {
    "ConnectTimeoutError",
    "EndpointConnectionError",
    "NoCredentialsError",
    "ParamValidationError",
    "ProxyConnectionError",
}
# Not this email, however often. MessageRejected is also said while our own domain is not proved to SES.
_REFUSED = {"BadRequestException", "MessageRejected"}
_NOT_PROVED = "not verified"


class AwsMail:
    """Sends raw messages, as they are filed. SES puts its own Message-ID in place of ours.

    What SES later says of an email carries its tags: `outbox`, its id, and `sha256`, of its bytes.
    """

    def send(self, message: EmailMessage) -> str:
        body = wire(message)
        tags = {"outbox": email_id(message), "sha256": sha256(body)}
        try:
            answer = client("sesv2").send_email(
                FromEmailAddress=str(message["From"]),
                Destination={"ToAddresses": [address.addr_spec for address in message["To"].addresses]},
                Content={"Raw": {"Data": body}},
                EmailTags=[{"Name": name, "Value": value} for name, value in tags.items()],
            )
        except failures() as failure:
            raise _told(failure) from failure
        return str(answer["MessageId"])


def _told(failure: Exception) -> Exception:
    """What a failure says of the email. SES's own words may quote the address: they go no further."""
    name = code(failure)
    if name in _REFUSED and _NOT_PROVED not in str(failure):
        return MailRefused(f"The mail service refused it: {name}.")
    if name in _NOT_ASKED or 400 <= status(failure) < 500:
        return MailUnavailable(f"The mail service did not take it: {name}.")
    return MailUnclear(f"The mail service did not answer clearly: {name}.")
