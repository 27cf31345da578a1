"""What is estimated from the endpoints of a study: curves, incidences and regressions."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from analyses.plan import PlanResults
from analyses.plan.endpoint_curve import incidence_plan
from patient_timeline.arguments import listed
from patient_timeline.curves import CumulativeIncidence, KaplanMeier
from patient_timeline.regression import Cox
from patient_timeline.replayed import Replayed
from projections.language import Endpoint, Milestone
from projections.study.plan import Curves, Exposure, Fixed, Regression


class Estimators(Replayed):
    """Survival curves, incidences and regressions of a replay, each computed once."""

    @cached_property
    def _results(self) -> PlanResults:
        return PlanResults(self.replay)

    def kaplan_meier(
        self, endpoint: str, *, by: str = "", among: str = "", level: float = 0.95
    ) -> KaplanMeier:
        """Kaplan-Meier curves of an endpoint, one for each group of ``by``.

        Times are in the study's unit; limits are on the study's scale, R's default unless it
        says otherwise. Patients whose group is unknown have a curve of their own, and are in no
        test.

        Raises
        ------
        AnalysisError
            If nobody can be followed.
        """
        plan = Curves(self._endpoint(endpoint), self._column(by), among=self._population(among))
        return KaplanMeier.of(self._results, plan, level, self.caption)

    def cumulative_incidence(
        self, endpoint: str, *, by: str = "", among: str = ""
    ) -> CumulativeIncidence:
        """Cumulative incidence of an endpoint's event and of those that compete with it.

        Variance and limits are as the study's plan says for this endpoint, else those of R's
        ``cmprsk``.
        """
        usual = incidence_plan(self.replay.study, self._endpoint(endpoint))
        plan = replace(usual, by=self._column(by), among=self._population(among))
        return CumulativeIncidence.of(self._results, plan, self.caption)

    def cox(
        self,
        endpoint: str,
        covariates: Sequence[str | Fixed | Exposure],
        *,
        among: str = "",
        alone: bool = False,
    ) -> Cox:
        """Cox regression of an endpoint's (cause-specific) hazard.

        Parameters
        ----------
        covariates
            Definitions by name, known at the origin; one learnt later is refused. ``Fixed`` says
            how one is coded, ``Exposure`` makes a milestone a time-dependent covariate.
        among
            A population to which the model is confined.
        alone
            One model for each covariate instead of one of all.

        Raises
        ------
        AnalysisError
            If a covariate is learnt after the origin, or the rows do not determine a model.
        TypeError, ValueError
            If a covariate is no such definition, or is named twice.
        """
        endpoint, among = self._endpoint(endpoint), self._population(among)
        given = self._covariates(covariates)
        plan = Regression(endpoint, given, alone=alone, among=among)
        return Cox.of(self._results, plan, self.caption)

    def _endpoint(self, name: str) -> str:
        return self._definition(name, Endpoint)

    def _covariates(self, given: Iterable[str | Fixed | Exposure]) -> tuple[Fixed | Exposure, ...]:
        """Covariates under their full names, each named once."""
        found: dict[str, Fixed | Exposure] = {}
        for item in listed(given, "covariates"):
            covariate = self._covariate(item)
            name = covariate.definition if isinstance(covariate, Fixed) else covariate.milestone
            if name in found:
                raise ValueError(f"the covariate '{name}' is named twice; name it once")
            found[name] = covariate
        return tuple(found.values())

    def _covariate(self, given: str | Fixed | Exposure) -> Fixed | Exposure:
        match given:
            case str():
                return Fixed(self._column(given))
            case Fixed():
                return replace(given, definition=self._column(given.definition))
            case Exposure():
                return replace(given, milestone=self._definition(given.milestone, Milestone))
        raise TypeError("a covariate is a name, Fixed(...) or Exposure(...)")
