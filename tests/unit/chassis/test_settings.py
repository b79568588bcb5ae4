from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import ValidationError

from shared.chassis import ServiceSettings, read_settings
from shared.messaging.security import Mechanism, Security

NEEDED = {
    "TIENDO_STORE_URL": "mongodb://tiendo:hidden@db/",
    "TIENDO_KAFKA": "one:9092,two:9092",
    "TIENDO_JWKS": "/keys/jwks.json",
    "TIENDO_ISSUER": "urn:test",
    "TIENDO_INTERNAL_KEY": "hidden-too",
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NEEDED.items():
        monkeypatch.setenv(name, value)


def given(monkeypatch: pytest.MonkeyPatch, variables: Mapping[str, object]) -> ServiceSettings:
    for name, value in variables.items():
        monkeypatch.setenv(name, str(value))
    return ServiceSettings()


def test_the_bus_is_plain_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    bus = given(monkeypatch, {}).bus
    assert bus.addresses == ["one:9092", "two:9092"]
    assert bus.client_options()["security_protocol"] == "PLAINTEXT"


def test_a_variable_that_is_empty_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = ("SECURITY", "CA_FILE", "CERT_FILE", "KEY_FILE", "SASL_USERNAME", "SASL_PASSWORD_FILE", "SASL_MECHANISM")
    assert given(monkeypatch, {f"TIENDO_KAFKA_{name}": "" for name in empty}).bus.security is Security.PLAINTEXT


def test_a_user_of_the_bus_has_the_password_of_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("hidden\n")
    variables = {
        "TIENDO_KAFKA_SECURITY": "sasl_ssl",
        "TIENDO_KAFKA_SASL_MECHANISM": "PLAIN",
        "TIENDO_KAFKA_SASL_USERNAME": "tiendo",
        "TIENDO_KAFKA_SASL_PASSWORD_FILE": password,
    }
    settings = given(monkeypatch, variables)
    options = settings.bus.client_options()
    assert (options["sasl_mechanism"], options["sasl_plain_password"]) == (Mechanism.PLAIN, "hidden")
    password.write_text("changed")
    assert settings.bus.client_options()["sasl_plain_password"] == "changed"


def test_the_store_may_be_named_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text("mongodb://other:hidden@db-2/\n")
    assert given(monkeypatch, {"TIENDO_STORE_URL_FILE": file}).store == "mongodb://other:hidden@db-2/"


def test_settings_that_are_shown_show_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(monkeypatch, {})
    assert settings.store == "mongodb://tiendo:hidden@db/"
    assert "hidden" not in f"{settings!r} {settings} {settings.model_dump()} {settings.bus!r}"


WRONG = [
    ({"TIENDO_PORT": "hidden"}, "TIENDO_PORT: Input should be a valid integer"),
    ({"TIENDO_INTERNAL_KEY": ""}, "TIENDO_INTERNAL_KEY or TIENDO_INTERNAL_KEY_FILE must be given"),
    ({"TIENDO_STORE_URL": "tiendo:hidden@db"}, "TIENDO_STORE_URL or TIENDO_STORE_URL_FILE must give"),
    ({"TIENDO_STORE_URL_FILE": "/nowhere/url"}, "No such file or directory: '/nowhere/url'"),
    ({"TIENDO_KAFKA_SECURITY": "tls"}, "TIENDO_KAFKA_SECURITY: Input should be 'plaintext', 'ssl'"),
    ({"TIENDO_KAFKA_SECURITY": "sasl_ssl"}, "these need one"),
    ({"TIENDO_KAFKA_CA_FILE": "/ca.pem"}, "with anything else nothing would be encrypted"),
    ({"TIENDO_KAFKA_SECURITY": "ssl", "TIENDO_KAFKA_KEY_FILE": "/key.pem"}, "a key needs the certificate"),
    ({"TIENDO_KAFKA_SECURITY": "ssl", "TIENDO_KAFKA_CA_FILE": "/nowhere/ca"}, "directory: '/nowhere/ca'"),
    ({"TIENDO_KAFKA_SECURITY": "ssl", "TIENDO_KAFKA_CA_FILE": __file__}, "test_settings.py holds no PEM certificates"),
    ({"TIENDO_KAFKA_SASL_USERNAME": "tiendo"}, "TIENDO_KAFKA_SASL_PASSWORD_FILE belong together"),
]


@pytest.mark.parametrize(("variables", "complaint"), WRONG)
def test_a_wrong_setting_ends_the_process_with_a_line_that_tells_no_value(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], complaint: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        read_settings(ServiceSettings)
    assert complaint in str(ended.value)
    assert "hidden" not in str(ended.value)
    assert "\n" not in str(ended.value)


def test_every_wrong_setting_has_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIENDO_PORT", "x")
    monkeypatch.delenv("TIENDO_JWKS")
    with pytest.raises(SystemExit) as ended:
        read_settings(ServiceSettings)
    assert [line.split(":")[0] for line in str(ended.value).splitlines()] == ["TIENDO_PORT", "TIENDO_JWKS"]


def test_an_error_that_somebody_logs_shows_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError) as failure:
        given(monkeypatch, {"TIENDO_INTERNAL_KEY": ""})
    assert "hidden" not in str(failure.value)
