"""
What the program refuses, and how: exit codes 73 and 77, files in encodings and shapes that
are none, settings that are none. Always: a message names the file, and nothing is lost.
"""
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from conftest import PROGRAM, Home, Result

NOBODY = 65534


class HomeOfNobody(Home):
    """A home whose program runs without the rights of root, who may do everything."""

    def run(self, *args, code=0):
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
        done = subprocess.run([self.path.parent / "sawthis", *args], capture_output=True, timeout=60,
                              env=self.environment(), stdin=subprocess.DEVNULL, text=True, **user)
        result = Result(["sawthis", *args], done.returncode, done.stdout, done.stderr)
        assert result.code == code, f"expected {code}:\n{result!r}"
        return result


@pytest.fixture
def unprivileged():
    """A home in a folder that anyone may enter and write to."""
    folder = Path(tempfile.mkdtemp(prefix="sawthis-"))
    folder.chmod(0o777)
    shutil.copy(PROGRAM, folder / "sawthis")
    yield HomeOfNobody(folder / "home")
    subprocess.run(["chmod", "-R", "u+rwx", folder], check=True)
    shutil.rmtree(folder)


# ---- Permission ----------------------------------------------------------------------
def test_a_home_that_may_not_be_made_is_77(unprivileged):
    unprivileged.path.parent.chmod(0o755 if os.getuid() == 0 else 0o555)
    refused = unprivileged.run("init", code=77)
    assert f"{unprivileged.path}: cannot make the folder: Permission denied" in refused.err


def test_a_home_that_may_not_be_written_is_77_and_stays_as_it_is(unprivileged):
    unprivileged.run("contact", "add", "Ada King")
    unprivileged.path.chmod(0o500)
    for command in (["contact", "add", "Bob"], ["run"], ["config", "queue.per_day", "5"]):
        assert str(unprivileged.path) in unprivileged.run(*command, code=77).err
    unprivileged.path.chmod(0o700)
    assert [c["name"] for c in unprivileged.run("contact", "list", "--format=json").json()] == ["Ada King"]


@pytest.mark.parametrize("command", [["contact", "import"], ["parse"], ["feed", "import"], ["judge"]],
                         ids=" ".join)
def test_a_file_that_may_not_be_read_is_77(unprivileged, command):
    secret = unprivileged.path.parent / "secret"
    secret.write_text("name\nAda\n")
    secret.chmod(0)
    refused = unprivileged.run(*command, secret, code=77)
    assert f"{secret}: cannot open: Permission denied" in refused.err


@pytest.mark.parametrize("command", [["contact", "import"], ["parse"], ["feed", "import"], ["judge"],
                                     ["restore", "--yes"]], ids=" ".join)
def test_a_folder_where_a_file_should_be_is_65(home, tmp_path, command):
    refused = home.run(*command, tmp_path, code=65)
    assert f"{tmp_path}: cannot read: Is a directory" in refused.err


# ---- What cannot be created ----------------------------------------------------------
def test_a_file_where_the_home_should_be_is_73(home):
    home.path.write_text("not a folder")
    refused = home.run("queue", code=73)
    assert f"{home.path}: is there and no folder" in refused.err
    assert home.path.read_text() == "not a folder"


def test_a_dump_into_a_folder_that_is_not_there_is_73(home, tmp_path):
    home.run("contact", "add", "Ada King")
    refused = home.run("dump", tmp_path / "nowhere" / "dump", code=73)
    assert "nowhere/dump: cannot create: No such file or directory" in refused.err


def test_a_dump_in_a_folders_place_is_73_and_leaves_nothing_behind(home, tmp_path):
    home.run("contact", "add", "Ada King")
    (tmp_path / "folder").mkdir()
    home.run("dump", tmp_path / "folder", code=73)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "home"]


# ---- Dumps ---------------------------------------------------------------------------
def test_restoring_says_what_it_takes_the_place_of(home, tmp_path):
    home.run("contact", "add", "Ada King")
    home.run("dump", tmp_path / "dump")
    home.run("contact", "add", "Grace Mole")
    assert "2 contacts" in home.run("restore", tmp_path / "dump", code=64).err
    home.run("restore", tmp_path / "dump", "--yes")
    assert [c["name"] for c in home.json("contact", "list")] == ["Ada King"]


def test_a_dump_that_is_cut_off_is_65_with_its_line_and_changes_nothing(home, tmp_path):
    home.run("contact", "add", "Ada King")
    whole = home.run("dump", "-").out
    cut = home.file("cut", "".join(whole.splitlines(keepends=True)[:2]))
    assert f"{cut}, line 2: the dump ends too early" in home.run("restore", cut, "--yes", code=65).err
    assert home.run("dump").out == whole


# ---- Contacts in odd shapes ----------------------------------------------------------
TABLE = "name,email\nZoë King,zoe@x.example\nTom Mole,tom@x.example\n"


@pytest.mark.parametrize("content", [
    TABLE.encode("utf-8-sig"), TABLE.encode("utf-16"), TABLE.encode("utf-16-le"), TABLE.encode("utf-16-be"),
    TABLE.encode("windows-1252"), TABLE.replace("\n", "\r").encode(), TABLE.replace("\n", "\r\n").encode(),
    TABLE.rstrip("\n").encode()], ids=["bom", "utf-16", "utf-16le", "utf-16be", "1252", "cr", "crlf", "no-end"])
def test_a_table_is_read_in_whatever_encoding(home, content):
    home.run("contact", "import", home.file("c.csv", content))
    assert [c["name"] for c in home.json("contact", "list")] == ["Zoë King", "Tom Mole"]


def test_half_a_character_of_utf_16_costs_itself_alone(home):
    half = "name,email\nSue ".encode("utf-16") + b"\x3d\xd8" + \
        " Bay,sue@x.example\nTom Mole,tom@x.example\n".encode("utf-16-le")
    home.run("contact", "import", home.file("c.csv", half))
    assert [c["email"] for c in home.json("contact", "list")] == ["sue@x.example", "tom@x.example"]


def test_a_row_of_40_mb_and_a_zero_byte_cost_their_rows(home):
    table = b"name,notes\nAda King,a\0b\nLong One," + b"x" * 40_000_000 + b"\nTom Mole,hi\n"
    told = home.run("contact", "import", home.file("c.csv", table)).err
    assert "c.csv:2: a zero byte in the row" in told
    assert "c.csv:3: the row is too long" in told
    assert [c["name"] for c in home.json("contact", "list")] == ["Tom Mole"]


def test_files_before_the_bad_one_are_counted(home):
    good = home.file("good.csv", TABLE)
    refused = home.run("contact", "import", good, "nowhere.csv", code=66)
    assert "nowhere.csv: cannot open" in refused.err
    assert refused.out.startswith("2 contacts added")


# ---- Settings ------------------------------------------------------------------------
@pytest.mark.parametrize("text, line, told", [
    ("per_day = 5\n", 1, "'per_day' stands above every [section]"),
    ("[queue\nper_day = 5\n", 1, "is neither [section] nor key = value"),
    ("[queue]\nquiet_topics = recall,\n  strike\n", 3, "is neither [section] nor key = value"),
    ("[queue]\nper_dya = 5\n", 2, "there is no key 'queue.per_dya'; there is queue.per_day"),
    ("[queue]\nquiet_topics = " + "strike;" * 99 + "\n;\nper_day\n", 4, "is neither [section]"),
    ("[queue]\nper_day = many\n", 2, "queue.per_day: 'many' is no whole number from 1 to 1000"),
])
def test_a_setting_that_is_none_is_78_with_its_line(home, text, line, told):
    home.path.mkdir()
    (home.path / "config.ini").write_text(text)
    assert f"config.ini:{line}: {told}" in home.run("config", code=78).err


def test_settings_may_be_indented_and_come_with_a_bom(home):
    home.path.mkdir()
    (home.path / "config.ini").write_bytes("\ufeff[queue]\r\n  per_day = 4\r\n  per_contact: 1\r\n".encode())
    assert home.run("config", "queue.per_day").out == "4\n"
    assert home.run("config", "queue.per_contact").out == "1\n"
    home.run("config", "queue.per_contact", "2")
    assert home.run("config", "queue.per_contact").out == "2\n"


def test_a_setting_may_be_a_long_list(home):
    topics = ";".join(f"topic {i} with spaces" for i in range(90))
    home.run("init")
    home.run("config", "queue.quiet_topics", topics)
    assert home.run("config", "queue.quiet_topics").out == topics + "\n"
    settings = home.path / "config.ini"
    settings.write_text(settings.read_text().replace(topics, topics + " ; see " + "why " * 99))
    assert home.run("config", "queue.quiet_topics").out == topics + "\n"
    refused = home.run("config", "queue.quiet_topics", "x" * 9000, code=78)
    assert "queue.quiet_topics: the value is longer than 8192 bytes" in refused.err


def test_a_password_command_that_fails_is_named_by_its_setting(home):
    home.run("config", "web.password_command", "exit 3")
    assert "web.password_command: failed with exit code 3" in home.run("serve", code=78).err
    home.run("config", "contacts.password_command", "true")
    told = home.run("contact", "sync", "http://127.0.0.1:1/", code=78).err
    assert "contacts.password_command: printed no password" in told


# ---- The command line ----------------------------------------------------------------
@pytest.mark.parametrize("arguments, told", [
    (["--home"], "--home needs a folder"),
    (["-x"], "no option '-x'"),
    (["contact", "list", "-v"], "-q and -v stand before the command"),
    (["item", "show", "x"], "`sawthis item list` shows them"),
    (["why", "x"], "`sawthis queue` shows them"),
    (["contact", "log", "Ada", "--on", "100000y"], "takes a date"),
], ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_what_was_typed_wrong_is_told(home, arguments, told):
    assert told in home.run(*arguments, code=64).err


def test_what_begins_with_a_dash_may_follow_two(home):
    home.run("contact", "add", "Ada King")
    home.run("interest", "add", "Ada King", "--", "-able")
    assert [i["term"] for i in home.json("interest", "list")] == ["-able"]


def test_a_contact_is_not_merged_with_itself(home):
    home.run("contact", "add", "Ada King")
    assert "one contact already" in home.run("contact", "merge", "1", "Ada King", "--yes", code=64).err
    assert len(home.json("contact", "list")) == 1


def test_help_fits_into_80_columns(home):
    commands = [line[2:20].strip() for line in home.run("help").lines if line.startswith("  ")]
    for command in [None, *commands]:
        for line in home.run("help", *(command.split() if command else [])).lines:
            assert len(line) <= 80 or line.startswith("usage: "), line
