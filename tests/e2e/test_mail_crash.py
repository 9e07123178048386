"""
Killed at random moments while a server hangs up at every stage: no message is lost, and
none is accepted twice.

SAWTHIS_KILLS sets how many moments there are (60), SAWTHIS_SEED where they fall.
"""
import json
import os
import random
import time

import pytest
from mail_servers import STAGES, FaultySmtp

KILLS = int(os.environ.get("SAWTHIS_KILLS", "60"))
SEED = int(os.environ.get("SAWTHIS_SEED", "7"))
# A server that has taken a message may be silent about it, but does not deny it.
FAULTS = [(stage, "drop") for stage in STAGES] + \
         [(stage, "451 4.3.0 later") for stage in STAGES if stage != "reply"]


@pytest.fixture
def server():
    faulty = FaultySmtp(delay_s=0.002)
    yield faulty
    faulty.close()


def url_of(i):
    return f"https://news.example/2026/story-{i:04d}-of-the-day.html"


class Sender:
    """A user who forwards one article to one contact, whatever happens, and answers truly
    when asked whether a message arrived."""

    def __init__(self, home, server, i):
        self.home, self.server, self.address = home, server, f"c{i}@x.example"
        self.command = ("forward", "--url", url_of(i), "--to", self.address, "--no-edit",
                        "--title", f"Number {i} is a story of its own, word{i} other{i}")

    def forward_killed(self, after_s):
        process = self.home.start(*self.command)
        time.sleep(after_s)
        process.kill()
        process.communicate()
        self.server.wait_idle()

    def message(self):
        """The message to the contact that is under way or done, if there is one."""
        found = [m for m in self.home.json("mail", "list", "--all")
                 if m["to"] == self.address and m["state"] not in ("failed", "cancelled")]
        assert len(found) <= 1
        return found[0] if found else None

    def finish(self):
        for _ in range(20):
            message = self.message()
            if message is None:
                self.home.run(*self.command, code=(0, 69))
            elif message["state"] == "unknown":
                self.server.wait_idle()
                word = "sent" if self.server.count_to(self.address) else "resend"
                self.home.run("mail", "resolve", message["id"], word, code=(0, 69))
            elif message["state"] == "sent":
                return
            else:
                self.home.run("mail", "flush", code=(0, 69))
        pytest.fail(f"{self.address}: no end in sight: {json.dumps(self.message())}")


def test_killed_at_any_moment_nothing_is_lost_or_sent_twice(home, server):
    chance = random.Random(SEED)
    home.run("init")
    for name, value in (("identity.email", "grace@navy.example"), ("mail.via", "smtp"),
                        ("mail.tls", "none"), ("mail.smtp_url", server.url),
                        ("mail.timeout_s", 5)):
        home.run("config", name, value)
    rows = "".join(f"Contact {i},c{i}@x.example\n" for i in range(KILLS))
    rows += "First,first@x.example\n"
    home.run("contact", "import", home.file("people.csv", "name,email\n" + rows))
    started = time.monotonic()
    home.run("forward", "--url", url_of(9999), "--to", "first@x.example", "--no-edit",
             "--title", "How long it takes when nothing goes wrong")
    whole_s = time.monotonic() - started
    seen = set()
    for i in range(KILLS):
        sender = Sender(home, server, i)
        server.faults = chance.sample(FAULTS, chance.randrange(3))
        sender.forward_killed(chance.uniform(0, whole_s * 1.2))
        seen.add((sender.message() or {"state": "none"})["state"])
        sender.finish()
    for i in range(KILLS):
        assert server.count_to(f"c{i}@x.example") == 1
    ids = [m.parsed["Message-ID"] for m in server.messages]
    assert len(set(ids)) == len(ids) == KILLS + 1
    if KILLS >= 60:
        assert {"none", "sent"} < seen, f"the moments were no test: {seen}"
