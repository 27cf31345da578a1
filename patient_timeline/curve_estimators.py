"""Curves, incidences, rates and state occupancy of a replay."""

from dataclasses import replace

from analyses.errors import InvalidInputError
from analyses.plan.endpoint_curve import competing, incidence_plan
from patient_timeline.arguments import refuse_options
from patient_timeline.curves import KaplanMeier
from patient_timeline.incidence import CumulativeIncidence
from patient_timeline.occupancy import StateOccupancy
from patient_timeline.rates import Rates
from patient_timeline.replayed import Replayed
from projections.study import plan
from projections.study.plan import IncidenceInterval, Interval, Variance


class CurveEstimators(Replayed):
    """Estimators of how many patients have an event, and when."""

    def kaplan_meier(
        self,
        endpoint: str,
        *,
        by: str = "",
        among: str = "",
        strata: str = "",
        rho: float = 0.0,
        trend: bool = False,
        level: float = 0.95,
        interval: Interval | None = None,
    ) -> KaplanMeier:
        """Kaplan-Meier curves of an endpoint, one for each group of ``by``, and their test.

        Times are in the study's unit. Patients whose group is unknown have a curve of their own,
        and are in no test.

        Parameters
        ----------
        by, among
            A definition that makes groups, and a population to which the curves are confined.
        strata
            A definition within whose values the groups are compared.
        rho
            Weight of the Fleming-Harrington family: 0 the log-rank, 1 the Peto-Peto test.
        trend
            Test for a trend over the groups in their order, too.
        level, interval
            Confidence and scale of the limits; by default the scale of the study, which is R's
            ``log`` unless it says otherwise.

        Raises
        ------
        AnalysisError
            If the endpoint's events compete, nobody can be followed, or an option cannot be.
        """
        planned = plan.Curves(
            self._without_competing(endpoint),
            self._column(by),
            rho,
            self._population(among),
            self._column(strata),
            trend,
            level,
            interval or "",
        )
        refuse_options(planned)
        return KaplanMeier.from_plan(self._results, planned, self.caption)

    def cumulative_incidence(
        self,
        endpoint: str,
        *,
        by: str = "",
        among: str = "",
        strata: str = "",
        level: float = 0.95,
        variance: Variance | None = None,
        interval: IncidenceInterval | None = None,
    ) -> CumulativeIncidence:
        """Cumulative incidence of an endpoint's event and of those that compete with it.

        Parameters
        ----------
        by, among, strata, level
            As of ``kaplan_meier``; groups are compared by Gray's test.
        variance, interval
            ``aalen`` (R's ``cmprsk``) or ``delta`` (R's ``survfit``), and the scale of the
            limits; by default as the study's plan says for this endpoint, else those of
            ``cmprsk``.

        Raises
        ------
        AnalysisError
            If nobody can be followed, or an option cannot be.
        """
        usual = incidence_plan(self.replay.study, self._endpoint(endpoint))
        planned = replace(
            usual,
            by=self._column(by),
            among=self._population(among),
            strata=self._column(strata),
            level=level,
            variance=variance or usual.variance,
            interval=interval or usual.interval,
        )
        refuse_options(planned)
        return CumulativeIncidence.from_plan(self._results, planned, self.caption)

    def rates(
        self,
        endpoint: str,
        *,
        by: str = "",
        among: str = "",
        per: float = 1.0,
        reference: str = "",
        level: float = 0.95,
    ) -> Rates:
        """Events of an endpoint per person-time with exact Poisson limits, by group.

        Parameters
        ----------
        per
            Units of person-time, in the study's unit: 1200 months are 100 years.
        reference
            The group to whose rate the others are compared; the first if none is named.

        Raises
        ------
        InvalidInputError
            If no patient is in the reference group, or ``per`` is not above 0.
        """
        columns = self._endpoint(endpoint), self._column(by)
        planned = plan.Rates(*columns, per, reference, level, self._population(among))
        refuse_options(planned)
        return Rates.from_plan(self._results, planned, self.caption)

    def state_occupancy(self, *, level: float = 0.95) -> StateOccupancy:
        """The probability of being in each of the study's states over time.

        Raises
        ------
        LookupError
            If the study declares no states.
        """
        if self.replay.study.states is None:
            raise LookupError(f"study '{self.replay.study.name}' declares no states")
        planned = plan.Occupancy(1.0, level)
        refuse_options(planned)
        return StateOccupancy.from_plan(self._results, planned, self.caption)

    def _without_competing(self, endpoint: str) -> str:
        """The name of an endpoint whose events have none that compete with them.

        Raises
        ------
        InvalidInputError
            If some do: Kaplan-Meier would count their patients as censored.
        """
        name = self._endpoint(endpoint)
        if competing(self.replay.study, name):
            raise InvalidInputError(
                f"Events of '{name}' compete, so Kaplan-Meier would overestimate it; ask for "
                "cumulative_incidence."
            )
        return name
