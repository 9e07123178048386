"""
A run that finds nothing changed since the last one matches nothing, and the queue is the
same as if it had matched everything again: day by day, through decisions, snoozes, caps and
expiry.
"""
import random
import sqlite3
from datetime import datetime, timedelta, timezone

import pytest

from conftest import rss

START = datetime(2026, 3, 2, 6, tzinfo=timezone.utc)
TOPICS = ["fusion power", "crude oil", "violin making", "tidal energy", "chess", "bridges",
          "glaciers", "typography", "beekeeping", "satellites"]
FILLER = ("after the long winter several towns along the coast said on Monday that they "
          "would look again at plans which had been made years before").split()


def news(rng, day, n):
    """n items of that day, each about one or two topics."""
    items = []
    for k in range(n):
        at = START + timedelta(days=day, hours=-rng.randrange(20))
        topics = rng.sample(TOPICS, rng.choice((1, 1, 2)))
        words = rng.sample(FILLER, 12)
        name = f"{day}-{k}"
        items.append({"title": f"{topics[0].title()} {' '.join(words[:4])} {name}",
                      "link": f"https://outlet{k % 3}.example/{name}", "guid": name,
                      "summary": f"{' '.join(words[4:])} {topics[-1]}.",
                      "date": at.timestamp()})
    return items


def prepare(home):
    home.run("init")
    for key, value in (("per_day", 4), ("per_contact", 2), ("per_story", 2), ("max_age_d", 4),
                       ("every_days", 20)):
        home.run("config", f"queue.{key}", value)
    home.run("config", "fetch.every_h", 0)
    for n in range(8):
        home.run("contact", "add", f"Person {'ABCDEFGH'[n]}ndersen", "--email",
                 f"p{n}@example.org", "--interest", TOPICS[n], "--interest",
                 TOPICS[(n * 3 + 1) % len(TOPICS)])
    feed = home.file(f"{home.path.name}.xml", rss("News", []))
    home.run("feed", "add", "--no-check", feed)
    return feed


def set_clock(home, day, hour):
    home.now = (START + timedelta(days=day, hours=hour)).strftime("%Y-%m-%dT%H:%M:%SZ")


def forget_last_matching(home):
    """The next run matches, whether anything has changed or not."""
    with sqlite3.connect(home.path / "sawthis.db") as db:
        db.execute("DELETE FROM setting WHERE key = 'queue.matched'")
    db.close()


def run(home):
    result = home.run("run")
    return "Nothing has changed" not in result.out


def queue(home):
    return [(e["contact"]["name"], e["item"]["guid"], e["status"], e["score"])
            for e in home.json("queue", "status:new|held|snoozed|forwarded|dismissed")]


def decide(home, rng):
    """What a user might do with the queue; the same for the same queue."""
    for entry in home.json("queue"):
        what = rng.choice(("forward", "dismiss", "snooze", "leave", "leave"))
        if what == "forward":
            home.run("forward", entry["id"], "--via", "mailto", "--no-edit")
        elif what == "dismiss":
            home.run("dismiss", entry["id"], "--reason", "off-topic")
        elif what == "snooze":
            home.run("snooze", entry["id"], "2d")


def live(home, is_always_matched):
    """Six days with four runs each; the queue after each run, and how many matched."""
    feed, rng, choices = prepare(home), random.Random(7), random.Random(8)
    seen, n_matched, published = [], 0, []
    for day in range(6):
        if day != 4:
            published += news(rng, day, 12)
        feed.write_text(rss("News", published[-30:]))
        for hour in (0, 3, 7, 9):
            set_clock(home, day, hour)
            if hour == 7:
                decide(home, choices)
            if is_always_matched:
                forget_last_matching(home)
            n_matched += run(home)
            seen.append((day, hour, queue(home)))
    return seen, n_matched


def test_the_queue_is_that_of_matching_every_time(home, new_home):
    seen, n_matched = live(home, False)
    always, n_always = live(new_home("always"), True)
    assert n_always == 24
    # The first of each day, and the one after decisions; snoozes and expiry are found too.
    assert 10 <= n_matched <= 16
    for mine, other in zip(seen, always):
        assert mine == other
    assert len({entry[:2] for _, _, entries in seen for entry in entries}) >= 15


@pytest.fixture
def quiet(home):
    """A home whose last run had nothing to match."""
    feed = prepare(home)
    feed.write_text(rss("News", news(random.Random(7), 0, 12)))
    set_clock(home, 0, 0)
    assert run(home)
    assert not run(home)
    return home


CHANGES = {
    "a new interest": lambda h: h.run("interest", "add", "p0@example.org", "glaciers"),
    "a contact": lambda h: h.run("contact", "add", "Zoe Zeller", "--interest", "chess"),
    "a muted contact": lambda h: h.run("contact", "mute", "p0@example.org"),
    "a touch": lambda h: h.run("contact", "log", "p0@example.org", "call"),
    "a setting": lambda h: h.run("config", "queue.per_day", 5),
    "words of touchy news": lambda h: (h.path / "topics.txt").write_text("touchy games: chess\n"),
    "a dismissal": lambda h: h.run("dismiss", h.json("queue")[0]["id"]),
    "a snooze": lambda h: h.run("snooze", h.json("queue")[0]["id"], "2d"),
    "a muted story": lambda h: h.run("story", "mute", h.json("queue")[0]["story"]),
    "an item": lambda h: h.path.with_suffix(".xml").write_text(
        rss("News", news(random.Random(7), 0, 13))),
    "an item's text": lambda h: h.path.with_suffix(".xml").write_text(
        h.path.with_suffix(".xml").read_text().replace("winter", "summer")),
    "the day": lambda h: set_clock(h, 1, 0),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changes_is_matched(quiet, what):
    CHANGES[what](quiet)
    assert run(quiet)
    assert not run(quiet)


def test_a_dry_run_changes_nothing_of_it(quiet):
    quiet.run("interest", "add", "p0@example.org", "glaciers")
    quiet.run("run", "--dry-run")
    assert run(quiet)


def test_what_an_undo_brings_back_is_seen(quiet):
    quiet.run("dismiss", quiet.json("queue")[0]["id"])
    assert run(quiet)
    quiet.run("undo")
    assert run(quiet)
    assert not run(quiet)
