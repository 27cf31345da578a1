"""``timeline audit``: why a value is what it is, and who makes a printed figure."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click
from rich.markup import escape

from console.application.errors import NotFound
from console.application.question import Question
from console.application.session import Session
from console.cli import completion
from console.cli.notices import open_session
from console.cli.options import as_of_options, json_option
from console.cli.outputs import OutputFile, file_output
from console.text.output import console, print_json
from timeline.vocabulary import Event


@click.command(name="audit")
@click.argument("patient", required=False, shell_complete=completion.patients)
@click.argument("value", required=False, shell_complete=completion.definitions)
@click.option(
    "--why-not",
    "label",
    is_flag=False,
    flag_value="",
    metavar="[LABEL]",
    help="Say which conditions kept VALUE from being LABEL, and what would have satisfied them.",
)
@click.option(
    "--statistic", metavar="NAME", help="The patients behind a statistic, such as OS.median."
)
@click.option("--brief", is_flag=True, help="Show only the rule, the value and what decided it.")
@file_output("--html", "Write one self-contained page instead.")
@as_of_options
@json_option
def command(
    patient: str | None,
    value: str | None,
    label: str | None,
    statistic: str | None,
    brief: bool,
    html: OutputFile | None,
    store: Path,
    question: Question,
    as_json: bool,
) -> None:
    """Show how VALUE of PATIENT was derived: rule, deciding events, rejected ones, its history.

    VALUE is a definition of the study, one inside an episode (salvage_line/2/line_response), or
    state, state@DATE. With --statistic, show the patients behind a printed number instead:
    OS.median, OS.at_12, infused.n.
    """
    if (statistic is None) == (patient is None or value is None):
        raise click.UsageError("Name a patient and a value, or a number by --statistic.")
    other_forms = label is not None or html is not None
    if statistic is not None and (other_forms or brief or patient is not None):
        raise click.UsageError(
            "--statistic goes with neither a patient, --why-not, --html nor --brief."
        )
    if brief and (other_forms or as_json):
        raise click.UsageError("--brief goes with neither --why-not, --html nor --json.")
    with open_session(store, question) as opened:
        if statistic is not None:
            _statistic(opened, statistic, as_json)
        else:
            assert patient is not None
            assert value is not None
            if brief:
                _brief(opened, patient, value)
                return
            _value(opened, patient, value, label, html, as_json)


def _value(
    opened: Session,
    patient: str,
    value: str,
    label: str | None,
    html: OutputFile | None,
    as_json: bool,
) -> None:
    from console.audit.model import audited

    found = audited(opened, patient, value, label)
    if html is not None:
        from console.audit.page import audit_page

        html.write(audit_page(opened, found))
    elif as_json:
        print_json({"patient": patient, **_stamped(opened), **found.as_json()})
    else:
        from console.audit.text import print_audit

        out = console()
        out.print(f"[bold]{escape(patient)}[/], {_as_of(opened)}")
        print_audit(out, found)


def _brief(opened: Session, patient: str, value: str) -> None:
    from console.audit.brief import brief_audit, print_brief

    out, found = console(), brief_audit(opened, patient, value)
    out.print(f"[bold]{escape(patient)}[/], {_as_of(opened)}")
    print_brief(out, found)


def _statistic(opened: Session, name: str, as_json: bool) -> None:
    from analyses.plan import PlanResults
    from analyses.statistics import UnknownStatistic, traced
    from console.audit.query import statistic_named
    from console.text.statistic import print_statistic, shown_of, title

    try:
        found = traced(PlanResults(opened.replay()), statistic_named(opened.study, name))
    except UnknownStatistic as unknown:
        raise NotFound(str(unknown)) from None
    events: dict[UUID, Event] = {}
    for share in found.shares if as_json else shown_of(found):
        events |= opened.store.history(share.patient).by_id
    if not as_json:
        out = console()
        out.print(f"{escape(opened.study.name)}, {_as_of(opened)}")
        print_statistic(out, found, opened.study.unit.name, events)
        return
    cited = dict.fromkeys(event for share in found.shares for event in share.events)
    limits = {name: getattr(found.value, name) for name in ("estimate", "lower", "upper")}
    print_json(
        {
            **_stamped(opened),
            "figure": title(found),
            "value": limits,
            "patients": [share.as_json() for share in found.shares],
            "events": {str(item): events[item].model_dump(mode="json") for item in cited},
        }
    )


def _stamped(opened: Session) -> dict[str, Any]:
    return {"as_of": opened.as_of.as_json(), "stamp": opened.stamp().as_json()}


def _as_of(opened: Session) -> str:
    return opened.as_of_in_words
