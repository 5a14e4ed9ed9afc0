"""Mail through Amazon SES, version 2."""

from email.message import EmailMessage

from lambdas.clients import client, code, failures
from lambdas.mail.port import MailUnavailable, wire


class AwsMail:
    """Sends raw messages, as they are filed. SES puts its own Message-ID in place of ours."""

    def send(self, message: EmailMessage) -> str:
        try:
            answer = client("sesv2").send_email(
                FromEmailAddress=str(message["From"]),
                Destination={"ToAddresses": [address.addr_spec for address in message["To"].addresses]},
                Content={"Raw": {"Data": wire(message)}},
            )
        except failures() as failure:
            raise MailUnavailable(f"The mail service did not answer: {code(failure)}.") from failure
        return str(answer["MessageId"])
