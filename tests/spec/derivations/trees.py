"""A derivation as lines of text, indented by depth; events by the names of their records."""

from tests.spec.tables import derivations


def tree(definition, record, patient="A", **as_of):
    found, records = derivations(definition, record, **as_of)
    return "\n".join(_lines(found[patient], records, ""))


def _lines(one, records, indent):
    name = f"«{one.name.replace('_', ' ')}» " if one.name not in {"", "asked"} else ""
    date = f" on {one.date}" if one.date else ""
    by = f" by {', '.join(records[event] for event in one.decided_by)}" if one.decided_by else ""
    before = " (opened before)" if one.opened_before else ""
    yield f"{indent}{name}{one.value}{date}{by}: {one.sentence}{before}"
    for rejected in one.rejected:
        yield f"{indent}  not {records[rejected.event]}: {rejected.reason}"
    for part in one.parts:
        yield from _lines(part, records, f"{indent}  ")
