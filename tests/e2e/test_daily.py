"""
The daily batch on real input: 150 real feeds over HTTP on loopback and 500 contacts.
"""
import json
import shutil
from decimal import Decimal

import pytest

from conftest import Home, start_nginx, stop

N_FEEDS = 150


def exact(result):
    """JSON Lines with numbers as they were printed."""
    return [json.loads(line, parse_float=Decimal, parse_int=Decimal)
            for line in result.out.splitlines()]


class Daily:
    """One home after two runs, with what each run and the queue said."""


@pytest.fixture(scope="module")
def daily(shared, tmp_path_factory):
    tmp = tmp_path_factory.mktemp("daily")
    corpus = shared / "corpus" / "feeds"
    served = tmp / "served"
    served.mkdir()
    expected = [json.loads(line) for line in (corpus / "expected.jsonl").open(encoding="utf-8")]
    real = [doc for doc in expected
            if doc["is_real_publisher_snapshot"] == "y" and doc["feed_ok"]]
    real.sort(key=lambda doc: (-doc["n_entries"], doc["path"]))
    for n, doc in enumerate(real[:N_FEEDS]):
        shutil.copy(corpus / "docs" / doc["path"], served / f"{n:03}.xml")
    base, nginx = start_nginx(tmp / "nginx", served)
    try:
        d = Daily()
        d.home = Home(tmp / "home")
        d.home.run("init")
        # The feeds were kept over twenty years: no article is too old here.
        d.home.run("config", "queue.max_age_d", "0")
        d.home.run("config", "fetch.every_h", "0")
        d.home.run("config", "fetch.per_host", "16")
        d.home.run("contact", "import", shared / "corpus" / "match" / "nyt" / "contacts.csv")
        d.home.run("contact", "add", "Ada Lovelace", "--interest", "computer")
        d.home.run("feed", "add", "--no-check",
                   *(f"{base}/{n:03}.xml" for n in range(N_FEEDS)))
        d.first = d.home.json("run", timeout=180)[-1]
        d.queue = exact(d.home.run("queue", "status:all", "--format=json"))
        d.items = d.home.json("item", "list", "--all")
        d.second = d.home.json("run", timeout=180)[-1]
        d.queue_after = exact(d.home.run("queue", "status:all", "--format=json"))
        d.n_expected = sum(doc["n_entries"] for doc in real[:N_FEEDS])
        yield d
    finally:
        stop(nginx)


def test_every_real_feed_is_read(daily):
    assert daily.first["feeds"] == N_FEEDS
    assert (daily.first["fetched"], daily.first["failed"]) == (N_FEEDS, 0)


def test_over_2000_items_are_stored_once(daily):
    assert daily.first["items_new"] == len(daily.items) > 2000
    # Some publishers give several items of one document the same guid.
    keys = {(item["feed"], item["guid"], item["title"], item["published"])
            for item in daily.items}
    assert len(keys) == len(daily.items)
    assert 0.97 * daily.n_expected <= len(daily.items) <= daily.n_expected + 20


def test_500_contacts_are_known(daily):
    assert len(daily.home.json("contact", "list")) == 500


def test_every_entry_of_the_queue_explains_itself(daily):
    assert daily.queue
    text_of = {item["id"]: item for item in daily.items}
    for entry in daily.queue:
        assert entry["note"], entry
        assert entry["reasons"], entry
        item = text_of[int(entry["item"]["id"])]
        for reason in entry["reasons"]:
            assert reason["kind"] in ("person", "company", "interest", "regex", "learned")
            assert reason["field"] in ("title", "summary", "category")
            if reason["field"] != "category":
                span = item[reason["field"]].encode()[int(reason["start"]):int(reason["end"])]
                assert span.decode().strip(), (reason, item)


def test_the_points_of_why_add_up_to_the_score(daily):
    shown = [e for e in daily.queue if e["status"] in ("new", "held")]
    others = [e for e in daily.queue if e["status"] not in ("new", "held")]
    assert shown
    for entry in shown + others[::max(1, len(others) // 50)]:
        why, = exact(daily.home.run("why", entry["id"], "--format=json"))
        parts = [r["points"] for r in why["reasons"]] + \
                [a["points"] for a in why["adjustments"]]
        assert sum(parts) == why["score"] == entry["score"]
        assert all(r["text"].strip() for r in why["reasons"] if r["field"] != "category")


def test_a_second_run_fetches_nothing_again_and_queues_nothing_twice(daily):
    assert (daily.second["not_modified"], daily.second["fetched"]) == (N_FEEDS, 0)
    assert (daily.second["items_new"], daily.second["failed"]) == (0, 0)
    pairs = [(e["contact"]["uid"], e["story"]) for e in daily.queue_after]
    assert len(pairs) == len(set(pairs))
    before = {e["id"]: e["status"] for e in daily.queue}
    assert before == {e["id"]: e["status"] for e in daily.queue_after}
    assert daily.second["suggestions_new"] == 0


def test_the_queue_keeps_to_its_limits(daily):
    new = [e for e in daily.queue if e["status"] in ("new", "held")]
    assert len(new) == daily.first["suggestions_new"] <= 12
    names = [e["contact"]["uid"] for e in new]
    assert all(names.count(name) <= 2 for name in names)
