"""Short fingerprints of events, by which an import knows again what the store holds."""

from hashlib import blake2b
from typing import NamedTuple

from pydantic_core import from_json

from timeline.vocabulary.telling import fact_digest


class Digests(NamedTuple):
    """Fingerprints of a fact, and of everything recorded with it."""

    fact: bytes
    telling: bytes


def digest(state: bytes) -> bytes:
    """A short fingerprint of an event's content."""
    return blake2b(state, digest_size=16).digest()


def digests(state: bytes) -> Digests:
    """Fingerprints of the fact in the state of an event, and of the state as a whole."""
    return Digests(fact_digest(from_json(state)), digest(state))
