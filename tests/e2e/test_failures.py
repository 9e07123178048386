"""
What goes wrong harms only itself: feeds that fail, a second run, a run that is killed, files
and settings that are bad. Exit codes are those of sysexits(3).
"""
import os
import random
import signal
import sqlite3
import threading
import time

import pytest

from conftest import NOW, rss, wait_until

GOOD = rss("Good Paper", [{"title": "Acme opens a foundry", "link": "https://good.example/1",
                           "guid": "g1", "summary": "Acme Corp opens a foundry in Leeds.",
                           "date": "Sat, 21 Nov 2026 09:00:00 GMT"}])


@pytest.fixture
def acme(home):
    """A home whose one contact works at Acme."""
    home.run("init")
    home.run("config", "fetch.every_h", "0")
    home.run("contact", "add", "Ada Lovelace", "--company", "Acme Corp")
    return home


def add(home, *urls):
    home.run("feed", "add", "--no-check", *urls)


# ---- Feeds ---------------------------------------------------------------------------
def hang(released):
    def handler(request):
        released.wait(20)
        request.close_connection = True
    return handler


def cut_short(request):
    request.send_response(200)
    request.send_header("Content-Length", "100000")
    request.end_headers()
    request.wfile.write(b"<rss version='2.0'><channel><title>x</title>")
    request.close_connection = True


def test_a_feed_that_fails_fails_alone_and_is_told_in_one_line(acme, feed_server):
    acme.run("config", "fetch.timeout_s", "1")
    released = threading.Event()
    bad = [
        feed_server.put("/missing.xml", b"gone", status=404),
        feed_server.put("/broken.xml", b"oops", status=500),
        feed_server.put("/page.xml", "<html><body>Welcome</body></html>",
                        content_type="text/html"),
        feed_server.put("/noise.xml", bytes(range(1, 256)) * 40),
        feed_server.put_handler("/hang.xml", hang(released)),
        feed_server.put_handler("/short.xml", cut_short),
        "http://127.0.0.1:1/refused.xml",
    ]
    add(acme, *bad, feed_server.put("/good.xml", GOOD))
    result = acme.run("run", "--format=json")
    released.set()
    summary = result.json()[-1]
    assert (summary["feeds"], summary["fetched"], summary["failed"]) == (8, 1, 7)
    assert [e["item"]["guid"] for e in acme.json("queue")] == ["g1"]
    assert len(result.err.splitlines()) == len(bad)
    assert all(result.err.count(url) == 1 for url in bad)
    errors = {f["url"]: f["error"] for f in acme.json("feed", "list")}
    assert all(errors[url] for url in bad)
    released.set()
    assert acme.run("run").err == ""  # not again at every run


def test_a_run_in_which_every_feed_failed_says_so(acme, feed_server):
    add(acme, feed_server.put("/a.xml", b"x", status=500))
    acme.run("run", code=69)


def test_a_feed_with_control_characters_never_reaches_the_output_raw(acme, feed_server):
    title = "Acme &#x1b;]0;pwned&#7; \u202eeman &#x9b;31m wins"
    add(acme, feed_server.put("/a.xml", GOOD.replace("Acme opens a foundry", title)))
    acme.run("run")
    for command in (["queue"], ["item", "list"], ["why", "1"], ["queue", "--format=json"]):
        out = acme.run(*command).out
        assert "Acme" in out
        bad = [c for c in out if ord(c) < 32 and c != "\n" or 127 <= ord(c) < 160
               or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
        assert not bad, (command, bad)


# ---- One run at a time, killed runs --------------------------------------------------
def test_a_second_run_tries_later_and_says_who_holds_the_lock(acme, feed_server):
    released = threading.Event()
    add(acme, feed_server.put_handler("/hang.xml", hang(released)))
    first = acme.start("run")
    try:
        wait_until(lambda: feed_server.count(path="/hang.xml"), what="the request")
        second = acme.run("run", code=75)
        assert str(first.pid) in second.err
        assert acme.run("queue").code == 0  # reading goes on meanwhile
    finally:
        released.set()
        first.kill()
        first.communicate(timeout=10)
    acme.run("run", code=69)  # nothing is left of the lock; the feed fails


def world(feed_server):
    """Twelve feeds with two hundred items that speak to ten contacts."""
    companies = ["Norvane", "Tarquil", "Belmoro", "Quistel", "Harvenna", "Ostrine",
                 "Paldrico", "Wexmoor", "Zelkova Labs", "Imbrasse"]
    rng = random.Random(7)
    urls = []
    for f in range(12):
        items = [{"title": f"{rng.choice(companies)} signs contract {f}-{i} for "
                           f"{rng.choice('bridges turbines ferries looms clocks'.split())}",
                  "link": f"https://paper{f}.example/{i}", "guid": f"{f}-{i}",
                  "summary": " ".join(rng.choices("report river market engine paper winter "
                                                  "harbour glass copper morning".split(), k=30)),
                  "date": f"Fri, 20 Nov 2026 {i:02}:00:00 GMT"} for i in range(17)]
        urls.append(feed_server.put(f"/{f}.xml", rss(f"Paper {f}", items)))
    return companies, urls


def prepared(home, companies, urls):
    home.run("init")
    home.run("config", "fetch.every_h", "0")
    for n, company in enumerate(companies):
        home.run("contact", "add", f"Person {chr(65 + n)}", "--company", company)
    add(home, *urls)
    return home


def outcome(home):
    items = sorted((i["feed"], i["guid"], i["title"]) for i in home.json("item", "list", "--all"))
    queue = sorted((e["contact"]["name"], e["item"]["guid"], e["status"], e["score"])
                   for e in home.json("queue", "status:all"))
    return items, queue


def test_a_killed_run_ends_where_an_undisturbed_one_would(new_home, feed_server):
    companies, urls = world(feed_server)
    calm = prepared(new_home("calm"), companies, urls)
    started = time.monotonic()
    calm.run("run")
    duration_s = time.monotonic() - started
    wanted = outcome(calm)
    assert len(wanted[0]) == 12 * 17 and wanted[1]

    disturbed = prepared(new_home("disturbed"), companies, urls)
    for k in range(12):
        victim = disturbed.start("run")
        time.sleep(duration_s * k / 11)
        victim.send_signal(signal.SIGKILL)
        victim.communicate(timeout=10)
    disturbed.run("run")
    assert outcome(disturbed) == wanted
    database = sqlite3.connect(disturbed.path / "sawthis.db")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


# ---- Exit codes ----------------------------------------------------------------------
@pytest.mark.parametrize("arguments", [
    ["nosuch"], ["queue", "--nosuch"], ["why"], ["why", "x"], ["contact", "nosuch"],
    ["queue", "status:nosuch"], ["queue", "--format=xml"], ["feed", "add"]])
def test_a_wrong_command_line_is_64(acme, arguments):
    result = acme.run(*arguments, code=64)
    assert result.out == "" and len(result.err.splitlines()) == 1
    assert result.err.startswith("sawthis: ")


def test_bad_data_in_a_file_is_65_and_names_the_file(acme):
    path = acme.file("bad.csv", 'uid,name\n1,"never ends\n')
    assert str(path) in acme.run("contact", "import", path, code=65).err
    path = acme.file("bad.opml", "this is no list")
    assert str(path) in acme.run("feed", "import", path, code=65).err


def test_what_is_not_there_is_66(acme):
    assert "nosuch.csv" in acme.run("contact", "import", "nosuch.csv", code=66).err
    acme.run("contact", "show", "Nobody Atall", code=66)
    acme.run("why", "4711", code=66)


def test_a_name_that_fits_several_contacts_lists_them(acme):
    acme.run("contact", "add", "Ada Byron")
    result = acme.run("contact", "show", "Ada", code=65)
    assert "Ada Lovelace" in result.err and "Ada Byron" in result.err


def test_a_bad_setting_is_78_and_names_the_line(acme):
    config = acme.path / "config.ini"
    config.write_text(config.read_text() + "\n[fetch]\nper_host = many\n")
    assert "per_host" in acme.run("queue", code=78).err
    config.write_text("[fetch]\nnosuch = 1\n")
    assert "nosuch" in acme.run("queue", code=78).err


def test_a_wrong_clock_is_64(acme):
    acme.now = "yesterday or so"
    assert "SAWTHIS_NOW" in acme.run("queue", code=64).err


def test_a_database_of_a_newer_version_is_refused_untouched(acme):
    path = acme.path / "sawthis.db"
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 9999")
    database.commit()
    database.close()
    before = path.read_bytes()
    result = acme.run("queue", code=65)
    assert "newer" in result.err and path.read_bytes() == before


def test_a_full_disk_is_told(acme):
    with open("/dev/full", "wb") as full:
        import subprocess
        from conftest import PROGRAM
        done = subprocess.run([PROGRAM, "help"], stdout=full, stderr=subprocess.PIPE,
                              env=acme.environment(), timeout=20)
    assert done.returncode == 74 and b"standard output" in done.stderr


# ---- Files and help ------------------------------------------------------------------
def test_the_home_is_for_its_user_alone(acme, feed_server):
    add(acme, feed_server.put("/good.xml", GOOD))
    old = os.umask(0)
    try:
        acme.run("run")
    finally:
        os.umask(old)
    for folder, folders, files in os.walk(acme.path):
        assert os.stat(folder).st_mode & 0o777 == 0o700, folder
        for name in files:
            path = os.path.join(folder, name)
            assert os.stat(path).st_mode & 0o777 == 0o600, path


def commands(home):
    for line in home.run("help").lines:
        if line.startswith("  ") and line[2:3].isalpha() and "  " in line[2:]:
            yield line[2:].split("  ")[0].split(" ")


def test_every_command_has_help(home):
    listed = list(commands(home))
    assert ["run"] in listed and ["contact", "import"] in listed
    for words in listed:
        by_option = home.run(*words, "--help")
        assert by_option.lines[0].startswith(f"usage: sawthis {' '.join(words)}")
        assert by_option.out == home.run("help", *words).out
        assert by_option.err == ""
    assert not home.path.exists()


def test_version_and_clock(home):
    assert home.run("--version").out.startswith("sawthis ")
    assert home.now == NOW


# ---- The terminal --------------------------------------------------------------------
def run_on_terminal(home, *arguments):
    """Runs the program with standard error on a terminal; what came there and on the pipe
    that standard output was."""
    import pty
    import subprocess
    from conftest import PROGRAM
    ours, theirs = pty.openpty()
    env = {**home.environment(), "TERM": "xterm", "COLUMNS": "80"}
    process = subprocess.Popen([PROGRAM, *arguments], stderr=theirs, stdin=theirs,
                               stdout=subprocess.PIPE, env=env)
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other side was closed
            break
        if not part:
            break
        seen += part
    out = process.stdout.read()
    process.stdout.close()
    assert process.wait(timeout=20) == 0
    os.close(ours)
    return seen, out


def test_long_work_shows_a_bar_on_a_terminal_and_none_when_piped(acme, feed_server):
    add(acme, *(feed_server.put(f"/{n}.xml", GOOD.replace("good.example", f"g{n}.example"),
                                delay_s=0.2) for n in range(12)))
    acme.run("config", "fetch.per_host", "2")
    seen, out = run_on_terminal(acme, "run")
    assert b"/12" in seen and b"#" in seen
    assert b"\x1b" not in out and b"#" not in out
    piped = acme.run("run")
    assert piped.err == "" and "\r" not in piped.out
