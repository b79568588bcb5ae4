"""What every test may ask for."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.stacks.fixtures", "tests.distribution"]

settings.register_profile("tiendo", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tiendo")  # that a machine is slow is no failure
