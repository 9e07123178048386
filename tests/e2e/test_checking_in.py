"""
Whom to check in with, what to say, what to ask; stories listed and judged; touchy news held.
"""
import pytest

from conftest import rss

NEWS = [
    {"title": "Acme opens a plant for fusion magnets in Basel", "link": "https://a.example/1",
     "summary": "The first of three."},
    {"title": "Why the election matters to fusion research", "link": "https://a.example/2"},
    {"title": "Acme lays off 300 workers", "link": "https://a.example/3"},
]


@pytest.fixture
def world(home):
    """Ada, who works at Acme and likes fusion, was last touched 70 days ago; Bob yesterday;
    Cem never."""
    home.run("init")
    home.run("config", "queue.every_days", 60)
    home.run("config", "queue.per_contact", 10)
    home.run("config", "identity.interests", "robots; magnets")
    home.run("contact", "add", "Ada King", "--email", "ada@example.org", "--company", "Acme",
             "--interest", "fusion", "--note", "her daughter plays the cello")
    home.run("contact", "add", "Bob Noyce", "--interest", "sailing")
    home.run("contact", "add", "Cem Ak", "--every", "30")
    home.run("contact", "log", "Ada King", "lunch", "--on", "70d", "--kind", "meeting")
    home.run("contact", "log", "Bob Noyce", "--on", "1d")
    feed = home.file("news.xml", rss("News", [{**it, "date": "Sat, 21 Nov 2026 08:00:00 GMT"}
                                              for it in NEWS]))
    home.run("feed", "add", "--no-check", feed)
    home.run("run")
    return home


def test_due_lists_the_longest_overdue_first_with_something_to_say(world):
    due = world.json("due")
    assert [(d["contact"]["name"], d["due_in_days"]) for d in due] == [
        ("Ada King", -10), ("Cem Ak", 0)]
    assert due[0]["suggestion"]["item"]["title"] == NEWS[0]["title"]
    assert due[0]["question"] is None
    assert due[1]["suggestion"] is None
    assert due[1]["question"].endswith("?")
    assert [d["contact"]["name"] for d in world.json("due", "--all")] == [
        "Ada King", "Cem Ak", "Bob Noyce"]
    assert "10 days overdue" in world.run("due").out


def test_due_offers_no_bad_news_that_waits(home):
    good = {"title": "Acme names Ada King head of research", "link": "https://a.example/4",
            "summary": "Ada King will lead research at Acme."}
    home.run("init")
    home.run("config", "queue.per_contact", 1)
    home.run("contact", "add", "Ada King", "--company", "Acme", "--every", "30")
    feed = home.file("news.xml", rss("News", [{**it, "date": "Sat, 21 Nov 2026 08:00:00 GMT"}
                                              for it in (good, NEWS[2])]))
    home.run("feed", "add", "--no-check", feed)
    home.run("run")
    assert home.json("due")[0]["suggestion"]["item"]["title"] == good["title"]
    home.run("dismiss", home.json("queue")[0]["id"])
    assert [e["item"]["title"] for e in home.json("queue", "status:waiting")] == [
        NEWS[2]["title"]]
    due = home.json("due")[0]
    assert due["suggestion"] is None and due["question"]


def test_a_logged_touch_resets_the_cadence(world):
    world.run("contact", "log", "Ada", "called")
    assert [d["contact"]["name"] for d in world.json("due")] == ["Cem Ak"]


def test_a_touch_in_the_future_is_refused(world):
    world.run("contact", "log", "Ada King", "lunch", "--on", "2027-01-01", code=64)


def test_ask_brings_articles_and_never_repeats(world):
    first = world.json("ask", "Ada")
    assert len(first) == 3
    assert len({q["kind"] for q in first}) == 3
    assert any(q["item"] and q["item"]["title"] == NEWS[0]["title"] for q in first)
    seen = {q["question"] for q in first}
    for _ in range(6):
        again = world.json("ask", "Ada")
        assert not seen & {q["question"] for q in again}
        seen |= {q["question"] for q in again}
    assert any("cello" in q for q in seen)
    assert any("magnets" in q for q in seen)


def test_ask_speaks_the_language_of_notes_and_leaves_bad_news_alone(world):
    world.run("config", "identity.language", "de")
    seen = []
    while questions := world.json("ask", "Ada"):
        seen += [q["question"] for q in questions]
    assert "Was bedeutet „" + NEWS[0]["title"] + "“ für deine Arbeit bei Acme?" in seen
    assert not any("lays off" in q for q in seen)


def test_ask_shows_no_page_of_the_contacts_own_company(world):
    world.run("contact", "add", "Eve Acton", "--email", "eve@a.example", "--company", "Acme")
    while questions := world.json("ask", "Eve"):
        assert all(q["item"] is None for q in questions)


def test_touchy_news_is_held_with_the_reason(world):
    held = {e["item"]["title"]: e for e in world.json("queue", "status:held")}
    assert set(held) == {NEWS[2]["title"]} | {NEWS[1]["title"]}
    why = world.run("queue", "status:held").out
    assert "bad news: layoffs" in why and "touchy subject: politics" in why


def test_words_of_the_users_file_count(world):
    (world.path / "topics.txt").write_text("allow: election*, lays off\n")
    feed = world.file("more.xml", rss("More", [
        {"title": "Another election and fusion", "link": "https://b.example/1",
         "date": "Sun, 22 Nov 2026 05:00:00 GMT"}]))
    world.run("feed", "add", "--no-check", feed)
    world.run("run")
    assert "Another election and fusion" in {
        e["item"]["title"] for e in world.json("queue", "status:new")}


def test_init_writes_the_words_that_count_and_keeps_the_users(world):
    path = world.path / "topics.txt"
    assert "# bad-news layoffs: " in path.read_text()
    path.write_text("allow: lays off\n")
    world.run("init")
    assert path.read_text() == "allow: lays off\n"


def test_what_is_released_is_held_no_more(world):
    held = next(e for e in world.json("queue", "status:held")
                if e["item"]["title"] == NEWS[2]["title"])
    assert "held for a second look: bad news" in world.run("why", held["id"]).out
    world.run("release", held["id"])
    out = world.run("why", held["id"]).out
    assert "bad news: layoffs" in out and "held" not in out


def test_a_topic_file_with_a_mistake_names_the_line(world):
    (world.path / "topics.txt").write_text("touchy politics: x\nnonsense\n")
    result = world.run("run", "--no-fetch", code=65)
    assert "topics.txt" in result.err and "line 2" in result.err


def test_stories_are_listed_shown_and_muted(world):
    stories = world.json("story", "list")
    assert {s["title"] for s in stories} == {it["title"] for it in NEWS}
    one = next(s for s in stories if s["title"] == NEWS[0]["title"])
    assert one["items"][0]["url"] == NEWS[0]["link"]
    assert world.json("story", "list", "plant") == [one]
    assert world.json("story", "show", one["id"]) == [one]
    world.run("story", "mute", one["id"])
    assert one["id"] not in {e["story"] for e in world.json("queue")}
    assert [s["id"] for s in world.json("story", "list", "muted:yes")] == [one["id"]]
    world.run("undo")
    assert one["id"] in {e["story"] for e in world.json("queue")}


def test_judgements_are_taken_all_or_none(world):
    good = f"Ada King\t{NEWS[0]['link']}\tgood\n"
    assert "1 judgement kept" in world.run("judge", "-", stdin=good).out
    bad = world.run("judge", "-", stdin=good + "Nobody\thttps://a.example/1\tgood\n", code=65)
    assert "standard input:2: the contact is unknown" in bad.err
    world.run("judge", "-", stdin="Ada King\thttps://a.example/1\tmaybe\n", code=65)


def test_what_is_related_to_what_was_sent_counts_less(world):
    def points(title):
        entry = next(e for e in world.json("queue", "status:all")
                     if e["item"]["title"] == title)
        return {a["name"]: a["points"]
                for a in world.json("why", entry["id"])[0]["adjustments"]}

    sent = next(e for e in world.json("queue") if e["item"]["title"] == NEWS[0]["title"])
    assert "related to what you sent" not in points(NEWS[0]["title"])
    world.run("forward", sent["id"], "--via", "mailto", "--no-edit")
    title = "Acme and the race for magnets: what Basel tells investors"
    feed = world.file("more.xml", rss("More", [
        {"title": title, "link": "https://b.example/1",
         "date": "Sun, 22 Nov 2026 05:00:00 GMT"}]))
    world.run("feed", "add", "--no-check", feed)
    world.run("run")
    assert points(title)["related to what you sent"] < 0


def test_due_shows_fifty_and_counts_the_rest(home):
    home.run("init")
    table = home.path.parent / "many.csv"
    table.write_text("name,email\n" + "".join(f"Pat Number{i},p{i}@x.example\n"
                                              for i in range(53)))
    home.run("contact", "import", table)
    assert "3 more are due" in home.run("due").out.splitlines()[-1]
    assert home.run("due").out.count("due today") == 50
    assert home.run("due", "--all").out.count("due today") == 53
    assert len(home.run("due", "--format=json").out.splitlines()) == 53
