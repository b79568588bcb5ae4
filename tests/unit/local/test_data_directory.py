import stat
from pathlib import Path

import pytest

from deploy.local import datadir, record
from deploy.local.datadir import DataDirectory
from deploy.local.language import Refusal


@pytest.fixture
def directory(tmp_path: Path) -> DataDirectory:
    return DataDirectory(tmp_path / "data")


def test_a_new_directory_is_private_and_carries_its_format(directory: DataDirectory) -> None:
    directory.create()
    assert directory.version.read_text() == f"{datadir.FORMAT}\n"
    for folder in (directory.root, directory.keys, directory.stores, directory.run):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_creating_twice_changes_nothing(directory: DataDirectory) -> None:
    directory.create()
    (directory.stores / "tasks.db").write_text("data")
    directory.create()
    assert (directory.stores / "tasks.db").read_text() == "data"


def test_newer_data_is_refused_and_left_alone(directory: DataDirectory) -> None:
    directory.root.mkdir()
    directory.version.write_text(f"{datadir.FORMAT + 1}\n")
    with pytest.raises(Refusal, match="written by a newer Tiendo"):
        directory.create()
    assert [entry.name for entry in directory.root.iterdir()] == ["version"]
    with pytest.raises(Refusal, match="written by a newer Tiendo"):
        directory.require()


def test_a_damaged_version_is_refused(directory: DataDirectory) -> None:
    directory.root.mkdir()
    directory.version.write_text("")
    with pytest.raises(Refusal, match="damaged"):
        directory.create()


def test_a_directory_with_other_files_is_not_taken_over(directory: DataDirectory) -> None:
    directory.root.mkdir()
    (directory.root / "thesis.docx").write_text("my work")
    with pytest.raises(Refusal, match="holds other files"):
        directory.create()
    assert [entry.name for entry in directory.root.iterdir()] == ["thesis.docx"]


def test_what_a_crash_of_the_first_start_left_is_taken_over(directory: DataDirectory) -> None:
    directory.root.mkdir()
    (directory.root / "version.new").write_text("")
    directory.create()
    directory.require()


def test_a_place_that_cannot_be_written_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal, match=r"cannot write .*--data"):
        DataDirectory(tmp_path / "file" / "data").create()


def test_a_read_only_command_asks_for_data_first(directory: DataDirectory) -> None:
    with pytest.raises(Refusal, match=r"no data in .*run \./tiendo up --demo --data "):
        directory.require()
    assert not directory.root.exists()


def test_one_supervisor_holds_the_directory_and_the_next_learns_where_it_is(directory: DataDirectory) -> None:
    directory.create()
    assert not directory.is_held()
    with directory.hold():
        record.write(directory.supervisor, record.Record(record.Part("supervisor", 4711, "1"), "http://127.0.0.1:8080"))
        assert directory.is_held()
        with pytest.raises(Refusal, match=r"http://127\.0\.0\.1:8080, pid 4711"), directory.hold():
            pytest.fail("two supervisors hold one directory")
    assert not directory.is_held()


def test_the_option_names_the_directory_safely_and_is_silent_for_the_default() -> None:
    assert DataDirectory(datadir.DEFAULT).option == ""
    assert DataDirectory(Path("/srv/tiến độ")).option == " --data '/srv/tiến độ'"
