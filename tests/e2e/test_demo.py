"""
`make demo`: what a newcomer sees first. The demo's contacts and feeds are written so that
each of the hard cases comes up once; here it is said how each has to end.
"""
import json
import os
import subprocess
import time

import pytest

from conftest import PROGRAM, ROOT, Home


class Demo:
    """Output of the demo and the queue of its home."""


@pytest.fixture(scope="module")
def demo():
    env = {k: v for k, v in os.environ.items() if not k.startswith("SAWTHIS")}
    env.update(SAWTHIS=str(PROGRAM), NO_COLOR="1")
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        env[name] = "http://127.0.0.1:1"  # a request would fail
    d = Demo()
    started = time.monotonic()
    done = subprocess.run([ROOT / "scripts" / "demo"], env=env, capture_output=True,
                          text=True, timeout=60)
    d.seconds = time.monotonic() - started
    assert done.returncode == 0, done.stdout + done.stderr
    d.out, d.err = done.stdout, done.stderr
    home = Home(ROOT / "build" / "demo")
    home.now = "2026-11-20T07:00:00Z"
    d.home = home
    d.queue = home.json("queue", "status:all")
    return d


def entries(demo, name):
    return [e for e in demo.queue if e["contact"]["name"] == name]


def titles(demo, name):
    return [e["item"]["title"] for e in entries(demo, name)]


def test_takes_seconds_and_reports_no_failure(demo):
    assert demo.seconds < 10
    assert demo.err == ""


def test_shows_for_each_suggestion_who_what_and_why(demo):
    for entry in demo.queue:
        if entry["status"] in ("new", "held"):
            assert entry["contact"]["name"] in demo.out
            assert entry["item"]["title"][:30] in demo.out


def test_ends_with_how_to_try_it_on_ones_own_contacts(demo):
    assert "contact import" in demo.out.split("$ sawthis queue")[1]


def test_the_picture_in_the_readme_is_what_is_printed(demo):
    picture = (ROOT / "README.md").read_text(encoding="utf-8").split("```\n")[1]
    shown = set(demo.out.splitlines())
    assert [line for line in picture.splitlines() if line not in shown] == [], \
        "scripts/update-readme brings it up to date"


def test_most_contacts_get_something(demo):
    assert len({e["contact"]["uid"] for e in demo.queue}) >= 8


def test_one_story_from_two_outlets_comes_once(demo):
    record = [t for t in titles(demo, "Ada Okonkwo") if "eleven minutes" in t]
    assert len(record) == 1


def test_a_namesake_is_not_suggested(demo):
    assert not any("signs for a second season" in t for t in titles(demo, "James Carter"))
    assert any("timber towers" in t for t in titles(demo, "James Carter"))


def test_a_company_called_by_a_dictionary_word_is_told_from_the_word(demo):
    assert not any("drop anchor" in t for t in titles(demo, "Priya Raman"))
    assert any("Anchor raises" in t or "pays shops" in t for t in titles(demo, "Priya Raman"))


def test_bad_news_is_held_for_a_second_look(demo):
    held, = [e for e in entries(demo, "Tom Becker") if "300 jobs" in e["item"]["title"]]
    assert held["status"] == "held" and "bad news" in held["held_for"]


def test_a_promotion_is_an_occasion(demo):
    entry, = [e for e in entries(demo, "Lucía Ferrer") if "promotes" in e["item"]["title"]]
    assert "congratulations" in entry["occasion"]


def test_a_shared_hobby_reaches_both(demo):
    for name in ("Noor Haddad", "Ewan Mackay"):
        assert any(r["term"] == "sailing" for e in entries(demo, name) for r in e["reasons"])


def test_never_means_never(demo):
    assert not any("Cruise ship" in t for t in titles(demo, "Noor Haddad"))


def test_a_second_demo_ends_the_same(demo):
    before = json.dumps(demo.queue)
    again = subprocess.run([ROOT / "scripts" / "demo"], capture_output=True, text=True,
                           env={**os.environ, "SAWTHIS": str(PROGRAM), "NO_COLOR": "1"},
                           timeout=60)
    assert again.returncode == 0
    assert json.dumps(demo.home.json("queue", "status:all")) == before
