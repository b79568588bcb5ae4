import json
import stat
from pathlib import Path

from deploy.local import keys


def test_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    keys.create_missing(tmp_path)
    assert {entry.name for entry in tmp_path.iterdir()} == {
        "issuer.json",
        "jwks.json",
        "internal.key",
        "webhooks.key",
        "sessions.key",
    }
    assert {stat.S_IMODE(entry.stat().st_mode) for entry in tmp_path.iterdir()} == {0o600}


def test_the_public_set_holds_the_issuer_key_without_its_secret(tmp_path: Path) -> None:
    keys.create_missing(tmp_path)
    private = keys.read_issuer_key(tmp_path)
    (public,) = json.loads(keys.public_keys(tmp_path).read_text())["keys"]
    assert private["crv"] == "Ed25519"
    assert public == {name: value for name, value in private.items() if name != "d"}
    assert public["kid"]


def test_keys_survive_the_next_start_and_what_is_missing_is_made(tmp_path: Path) -> None:
    keys.create_missing(tmp_path)
    issuer, internal = keys.read_issuer_key(tmp_path), keys.internal_key(tmp_path).read_text()
    keys.public_keys(tmp_path).unlink()
    keys.create_missing(tmp_path)
    assert keys.read_issuer_key(tmp_path) == issuer
    assert keys.internal_key(tmp_path).read_text() == internal
    assert keys.public_keys(tmp_path).exists()


def test_a_half_written_key_of_a_crashed_start_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "issuer.json.new").write_text('{"kty":')
    keys.create_missing(tmp_path)
    assert keys.read_issuer_key(tmp_path)["kty"] == "OKP"


def test_every_installation_has_its_own_internal_key(tmp_path: Path) -> None:
    made = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        keys.create_missing(tmp_path / name)
        made.add(keys.internal_key(tmp_path / name).read_text())
    assert len(made) == 2
    assert all(len(key) >= 43 for key in made)
