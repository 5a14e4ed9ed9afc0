"""Faults in what happens after a report is stored."""

from tests.infra.faults.planting import Fault, altered, gone, properties, statements, without

NEW_ONLY = '{"eventName": ["INSERT"], "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "OUT#"}]}}}}'
FAULTS = [
    Fault(
        "one failure repeats the batch",
        "notify_tries_again_only_what_failed",
        without("NotifyOutbox", "FunctionResponseTypes"),
    ),
    Fault(
        "emails for every item",
        "notify_is_called_for_what_is_ready_only",
        altered("NotifyOutbox", FilterCriteria={"Filters": [{"Pattern": '{"eventName": ["INSERT"]}'}]}),
    ),
    Fault(
        "nobody hears what the sweep hands over",
        "notify_is_called_for_what_is_ready_only",
        altered("NotifyOutbox", FilterCriteria={"Filters": [{"Pattern": NEW_ONLY}]}),
    ),
    Fault("a worker outlives its claim", "no_worker_outlives_its_claim", altered("Notify", Timeout=900)),
    Fault(
        "a sweep once a day",
        "the_sweep_runs_often_and_alone",
        altered("SweepSchedule", ScheduleExpression="rate(1 day)"),
    ),
    Fault(
        "complaints unheard",
        "bounces_and_complaints_are_heard",
        lambda template: properties(template, "MailEventsToTopic")["EventDestination"].update(
            MatchingEventTypes=["bounce"]
        ),
    ),
    Fault(
        "nobody hears that SES has an email",
        "bounces_and_complaints_are_heard",
        lambda template: properties(template, "MailEventsToTopic")["EventDestination"].update(
            MatchingEventTypes=["bounce", "complaint", "reject"]
        ),
    ),
    Fault("nobody reads what SES says", "mail_events_are_read", gone("MailReaderQueue")),
    Fault(
        "what SES says is delivered while it is read",
        "mail_events_are_read",
        without("MailEvents", "VisibilityTimeout"),
    ),
    Fault(
        "mail as anyone",
        "mail_is_from_one_address",
        lambda template: [one.pop("Condition", None) for one in statements(template, "NotifyRole")],
    ),
    Fault(
        "a failed sweep is lost",
        "a_failed_sweep_is_kept",
        without("SweepEventInvokeConfig", "DestinationConfig"),
    ),
    Fault(
        "emails without a configuration set",
        "every_email_has_the_configuration_set",
        without("MailIdentity", "ConfigurationSetAttributes"),
    ),
    Fault(
        "what was stored before is never sent",
        "notify_reads_the_stream_of_the_table",
        altered("NotifyOutbox", StartingPosition="LATEST"),
    ),
]
