"""A derivation as lines of text, indented by depth; events by the names of their records."""

from tests.spec.tables import derivations


def tree(definition, record, patient="A", **as_of):
    found, records = derivations(definition, record, **as_of)
    return "\n".join(_lines(found[patient], records, ""))


def _lines(node, records, indent):
    name = f"«{node.name.replace('_', ' ')}» " if node.name not in {"", "asked"} else ""
    date = f" on {node.date}" if node.date else ""
    deciding = (
        f" by {', '.join(records[event] for event in node.decided_by)}" if node.decided_by else ""
    )
    before = " (opened before)" if node.opened_before else ""
    yield f"{indent}{name}{node.value}{date}{deciding}: {node.sentence}{before}"
    for rejected in node.rejected:
        yield f"{indent}  not {records[rejected.event]}: {rejected.reason}"
    for part in node.parts:
        yield from _lines(part, records, f"{indent}  ")
