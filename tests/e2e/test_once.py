"""
One person gets one story once, ever: whatever outlet, address, guid or wording it comes back
with, and whatever was done to feeds, news, database and contacts in between.
"""
from datetime import datetime, timedelta, timezone

import pytest

from conftest import rss

START = datetime(2026, 3, 2, 6, tzinfo=timezone.utc)
TITLE = "Vodafone wins review of its tax case in India after five years"
SUMMARY = ("The highest court agreed on Monday to hear the company's plea against the levy "
           "that was announced in parliament, a step that lawyers had called unlikely.")
OTHER = "Engineers print a bridge of recycled steel over a canal in Delft"


class World:
    """A home with one contact and feeds that are files."""

    def __init__(self, home):
        self.home, self.day, self.feeds = home, START, {}
        self.at(0)
        home.run("init")
        home.run("config", "queue.per_contact", 100)
        self.add_contact("Ada King", "ada@example.org")

    def at(self, days):
        self.day = START + timedelta(days=days)
        self.home.now = self.day.strftime("%Y-%m-%dT%H:%M:%SZ")

    def add_contact(self, name, email):
        self.home.run("contact", "add", name, "--email", email, "--interest", "Vodafone",
                      "--interest", "bridge")

    def publish(self, name, *items):
        """Puts items into the feed of that name, which is added if it is new."""
        dated = [{"date": self.day.timestamp() - 3600, **item} for item in items]
        path = self.home.file(f"{name}.xml", rss(name, dated))
        if name not in self.feeds:
            self.feeds[name] = path
            self.home.run("feed", "add", "--no-check", path)

    def new_suggestions(self):
        return self.home.json("run")[-1]["suggestions_new"]

    def forward_all(self):
        for entry in self.home.json("queue"):
            self.home.run("forward", entry["id"], "--via", "mailto", "--no-edit")

    def given(self):
        return self.home.json("queue", "status:all")


def story(url="https://a.example/tax", **changes):
    return {"title": TITLE, "link": url, "guid": url, "summary": SUMMARY, **changes}


@pytest.fixture
def world(home):
    """Ada was sent the story yesterday."""
    w = World(home)
    w.publish("first", story())
    assert w.new_suggestions() == 1
    w.forward_all()
    w.at(1)
    return w


COPIES = {
    "another outlet": story("https://b.example/2"),
    "another outlet's suffix": story("https://b.example/2", title=TITLE + " - B News"),
    "another wording": story("https://b.example/2",
                             title="After five years Vodafone wins tax case review in India"),
    "tracking parameters": story("https://a.example/tax?utm_source=feed&utm_medium=rss",
                                 guid="one", title="Vodafone: the tax case, explained"),
    "a mobile address": story("https://m.a.example/tax", guid="one", title="Vodafone and India"),
    "an AMP address": story("https://a.example/tax/amp", guid="one", title="Vodafone, India"),
    "plain http": story("http://www.a.example/tax", guid="one", title="Vodafone in India"),
    "a tag as guid, text updated": story("https://b.example/9", guid="https://a.example/tax",
                                         title="Vodafone verdict: what it means"),
    "no summary": story("https://b.example/2", summary=None),
    "letters in other cases": story("https://b.example/2", title=TITLE.upper()),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_not_given_again(world, name):
    world.publish("second", COPIES[name])
    assert world.new_suggestions() == 0
    assert len(world.given()) == 1


def test_another_story_is_given(world):
    world.publish("second", story("https://b.example/2", title=OTHER, summary=None))
    assert world.new_suggestions() == 0  # she was written to yesterday
    world.at(3)
    assert world.new_suggestions() == 1
    assert len(world.given()) == 2


def test_another_person_gets_it(world):
    world.add_contact("Grace Hopper", "grace@example.org")
    assert world.new_suggestions() == 1
    assert {e["contact"]["name"] for e in world.given()} == {"Ada King", "Grace Hopper"}


def test_a_feed_removed_and_added_again(world):
    world.home.run("feed", "rm", world.feeds["first"])
    world.at(3)
    assert world.new_suggestions() == 0
    world.home.run("feed", "add", "--no-check", world.feeds["first"])
    world.at(5)
    assert world.new_suggestions() == 0
    assert len(world.given()) == 1


def test_after_purge(world):
    world.publish("first")
    world.at(200)
    world.home.run("purge", "--older-than", "30d", "--yes")
    world.publish("first", story())
    world.publish("second", story("https://b.example/2"))
    assert world.new_suggestions() == 0
    assert len(world.given()) == 1


def test_after_a_dump_is_restored(world, new_home):
    dump = world.home.path.parent / "dump.jsonl"
    world.home.run("dump", dump)
    other = new_home("other")
    other.now = world.home.now
    other.run("init")
    other.run("restore", dump, "--yes")
    world.home = other
    world.feeds.clear()
    world.publish("second", story("https://b.example/2"), story())
    assert world.new_suggestions() == 0
    assert len(world.given()) == 1


def test_after_contacts_were_merged(world):
    world.add_contact("Ada B. King", "king@example.org")
    ids = {c["name"]: c["id"] for c in world.home.json("contact", "list")}
    world.home.run("contact", "merge", ids["Ada B. King"], ids["Ada King"], "--yes")
    world.at(5)
    world.publish("second", story("https://b.example/2"))
    assert world.new_suggestions() == 0
    assert len(world.given()) == 1


def test_a_dismissed_story_stays_away(home):
    w = World(home)
    w.publish("first", story())
    w.new_suggestions()
    w.home.run("dismiss", w.home.json("queue")[0]["id"], "--reason", "off-topic")
    w.at(4)
    w.publish("second", story("https://b.example/2"))
    assert w.new_suggestions() == 0


def test_a_muted_story_appears_to_nobody(home):
    w = World(home)
    w.publish("first", story())
    w.new_suggestions()
    w.home.run("story", "mute", w.home.json("queue")[0]["story"])
    assert w.home.json("queue") == []
    w.add_contact("Grace Hopper", "grace@example.org")
    w.at(4)
    w.publish("second", story("https://b.example/2"))
    assert w.new_suggestions() == 0


def test_a_year_of_reprints(world):
    """Every other week another outlet prints it again, whole."""
    for n in range(1, 26):
        world.at(14 * n)
        world.publish(f"outlet{n}", story(f"https://outlet{n}.example/{n}"))
        assert world.new_suggestions() == 0, f"given again on {world.home.now}"
    assert len(world.given()) == 1


def test_a_new_title_at_the_same_guid(world):
    world.publish("first", story(title="Vodafone: what the judges said, line by line",
                                 summary="A wholly rewritten text about the hearing."))
    world.at(3)
    assert world.new_suggestions() == 0


def test_guids_and_addresses_that_change_at_every_fetch(world):
    for n in range(2, 9, 2):
        world.at(n)
        world.publish("first", story(f"https://a.example/tax?session={n}", guid=f"{n}-{n * n}"))
        assert world.new_suggestions() == 0


def test_a_text_that_is_purged_printed_and_restored_elsewhere(world, new_home):
    world.publish("first")
    world.at(100)
    world.home.run("purge", "--older-than", "30d", "--yes")
    dump = world.home.path.parent / "dump.jsonl"
    world.home.run("dump", dump)
    other = new_home("other")
    other.now = world.home.now
    other.run("init")
    other.run("restore", dump, "--yes")
    world.home = other
    world.feeds.clear()
    world.publish("second", story("https://b.example/2"))
    assert world.new_suggestions() == 0
    assert len(world.given()) <= 1


def test_after_two_who_both_had_it_were_merged(world):
    world.add_contact("Ada B. King", "king@example.org")
    assert world.new_suggestions() == 1
    world.forward_all()
    ids = {c["name"]: c["id"] for c in world.home.json("contact", "list")}
    world.home.run("contact", "merge", ids["Ada King"], ids["Ada B. King"], "--yes")
    world.at(5)
    world.publish("second", story("https://b.example/2"))
    assert world.new_suggestions() == 0
    assert len(world.given()) == 1


def test_one_who_was_renamed_and_imported_again(world):
    card = world.home.file("ada.csv", "name,email,interests\nAugusta Ada King,"
                                      "ada@example.org,Vodafone\n")
    world.home.run("contact", "import", card, "--update")
    world.at(5)
    world.publish("second", story("https://b.example/2"))
    assert world.new_suggestions() == 0


def test_what_is_snoozed_comes_back_itself(home):
    w = World(home)
    w.publish("first", story())
    assert w.new_suggestions() == 1
    first = w.home.json("queue")[0]["id"]
    w.home.run("snooze", first, "5d")
    w.at(2)
    w.publish("second", story("https://b.example/2"))
    assert w.new_suggestions() == 0
    w.at(6)
    w.home.run("run")
    assert [e["id"] for e in w.home.json("queue")] == [first]
    assert len(w.given()) == 1


def test_what_was_shown_and_expired_stays_away(home):
    w = World(home)
    w.publish("first", story())
    assert w.new_suggestions() == 1
    w.at(40)
    w.home.run("run")
    assert [e["status"] for e in w.given()] == ["expired"]
    w.publish("second", story("https://b.example/2"))
    assert w.new_suggestions() == 0


def test_what_was_undone_may_be_given(home):
    w = World(home)
    w.publish("first", story())
    w.new_suggestions()
    w.home.run("dismiss", w.home.json("queue")[0]["id"])
    w.home.run("undo")
    assert [e["status"] for e in w.given()] == ["new"]


@pytest.mark.parametrize("verdict", ["good", "bad"])
def test_what_was_decided_elsewhere_stays_away(home, verdict):
    w = World(home)
    w.publish("first", story())
    w.home.run("fetch")
    lines = home.file("judged.tsv", f"Ada King\thttps://a.example/tax\t{verdict}\n")
    w.home.run("judge", lines)
    w.at(2)
    w.publish("second", story("https://b.example/2"))
    assert w.new_suggestions() == 0


def test_what_the_user_found_and_sent_stays_away(home):
    w = World(home)
    w.home.run("forward", "--url", "https://a.example/tax", "--title", TITLE, "--to",
               "Ada King", "--via", "mailto", "--no-edit")
    w.at(3)
    w.publish("first", story("https://a.example/tax?utm_source=rss"),
              story("https://b.example/2", summary=None))
    assert w.new_suggestions() == 0


def test_who_was_forgotten_is_a_stranger(world):
    """Forget means forget: no trace says what the person was sent."""
    world.home.run("contact", "forget", "Ada King", "--yes")
    assert world.given() == []
    card = world.home.file("ada.csv", "name,email,interests\nAda King,ada@example.org,"
                                      "Vodafone\n")
    world.home.run("contact", "import", card)
    assert world.home.json("contact", "list") == []
    world.home.run("contact", "import", card, "--forgotten-too")
    world.at(3)
    assert world.new_suggestions() == 1
