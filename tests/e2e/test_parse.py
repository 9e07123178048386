"""
`sawthis parse`: one document in, JSON Lines out, and the marks on documents of other
readers' test suites where these are at hand (../shared/corpus/feeds).
"""
import gzip
import re
import subprocess
import sys

import pytest

from conftest import PROGRAM, ROOT

CORPUS = ROOT.parent / "shared" / "corpus"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Daily</title><link>https://daily.example/</link>
<language>en-GB</language>
<item><title>Acme &amp;amp; Sons &lt;b&gt;grow&lt;/b&gt;</title><link>/1?a=1&amp;b=2</link>
<description><![CDATA[<p>Caf\u00e9s &eacute;tc.</p>]]></description>
<author>ann@daily.example (Ann Lee)</author><category>Food</category>
<pubDate>Sun, 22 Nov 2026 07:30:00 +0130</pubDate></item>
</channel></rss>"""

KEYS = ["feed", "guid", "url", "title", "summary", "author", "published", "updated",
        "categories", "language"]


def test_an_item_has_the_keys_of_the_contract(home):
    (item,) = home.run("parse", "-", "--url", "https://daily.example/feed.xml",
                       stdin=RSS).json()
    assert list(item) == KEYS
    assert item == {
        "feed": {"title": "Daily", "url": "https://daily.example/feed.xml",
                 "language": "en-gb"},
        "guid": "https://daily.example/1?a=1&b=2",
        "url": "https://daily.example/1?a=1&b=2",
        "title": "Acme & Sons grow",
        "summary": "Caf\u00e9s \u00e9tc.",
        "author": "Ann Lee",
        "published": "2026-11-22T06:00:00Z",
        "updated": None,
        "categories": ["Food"],
        "language": "en-gb",
    }


def test_files_standard_input_and_gzip_give_the_same(home, tmp_path):
    plain, packed = tmp_path / "a.xml", tmp_path / "a.xml.gz"
    plain.write_text(RSS)
    packed.write_bytes(gzip.compress(RSS.encode()))
    outputs = {home.run("parse", plain).out, home.run("parse", packed).out,
               home.run("parse", stdin=RSS).out, home.run("parse", "-", stdin=RSS).out}
    assert len(outputs) == 1


def test_a_feed_without_items_prints_its_feed_alone(home):
    out = home.run("parse", stdin="<rss><channel><title>Empty</title></channel></rss>").json()
    assert out == [{"feed": {"title": "Empty", "url": None, "language": None}}]


def test_the_charset_of_http_counts(home):
    document = RSS.replace(' encoding="UTF-8"', "").encode("windows-1252")
    document = document.replace(b"Acme", b"\xc0\xf1")
    (item,) = home.run("parse", "--content-type", "text/xml; charset=windows-1251",
                       stdin=document).json()
    assert item["title"].startswith("Ас")


@pytest.mark.parametrize("document, words", [
    ("<html><body>x</body></html>", "not a feed"),
    ("", "not a feed"),
    ("{\"items\": [", "malformed"),
    (b"<?xml version='1.0' encoding='x-klingon'?><rss>caf\xE9, bar</rss>", "encoding"),
])
def test_what_cannot_be_read_is_exit_code_65_and_says_why(home, document, words):
    result = home.run("parse", stdin=document, code=65)
    assert result.out == ""
    assert words in result.err and "standard input" in result.err


def test_a_truncated_document_gives_its_whole_items_and_a_warning(home):
    result = home.run("parse", stdin=RSS.replace("</channel></rss>", "<item><title>half"))
    assert len(result.json()) == 1
    assert "truncated" in result.err


def test_a_file_that_is_not_there_is_exit_code_66(home):
    assert "nowhere.xml" in home.run("parse", "nowhere.xml", code=66).err


def test_no_control_character_is_printed(home):
    document = ("<rss><channel><item><title>a\x1b[31m\x07 &#27;[1m &amp;#x9b;x \u202e"
                "</title></item></channel></rss>")
    out = home.run("parse", stdin=document).out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)


def test_memory_does_not_grow_with_the_document(home):
    item = "<item><title>t</title><description>%s</description></item>\n" % ("word " * 400)
    before = "<rss><channel>"
    peaks = []
    for n in (100, 20_000):
        child = subprocess.Popen([PROGRAM, "parse"], stdin=subprocess.PIPE,
                                 stdout=subprocess.DEVNULL)
        child.stdin.write((before + item * n).encode())
        child.stdin.flush()
        status = open(f"/proc/{child.pid}/status").read()
        peaks.append(int(re.search(r"VmHWM:\s+(\d+)", status).group(1)))
        child.stdin.close()
        assert child.wait(timeout=60) == 0
    assert peaks[1] - peaks[0] < 20_000


MARKS = {"count_ok": 99.5, "found": 99.9, "title": 99.5, "link": 99.5, "id": 99, "date": 99.5,
         "summary": 98.5}


@pytest.mark.skipif(not (CORPUS / "feeds").is_dir(), reason=f"no documents at {CORPUS}/feeds")
def test_real_feeds_reach_the_marks():
    result = subprocess.run([sys.executable, ROOT / "scripts" / "eval-feeds", PROGRAM, CORPUS],
                            capture_output=True, text=True, timeout=300)
    real = next(line for line in result.stdout.splitlines() if line.startswith("real: "))
    got = {name: float(value) for name, value in re.findall(r"(\w+) ([\d.]+)%", real)}
    assert "faults: 0" in result.stdout, result.stderr
    assert {name: got[name] for name in MARKS if got[name] < MARKS[name]} == {}
