"""Peers measured in turns on one sample, after they have shown to agree."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.statistics.ours import ours
from benchmarks.statistics.samples import Sample
from benchmarks.statistics.trials import Measured, Peer, check_equal
from benchmarks.statistics.with_lifelines import with_entry_column, with_lifelines
from benchmarks.statistics.with_r import with_r


@dataclass(frozen=True, slots=True)
class Standing:
    """The median time of a peer over some repetitions."""

    peer: str
    seconds: float
    repetitions: int


@contextmanager
def peers(sample: Sample) -> Iterator[list[Peer]]:
    """Give every peer that is installed; this project comes first."""
    with ExitStack() as stack:
        present: list[Peer] = [ours(sample)]
        if which("Rscript"):
            folder = Path(stack.enter_context(TemporaryDirectory()))
            present.append(stack.enter_context(with_r(sample, folder)))
        present += [with_lifelines(sample), with_entry_column(sample)]
        if find_spec("sksurv"):
            from benchmarks.statistics.with_scikit_survival import with_scikit_survival

            present.append(with_scikit_survival(sample))
        yield present


def first_round(estimator: str, present: Sequence[Peer]) -> list[tuple[Peer, Measured]]:
    """Let every peer that can make the estimate once, which also warms it up.

    Raises Disagreement when a result differs from the first peer's by more than its peer may
    leave.
    """
    round_ = [(peer, peer.measure(estimator)) for peer in present if peer.can(estimator)]
    expected = round_[0][1].result
    for peer, measured in round_[1:]:
        check_equal(f"{peer.name}, {estimator}", expected, measured.result, peer.tolerance)
    return round_


def race(estimator: str, present: Sequence[Peer]) -> list[Standing]:
    """Return how long each peer takes, the first of them first.

    After the first round each runs five times, in turns; three times where once took over 5
    seconds, and where once took over 30 the first round stands.

    Raises Disagreement as ``first_round`` does.
    """
    runners = [
        (peer, _repetitions(measured.seconds), [measured.seconds])
        for peer, measured in first_round(estimator, present)
    ]
    for turn in range(5):
        for peer, repetitions, times in runners:
            if turn < repetitions:
                times.append(peer.measure(estimator).seconds)
    return [
        Standing(peer.name, median(times[1:] or times), len(times[1:] or times))
        for peer, _, times in runners
    ]


def _repetitions(seconds: float) -> int:
    return 5 if seconds < 5 else 3 if seconds < 30 else 0
