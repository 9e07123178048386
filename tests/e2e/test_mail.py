"""
Notes and drafts: what `forward` writes, as mail programs read it.
"""
import email
import email.policy
import stat
import urllib.parse
from pathlib import Path

import pytest
from conftest import rss

URL = "https://news.example/2026/fusion-works-at-last.html"


@pytest.fixture
def mail_home(home):
    home.run("init")
    home.run("config", "identity.email", "grace@navy.example")
    home.run("config", "identity.name", "Grace Hopper")
    home.run("contact", "add", "Ada Lovelace", "--email", "ada@x.example",
             "--interest", "fusion")
    return home


def forward(home, *more, to="ada", url=URL, code=0, edit=False):
    quiet = () if edit else ("--no-edit",)
    return home.run("forward", "--url", url, "--to", to, *quiet, *more, code=code)


def read(path):
    """A draft as a mail program reads it; its form is checked on the way."""
    data = Path(path.strip()).read_bytes()
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines)
    assert max(map(len, lines)) <= 78 and data.isascii()
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert not message.defects
    for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version"):
        assert len(message.get_all(name)) == 1 and not message[name].defects
    return message


def text_of(message):
    return message.get_content().replace("\r\n", "\n")


def editor(home, script):
    """Makes `script` the user's editor; $1 is the file."""
    path = home.file("editor", "#!/bin/sh\n" + script)
    path.chmod(0o700)
    home.env["VISUAL"] = str(path)
    return path


# ---- The note --------------------------------------------------------------------------
def test_the_note_says_why_and_links_cleanly(mail_home):
    message = read(forward(mail_home, url=URL + "?utm_source=mail&id=7#top").out)
    text = text_of(message)
    assert text.startswith("Hi Ada,\n\n") and text.endswith("\n\nGrace Hopper\n")
    assert "you mentioned fusion" in text
    assert "\nFusion works at last\nnews.example\n" in text
    assert "https://news.example/2026/fusion-works-at-last.html?id=7" in text
    assert "utm_source" not in text
    assert message["To"].addresses[0].display_name == "Ada Lovelace"
    assert message["X-Unsent"] == "1"


def test_the_month_of_a_logged_talk_is_told(mail_home):
    mail_home.run("contact", "log", "ada", "talked about Fusion, and sailing",
                  "--on", "2026-03-12")
    mail_home.run("contact", "log", "ada", "confusion over dates", "--on", "2026-05-12")
    assert "you mentioned fusion in March" in text_of(read(forward(mail_home).out))


def test_drafts_are_for_the_user_alone(mail_home):
    path = Path(forward(mail_home).out.strip())
    assert path.parent == mail_home.path / "drafts"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_suggestion_of_the_run_is_forwarded(mail_home, feed_server):
    url = feed_server.put("/a.xml", rss("Daily Plasma", [
        {"title": "Fusion plant opens in Cork", "guid": "1",
         "link": "https://plasma.example/cork?utm_medium=rss",
         "date": "Sun, 22 Nov 2026 05:00:00 GMT"}]))
    mail_home.run("feed", "add", url)
    mail_home.run("run")
    [suggestion] = mail_home.json("queue")
    message = read(mail_home.run("forward", suggestion["id"], "--no-edit").out)
    assert message["Subject"] == "Fusion plant opens in Cork"
    assert "\nDaily Plasma\nhttps://plasma.example/cork\n" in text_of(message)
    [contact] = mail_home.json("contact", "list")
    assert contact["last_touch"] == mail_home.now
    assert [s["status"] for s in mail_home.json("queue", "status:all")] == ["forwarded"]
    mail_home.run("forward", suggestion["id"], "--no-edit", code=65)
    mail_home.run("undo")
    assert mail_home.json("queue")[0]["status"] == "new"


def test_no_contact_reads_the_same_line_twice_running(mail_home):
    titles = ["Fusion plant opens in Cork", "Lasers bring fusion forward",
              "Who pays for fusion?", "A magnet record for fusion", "Tritium: the fusion gap",
              "Schools teach fusion now", "Fusion startups hire abroad", "Old fusion myths"]
    lines = []
    for i, title in enumerate(titles):
        text = text_of(read(forward(mail_home, "--title", title,
                                    url=f"https://news.example/{i}").out))
        lines.append(text.split("\n\n")[1].partition("you mentioned")[0])
    assert all(a != b for a, b in zip(lines, lines[1:]))
    assert len(set(lines)) == 3


def test_own_words_and_a_question(mail_home):
    text = text_of(read(forward(mail_home, "--note", "How was Paris?\nDo tell.",
                                "--ask", "Is tritium the limit?").out))
    assert text.startswith("Hi Ada,\n\nHow was Paris?\nDo tell.\n\nFusion works")
    assert "\n\nIs tritium the limit?\n\nGrace" in text


def test_a_follow_up_answers_the_last_mail(mail_home):
    forward(mail_home, "--follow-up", code=65)
    first = read(forward(mail_home).out)
    second = read(forward(mail_home, "--follow-up", "--title", "Something else entirely",
                          url="https://news.example/b").out)
    assert second["In-Reply-To"] == first["Message-ID"] == second["References"]
    assert second["Subject"] == "Re: " + first["Subject"]
    assert second["Message-ID"] != first["Message-ID"]


def test_the_story_going_to_two_people_is_told(mail_home):
    mail_home.run("contact", "add", "Bob Fox", "--email", "bob@x.example")
    forward(mail_home)
    assert "also sent to Ada Lovelace" in forward(mail_home, to="bob").err


@pytest.mark.parametrize("title", [
    "太郎さんが核融合発電所を開設、世界初の商業運転へ向けて大きな一歩を踏み出した",
    "العلماء يحققون الاندماج النووي", "Ünïcödé — “quotes” & 😀", "=?utf-8?q?no?=",
    "a" * 300, "Plain"])
def test_any_script_is_shown_as_written(mail_home, title):
    home = mail_home
    home.run("contact", "add", "Jürgen Müller-Lüdenscheidt", "--email", "j@x.example")
    message = read(forward(home, "--title", title, "--note", title, to="j@x.example").out)
    assert message["Subject"] == title
    assert message["To"].addresses[0].display_name == "Jürgen Müller-Lüdenscheidt"
    assert f"\n\n{title}\n" in text_of(message)


@pytest.mark.parametrize("evil", [
    "x\r\nBcc: eve@evil.example", "x\nBcc: eve@evil.example", "x\rBcc: eve@evil.example",
    "x\u2028Bcc: eve@evil.example", "x\x85Bcc: eve@evil.example", "x\r\n\r\nbody",
    "x\x1b[2Jy\x07"])
def test_no_text_adds_a_header_or_a_recipient(mail_home, evil):
    message = read(forward(mail_home, "--title", evil).out)
    assert message["Bcc"] is None and message["Cc"] is None
    assert len(message["To"].addresses) == 1
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in message["Subject"])
    mail_home.run("contact", "add", "Bob Fox", "--email", "bob@x.example")
    uri = forward(mail_home, "--via", "mailto", "--title", evil, to="bob").out.strip()
    fields = urllib.parse.parse_qs(uri.partition("?")[2], strict_parsing=True)
    assert set(fields) == {"subject", "body"} and "\n" not in fields["subject"][0]


def test_an_address_that_is_none_is_refused(mail_home):
    mail_home.run("contact", "add", "Nobody")
    assert "no e-mail address" in forward(mail_home, to="Nobody", code=65).err
    assert mail_home.json("queue", "status:all") == []
    mail_home.run("config", "identity.email", "grace@navy.example, eve@evil.example")
    assert "address" in forward(mail_home, code=65).err
    assert list((mail_home.path / "drafts").iterdir()) == []


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "news.example"])
def test_only_addresses_of_the_web_are_forwarded(mail_home, url):
    forward(mail_home, url=url, code=65)


# ---- mailto ----------------------------------------------------------------------------
def test_mailto_has_it_all(mail_home):
    uri = forward(mail_home, "--via", "mailto").out.strip()
    address, _, query = uri.partition("?")
    fields = urllib.parse.parse_qs(query, strict_parsing=True)
    assert address == "mailto:ada@x.example"
    assert fields["subject"] == ["Fusion works at last"]
    assert fields["body"][0].startswith("Hi Ada,\r\n\r\n")
    assert "+" not in uri and uri.isascii()


def test_an_overlong_mailto_becomes_a_file(mail_home):
    result = forward(mail_home, "--via", "mailto", "--note", "word " * 400)
    assert "1500" in result.err
    assert text_of(read(result.out)).count("word") == 400


# ---- The editor ------------------------------------------------------------------------
def test_what_the_editor_saves_is_what_goes_out(mail_home):
    editor(mail_home, 'cp "$1" "$0.seen"\n'
                      "sed -i 's/^Subject: .*/Subject: Für dich/; s/^Hi Ada/Liebe Ada/' \"$1\"\n")
    message = read(forward(mail_home, edit=True).out)
    assert message["Subject"] == "Für dich" and text_of(message).startswith("Liebe Ada,")
    assert "not sent" not in text_of(message) and "# " not in text_of(message)
    seen = (mail_home.path.parent / "editor.seen").read_text()
    assert seen.startswith("Subject: Fusion works at last\n\nHi Ada,")
    assert "# To: Ada Lovelace <ada@x.example>" in seen


@pytest.mark.parametrize("script", [': >"$1"\n', 'echo "Subject: x" >"$1"\n', "exit 1\n"])
def test_an_empty_note_or_a_failed_editor_cancels(mail_home, script):
    editor(mail_home, script)
    assert forward(mail_home, edit=True, code=75).out == ""
    assert mail_home.json("queue", "status:all") == []
    assert mail_home.json("contact", "list")[0]["last_touch"] is None
    assert list((mail_home.path / "drafts").iterdir()) == []


# ---- Templates -------------------------------------------------------------------------
def test_templates_are_files_to_be_edited(mail_home):
    path = mail_home.path / "templates" / "en.txt"
    assert "[interesting]" in path.read_text()
    path.write_text("[greeting]\nDear {full_name} {{sic}},\n[interesting]\nLook, {because}!\n")
    text = text_of(read(forward(mail_home).out))
    assert text.startswith("Dear Ada Lovelace {sic},\n\nLook, you mentioned fusion!\n\n")


@pytest.mark.parametrize("field", ["first_name", "company"])
def test_a_missing_field_is_named_and_nothing_goes_out(mail_home, field):
    path = mail_home.path / "templates" / "en.txt"
    path.write_text(f"[greeting]\nDear {{{field}}},\n")
    result = forward(mail_home, code=78)
    assert f"{{{field}}}" in result.err and "en.txt:2" in result.err
    assert mail_home.json("queue", "status:all") == []


def test_the_language_is_that_of_the_contact(mail_home):
    mail_home.run("config", "identity.language", "de")
    text = text_of(read(forward(mail_home).out))
    assert text.startswith("Hallo Ada,\n\n") and "du hattest „fusion“ erwähnt" in text


def test_a_broken_template_is_told_with_its_line(mail_home):
    (mail_home.path / "templates" / "fr.txt").write_text("[greeting]\nBonjour {name,\n")
    assert "fr.txt:2" in forward(mail_home, code=78).err


def test_the_signature_may_have_lines(mail_home):
    mail_home.run("config", "identity.signature", r"Best,\nGrace")
    assert text_of(read(forward(mail_home).out)).endswith("\n\nBest,\nGrace\n")
