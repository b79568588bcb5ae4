"""What the rules of indicators and of the checklist of services refuse."""

from services.tasks.domain.errors import FieldRefused, Refusal


class TooManyEditions(Refusal):
    """A value that was corrected so often is looked into, not corrected once more."""

    def __init__(self, most: int) -> None:
        super().__init__(f"a value has {most} editions at most")
        self.most = most


class BreakdownDiffers(FieldRefused):
    """The parts of a baseline add up to its value."""

    def __init__(self, total: float) -> None:
        super().__init__("baseline.breakdown", f"the parts add up to {total:g}")
        self.total = f"{total:g}"


class TargetNotMeasured(FieldRefused):
    """Four criteria are no number that could be compared with a target."""

    def __init__(self) -> None:
        super().__init__("target", "an indicator of quality has no number to reach")


class FiguresUnfit(FieldRefused):
    """A count has a numerator, a ratio a denominator too, an assessment of quality the four criteria."""

    def __init__(self, field: str, measure: str) -> None:
        super().__init__(field, f"does not fit an indicator of the sort {measure}")
        self.measure = measure


class NothingToDivideBy(FieldRefused):
    """Something of nothing is no ratio; nothing of nothing is one without a rate."""

    def __init__(self) -> None:
        super().__init__("denominator", "0, but the numerator is not")


class UnitDoesNotReport(FieldRefused):
    """Only the units that the indicator names report it; where it names none, there is one value for the whole tenant."""

    def __init__(self, unit: str | None) -> None:
        super().__init__("unit", f"{unit or 'the whole tenant'} does not report this indicator")
        self.wanted = unit or "-"


class NotTheirFigures(FieldRefused):
    """Figures of a unit are told by its own people; those of the whole tenant by the indicator's owner or the standing agency."""

    def __init__(self, unit: str | None) -> None:
        super().__init__("unit", f"the caller does not report for {unit or 'the whole tenant'}")


class ValueIdTooLong(FieldRefused):
    """Indicator, period, unit and item together are longer than an id may be."""

    def __init__(self, wanted: str) -> None:
        super().__init__("unit", f"{wanted} is longer than an id may be")
        self.wanted = wanted


class ServiceTwice(FieldRefused):
    """A service is on the list once."""

    def __init__(self, service: str) -> None:
        super().__init__("services", f"{service} is there twice")
        self.wanted = service


class DeployedOnWithoutDeployment(FieldRefused):
    """What is not deployed has no day since which it is."""

    def __init__(self) -> None:
        super().__init__("deployed_on", "belongs to a service that is deployed")
