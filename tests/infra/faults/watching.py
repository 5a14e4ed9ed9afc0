"""Faults in alarms and the dashboard."""

from tests.infra.faults.planting import Fault, altered, gone, without

OF_NOTHING = """{"widgets": [{"properties": {"metrics": [
    ["AWS/Lambda", "Errors", "FunctionName", "${Gone}"]]}}]}"""
FAULTS = [
    Fault(
        "an alarm for what is not there",
        "alarms_watch_what_exists",
        altered("SweepErrors", Dimensions=[{"Name": "FunctionName", "Value": "sweep"}]),
    ),
    Fault("a misspelled metric", "alarms_watch_what_exists", altered("IntakeErrors", MetricName="Error")),
    Fault("dead letters unseen", "all_that_can_fail_is_watched", gone("NotifyFailuresDepth")),
    Fault("an alarm nobody hears", "alarms_sound", without("OutboxAge", "AlarmActions")),
    Fault(
        "silence taken for reports",
        "silence_in_working_hours_is_heard",
        altered("NoReports", TreatMissingData="notBreaching"),
    ),
    Fault(
        "reports are counted by words that nobody logs",
        "reports_are_counted_as_the_code_logs_them",
        altered("ReportsReceived", FilterPattern='{ $.message = "received" && $.status = 303 }'),
    ),
    Fault(
        "emails are given up unheard", "what_is_counted_is_what_the_code_logs_and_is_heard", gone("GivenUp")
    ),
    Fault(
        "what is given up is looked for in the wrong log",
        "what_is_counted_is_what_the_code_logs_and_is_heard",
        altered("EmailsGivenUp", LogGroupName={"Ref": "SweepLogs"}),
    ),
    Fault(
        "a dashboard of what is gone",
        "the_dashboard_shows_what_exists",
        altered("Dashboard", DashboardBody={"Fn::Sub": OF_NOTHING}),
    ),
]
