"""Whole, valid submissions of each form, as a browser posts them. People and numbers are made up."""

from tests.submissions.cims_incident_report import cims_incident_report
from tests.submissions.ndis_five_day import ndis_five_day
from tests.submissions.ndis_immediate import ndis_immediate
from tests.submissions.ssr_critical_short import ssr_critical_short
from tests.submissions.ssr_incident_report import ssr_incident_report
from tests.submissions.typed import MELBOURNE, Typed, day, encoded, moment

__all__ = [
    "MELBOURNE",
    "VALID",
    "Typed",
    "cims_incident_report",
    "day",
    "encoded",
    "moment",
    "ndis_five_day",
    "ndis_immediate",
    "ssr_critical_short",
    "ssr_incident_report",
]

VALID = {
    "cims-incident-report": cims_incident_report,
    "ndis-five-day": ndis_five_day,
    "ndis-immediate": ndis_immediate,
    "ssr-critical-short": ssr_critical_short,
    "ssr-incident-report": ssr_incident_report,
}
