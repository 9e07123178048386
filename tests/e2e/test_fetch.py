"""
Fetching as the servers see it: conditional requests, politeness, redirects, bounds, and
what `feed add` and `feed check` make of an address.
"""
import gzip
import ssl
import subprocess
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from conftest import FeedServer, rss

FEED = rss("Daily", [{"title": "Acme opens", "link": "https://daily.example/1", "guid": "d1",
                      "date": "Sat, 21 Nov 2026 09:00:00 GMT"}])
PAGE = "<!doctype html><html><head><title>Daily</title>{links}</head><body>Hi</body></html>"
LINK = '<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'


@pytest.fixture
def ready(home):
    """A home that fetches at every run."""
    home.run("init")
    home.run("config", "fetch.every_h", "0")
    return home


@pytest.fixture
def other_server():
    server = FeedServer()
    yield server
    server.close()


def add(home, *urls):
    home.run("feed", "add", "--no-check", *urls)


def run(home):
    """One batch; the summary, whatever became of the feeds."""
    return home.run("run", "--format=json", code=(0, 69)).json()[-1]


def feed_of(home, url=None):
    return next(f for f in home.json("feed", "list") if url in (None, f["url"]))


def redirect(to, status=302):
    return dict(body=b"", status=status, headers={"Location": to})


# ---- Conditional requests ----------------------------------------------------------------
def test_nginx_answers_the_second_fetch_with_304(ready, nginx, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "feed.xml").write_text(FEED)
    add(ready, nginx(site) + "/feed.xml")
    assert run(ready)["items_new"] == 1
    summary = run(ready)
    assert (summary["fetched"], summary["not_modified"]) == (0, 1)
    (site / "feed.xml").write_text(FEED.replace("opens", "closes").replace("d1", "d2")
                                   .replace("/1<", "/2<"))
    summary = run(ready)
    assert (summary["not_modified"], summary["items_new"]) == (0, 1)


def test_validators_are_sent_back_as_they_came(ready, feed_server):
    odd = {"ETag": 'W/"odd, but \\ true"', "Last-Modified": "21/11/2026, about noon"}
    add(ready, feed_server.put("/a.xml", FEED, headers=odd))
    run(ready)
    run(ready)
    first, second = feed_server.requests
    assert "if-none-match" not in first["headers"]
    assert second["headers"]["if-none-match"] == odd["ETag"]
    assert second["headers"]["if-modified-since"] == odd["Last-Modified"]


def test_a_stuck_304_is_broken_by_a_full_fetch(ready, feed_server):
    add(ready, feed_server.put("/a.xml", FEED))
    for _ in range(16):
        run(ready)
    conditional = ["if-none-match" in r["headers"] for r in feed_server.requests]
    assert conditional == [False] + [True] * 14 + [False]


def test_the_program_names_itself_and_nothing_else(ready, feed_server):
    add(ready, feed_server.put("/a.xml", FEED, headers={"Set-Cookie": "a=b"}))
    run(ready)
    run(ready)
    for request in feed_server.requests:
        assert request["headers"]["user-agent"].startswith("sawthis/")
        assert not {"cookie", "referer", "authorization", "from"} & set(request["headers"])
        for coding in ("gzip", "deflate", "br", "zstd"):
            assert coding in request["headers"]["accept-encoding"]


@pytest.mark.parametrize("coding, pack", [
    ("gzip", lambda b: gzip.compress(b)), ("deflate", lambda b: zlib.compress(b))])
def test_compressed_feeds_are_read(ready, feed_server, coding, pack):
    add(ready, feed_server.put("/a.xml", pack(FEED.encode()),
                               headers={"Content-Encoding": coding}))
    assert run(ready)["items_new"] == 1


def test_half_a_compressed_feed_is_no_success(ready, feed_server):
    body = rss("Long", [{"title": f"Item {i} {i * 7919}", "guid": str(i)} for i in range(500)])
    half = gzip.compress(body.encode())[:3000]
    add(ready, feed_server.put("/a.xml", half, headers={"Content-Encoding": "gzip"}))
    assert run(ready)["failed"] == 1
    assert "truncated" in feed_of(ready)["error"]


def test_a_date_far_ahead_is_when_the_item_was_first_seen(ready, feed_server):
    wrong = rss("Daily", [{"title": "One", "guid": "1", "date": "Fri, 31 Dec 2055 00:00:00 GMT"}])
    add(ready, feed_server.put("/a.xml", wrong))
    run(ready)
    ready.now = "2026-11-23T06:00:00Z"
    feed_server.put("/a.xml", wrong.replace("One", "One, changed"))
    run(ready)
    item, = ready.json("item", "list", "--all")
    assert (item["title"], item["published"]) == ("One, changed", "2026-11-22T06:00:00Z")


# ---- Politeness ----------------------------------------------------------------------
def test_retry_after_holds_all_feeds_of_the_host(ready, feed_server):
    ready.run("config", "fetch.per_host", "1")
    busy = [feed_server.put(f"/{i}.xml", b"", status=429, headers={"Retry-After": "3600"})
            for i in range(3)]
    add(ready, feed_server.put("/good.xml", FEED), *busy)
    run(ready)
    assert (feed_server.count(200), feed_server.count(429)) == (1, 1)
    ready.now = "2026-11-22T06:59:00Z"
    run(ready)
    assert feed_server.count() == 2
    ready.now = "2026-11-22T07:01:00Z"
    run(ready)
    assert feed_server.count(304) == 1


def test_cache_control_is_kept_to_even_at_every_run(ready, feed_server):
    add(ready, feed_server.put("/a.xml", FEED, headers={"Cache-Control": "max-age=3600"}))
    run(ready)
    ready.now = "2026-11-22T06:59:00Z"
    run(ready)
    assert feed_server.count() == 1
    ready.now = "2026-11-22T07:00:01Z"
    run(ready)
    assert feed_server.count() == 2


def test_a_failing_feed_is_asked_less_and_less(ready, feed_server):
    ready.run("config", "fetch.every_h", "1")
    add(ready, feed_server.put("/a.xml", b"", status=500))
    asked = []
    for hour in range(24):
        ready.now = f"2026-11-22T{hour:02}:59:00Z"
        run(ready)
        asked.append(feed_server.count())
    assert 4 <= asked[-1] <= 7
    assert feed_of(ready)["errors"] == asked[-1]


def test_a_feed_that_is_gone_is_not_asked_again_until_it_is_resumed(ready, feed_server):
    url = feed_server.put("/a.xml", b"", status=410)
    add(ready, url)
    run(ready)
    run(ready)
    assert feed_server.count() == 1
    assert feed_of(ready)["status"] == "gone"
    ready.run("feed", "resume", url)
    run(ready)
    assert feed_server.count() == 2


def test_404_is_believed_after_repeats(ready, feed_server):
    add(ready, feed_server.put("/a.xml", b"", status=404))
    for _ in range(8):
        run(ready)
    assert feed_server.count() == 5


def test_a_failure_is_told_at_first_and_when_it_lasts(ready, feed_server):
    add(ready, feed_server.put("/a.xml", b"", status=500))
    told = []
    for day in range(22, 29):
        ready.now = f"2026-11-{day}T06:00:00Z"
        told.append("/a.xml" in ready.run("run", code=(0, 69)).err)
    assert told == [True, False, False, True, False, False, False]


def test_a_clock_that_was_wrong_does_not_silence_a_feed(ready, feed_server):
    ready.run("config", "fetch.every_h", "1")
    add(ready, feed_server.put("/a.xml", FEED))
    ready.now = "2036-11-22T06:00:00Z"
    run(ready)
    ready.now = "2026-11-22T06:00:00Z"
    run(ready)
    assert feed_server.count() == 2


# ---- Redirects ------------------------------------------------------------------------
def test_a_permanent_redirect_is_kept_after_three_good_fetches(ready, feed_server):
    new = feed_server.put("/new.xml", FEED, has_validators=False)
    old = feed_server.put("/old.xml", **redirect("/new.xml", 301))
    add(ready, old)
    for _ in range(3):
        assert feed_of(ready)["url"] == old
        run(ready)
    assert feed_of(ready)["url"] == new
    feed_server.forget()
    run(ready)
    assert [r["path"] for r in feed_server.requests] == ["/new.xml"]


def test_a_redirect_to_another_feed_of_the_user_harms_neither(ready, feed_server):
    new = feed_server.put("/new.xml", FEED)
    old = feed_server.put("/old.xml", **redirect("/new.xml", 301))
    add(ready, old, new)
    for _ in range(5):
        assert run(ready)["failed"] == 0
    assert {f["url"] for f in ready.json("feed", "list")} == {old, new}


def test_a_temporary_or_broken_redirect_is_never_kept(ready, feed_server):
    feed_server.put("/new.xml", FEED)
    temporary = feed_server.put("/a.xml", **redirect("/new.xml", 302))
    broken = feed_server.put("/b.xml", **redirect("/missing.xml", 301))
    add(ready, temporary, broken)
    for _ in range(4):
        run(ready)
    assert {f["url"] for f in ready.json("feed", "list")} == {temporary, broken}


def test_a_redirect_to_another_private_place_needs_the_users_word(ready, feed_server,
                                                                   other_server):
    target = other_server.put("/feed.xml", FEED)
    add(ready, feed_server.put("/a.xml", **redirect(target)))
    run(ready)
    assert other_server.count() == 0
    assert "refused" in feed_of(ready)["error"]
    ready.run("config", "fetch.allow_private", f"127.0.0.1:{other_server.port}")
    run(ready)
    assert other_server.count(200) == 1
    assert feed_of(ready)["error"] is None


def test_passwords_go_no_further_than_their_host(ready, feed_server, other_server):
    ready.run("config", "fetch.allow_private", f"127.0.0.1:{other_server.port}")
    target = other_server.put("/feed.xml", FEED)
    url = feed_server.put("/a.xml", **redirect(target))
    add(ready, url.replace("//", "//ada:secret@"))
    run(ready)
    assert "authorization" in feed_server.requests[0]["headers"]
    assert "authorization" not in other_server.requests[0]["headers"]
    assert "referer" not in other_server.requests[0]["headers"]


def test_six_redirects_are_too_many(ready, feed_server):
    for i in range(6):
        feed_server.put(f"/{i}", **redirect(f"/{i + 1}"))
    feed_server.put("/6", FEED)
    add(ready, feed_server.base + "/0", feed_server.base + "/1")
    run(ready)
    assert "too many redirects" in feed_of(ready, feed_server.base + "/0")["error"]
    assert feed_of(ready, feed_server.base + "/1")["error"] is None


# ---- Bounds, TLS, proxies -------------------------------------------------------------
def test_size_is_bounded_after_decompression(ready, feed_server):
    ready.run("config", "fetch.max_mb", "1")
    bomb = gzip.compress(b" " * (64 << 20))
    add(ready, feed_server.put("/a.xml", bomb, headers={"Content-Encoding": "gzip"}))
    run(ready)
    assert "too large" in feed_of(ready)["error"]


def test_a_silent_server_times_out_by_itself(ready, feed_server):
    released = threading.Event()
    ready.run("config", "fetch.first_byte_timeout_s", "1")
    silent = feed_server.put_handler("/a.xml", lambda request: released.wait(20))
    add(ready, silent, feed_server.put("/b.xml", FEED))
    summary = run(ready)
    released.set()
    assert summary["items_new"] == 1
    assert "timed out" in feed_of(ready, silent)["error"]


@pytest.fixture
def tls_server(tmp_path):
    """An https server with a certificate of its own: (URL, certificate)."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", certificate,
                    "-days", "2", "-subj", "/CN=x", "-addext",
                    "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(FEED.encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"https://127.0.0.1:{server.server_address[1]}/feed.xml", certificate
    server.shutdown()
    server.server_close()


def test_a_certificate_that_nobody_vouches_for_is_refused(ready, tls_server):
    url, certificate = tls_server
    add(ready, url)
    assert run(ready)["failed"] == 1
    assert "certificate" in feed_of(ready)["error"]
    ready.env["SSL_CERT_FILE"] = str(certificate)
    assert run(ready)["items_new"] == 1


def test_the_proxy_of_the_environment_is_used(ready, feed_server):
    feed_server.answers["http://news.example/feed.xml"] = feed_server.answers.pop(
        feed_server.put("/x", FEED).removeprefix(feed_server.base))
    add(ready, "http://news.example/feed.xml")
    ready.env["http_proxy"] = feed_server.base
    assert run(ready)["items_new"] == 1


# ---- Addresses that people give -------------------------------------------------------
def test_add_takes_the_only_feed_of_a_page(ready, feed_server):
    feed = feed_server.put("/news/feed.xml", FEED)
    page = feed_server.put("/", PAGE.format(links=LINK.format(
        title="News", href="news/feed.xml")), content_type="text/html")
    ready.run("feed", "add", page)
    assert [f["url"] for f in ready.json("feed", "list")] == [feed]
    assert feed_of(ready)["title"] == "Daily"


def test_add_lists_the_feeds_of_a_page_that_has_several(ready, feed_server):
    links = "".join(LINK.format(title=t, href=f"/{t}.xml") for t in ("news", "sport"))
    page = feed_server.put("/", PAGE.format(links=links), content_type="text/html")
    result = ready.run("feed", "add", page, code=65)
    assert [line.split()[0] for line in result.lines] == [
        feed_server.base + "/news.xml", feed_server.base + "/sport.xml"]
    assert ready.json("feed", "list") == []


def test_add_looks_in_the_usual_places(ready, feed_server):
    feed = feed_server.put("/feed", FEED)
    ready.run("feed", "add", feed_server.put("/", PAGE.format(links=""),
                                             content_type="text/html"))
    assert [f["url"] for f in ready.json("feed", "list")] == [feed]


def test_a_page_cannot_point_the_program_at_private_places(ready, feed_server, other_server):
    target = other_server.put("/feed.xml", FEED)
    links = LINK.format(title="x", href=target)
    page = feed_server.put("/", PAGE.format(links=links), content_type="text/html")
    ready.run("feed", "add", page, code=65)
    assert other_server.count() == 0
    assert ready.json("feed", "list") == []


def test_add_refuses_what_is_no_feed_unless_told_not_to_check(ready, feed_server):
    page = feed_server.put("/", PAGE.format(links=""), content_type="text/html")
    ready.run("feed", "add", page, code=65)
    ready.run("feed", "add", feed_server.base + "/missing", code=69)
    assert ready.json("feed", "list") == []
    ready.run("feed", "add", "--no-check", feed_server.base + "/missing")
    assert len(ready.json("feed", "list")) == 1


def test_add_looks_further_where_the_only_link_of_a_page_is_dead(ready, feed_server):
    page = feed_server.put("/", PAGE.format(links=LINK.format(title="Old", href="/old.xml")),
                           content_type="text/html")
    url = feed_server.put("/feed", FEED)
    ready.run("feed", "add", page)
    assert [f["url"] for f in ready.json("feed", "list")] == [url]


def test_an_address_without_a_scheme_is_meant_for_https(ready):
    ready.run("feed", "add", "--no-check", "news.example/feed")
    assert [f["url"] for f in ready.json("feed", "list")] == ["https://news.example/feed"]
    ready.run("feed", "add", "--no-check", "missing.opml", code=66)


def test_adding_twice_is_said_and_harmless(ready, feed_server):
    url = feed_server.put("/a.xml", FEED)
    ready.run("feed", "add", url)
    assert "Already there" in ready.run("feed", "add", url).out
    assert "Already there" in ready.run("feed", "add", url + "#top").out
    assert len(ready.json("feed", "list")) == 1


def test_check_says_what_is_there_and_what_is_wrong(ready, feed_server):
    url = feed_server.put("/a.xml", FEED, has_validators=False, content_type="text/html")
    out = ready.run("feed", "check", url).out
    for part in ("HTTP 200", "RSS", '"Daily"', "Acme opens", "Next", "ETag", "text/html"):
        assert part in out, part
    assert ready.json("feed", "list") == []
    ready.run("feed", "check", feed_server.base + "/missing", code=69)


def test_check_says_when_the_feed_would_be_fetched_next(ready, feed_server):
    url = feed_server.put("/a.xml", FEED, headers={"Cache-Control": "max-age=3600"})
    assert "in 60 minutes" in ready.run("feed", "check", url).out


def test_check_of_a_page_names_its_feeds(ready, feed_server):
    page = feed_server.put("/", PAGE.format(links=LINK.format(title="News", href="/n.xml")),
                           content_type="text/html")
    assert feed_server.base + "/n.xml" in ready.run("feed", "check", page, code=65).out
