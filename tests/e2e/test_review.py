"""
The review in a terminal, driven through a pseudo-terminal and read as a person sees it.
"""
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

import pyte
import pytest
from conftest import PROGRAM, rss

SIZES = [(80, 24), (200, 50)]


class Terminal:
    """The program in a terminal of its own; `screen` is what the person sees."""

    def __init__(self, home, *args, columns=80, rows=24, env=None):
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.keys = 0
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(home.path.parent)
            environment = home.environment() | {"TERM": "xterm-256color"} | (env or {})
            os.execve(PROGRAM, ["sawthis", *args], environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds=0.4):
        """Takes in what is printed until nothing has come for a while."""
        while select.select([self.fd], [], [], seconds)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return self
            if not data:
                return self
            self.raw += data
            self.stream.feed(data)
        return self

    def wait_for(self, text, timeout=15):
        end = time.monotonic() + timeout
        while text not in self.text():
            assert time.monotonic() < end, f"'{text}' is not on the screen:\n{self.text()}"
            self.read(0.1)
        return self

    def press(self, keys):
        for key in keys:
            self.keys += 1
            os.write(self.fd, key.encode())
            self.read(0.15)
        return self

    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display)

    def end(self):
        """Its exit code, once it has ended."""
        for _ in range(100):
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            self.read(0.05)
            time.sleep(0.05)
        os.kill(self.pid, signal.SIGKILL)
        raise AssertionError("the review did not end")


@pytest.fixture
def queue(home):
    """A home with ten suggestions for ten people."""
    names = ["Ada Quill", "Ben Marsh", "Cleo Frost", "Dan Wolfe", "Eva Stone",
             "Finn Hale", "Gil Norden", "Hana Reyes", "Ivo Brandt", "June Park"]
    topics = ["sundials", "lighthouses", "beekeeping", "tapestry", "falconry",
              "kayaking", "origami", "chess problems", "sourdough", "volcanoes"]
    home.run("init")
    home.run("config", "queue.per_day", 50)
    for name, topic in zip(names, topics):
        home.run("contact", "add", name, "--interest", topic,
                 "--email", name.split()[0].lower() + "@mail.example")
    headlines = ["Why {} matter more than clocks", "A winter among {}", "Notes on {}, at last",
                 "{}: the forgotten craft", "Learning {} late in life", "Where {} began",
                 "My grandmother and her {}", "Ten {} before breakfast", "Bread, salt and {}",
                 "Under the {} of Iceland"]
    items = [{"title": line.format(topic), "link": f"https://o.example/{i}",
              "summary": f"{topic} " * 3 + f"and {line.lower()} by neighbour {i}",
              "date": 1795327200 - 3600 * (i + 1)}
             for i, (topic, line, name) in enumerate(zip(topics, headlines, reversed(names)))]
    home.run("feed", "add", "--no-check", home.file("news.xml", rss("The Outlet", items)))
    home.run("run")
    assert len(home.json("queue")) == 10
    return home


@pytest.mark.parametrize("columns,rows", SIZES)
def test_fills_no_more_than_the_screen(queue, columns, rows):
    t = Terminal(queue, "review", columns=columns, rows=rows).wait_for("10 left")
    assert "The Outlet" in t.text()
    assert "[q]uit" in t.screen.display[-1] or "[q]" in t.screen.display[-1]
    for key in "ow?":
        t.press(key)
        assert "10 left" in t.screen.display[0], t.text()
    t.press("q")
    assert t.end() == 0


def test_ten_suggestions_take_at_most_forty_keys(queue):
    t = Terminal(queue, "review").wait_for("10 left")
    t.press("e#xn!sejk")
    t.press("e" * (10 - 7))
    assert "Everything is reviewed" in t.text()
    t.press("q")
    assert t.end() == 0
    assert t.keys <= 40
    statuses = [s["status"] for s in queue.json("queue", "status:all")]
    assert statuses == ["dismissed"] * 10


def test_undo_brings_the_last_one_back(queue):
    t = Terminal(queue, "review").wait_for("10 left").press("e").wait_for("9 left")
    t.press("z").wait_for("10 left")
    assert "Taken back" in t.text()
    t.press("q")
    assert t.end() == 0
    assert len(queue.json("queue")) == 10


def test_snooze_asks_for_a_day(queue):
    t = Terminal(queue, "review").wait_for("10 left").press("b").wait_for("Snooze until")
    os.write(t.fd, b"2w\n")
    t.wait_for("9 left").press("q")
    assert t.end() == 0
    assert len(queue.json("queue", "status:snoozed")) == 1


@pytest.mark.parametrize("typed", [b"\x1b\n", b"\x04", b"3d\x1b\n"])
def test_a_question_can_be_left_without_an_answer(queue, typed):
    t = Terminal(queue, "review").wait_for("10 left").press("b").wait_for("Snooze until")
    os.write(t.fd, typed)
    t.wait_for("Not snoozed").wait_for("10 left").press("q")
    assert t.end() == 0
    assert queue.json("queue", "status:snoozed") == []


def test_why_tells_fit_and_place_apart(queue):
    t = Terminal(queue, "review").wait_for("10 left")
    assert "fit" in t.screen.display[4]
    t.press("w")
    assert "fit, of 1 at most" in t.text() and "place in the queue" in t.text()
    t.press("q")
    assert t.end() == 0


def test_tune_adds_an_interest(queue):
    t = Terminal(queue, "review").wait_for("10 left").press("t").wait_for("Add an interest")
    os.write(t.fd, b"!golf\n")
    t.wait_for("Added for").press("q")
    assert t.end() == 0
    assert any(i.get("never") and i["term"] == "golf" for i in queue.json("interest", "list"))


@pytest.mark.parametrize("how", ["ctrl-c", "hang-up"])
def test_a_lost_terminal_loses_nothing(queue, how):
    t = Terminal(queue, "review").wait_for("10 left").press("ee").wait_for("8 left")
    if how == "ctrl-c":
        t.press("\x03")
    else:
        os.close(t.fd)
        t.fd = os.open(os.devnull, os.O_RDWR)
    for _ in range(100):
        pid, _status = os.waitpid(t.pid, os.WNOHANG)
        if pid:
            break
        time.sleep(0.05)
    assert pid, "the review goes on without a terminal"
    assert len(queue.json("queue", "status:dismissed")) == 2


def test_forward_opens_the_editor_and_hands_over(queue):
    editor = queue.file("editor.sh", '#!/bin/sh\nsed -i "s/^Subject: .*/Subject: For you/" "$1"\n')
    editor.chmod(0o755)
    t = Terminal(queue, "review", env={"EDITOR": str(editor)}).wait_for("10 left")
    t.press("f").wait_for("9 left").press("q")
    assert t.end() == 0
    assert len(queue.json("queue", "status:forwarded")) == 1
    drafts = list((queue.path / "drafts").glob("*.eml"))
    assert len(drafts) == 1 and b"Subject: For you" in drafts[0].read_bytes()


def test_control_sequences_of_feeds_never_reach_the_terminal(home):
    home.run("init")
    home.run("contact", "add", "Ada Quill", "--interest", "sundials")
    title = "Sundials \u202etxet neddih \u0085 and 日本語の日時計 על שעוני שמש"
    home.run("feed", "add", "--no-check", home.file("news.xml", rss("Out\u202elet", [
        {"title": title, "link": "https://o.example/1", "summary": "sundials " * 20,
         "date": 1795320000}])))
    home.run("run")
    t = Terminal(home, "review", columns=40).wait_for("1 left")
    assert "日" in t.text() and "\u202e" not in t.raw.decode() and "\x85" not in t.raw.decode()
    assert all(len(line.rstrip()) <= 40 for line in t.screen.display)
    t.press("q")
    assert t.end() == 0


def test_without_a_terminal_it_says_what_to_use(queue):
    result = queue.run("review", code=64)
    assert "sawthis queue" in result.err
