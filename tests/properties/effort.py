"""How hard the properties are tried: quickly and always the same in the suite, for long and by chance when asked to.

    ./tiendo test tests/properties                               every machine, 60 s in all on one core
    ./tiendo test tests/properties --hypothesis-profile=long     fifty times as many courses, other ones each time

A failure prints the shortest course of steps that leads to it; a copy of that course as a plain test belongs beside the code.
"""

from hypothesis import HealthCheck, Phase, settings

LONG = "long"
_TIMES = 50
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)


def effort(examples: int, steps: int = 50) -> settings:
    """Settings for one test: how many courses the suite tries, and how many steps a course of a machine has at most."""
    long = settings.get_current_profile_name() == LONG
    return settings(
        max_examples=examples * _TIMES if long else examples,
        stateful_step_count=steps,
        derandomize=not long,
        database=None,
        deadline=None,
        phases=_PHASES,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
