"""What a load run prints."""

from collections.abc import Iterator, Sequence

from tests.load.client import Sent

_MOST_FAULTS = 20


def percentiles(seconds: Sequence[float]) -> str:
    """The middle, the ninth tenth, the last hundredth and the longest, in milliseconds."""
    if not seconds:
        return "none"
    ordered = sorted(seconds)
    places = {"p50": 0.5, "p90": 0.9, "p99": 0.99}
    found = [f"{name} {_at(ordered, share) * 1000:,.0f}" for name, share in places.items()]
    return ", ".join([*found, f"max {ordered[-1] * 1000:,.0f} ms"])


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def speed(sent: Sequence[Sent], seconds: float, up_seconds: float, kills: int) -> Iterator[str]:
    """Yield lines about time: all sends, and those that no restart held up."""
    smooth = [one.seconds for one in sent if not one.retries]
    retries = sum(one.retries for one in sent)
    yield f"{len(sent):,} reports received in {seconds:.0f} s, {kills} times killed, {retries:,} retries"
    yield f"{len(sent) / up_seconds:.0f} a second while it was up ({up_seconds:.0f} s)"
    yield f"From Send to received: {percentiles([one.seconds for one in sent])}"
    yield f"Without the {len(sent) - len(smooth):,} held up by a restart: {percentiles(smooth)}"


def verdict(lost: Sequence[str], doubled: Sequence[str]) -> Iterator[str]:
    """Yield lines about what is wrong, or that nothing is."""
    yield f"{len(lost)} lost, {len(doubled)} doubled"
    yield from [*lost, *doubled][:_MOST_FAULTS]
