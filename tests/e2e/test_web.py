"""
The page without a browser: who may come in, what is escaped, and the whole way from an
import to a forward by links and forms alone.
"""
import http.client
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from conftest import rss
from page import Page, free_port

NOW_S = 1795327200


class SlowFeed(BaseHTTPRequestHandler):
    """A feed that takes two seconds to come."""

    def do_GET(self):
        time.sleep(2)
        body = rss("Slow", [{"title": "Slow news", "link": "https://o.example/slow", "date": NOW_S}]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)> fusion \u202eevil'


@pytest.fixture
def page(home):
    home.run("init")
    home.run("config", "identity.email", "robin@hale.example")
    home.run("contact", "add", "Ada Quill", "--interest", "fusion", "--email", "ada@x.example")
    home.run("contact", "add", "Ben Marsh", "--interest", "beekeeping", "--email", "ben@x.example")
    items = [{"title": "Fusion holds for an hour", "link": "https://o.example/1?utm_source=rss",
              "summary": "The plasma of the fusion plant held.", "date": NOW_S - 3600},
             {"title": "Bees return to town", "link": "javascript:alert(1)",
              "summary": "beekeeping is back " + HOSTILE, "date": NOW_S - 7200},
             {"title": HOSTILE, "link": "https://o.example/3", "guid": "3", "date": NOW_S - 7200}]
    home.run("feed", "add", "--no-check", home.file("news.xml", rss("Outlet " + HOSTILE, items)))
    home.run("run")
    opened = Page(home)
    opened.home = home
    yield opened
    opened.stop()


VIEWS = ["/", "/contacts", "/contact/1", "/items", "/item/1", "/feeds", "/due", "/sent",
         "/settings", "/welcome", "/run", "/tune/1", "/search?q=fusion", "/forward/1",
         "/?q=status:all"]


@pytest.mark.parametrize("path", VIEWS)
def test_every_view_shows_escaped_text_under_a_strict_policy(page, path):
    answer = page.get(path)
    assert answer.status == 200, answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for bad in ("<script>alert", "onerror=alert(1)>", "\u202e", "javascript:", "style=", "<img src=x"):
        assert bad not in answer.text


def test_only_a_session_sees_anything(page):
    assert page.get("/", cookie=None).status == 401
    assert page.get("/", headers={"Cookie": "sawthis=00"}).status == 401
    assert page.get("/?key=00", cookie=None).status == 401
    assert "Ada" not in page.get("/contacts", cookie=None).text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}",
                                  "127.0.0.1:1"])
def test_foreign_names_are_refused(page, host):
    assert page.get("/", host=host.format(port=page.port)).status == 421


@pytest.mark.parametrize("wrong", [
    {"csrf": None}, {"csrf": "0" * 64}, {"origin": "http://evil.example"}, {"origin": "null"},
    {"origin": None}, {"headers": {"Sec-Fetch-Site": "cross-site"}}, {"cookie": None}])
def test_changes_need_token_origin_and_session(page, wrong):
    before = page.home.json("queue", "status:all")
    assert page.post("/dismiss", {"id": 1}, **wrong).status in (401, 403)
    assert page.home.json("queue", "status:all") == before


def test_nothing_changes_by_get(page):
    before = page.home.run("dump").out
    for path in ("/dismiss?id=1", "/mute?story=1", "/undo", "/snooze?id=1&until=7d", "/run/start",
                 "/forward/1?text=x&via=eml", "/feed/change?id=1&do=remove"):
        page.get(path)
    assert page.home.run("dump").out == before


def test_decisions_and_undo_without_a_script(page):
    first = page.home.json("queue")[0]["id"]
    assert page.post("/dismiss", {"id": first, "reason": "off-topic"}).status == 303
    assert "Dismissed as off-topic" in page.get("/").text
    assert page.post("/undo", {}).status == 303
    assert page.post("/snooze", {"id": first, "until": "7d"}).status == 303
    assert [s["status"] for s in page.home.json("queue", "status:snoozed")] == ["snoozed"]
    assert page.post("/dismiss", {"id": first, "reason": "nonsense"}).status == 400


def test_a_note_is_changed_and_forwarded(page):
    first = page.home.json("queue", "contact:ada")[0]["id"]
    form = page.get(f"/forward/{first}").text
    assert "ada@x.example" in form and "https://o.example/1" in form and "utm_source" not in form
    assert page.post(f"/forward/{first}", {"text": " ", "via": "eml"}).status == 400
    assert page.post(f"/forward/{first}", {
        "text": "Dear Ada,\r\nlook at this.", "subject": "For you", "via": "eml"}).status == 303
    drafts = list((page.home.path / "drafts").glob("*.eml"))
    assert len(drafts) == 1
    text = drafts[0].read_bytes()
    assert b"Subject: For you" in text and b"look at this." in text and b"X-Unsent: 1" in text
    assert "Ada" in page.get("/sent").text


def test_from_nothing_to_a_queue(home):
    home.run("init")
    page = Page(home)
    try:
        answer = page.get("/")
        assert answer.status == 303 and answer.headers["Location"] == "/welcome"
        assert page.post("/contact/add", {"name": "Eva Stone", "interests": "volcanoes; /geyser"}).status == 303
        assert page.post("/feed/lists", {"energy.opml": "yes"}).status == 303
        assert len(home.json("feed", "list")) >= 10
        for feed in home.json("feed", "list"):
            home.run("feed", "rm", feed["id"])
        items = [{"title": f"{word} of the day", "link": f"https://o.example/{word}", "date": NOW_S}
                 for word in ("Volcanoes", "Harbours", "Orchards", "Violins", "Granite", "Lanterns")]
        news = rss("Outlet", items)
        home.run("feed", "add", "--no-check", home.file("news.xml", news))
        assert page.post("/run", {}).status == 303
        for _ in range(100):
            if '"done":true' in page.get("/run/events").text:
                break
            time.sleep(0.1)
        assert "<mark>Volcanoes</mark> of the day" in page.get("/").text
        assert "1 suggestion queued" in page.get("/run").text
    finally:
        page.stop()


def test_charts_are_images_and_words_tell_how_well_it_fits(page):
    first = page.home.json("queue", "contact:ada")[0]
    page.post(f"/forward/{first['id']}", {"text": "Look.", "via": "eml"})
    for path in ("/chart/weeks.svg", "/chart/term.svg?contact=1&kind=interest&term=fusion",
                 "/chart/touches.svg", "/chart/touches.svg?contact=1"):
        answer = page.get(path)
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert answer.text.startswith("<svg") and answer.text.endswith("</svg>")
    assert 'class="sent"' in page.get("/chart/term.svg?contact=1&kind=interest&term=fusion").text
    assert 'class="sent"' in page.get("/chart/touches.svg?contact=1").text
    assert "<circle" not in page.get("/chart/touches.svg?contact=2").text
    assert re.search(r"1 of [12]</td>", page.get("/contact/1").text)
    shown = page.get("/").text
    assert "good fit" in shown or "close fit" in shown
    assert "Fit, of 1 at most" in shown and "Place in the queue" in shown


def test_whom_an_article_suits_follows_every_change(page):
    item = [i["id"] for i in page.home.json("item", "list") if i["title"].startswith("Bees")][0]
    suits = lambda: re.findall(r'href="/contact/(\d+)"', page.get(f"/item/{item}").text)
    assert "2" in suits() and "3" not in suits()
    page.post("/contact/add", {"name": "Eva Stone", "interests": "bees"})
    assert "3" in suits()
    page.home.run("contact", "add", "Finn Hale", "--interest", "bees")
    assert "4" in suits()
    page.post("/contact/mute", {"contact": 4, "on": "yes"})
    assert "4" not in suits()


def test_a_search_finds_old_news_and_new_alike(page):
    assert "Fusion holds" in page.get("/search?q=plasma+HELD").text
    page.home.run("feed", "add", "--no-check", page.home.file("old.xml", rss("Archive", [
        {"title": "Zeppelins over the bay, plasma lamps below", "link": "https://o.example/old",
         "date": NOW_S - 200 * 86400}])))
    page.home.run("run")
    found = page.get("/search?q=plasma").text
    assert found.index("Fusion holds") < found.index("Zeppelins over")
    assert "Fusion holds" not in page.get("/search?q=plasma+zeppelins").text
    assert "No article has these words" in page.get("/search?q=plasma+biplane").text


def test_a_try_is_counted_against_what_is_there_now(page):
    def hits():
        return dict(re.findall(r'<tr><td dir="auto">(\w+) .*?<td class="n">(\d+)</td>', page.get("/tune/2").text))

    assert hits() == {"beekeeping": "1"} == hits()
    page.post("/tune", {"contact": 2, "add": "plasma", "rm": ""})
    assert hits() == {"beekeeping": "1", "plasma": "1"}
    page.home.run("interest", "rm", "Ben Marsh", "beekeeping")
    assert hits() == {"plasma": "1"}


def test_a_change_is_told_once_on_the_next_page(page):
    page.post("/interest/add", {"contact": 1, "term": "tokamak"})
    assert '<p class="notice" role="status">Added</p>' in page.get("/contact/1").text
    assert 'role="status">Added' not in page.get("/contact/1").text
    assert "No suggestion fits" in page.get("/?q=zzz").text


def test_a_run_tells_how_far_it_is_while_it_runs(page):
    """One connection is told of each step; others are answered meanwhile."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), SlowFeed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page.home.run("config", "fetch.allow_private", f"127.0.0.1:{server.server_port}")
    page.home.run("feed", "add", "--no-check", f"http://127.0.0.1:{server.server_port}/")
    page.post("/run", {})
    connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=30)
    connection.request("GET", "/run/events", headers={"Cookie": page.cookie})
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream"
    told, answered_s = [], None
    for line in answer:
        if line.startswith(b"data:"):
            told.append(json.loads(line[5:]))
        if len(told) == 1 and answered_s is None:
            begun = time.monotonic()
            assert page.get("/contacts").status == 200
            answered_s = time.monotonic() - begun
    connection.close()
    server.shutdown()
    assert answered_s < 1 and len(told) >= 3
    assert [t["done"] for t in told] == [False] * (len(told) - 1) + [True]
    assert told[0]["text"] == "Beginning" and any(t["text"] == "Reading feeds" for t in told)
    assert " asked: " in page.get("/").text and " asked: " in page.get("/run").text


def test_the_server_stops_while_a_run_is_watched(page):
    server = ThreadingHTTPServer(("127.0.0.1", 0), SlowFeed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page.home.run("config", "fetch.allow_private", f"127.0.0.1:{server.server_port}")
    page.home.run("feed", "add", "--no-check", f"http://127.0.0.1:{server.server_port}/")
    page.post("/run", {})
    connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=30)
    connection.request("GET", "/run/events", headers={"Cookie": page.cookie})
    assert connection.getresponse().readline().startswith(b"retry:")
    page.process.terminate()
    assert page.process.wait(timeout=10) == 0, page.process.stderr.read()
    server.shutdown()


def test_a_keyword_is_tried_before_it_is_kept(page):
    text = page.get("/tune/2?add=plasma").text
    assert "1 gained" in text
    assert [i["term"] for i in page.home.json("interest", "list", "Ben Marsh")] == ["beekeeping"]
    assert page.post("/tune", {"contact": 2, "add": "plasma", "rm": ""}).status == 303
    assert "plasma" in [i["term"] for i in page.home.json("interest", "list", "Ben Marsh")]
    assert page.get("/tune/2?add=/(broken").status == 400


def test_listening_beyond_this_machine_wants_a_password(home):
    home.run("init")
    result = home.run("serve", "--listen", "0.0.0.0:7999", code=78)
    assert "web.password_command" in result.err


def test_a_password_lets_in_where_one_is_set(home):
    home.run("init")
    home.run("config", "web.password_command", "echo open sesame")
    port = free_port()
    process = home.start("serve", "--listen", f"127.0.0.1:{port}")
    try:
        line = b""
        while b"http://" not in line:
            line = process.stdout.readline()
            assert line
        assert b"key=" not in line

        def ask(method, path, body=None):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request(method, path, body, {
                "Content-Type": "application/x-www-form-urlencoded"})
            return connection.getresponse()

        first = ask("GET", "/")
        assert first.status == 401 and b'type="password"' in first.read()
        assert ask("POST", "/login", "password=wrong").status == 401
        answer = ask("POST", "/login", "password=open+sesame")
        assert answer.status == 303 and "sawthis=" in answer.headers["Set-Cookie"]
    finally:
        process.terminate()
        process.wait(timeout=10)


def test_a_large_queue_answers_at_once(home):
    """Ten thousand suggestions would be a page of megabytes: it is cut, and quick."""
    home.run("init")
    home.run("config", "queue.per_day", 1000)
    home.run("config", "queue.per_contact", 100)
    home.run("config", "queue.per_story", 100)
    words = ["alpha", "bravo", "cedar", "delta", "ember", "fjord", "gamma", "heron", "indigo", "jasper"]
    rows = "uid,name,email,interests\n" + "".join(
        f"c{i},Person {words[i % 10]}{i},p{i}@x.example,{words[i % 10]}{i % 97}\n" for i in range(500))
    home.run("contact", "import", home.file("c.csv", rows))
    items = [{"title": f"{words[k % 10]}{k % 97} {words[k // 10 % 10]} story {k * 7919}",
              "link": f"https://o.example/{k}", "date": NOW_S - k} for k in range(970)]
    home.run("feed", "add", "--no-check", home.file("n.xml", rss("Outlet", items)))
    home.run("run")
    page = Page(home)
    try:
        text = page.get("/").text
        assert text.count("<details class=\"suggestion\"") <= 60 and len(text) < 1 << 20
    finally:
        page.stop()
