"""What every test may ask for."""

from hypothesis import HealthCheck, settings

from tests.properties.effort import LONG

pytest_plugins = ["tests.stacks.fixtures", "tests.distribution"]

_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # that a machine is slow is no failure
settings.register_profile("tiendo", _PATIENT, derandomize=True)
settings.register_profile(LONG, _PATIENT)  # other examples each time
settings.load_profile("tiendo")
