"""Regressions of a replay's endpoints, and the concordance of a score with them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from patient_timeline.arguments import listed, refuse_options
from patient_timeline.cox import Cox
from patient_timeline.fine_gray import FineGray
from patient_timeline.replayed import Replayed
from patient_timeline.score import concordance
from projections.language import Condition, Milestone, Quantity
from projections.study import plan
from projections.study.plan import Exposure, Fixed, Ties

if TYPE_CHECKING:
    import pandas as pd


class RegressionEstimators(Replayed):
    """Estimators of how covariates and scores go with an endpoint."""

    def cox(
        self,
        endpoint: str,
        covariates: Sequence[str | Fixed | Exposure],
        *,
        among: str = "",
        alone: bool = False,
        strata: str = "",
        weights: str = "",
        cluster: str = "",
        robust: bool | None = None,
        ties: Ties = "efron",
        level: float = 0.95,
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
        strata
            A definition whose values have baseline hazards of their own.
        weights
            A quantity by which patients weigh.
        cluster
            A definition within whose values patients depend on each other, such as a centre.
        robust
            Robust standard errors, over clusters or else patients: by default, as in R, where
            clusters or weights that are not whole numbers are named.
        ties
            ``efron`` or ``breslow``.
        level
            Confidence of the limits.

        Raises
        ------
        AnalysisError
            If a covariate is learnt after the origin, or the rows do not determine a model.
        TypeError, ValueError
            If a covariate is no such definition, or is named twice.
        """
        planned = plan.Regression(
            self._endpoint(endpoint),
            self._covariates(covariates),
            ties,
            alone=alone,
            among=self._population(among),
            strata=self._column(strata),
            weights=self._definition(weights, Quantity) if weights else "",
            cluster=self._column(cluster),
            robust=robust,
            level=level,
        )
        refuse_options(planned)
        return Cox.from_plan(self._results, planned, self.caption)

    def fine_gray(
        self,
        endpoint: str,
        covariates: Sequence[str | Fixed],
        *,
        among: str = "",
        level: float = 0.95,
    ) -> FineGray:
        """Fine and Gray's regression of the incidence of an endpoint's event.

        Parameters
        ----------
        covariates
            As of ``cox``, without exposures.

        Raises
        ------
        AnalysisError
            As of ``cox``, and for late entry or exposures.
        """
        planned = plan.Regression(
            self._endpoint(endpoint),
            self._covariates(covariates),
            of="incidence",
            among=self._population(among),
            level=level,
        )
        refuse_options(planned)
        return FineGray.from_plan(self._results, planned, self.caption)

    def concordance(self, endpoint: str, score: str, *, among: str = "") -> "pd.DataFrame":
        """How often the patient with the higher score has the earlier event (Harrell's C).

        Parameters
        ----------
        score
            A quantity, or a condition or milestone that is true or not; known at the origin.

        Returns
        -------
        pandas.DataFrame
            One row, under the name of the score: ``estimate``, ``standard_error``, the numbers of
            ``concordant``, ``discordant`` and ``tied`` pairs, and ``missing`` patients.

        Raises
        ------
        AnalysisError
            If the score is learnt after the origin, or no pair can be compared.
        """
        named = self._definition(score, Quantity, Condition, Milestone)
        columns = self._endpoint(endpoint), named, self._population(among)
        return concordance(self.replay, *columns)

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
