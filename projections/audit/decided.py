"""What an expert decided of a value, beside what its rule says."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from projections.audit.derivation import Adjudicated
from projections.engine import Evaluation
from projections.language import Node

if TYPE_CHECKING:
    from projections.audit.derive import Audit


def by_rule(audit: Audit, node: Node) -> Audit:
    """The same audit without what was decided of one definition; all else stays decided."""
    if audit.evaluation.ruling(node) is None:
        return audit
    root = audit.outer or audit
    bare = copy(root)
    rulings = root.evaluation.rulings.without(node)
    bare.enter(Evaluation(root.evaluation.view, rulings), root.unit)
    if audit.episodes is not None:
        bare = bare.look_into(audit.episodes, audit.unit)
    return bare


def decision_on(audit: Audit, node: Node) -> Adjudicated | None:
    """What was decided of the value at which an audit looks, whether or not it is applied."""
    ruling = audit.decided.of_patients.get(id(node))
    row = None if ruling is None else ruling.of(audit.unit)
    if row is None:
        return None
    derived = by_rule(audit, node).derived(node)
    applied = audit.study.adjudications == "applied"
    return Adjudicated(audit.segment.event_id(row), applied, derived.value, derived.date)
