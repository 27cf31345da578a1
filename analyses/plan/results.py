"""The analyses of a study's plan on one replay, each carried out once."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias, overload

from analyses.errors import AnalysisError
from analyses.plan.baseline import PlannedBaseline, baseline
from analyses.plan.curves import PlannedCurves, curves
from analyses.plan.endpoint_curve import cause_names, competing, incidence_plan
from analyses.plan.forest import PlannedForest, forest
from analyses.plan.groups import EVERYBODY
from analyses.plan.incidence import PlannedIncidence, incidence
from analyses.plan.landmarks import PlannedLandmark, from_landmark
from analyses.plan.models import PlannedRegression
from analyses.plan.occupancy import PlannedOccupancy, occupancy
from analyses.plan.paired import PlannedPairs, paired
from analyses.plan.rates import PlannedRates, rates
from analyses.plan.regression import regression
from analyses.refused import Refused, attempted
from analyses.survival.competing_risks.incidence import IncidenceCurve
from analyses.survival.kaplan_meier import SurvivalCurve
from projections.cohort.replay import Replay
from projections.study.plan import (
    Analysis,
    Baseline,
    Curves,
    Forest,
    FromLandmark,
    Incidence,
    Occupancy,
    Paired,
    Rates,
    Regression,
)

Result: TypeAlias = (
    PlannedCurves
    | PlannedIncidence
    | PlannedRates
    | PlannedRegression
    | PlannedBaseline
    | PlannedPairs
    | PlannedLandmark
    | PlannedForest
    | PlannedOccupancy
)


def carry_out(replay: Replay, plan: Analysis) -> Result:
    """One analysis, times in the study's unit.

    Raises AnalysisError, naming what the cohort at this cutoff cannot give.
    """
    match plan:
        case Curves():
            return curves(replay, plan)
        case Incidence():
            return incidence(replay, plan)
        case Rates():
            return rates(replay, plan)
        case Regression():
            return regression(replay, plan)
        case Baseline():
            return baseline(replay, plan)
        case Paired():
            return paired(replay, plan)
        case FromLandmark():
            return from_landmark(replay, plan)
        case Forest():
            return forest(replay, plan)
        case Occupancy():
            return occupancy(replay, plan)


@dataclass(frozen=True, slots=True)
class PlanResults:
    """The results of a replay: text, figures, claims and statistics share what is fitted once.

    An analysis is known by its plan, so that equal plans under two names are carried out once.
    """

    replay: Replay
    _found: dict[Analysis, Result | AnalysisError] = field(default_factory=dict, repr=False)

    @overload
    def of_plan(self, plan: Curves) -> PlannedCurves: ...

    @overload
    def of_plan(self, plan: Incidence) -> PlannedIncidence: ...

    @overload
    def of_plan(self, plan: Rates) -> PlannedRates: ...

    @overload
    def of_plan(self, plan: Occupancy) -> PlannedOccupancy: ...

    @overload
    def of_plan(self, plan: Regression) -> PlannedRegression: ...

    @overload
    def of_plan(self, plan: Analysis) -> Result: ...

    def of_plan(self, plan: Analysis) -> Result:
        """The result of an analysis, of the study's plan or not.

        Raises AnalysisError, each time, if the cohort at this cutoff cannot give it.
        """
        if plan not in self._found:
            try:
                self._found[plan] = carry_out(self.replay, plan)
            except AnalysisError as refusal:
                self._found[plan] = refusal
        found = self._found[plan]
        if isinstance(found, AnalysisError):
            raise found
        return found

    def of_name(self, name: str) -> Result:
        """The result of an analysis of the study's plan.

        Raises AnalysisError, each time, if the cohort at this cutoff cannot give it.
        """
        return self.of_plan(self.replay.study.plan[name])

    def attempted(self, name: str) -> Result | Refused:
        """The result of an analysis of the study's plan, or why the cohort cannot give it."""
        return attempted(lambda: self.of_name(name))

    def endpoint_curve(self, endpoint: str) -> SurvivalCurve | IncidenceCurve:
        """The curve of an endpoint over all patients: of the event of interest if events compete.

        Where events compete, Kaplan-Meier would take those who had another event for censored
        and so give more of the event than there can be. Raises AnalysisError if nobody is followed.
        """
        study = self.replay.study
        if not competing(study, endpoint):
            return self.of_plan(Curves(endpoint)).groups[EVERYBODY]
        plan = replace(incidence_plan(study, endpoint), by="", among="")
        of_interest = str(cause_names(study, endpoint)[1])
        return self.of_plan(plan).groups[EVERYBODY][of_interest]
