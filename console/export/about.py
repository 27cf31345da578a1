"""What exported tables rest on, and how they are to be analysed."""

from dataclasses import asdict, dataclass

from console.application.session import Session
from console.application.stamp import Stamp
from projections.study import Study
from timeline.log import AsOf


@dataclass(frozen=True, slots=True)
class About:
    """As-of and stamp of an export, and its study, whose plan says what is to be done."""

    as_of: AsOf
    as_of_in_words: str
    stamp: Stamp
    study: Study

    def as_json(self) -> dict[str, object]:
        """As plain values."""
        study = self.study
        return {
            "as_of": self.as_of.as_json(),
            "stamp": self.stamp.as_json(),
            "conventions": list(study.conventions),
            "unit": {"name": study.unit.name, "days": study.unit.days},
            "report_at": list(study.report_at),
            "interval": study.interval,
            "plan": {
                name: {"analysis": type(analysis).__name__, **asdict(analysis)}
                for name, analysis in study.plan.items()
            },
        }


def about(opened: Session) -> About:
    """What the tables of a session rest on."""
    return About(opened.as_of, opened.as_of_in_words, opened.stamp(), opened.study)
