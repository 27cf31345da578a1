"""What a treatment-sequence graph is made of: definitions of a study, by their names."""

from dataclasses import dataclass

from projections.language.node import Node


@dataclass(frozen=True, slots=True)
class SequenceDefinition(Node):
    """Which definitions say who sets out, what each step is, how it went, and where it ended.

    Parameters
    ----------
    population
        Name of the population that sets out.
    episodes
        Name of the episodes that are the steps, such as lines of therapy.
    label, outcome
        Names of the classifications inside the episodes: which treatment, and how it went.
    ending
        Name of the classification of patients by where they stand at the cutoff.
    success
        What success is called in print, such as ``CR``.
    successes
        Outcomes that are one.
    not_evaluable
        Outcomes of which it cannot be said whether they are one.
    untreated
        What the arm without any episode is called.
    step
        What an episode is called in print, such as ``line``.
    between
        What is shown between an outcome and the next episode: what it is called in print, and the
        name of the milestone inside the episode, such as ``("relapse", "relapse_in_line")``.
    care
        Name of the classification of patients that says what those without an episode were given;
        empty if nothing does.
    """

    population: str
    episodes: str
    label: str
    outcome: str
    ending: str
    success: str
    successes: tuple[str, ...]
    not_evaluable: tuple[str, ...] = ("not evaluable",)
    untreated: str = "untreated"
    step: str = "line"
    between: tuple[tuple[str, str], ...] = ()
    care: str = ""
