"""
Keywords tuned: tested before they are saved, replayed, reported on, and learned from
decisions.
"""
import pytest
from conftest import rss

DAY_S = 86400
NOW_S = 1795327200

STELLARATORS = ["A stellarator reaches new heat in Greifswald", "Why the stellarator may win",
                "Stellarators take the twisted road", "How a stellarator is built by hand",
                "The stellarator that ran for an hour", "Coils for the next stellarator"]
GOSSIP = ["Plasma physicist seen at gala gossip night", "Gala gossip: plasma stars dine out",
          "Who wore plasma blue at the gala, gossip tells", "Gossip of the plasma gala, part four",
          "Gala season opens with plasma gossip", "More gossip, more plasma, more gala"]


@pytest.fixture
def tuned(home):
    """Ada is interested in plasma; the news has stellarators and gossip about it."""
    home.run("init")
    home.run("config", "queue.per_day", 100)
    home.run("config", "queue.per_contact", 50)
    home.run("contact", "add", "Ada Quill", "--interest", "plasma")
    items = [{"title": title, "link": f"https://o.example/s{i}", "guid": f"s{i}",
              "summary": f"plasma research number {i}", "date": NOW_S - (i + 1) * DAY_S}
             for i, title in enumerate(STELLARATORS)]
    items += [{"title": title, "link": f"https://o.example/g{i}", "guid": f"g{i}",
               "summary": f"plasma chatter number {i}", "date": NOW_S - (i + 1) * DAY_S}
              for i, title in enumerate(GOSSIP)]
    items += [{"title": f"Filler {word} of the day", "link": f"https://o.example/f{word}",
               "date": NOW_S - DAY_S} for word in
              ("harbour", "orchard", "violin", "granite", "meadow", "lantern", "saddle", "ferry",
               "copper", "thimble", "walnut", "glacier", "pepper", "velvet", "anchor", "basket",
               "candle", "drizzle", "ember", "falcon", "goblet", "hammock", "island", "jigsaw")]
    items.append({"title": "Kelp of the month", "link": "https://o.example/kelp",
                  "date": NOW_S - 20 * DAY_S})
    home.run("feed", "add", "--no-check", home.file("news.xml", rss("Outlet", items)))
    home.run("run")
    return home


def scores(home):
    return {p["item"]["guid"]: p["score"] for p in home.json("match", "--no-limits")}


def judge(home, good, bad):
    lines = [f"Ada Quill\t{g}\tgood" for g in good] + [f"Ada Quill\t{g}\tbad" for g in bad]
    home.run("judge", "-", stdin="\n".join(lines) + "\n")


def test_decisions_teach_what_is_liked(tuned):
    before = scores(tuned)
    judge(tuned, ["s0", "s1", "s2"], ["g0", "g1", "g2"])
    after = scores(tuned)
    learned = {t["term"]: t for t in tuned.json("interest", "learn", "Ada Quill")}
    assert learned["stellarator"]["weight"] > 0 and learned["stellarator"]["forwarded"] == 3
    assert learned["gossip"]["weight"] < 0 and learned["gossip"]["dismissed"] == 3
    # On items that nobody has decided on.
    assert after["s4"] - after["g4"] > before["s4"] - before["g4"]


def test_learned_terms_are_explained_and_add_up(tuned):
    judge(tuned, ["s0", "s1", "s2"], ["g0", "g1", "g2"])
    for pair in tuned.json("match", "--no-limits"):
        assert abs(sum(r["points"] for r in pair["reasons"]) - pair["score"]) < 1e-9
    assert any(r["kind"] == "learned" for p in tuned.json("match", "--no-limits")
               for r in p["reasons"])


def test_what_is_struck_stays_away(tuned):
    judge(tuned, ["s0", "s1", "s2"], ["g0", "g1", "g2"])
    tuned.run("interest", "strike", "Ada Quill", "stellarator")
    judge(tuned, ["s3"], ["g3"])
    learned = {t["term"]: t["status"] for t in tuned.json("interest", "learn", "Ada Quill")}
    assert learned["stellarator"] == "struck"
    tuned.run("undo")
    learned = {t["term"]: t["status"] for t in tuned.json("interest", "learn", "Ada Quill")}
    assert learned["stellarator"] == "adopted"


def test_an_accepted_term_becomes_an_interest(tuned):
    judge(tuned, ["s0", "s1", "s2"], [])
    tuned.run("interest", "accept", "Ada Quill", "stellarator")
    sources = {i["term"]: i["source"] for i in tuned.json("interest", "list", "Ada Quill")}
    assert sources["stellarator"] == "accepted"


def test_undo_takes_back_what_a_decision_taught(tuned):
    queue = [s["id"] for s in tuned.json("queue", "status:all")
             if s["item"]["guid"].startswith("g")]
    for suggestion in queue[:2]:
        tuned.run("dismiss", suggestion, "--reason", "off-topic")
    assert any(t["weight"] < 0 for t in tuned.json("interest", "learn", "Ada Quill"))
    tuned.run("undo")
    tuned.run("undo")
    assert tuned.json("interest", "learn", "Ada Quill") == []


def test_nothing_learned_outweighs_never(tuned):
    tuned.run("interest", "add", "Ada Quill", "!stellarator")
    judge(tuned, ["s0", "s1", "s2", "s3"], [])
    assert not [g for g in scores(tuned) if g.startswith("s")]


def test_a_term_is_tested_before_it_is_saved(tuned):
    found = tuned.json("interest", "test", "Ada Quill", "gossip")
    assert {p["item"]["guid"] for p in found} == {f"g{i}" for i in range(6)}
    assert [i["term"] for i in tuned.json("interest", "list", "Ada Quill")] == ["plasma"]
    broken = tuned.run("interest", "test", "Ada Quill", "/gos(sip", code=65)
    assert "8" in broken.err and "parenthesis" in broken.err


def test_replay_tells_what_would_be_lost_of_what_was_forwarded(tuned):
    relevant = sorted(g for g, s in scores(tuned).items() if s >= 0.5)
    judge(tuned, relevant[:1], [])
    text = tuned.run("interest", "replay", "Ada Quill", "--rm", "plasma").out
    changes = tuned.json("interest", "replay", "Ada Quill", "--rm", "plasma")
    lost = {c["item"]["guid"] for c in changes if c["change"] == "lost"}
    assert lost and all(s >= 0.5 for g, s in scores(tuned).items() if g in lost)
    assert changes[0]["forwarded"] and "you forwarded" in text
    assert [i["term"] for i in tuned.json("interest", "list", "Ada Quill")] == ["plasma"]


def test_report_names_dead_terms_and_a_command(tuned):
    tuned.run("interest", "add", "Ada Quill", "zeppelin docks")
    report = {t["term"]: t for t in tuned.json("interest", "report", "Ada Quill")}
    assert report["zeppelin docks"]["verdict"] == "dead"
    assert "interest rm" in report["zeppelin docks"]["proposal"]
    assert report["plasma"]["hits"] == 12 and report["plasma"]["verdict"] == ""


def test_no_term_is_called_dead_on_the_news_of_a_few_days(home):
    home.run("init")
    home.run("contact", "add", "Ada Quill", "--interest", "zeppelin docks")
    items = [{"title": "Plasma gala", "link": "https://o.example/1", "date": NOW_S - 9 * DAY_S}]
    home.run("feed", "add", "--no-check", home.file("news.xml", rss("Outlet", items)))
    home.run("run")
    report = {t["term"]: t for t in home.json("interest", "report", "Ada Quill")}
    assert report["zeppelin docks"]["verdict"] == ""


def test_dump_and_restore_carry_what_was_learned(tuned, new_home):
    judge(tuned, ["s0", "s1", "s2"], ["g0", "g1", "g2"])
    dump = tuned.file("dump.jsonl", tuned.run("dump").out)
    other = new_home("other")
    other.run("init")
    other.run("restore", dump, "--yes")
    assert other.json("interest", "learn", "Ada Quill") == \
        tuned.json("interest", "learn", "Ada Quill")


def add_newcomer(home, *interests):
    args = [a for i in interests for a in ("--interest", i)]
    home.run("contact", "add", "Cora Newhouse", *args)


def test_who_shares_an_interest_begins_with_what_others_liked(tuned):
    add_newcomer(tuned, "Plasma")
    tuned.run("contact", "add", "Dora Elsewhere", "--interest", "granite")
    before = {p["item"]["guid"]: p["score"] for p in tuned.json("match", "--no-limits")
              if p["contact"]["name"] == "Cora Newhouse"}
    judge(tuned, ["s0", "s1", "s2"], ["g0", "g1", "g2"])
    lent = {t["term"]: t for t in tuned.json("interest", "learn", "Cora Newhouse")}
    own = {t["term"]: t for t in tuned.json("interest", "learn", "Ada Quill")}
    assert lent["stellarator"]["status"] == "shared" and lent["stellarator"]["forwarded"] == 3
    assert 0 < lent["stellarator"]["weight"] < own["stellarator"]["weight"]
    assert own["gossip"]["weight"] < lent["gossip"]["weight"] < 0
    assert tuned.json("interest", "learn", "Dora Elsewhere") == []
    after = {p["item"]["guid"]: p["score"] for p in tuned.json("match", "--no-limits")
             if p["contact"]["name"] == "Cora Newhouse"}
    assert after["s4"] - after["g4"] > before["s4"] - before["g4"]


def test_what_was_lent_is_struck_or_gone_with_the_decisions(tuned):
    add_newcomer(tuned, "plasma")
    queue = [s["id"] for s in tuned.json("queue", "status:all")
             if s["item"]["guid"].startswith("g") and s["contact"]["name"] == "Ada Quill"]
    for suggestion in queue[:2]:
        tuned.run("dismiss", suggestion, "--reason", "off-topic")
    assert any(t["term"] == "gossip" for t in tuned.json("interest", "learn", "Cora Newhouse"))
    tuned.run("interest", "strike", "Cora Newhouse", "gossip")
    status = {t["term"]: t["status"] for t in tuned.json("interest", "learn", "Cora Newhouse")}
    assert status["gossip"] == "struck"
    for _ in range(3):
        tuned.run("undo")
    assert tuned.json("interest", "learn", "Cora Newhouse") == []


def test_a_company_proposes_interests_to_begin_with(tuned):
    tuned.run("contact", "add", "Eli Watt", "--company", "Northwind Energy")
    tuned.run("contact", "add", "Fay Volt", "--company", "Northwind Energy",
              "--interest", "tidal power", "--interest", "!coal")
    start = {t["term"]: t for t in tuned.json("interest", "learn", "Eli Watt")}
    assert start["tidal power"]["why"] == "1 colleague has it" and "coal" not in start
    assert start["natural gas"]["status"] == "start"
    assert start["natural gas"]["why"] == "industry energy, by the name: Energy"
    assert [i["term"] for i in tuned.json("interest", "list", "Eli Watt")] == []
    tuned.run("company", "edit", "Northwind Energy", "--industry", "law")
    start = {t["term"]: t["why"] for t in tuned.json("interest", "learn", "Eli Watt")}
    assert start["antitrust"] == "industry law" and "natural gas" not in start
    text = tuned.run("interest", "learn", "Eli Watt").out
    assert "sawthis interest add" in text and "'class action'" in text


def test_the_same_history_teaches_the_same_in_any_order(tuned, new_home):
    judge(tuned, ["s0", "s1", "s2"], ["g0", "g1", "g2"])
    at_once = tuned.json("interest", "learn", "Ada Quill")
    for guid, word in (("s3", "good"), ("g3", "bad")):
        tuned.run("judge", "-", stdin=f"Ada Quill\t{guid}\t{word}\n")
    one_by_one = tuned.json("interest", "learn", "Ada Quill")
    judge(tuned, ["s3", "s0"], ["g1", "g3"])
    assert tuned.json("interest", "learn", "Ada Quill") == one_by_one != at_once


def test_accepting_is_undone_whole(tuned):
    judge(tuned, ["s0", "s1", "s2"], [])
    tuned.run("interest", "accept", "Ada Quill", "stellarator")
    tuned.run("undo")
    assert [i["term"] for i in tuned.json("interest", "list", "Ada Quill")] == ["plasma"]
    status = {t["term"]: t["status"] for t in tuned.json("interest", "learn", "Ada Quill")}
    assert status["stellarator"] == "adopted"


@pytest.mark.parametrize("reason", ["wrong-person", "known", "stale", "bad-news"])
def test_only_a_wrong_person_makes_a_name_ask_for_corroboration(home, reason):
    home.run("init")
    home.run("config", "queue.min_score", "0.3")
    home.run("contact", "add", "Grete Hermannsson", "--company", "Fjordkart Surveys")
    items = [{"title": title, "link": f"https://o.example/{i}", "guid": f"n{i}",
              "date": NOW_S - (i + 1) * DAY_S} for i, title in enumerate([
                  "Grete Hermannsson wins the village chess cup",
                  "A swim across the lake by Grete Hermannsson",
                  "Fjordkart Surveys maps the coast, says Grete Hermannsson"])]
    home.run("feed", "add", "--no-check", home.file("names.xml", rss("Outlet", items)))
    home.run("run")
    before = scores(home)
    wrong = [s["id"] for s in home.json("queue", "status:all") if s["item"]["guid"] == "n0"]
    home.run("dismiss", wrong[0], "--reason", reason)
    after = scores(home)
    if reason == "wrong-person":
        assert after["n1"] < before["n1"] and after["n2"] > 2 * after["n1"]
    else:
        assert after == before
    assert home.json("interest", "learn", "Grete Hermannsson") == []
