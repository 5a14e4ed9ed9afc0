"""What a year costs: list prices times what one report uses. `python -m infra.costs` prints the table.

Prices are in US dollars without tax, for Sydney, without free tiers. None could be looked up at AWS:
`seen` says where a figure was read, the others are from memory. Confirm all before you rely on a sum.
"""

from dataclasses import dataclass

REPORTS = (1_000, 100_000, 10_000_000)

# One report, counted in the code and measured on 13 reports of the forms: report 4 kB, rendition 13 kB, two
# emails 3 kB each; a press of Check twice, one of Send, the receipt twice; three events, the outbox twice.
KB_STORED = 23
PAGES, API_CALLS, KB_SENT = 5, 5, 150
SECONDS_OF_FUNCTIONS, CALLS_OF_FUNCTIONS = 2.0, 9.5  # each of 1 GB; assumed 200 ms a call
WRITES, READS = 40, 30  # units; a write in a transaction counts double
KB_LOGGED = 6
DOCUMENTS, KB_UPLOADED = 0.5, 1_000  # assumed: every second report has one, of 2 MB
SAVES, KB_SAVED = 0.2, 10  # assumed: one report in ten is saved, twice, and kept for half a month
SWEEPS = 96 * 365  # each lists the bodies of drafts


@dataclass(frozen=True)
class Line:
    """A price for so many units, how many units a report uses, and how many a year whatever happens."""

    what: str
    price: float
    per: int
    unit: str
    a_report: float = 0
    a_year: float = 0
    seen: str = "to be confirmed"

    def cost(self, reports: int) -> float:
        """Dollars a year."""
        return self.price * (self.a_report * reports + self.a_year) / self.per


GB = 1_000_000  # kB
LINES = (
    Line("KMS keys", 1.00, 1, "key and month", a_year=3 * 12),
    Line("KMS requests", 0.03, 10_000, "requests", a_report=7, a_year=144 * 365),
    Line("WAF, list and 5 rules", 10.00, 1, "month", a_year=12, seen="$5 and $1 a rule: c3x.dev"),
    Line("WAF requests", 0.60, 1_000_000, "requests", PAGES + API_CALLS, seen="c3x.dev"),
    Line("CloudFront requests, Australia", 0.0125, 10_000, "requests", PAGES + API_CALLS),
    Line("CloudFront, data out", 0.114, GB, "kB", KB_SENT),
    Line("HTTP API", 1.29, 1_000_000, "requests", API_CALLS),
    Line(
        "Lambda requests", 0.20, 1_000_000, "requests", CALLS_OF_FUNCTIONS, (144 + 96) * 365, "cloudchipr.com"
    ),
    Line(
        "Lambda time, arm64",
        0.0000133334,
        1,
        "GB-second",
        SECONDS_OF_FUNCTIONS,
        (144 + 96) * 365 * 0.2,
        "cloudchipr.com",
    ),
    Line("DynamoDB writes", 0.71, 1_000_000, "units", WRITES + 5 * SAVES),
    Line("DynamoDB reads", 0.1425, 1_000_000, "units", READS, 144 * 365),
    Line("DynamoDB, table and way back", 0.285 + 0.228, GB, "kB and month", 5 * 12),
    Line("S3 writes and lists", 0.0055, 1_000, "requests", 4 + SAVES, SWEEPS),
    Line("S3 tags", 0.01, 10_000, "tags and month", 4 * 12),
    Line("S3 reads", 0.00044, 1_000, "requests", 4),
    Line("S3, documents", 0.025, GB, "kB and month", KB_STORED * 12),
    Line("S3, drafts", 0.025, GB, "kB and month", KB_SAVED * SAVES * 0.5),
    Line("S3, uploads", 0.025, GB, "kB and month", KB_UPLOADED * 12),
    Line("GuardDuty, objects", 0.215, 1_000, "objects", DOCUMENTS),
    Line("GuardDuty, bytes", 0.09, GB, "kB", KB_UPLOADED),
    Line("SES", 0.10, 1_000, "emails", 2.5),
    Line("SNS, what SES says", 0.50, 1_000_000, "requests", 2.6),
    Line("SQS, what SES says", 0.40, 1_000_000, "requests", 6, 12 * 60 * 24 * 365),
    Line("CloudWatch logs", 0.67, GB, "kB", KB_LOGGED, 144 * 365),
    Line("CloudWatch alarms", 0.10, 1, "alarm and month", a_year=23 * 12),
    Line("CloudWatch metrics of our own", 0.30, 1, "metric and month", a_year=4 * 12),
    Line("Secrets Manager", 0.40, 1, "secret and month", a_year=12),
)


def table() -> str:
    """The costs as Markdown."""
    heads = ["", *(f"{reports:,} a year" for reports in REPORTS), "price", "for", "read at"]
    rows = [
        [
            line.what,
            *(_money(line.cost(reports)) for reports in REPORTS),
            f"${line.price:.10f}".rstrip("0").rstrip("."),
            _unit(line),
            line.seen,
        ]
        for line in LINES
    ]
    totals = [sum(line.cost(reports) for line in LINES) for reports in REPORTS]
    rows.append(["**all**", *(f"**{_money(total)}**" for total in totals), "", "", ""])
    each = [f"${total / reports:.4f}" for total, reports in zip(totals, REPORTS, strict=True)]
    rows.append(["each report", *each, "", "", ""])
    lines = [heads, ["---", *(["---:"] * 4), "---", "---"], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _money(dollars: float) -> str:
    return f"${dollars:,.2f}" if dollars < 100 else f"${dollars:,.0f}"


def _unit(line: Line) -> str:
    return line.unit if line.per == 1 else "GB and month" if "kB and month" in line.unit else _many(line)


def _many(line: Line) -> str:
    return "GB" if line.unit == "kB" else f"{line.per:,} {line.unit}"


if __name__ == "__main__":
    print(table())  # noqa: T201
