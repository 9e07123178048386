"""Contacts in and out: import, find again, edit, merge, forget, export."""
import json
import os
import subprocess

import pytest

from conftest import ROOT, rss

CARD = """BEGIN:VCARD
VERSION:3.0
N:Lovelace;Ada;King;Dr.;
FN:Ada Lovelace
NICKNAME:Countess
ORG:{company};Research
TITLE:{title}
item1.EMAIL;type=INTERNET:ada@engines.example
item1.X-ABLabel:_$!<Work>!$_
TEL;TYPE=CELL:+44 20 7946 0000
CATEGORIES:myContacts,fusion
HOBBY;LEVEL=high:sailing
X-FAVOURITE-COLOUR:blue\\, green
NOTE:likes chess\\nmet in Oslo
UID:ada-1
END:VCARD
"""
BOB = "BEGIN:VCARD\nVERSION:4.0\nFN:Bob Babbage\nEMAIL:bob@x.example\nUID:bob-1\nEND:VCARD\n"


def card(company="Engines Ltd.", title="Analyst"):
    return CARD.format(company=company, title=title)


@pytest.fixture
def ada(home):
    home.run("init")
    home.run("contact", "import", home.file("ada.vcf", card()))
    return home


def contact(home, who="ada@engines.example"):
    return home.json("contact", "show", who)[0]


def test_importing_twice_changes_nothing(ada):
    before = ada.run("dump").out
    said = ada.run("contact", "import", ada.path.parent / "ada.vcf").out
    assert "0 contacts added, 0 changed, 1 as they were" in said
    assert ada.run("dump").out == before


def test_categories_and_hobbies_are_interests_and_groups_are_none(ada):
    interests = {i["term"]: i for i in contact(ada)["interests"]}
    assert set(interests) == {"fusion", "sailing"}
    assert interests["fusion"]["source"] == "imported"
    assert interests["sailing"]["weight"] == 2


def test_interests_in_notes_are_proposed_and_not_taken(home):
    home.run("init")
    said = home.run("contact", "import", home.file("ada.vcf", card())).out
    assert "the notes speak of chess" in said
    assert "chess" not in [i["term"] for i in contact(home)["interests"]]


def test_dry_run_shows_and_changes_nothing(home):
    home.run("init")
    said = home.run("contact", "import", "--dry-run", home.file("ada.vcf", card())).out
    assert "+ Ada Lovelace" in said and "1 contact would be added" in said
    assert home.json("contact", "list") == []


def test_a_change_of_employer_is_shown_and_taken_when_asked(ada):
    changed = ada.file("new.vcf", card("Tokamak plc", "CEO"))
    said = ada.run("contact", "import", changed).out
    assert "company: Engines Ltd. -> Tokamak plc" in said and "--update" in said
    assert contact(ada)["company"] == "Engines Ltd."
    ada.run("contact", "import", "--update", changed)
    assert contact(ada)["company"] == "Tokamak plc"
    assert "0 changed, 1 as they were" in ada.run("contact", "import", "--update", changed).out
    assert "before      Engines Ltd., until 2026-11-22" in ada.run("contact", "show", "ada").out


def test_what_was_edited_by_hand_wins_over_an_update(ada):
    ada.run("contact", "edit", "ada", "--file", "-", stdin="title: Countess of Engines\n")
    changed = ada.file("new.vcf", card("Tokamak plc", "CEO"))
    said = ada.run("contact", "import", "--update", changed).out
    assert "yours is kept" in said
    assert contact(ada)["title"] == "Countess of Engines"
    assert contact(ada)["company"] == "Tokamak plc"
    ada.run("contact", "import", "--update", "--force", changed)
    assert contact(ada)["title"] == "CEO"


def test_a_contact_is_found_again_by_address_and_by_name_and_company(ada):
    linkedin = ada.file("Connections.csv", "\ufeffNotes:\r\n\"Some are missing.\"\r\n\r\n"
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
        "Ada,Lovelace,https://www.linkedin.com/in/ada,,Engines,Analyst,12 Mar 2024\r\n"
        "A.,King,,ADA@engines.example,,,7-Feb-22\r\n")
    ada.run("contact", "import", linkedin)
    assert len(ada.json("contact", "list")) == 1
    assert "Connected On: 2024-03-12" in contact(ada)["notes"]


def test_two_persons_may_share_an_address(home):
    home.run("init")
    both = home.file("both.csv", "name,email\nAda Lovelace,office@x.example\n"
                                 "Bob Babbage,office@x.example\n")
    for _ in range(2):
        home.run("contact", "import", both)
        assert len(home.json("contact", "list")) == 2


@pytest.mark.parametrize("version", ["3", "4"])
def test_what_is_not_known_survives_the_round_trip(ada, version, new_home):
    out = ada.run("contact", "export", "--version", version).out
    for line in ("X-FAVOURITE-COLOUR:blue\\, green", "item1.X-ABLabel:_$!<Work>!$_",
                 "TEL;TYPE=CELL:+44 20 7946 0000", "ORG:Engines Ltd.;Research",
                 "N:Lovelace;Ada;King;Dr.;", "HOBBY;LEVEL=high:sailing"):
        assert line in out.splitlines() or line + "\r" in out.split("\n"), line
    other = new_home("other")
    other.run("init")
    other.run("contact", "import", other.file("back.vcf", out))
    assert other.run("contact", "export", "--version", version).out == out


@pytest.mark.parametrize("version", ["3", "4"])
def test_vobject_reads_what_is_exported(ada, version):
    vobject = pytest.importorskip("vobject")
    ada.run("contact", "import", ada.file("bob.vcf", BOB))
    cards = list(vobject.readComponents(ada.run("contact", "export", "--version", version).out))
    assert [c.fn.value for c in cards] == ["Ada Lovelace", "Bob Babbage"]
    assert cards[0].email.value == "ada@engines.example"
    assert cards[0].org.value == ["Engines Ltd.", "Research"]
    assert cards[0].n.value.family == "Lovelace" and cards[0].n.value.additional == "King"
    assert cards[0].note.value == "likes chess\nmet in Oslo"
    if version == "3":
        assert ["fusion"] in [c.value for c in cards[0].categories_list]


def test_csv_comes_back_and_runs_no_formula(home, new_home):
    home.run("init")
    home.run("contact", "import", home.file("a.csv",
        "name,email,company,ticker,aliases,interests,notes\n"
        "=cmd|'/C calc'!A0,a@x.example,\"Acme, Inc.\",ACM,Acme;Ac,oil=2;!golf;/a\\;b,-1+1\n"))
    out = home.run("contact", "export", "--format=csv").out
    for cell in out.replace("\r\n", ",").split(","):
        assert not cell.lstrip('"').startswith(("=", "+", "-", "@")), cell
    other = new_home("other")
    other.run("init")
    other.run("contact", "import", other.file("b.csv", out))
    assert other.run("contact", "export", "--format=csv").out == out
    person = other.json("contact", "list")[0]
    assert person["name"] == "=cmd|'/C calc'!A0" and person["notes"] == "-1+1"
    assert other.json("company", "show", "Ac")[0]["tickers"] == ["ACM"]


def test_a_file_that_is_none_is_refused_with_what_was_expected(ada):
    for content in ("", "<html>login</html>", "Ada,Lovelace,ada@x.example\n",
                    "name,email\nAda,\"open\n", b"\x00\x01\x02"):
        path = ada.file("bad.csv", content)
        bad = ada.run("contact", "import", path, code=65)
        assert f"{path}:" in bad.err
        assert len(ada.json("contact", "list")) == 1


def test_bad_records_are_named_and_the_good_ones_kept(home):
    home.run("init")
    path = home.file("mixed.vcf", BOB + "BEGIN:VCARD\nFN:\nEND:VCARD\n" + "BEGIN:VCARD\n"
        "FN:Eve\nEMAIL:e@x.example\\nBcc: v@y.example\nEND:VCARD\nBEGIN:VCARD\nFN:Cut\n")
    err = home.run("contact", "import", path).err
    for line in (7, 12, 14):
        assert f"{path}:{line}: " in err
    assert [c["name"] for c in home.json("contact", "list")] == ["Bob Babbage", "Eve"]


def test_an_expression_that_cannot_be_compiled_is_told_with_its_line(home):
    home.run("init")
    path = home.file("a.csv", "name,interests\nAda,/(unclosed;fusion\nBob,/ok\n")
    assert f"{path}:2: " in home.run("contact", "import", path).err
    people = home.json("contact", "list")
    assert [[i["term"] for i in c["interests"]] for c in people] == [["fusion"], ["ok"]]


def test_nonsense_in_the_editor_is_refused_with_its_line_and_kept(ada, tmp_path):
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/^email:.*/email: nonsense/' \"$1\"\n")
    editor.chmod(0o755)
    ada.env["EDITOR"] = str(editor)
    before = contact(ada)
    bad = ada.run("contact", "edit", "ada", code=65)
    assert "your text:9" in bad.err and "nonsense" in bad.err
    kept = ada.path / f"contact-{before['id']}.txt"
    assert "email: nonsense" in kept.read_text()
    assert contact(ada) == before
    kept.write_text(kept.read_text().replace("nonsense", "ada@new.example"))
    ada.run("contact", "edit", "ada", "--file", kept)
    assert contact(ada, "ada@new.example")["id"] == before["id"]


def test_nonsense_in_the_text_of_a_company_is_kept_too(ada):
    before = ada.json("company", "list")
    ada.env["EDITOR"] = "sed -i s/^name:/nome:/"
    bad = ada.run("company", "edit", before[0]["id"], code=65)
    assert "your text:4: no such key" in bad.err
    assert "nome:" in (ada.path / f"company-{before[0]['id']}.txt").read_text()
    assert ada.json("company", "list") == before


def test_saving_an_editor_unchanged_changes_nothing(ada):
    before = ada.run("dump").out
    ada.env["EDITOR"] = "true"
    ada.run("contact", "edit", "ada")
    assert ada.run("dump").out == before


def test_merging_keeps_interests_touches_and_notes(ada):
    ada.run("contact", "add", "A. Lovelace", "--email", "ada@home.example", "--interest",
            "opera", "--note", "prefers tea")
    ada.run("contact", "log", "ada@home.example", "lunch")
    ada.run("contact", "merge", "ada@engines.example", "ada@home.example", code=64)
    ada.run("contact", "merge", "ada@engines.example", "ada@home.example", "--yes")
    both = contact(ada)
    assert {"fusion", "sailing", "opera"} == {i["term"] for i in both["interests"]}
    assert "prefers tea" in both["notes"] and "met in Oslo" in both["notes"]
    assert "A. Lovelace" in both["aliases"] and both["last_touch"]
    assert contact(ada, "ada@home.example")["id"] == both["id"]


def test_duplicates_are_proposed_with_their_reason(ada):
    ada.run("contact", "add", "Lovelace, Ada")
    found = ada.json("contact", "merge")
    assert [(d["into_name"], d["from_name"], d["reason"]) for d in found] == [
        ("Ada Lovelace", "Lovelace, Ada", "the same name")]


def test_companies_are_proposed_as_one_and_merged(home):
    home.run("init")
    home.run("contact", "import", home.file("a.csv",
        "name,company\nAda,Alphabet\nBob,Alphabet Inc.\nEve,Google LLC\n"))
    found = home.json("company", "merge")
    assert {(d["into_name"], d["from_name"]) for d in found} == {
        ("Alphabet", "Alphabet Inc."), ("Alphabet", "Google LLC")}
    home.run("company", "merge", "Alphabet", "Google LLC", "--yes")
    home.run("company", "edit", "Alphabet", "--alias", "Goog", "--ticker", "GOOGL",
             "--domain", "https://www.abc.example/x")
    shown = home.json("company", "show", "goog")[0]
    assert set(shown["aliases"]) == {"Google LLC", "Goog"}
    assert shown["tickers"] == ["GOOGL"] and shown["domain"] == "abc.example"
    assert shown["contacts"] == 2


def test_a_forgotten_person_is_nowhere_and_does_not_come_back(ada):
    ada.run("contact", "import", ada.file("bob.vcf", BOB))
    ada.run("contact", "log", "ada", "lunch with Lovelace")
    (ada.path / "drafts").mkdir(exist_ok=True)
    (ada.path / "drafts" / "1.eml").write_text("To: Ada Lovelace <ada@engines.example>\n")
    (ada.path / "drafts" / "2.eml").write_text("To: bob@x.example\n")
    ada.run("contact", "forget", "ada", code=64)
    ada.run("contact", "forget", "ada", "--yes")
    for folder, _, names in os.walk(ada.path):
        for name in names:
            content = open(os.path.join(folder, name), "rb").read().lower()
            for word in (b"lovelace", b"ada@engines", b"engines ltd", b"ada-1", b"oslo"):
                assert word not in content, f"{word} in {name}"
    assert (ada.path / "drafts" / "2.eml").exists()
    said = ada.run("contact", "import", ada.path.parent / "ada.vcf").out
    assert "1 left out because you had them forgotten" in said
    assert [c["name"] for c in ada.json("contact", "list")] == ["Bob Babbage"]
    ada.run("contact", "import", "--forgotten-too", ada.path.parent / "ada.vcf")
    assert len(ada.json("contact", "list")) == 2


def test_drafts_of_a_forgotten_person_go_even_to_an_address_of_before(home):
    home.run("init")
    home.run("contact", "add", "Jörg Example-Name", "--email", "j@x.example")
    home.run("contact", "add", "Bob Babbage", "--email", "bob@x.example")
    for who in ("Jörg", "Bob"):
        home.run("forward", "--url", "https://news.example/a", "--to", who, "--no-edit",
                 "--via", "eml", "--title", "News")
    assert len(list((home.path / "drafts").iterdir())) == 2
    home.run("contact", "edit", "Jörg", "--file", "-", stdin="email:\n")
    home.run("contact", "forget", "Jörg", "--yes")
    assert [p.name for p in (home.path / "drafts").iterdir() if "bob" in p.name]
    assert not [p.name for p in (home.path / "drafts").iterdir() if "example" in p.name]


def test_muting_and_unmuting_shows(ada):
    ada.run("contact", "mute", "ada")
    assert contact(ada)["muted"] is True
    ada.run("contact", "unmute", "ada")
    assert contact(ada)["muted"] is False


def test_corpus_cards_and_tables_give_the_same_interests(home, new_home):
    corpus = ROOT.parent / "shared" / "corpus" / "match" / "interest-reuters"
    if not corpus.is_dir():
        pytest.skip("the corpus is not beside the project")
    homes = []
    for name in ("contacts.vcf", "contacts.csv"):
        other = new_home(name)
        other.run("init")
        other.run("contact", "import", corpus / name)
        homes.append({c["uid"]: sorted(i["term"] for i in c["interests"])
                      for c in other.json("contact", "list")})
    assert homes[0] == homes[1] and len(homes[0]) == 21


def test_feeds_are_suggested_by_site_and_by_industry(home, feed_server):
    home.run("init")
    home.run("contact", "add", "Ada", "--company", "Acme")
    home.run("feed", "suggest", "Acme", code=66)
    feed_server.put("/", '<link rel="alternate" type="application/rss+xml" '
                         'title="Acme news" href="/news.xml">')
    feed_server.put("/news.xml", rss("Acme news", [{"title": "Acme opens", "link": "/1"}]))
    host = feed_server.base.split("//")[1]
    home.run("company", "edit", "Acme", "--domain", host, "--industry", "energy")
    asked = len(feed_server.requests)
    by_list = home.json("feed", "suggest")
    assert by_list and all("energy" in f["because"] for f in by_list)
    assert len(feed_server.requests) == asked
    found = home.json("feed", "suggest", "Acme")
    assert found[0]["url"] == f"http://{host}/news.xml" and len(found) == 1 + len(by_list)
    assert all("Ada" not in str(r) for r in feed_server.requests)
    home.run("feed", "add", found[0]["url"])
    assert len(home.json("feed", "suggest", "Acme")) == len(by_list)


def test_a_hundred_thousand_contacts_in_seconds(home):
    home.run("init")
    rows = "".join(f"p{i},Given{i % 997} Family{i},p{i}@x.example,Company {i % 5000} Inc.,"
                   f"crude oil;topic {i % 100}\n" for i in range(100_000))
    path = home.file("many.csv", "uid,name,email,company,interests\n" + rows)
    measured = subprocess.run(
        ["/usr/bin/python3", "-c",
         "import resource, subprocess, sys, time; t = time.monotonic();"
         "c = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE).returncode;"
         "u = resource.getrusage(resource.RUSAGE_CHILDREN);"
         "print(c, time.monotonic() - t, u.ru_utime + u.ru_stime, u.ru_maxrss >> 10)",
         str(home_program()), "contact", "import", str(path)],
        env=home.environment(), capture_output=True, text=True, timeout=120)
    code, wall_s, cpu_s, rss_mb = measured.stdout.split()
    assert code == "0", measured.stderr
    assert float(cpu_s) < 15 and int(rss_mb) < 300, measured.stdout


def home_program():
    from conftest import PROGRAM
    return PROGRAM


def test_a_former_employer_fades_over_a_year(home):
    def scores():
        return [p["score"] for p in home.json("match", "--no-limits")]

    home.run("init")
    home.run("config", "queue.max_age_d", 0)
    home.run("feed", "add", "--no-check", home.file("news.xml", rss("Outlet", [
        {"title": "Brightwater Fusion holds its plasma", "link": "https://o.example/1",
         "summary": "Shares of Brightwater Fusion rose."}])))
    home.run("fetch")
    home.run("contact", "import", home.file("a.csv", "uid,name,company\nu,Ada Quill,Brightwater Fusion\n"))
    before = scores()
    home.run("contact", "import", "--update",
             home.file("b.csv", "uid,name,company\nu,Ada Quill,Copper Basin Mining\n"))
    assert before and scores() == before
    home.now = "2027-08-01T06:00:00Z"
    assert 0 < scores()[0] < before[0]
    home.now = "2028-01-01T06:00:00Z"
    assert scores() == []


def test_a_company_gets_the_aliases_of_a_later_table_unless_it_has_some(home):
    home.run("contact", "import", home.file("c.csv", "name,email\nAda King,ada@x.example\n"))
    more = home.file("d.csv", "name,email,company,aliases,ticker,domain\n"
                              "Ada King,ada@x.example,Goldman Sachs,Goldman;GS Bank,GS,gs.example\n")
    home.run("contact", "import", more)
    [company] = home.json("company", "list")
    assert (company["aliases"], company["tickers"], company["domain"]) == \
        (["Goldman", "GS Bank"], ["GS"], "gs.example")
    home.run("company", "edit", "Goldman Sachs", "--drop", "GS Bank")
    assert "0 changed, 1 as they were" in home.run("contact", "import", more).out
    assert home.json("company", "list")[0]["aliases"] == ["Goldman"]
