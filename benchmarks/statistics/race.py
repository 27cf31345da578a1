"""Peers measured in turns on one sample, after they have shown to agree."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from benchmarks.statistics.ours import ours
from benchmarks.statistics.samples import Sample
from benchmarks.statistics.trials import Measured, Peer, check_equal
from benchmarks.statistics.with_lifelines import with_entry_column, with_lifelines
from benchmarks.statistics.with_r import with_r

SLOW, VERY_SLOW = 3, 10
"""Seconds from which a peer has fewer rounds."""


@contextmanager
def peers(sample: Sample) -> Iterator[list[Peer]]:
    """Give every peer that is installed, this project first, and name those that are not."""
    with ExitStack() as stack:
        present: list[Peer] = [ours(sample)]
        if _installed("R", which("Rscript")):
            folder = Path(stack.enter_context(TemporaryDirectory()))
            present.append(stack.enter_context(with_r(sample, folder)))
        present += [with_lifelines(sample), with_entry_column(sample)]
        if _installed("scikit-survival", find_spec("sksurv")):
            from benchmarks.statistics.with_scikit_survival import with_scikit_survival

            present.append(with_scikit_survival(sample))
        yield present


def first_round(estimator: str, present: Sequence[Peer]) -> list[tuple[Peer, Measured]]:
    """Let every peer that can make the estimate once, which also warms it up.

    Raises Disagreement when a result differs from the first peer's by more than its peer may
    leave.
    """
    measured = [(peer, peer.measure(estimator)) for peer in present if peer.can(estimator)]
    expected = measured[0][1].result
    for peer, found in measured[1:]:
        check_equal(f"{peer.name}, {estimator}", expected, found.result, peer.tolerance)
    return measured


def race(estimator: str, present: Sequence[Peer], rounds: int) -> Mapping[str, list[float]]:
    """Return the seconds of each peer in each round, the first of them first.

    A peer that was slow in the first round has three rounds; of a very slow one the first round
    stands.

    Raises Disagreement as ``first_round`` does.
    """
    runners = [
        (peer, _rounds(found.seconds, rounds), [found.seconds])
        for peer, found in first_round(estimator, present)
    ]
    for turn in range(rounds):
        for peer, limit, times in runners:
            if turn < limit:
                times.append(peer.measure(estimator).seconds)
    return {peer.name: times[1:] or times for peer, _, times in runners}


def _rounds(seconds: float, rounds: int) -> int:
    return rounds if seconds < SLOW else min(3, rounds) if seconds < VERY_SLOW else 0


def _installed(name: str, found: object) -> bool:
    if not found:
        print(f"{name} is not installed, so it is left out.", file=sys.stderr)
    return bool(found)
