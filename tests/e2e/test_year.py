"""
Months of dated news, a run every morning: how many suggestions come, whether anything comes
twice, and whether people are touched in time when the best two of each morning go out.
"""
import csv
import hashlib
import io
import xml.etree.ElementTree as ElementTree
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from conftest import rss

N_CONTACTS = 200
CADENCE_DAYS = 60
PER_DAY = 6
FORWARDED_A_DAY = 2
FRESH_DAYS = 14  # queue.max_age_d
FEED_DAYS = 3  # as many days as a feed's document reaches back


def read_news(path):
    """(day, item) of every dated item, in the order of days."""
    news = []
    for it in ElementTree.parse(path).getroot().iter("item"):
        at = parsedate_to_datetime(it.findtext("pubDate"))
        news.append((at, {"title": it.findtext("title"), "link": it.findtext("link"),
                          "guid": it.findtext("guid"), "date": it.findtext("pubDate"),
                          "summary": it.findtext("description")}))
    return sorted(news, key=lambda pair: pair[0])


def pick_contacts(path):
    """The table of those who have news, companies, people and topics mixed."""
    with open(path / "gold.tsv", encoding="utf-8") as file:
        known = {line.split("\t")[0] for line in file}
    with open(path / "contacts.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["uid"] in known]
    rows.sort(key=lambda row: hashlib.sha256(row["uid"].encode()).digest())
    out = io.StringIO()
    table = csv.DictWriter(out, [*rows[0], "email"], lineterminator="\n")
    table.writeheader()
    for n, row in enumerate(rows[:N_CONTACTS]):
        table.writerow({**row, "email": f"contact{n}@example.org"})
    return out.getvalue()


def at(iso):
    return datetime.fromisoformat(iso.replace("Z", "+00:00"))


class Touches:
    """Who was touched when, and who had something to be touched with."""

    def __init__(self):
        self.first_news, self.touched = {}, {}

    def news(self, contact, day):
        self.first_news[contact] = min(day, self.first_news.get(contact, day))

    def touch(self, contact, day):
        self.touched.setdefault(contact, []).append(day)

    def share_in_time(self, end):
        """Of those with any news a cadence before the end: touched within a cadence of it."""
        cadence = timedelta(days=CADENCE_DAYS)
        known = {c: d for c, d in self.first_news.items() if d + cadence <= end}
        in_time = sum(any(d <= t <= d + cadence for t in self.touched.get(c, []))
                      for c, d in known.items())
        return in_time / len(known), len(known)


def relevance(entry):
    return sum(reason["points"] for reason in entry["reasons"])


def by_relevance_alone(entries, days):
    """The same mornings with the two most relevant articles that are fresh."""
    touches, left = Touches(), sorted(entries, key=lambda e: (-relevance(e), e["id"]))
    for entry in entries:
        touches.news(entry["contact"]["id"], at(entry["item"]["published"]))
    for day in days:
        fresh = [e for e in left
                 if day - timedelta(days=FRESH_DAYS) <= at(e["item"]["published"]) <= day]
        for entry in fresh[:FORWARDED_A_DAY]:
            touches.touch(entry["contact"]["id"], day)
            left.remove(entry)
    return touches


def stamp(day):
    return day.strftime("%Y-%m-%dT%H:%M:%SZ")


def prepare(home, contacts):
    """A home with the contacts and a feed; the feed's file."""
    home.now = "2017-01-01T05:00:00Z"
    home.run("init")
    home.run("contact", "import", home.file("contacts.csv", contacts))
    home.run("config", "queue.every_days", CADENCE_DAYS)
    feed = home.file(f"{home.path.name}.xml", rss("News", []))
    home.run("feed", "add", "--no-check", feed)
    return feed


def live(home, feed, news, days):
    """Runs and forwards every morning; who was touched when, and how many suggestions
    came."""
    touches, n_suggestions = Touches(), 0
    for day in days:
        home.now = stamp(day)
        since = day - timedelta(days=FEED_DAYS)
        feed.write_text(rss("News", [it for when, it in news if since < when <= day]))
        n_new = home.json("run")[-1]["suggestions_new"]
        assert n_new <= PER_DAY, f"{n_new} suggestions on {home.now}"
        n_suggestions += n_new
        for entry in home.json("queue", "status:new")[:FORWARDED_A_DAY]:
            home.run("forward", entry["id"], "--via", "mailto", "--no-edit")
            touches.touch(entry["contact"]["id"], day)
    return touches, n_suggestions


def all_there_was(home, feed, news, end):
    """Every suggestion that the news had to offer, without caps."""
    for key, value in (("per_day", 1000), ("per_contact", 100), ("per_story", 100),
                       ("max_age_d", 0)):
        home.run("config", f"queue.{key}", value)
    feed.write_text(rss("News", [it for _, it in news]))
    home.now = stamp(end)
    while home.json("run")[-1]["suggestions_new"]:
        home.now = stamp(at(home.now) + timedelta(days=1))
    return [e for e in home.json("queue", "status:all") if e["item"]["published"]]


def test_everybody_is_touched_in_time(home, new_home, shared):
    contacts = pick_contacts(shared / "corpus/match/nyt")
    news = read_news(shared / "corpus/match/nyt/feed.xml")
    days = [datetime(2017, 1, 1, 6, tzinfo=timezone.utc) + timedelta(days=n)
            for n in range(153)]
    home.run("init")
    home.run("config", "queue.per_day", PER_DAY)
    touches, n_suggestions = live(home, prepare(home, contacts), news, days)

    given = [(e["contact"]["id"], e["story"]) for e in home.json("queue", "status:all")]
    assert len(given) == len(set(given)), "somebody was given a story twice"

    everything = new_home("everything")
    entries = all_there_was(everything, prepare(everything, contacts), news, days[-1])
    for entry in entries:
        touches.news(entry["contact"]["id"], at(entry["item"]["published"]))
    share, n = touches.share_in_time(days[-1])
    alone, _ = by_relevance_alone(entries, days).share_in_time(days[-1])
    print(f"{n_suggestions} suggestions in {len(days)} days; of {n} contacts with news "
          f"{share:.1%} were touched in time, {alone:.1%} by relevance alone")
    assert n > N_CONTACTS / 3
    assert share >= 0.9
    assert share > alone
