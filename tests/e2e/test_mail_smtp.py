"""
Mail by SMTP and by a command: encryption, logins, refusals, lost connections, retries.
"""
import stat

import pytest
from conftest import free_port
from mail_servers import FaultySmtp, ProperSmtp
from test_review import Terminal

URL = "https://news.example/2026/fusion-works-at-last.html"


@pytest.fixture
def faulty():
    server = FaultySmtp()
    yield server
    server.close()


@pytest.fixture
def proper(tmp_path):
    """proper(**options) starts a server; they end with the test."""
    started = []

    def start(**options):
        folder = tmp_path / f"smtp-{len(started)}"
        folder.mkdir()
        started.append(ProperSmtp(folder, **options))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def mail_home(home):
    home.run("init")
    configure(home, identity_email="grace@navy.example", identity_name="Grace Hopper",
              mail_via="smtp", mail_timeout_s=3)
    home.run("contact", "add", "Ada Lovelace", "--email", "ada@x.example")
    home.run("contact", "add", "Bob Fox", "--email", "bob@x.example")
    return home


def configure(home, **settings):
    for name, value in settings.items():
        home.run("config", name.replace("_", ".", 1), value)


@pytest.fixture
def open_home(mail_home, faulty):
    """A home that sends to the faulty server."""
    configure(mail_home, mail_smtp_url=faulty.url, mail_tls="none")
    return mail_home


def forward(home, *more, to="ada", code=0):
    return home.run("forward", "--url", URL, "--to", to, "--no-edit", *more, code=code)


def states(home):
    return [m["state"] for m in home.json("mail", "list", "--all")]


def status_of(home):
    return [s["status"] for s in home.json("queue", "status:all")]


# ---- Encryption and logins -------------------------------------------------------------
def login(home, server, **more):
    configure(home, mail_smtp_url=server.url, mail_ca_file=server.certificate,
              mail_user="grace", mail_password_command="echo s3cret", **more)


@pytest.mark.parametrize("is_implicit", [False, True])
def test_message_arrives_over_tls_with_a_login(mail_home, proper, is_implicit):
    server = proper(is_implicit=is_implicit)
    login(mail_home, server)
    assert forward(mail_home).out == "forwarded\n"
    [message] = server.messages
    assert (message.sender, message.recipients) == ("grace@navy.example", ["ada@x.example"])
    assert message.parsed["Subject"] == "Fusion works at last"
    assert server.logins[0][1]


def test_an_access_token_is_given_by_xoauth2(mail_home, proper):
    server = proper()
    login(mail_home, server, mail_auth="xoauth2")
    configure(mail_home, mail_password_command="echo t0ken")
    forward(mail_home)
    assert server.logins == [("XOAUTH2", True)]
    assert len(server.messages) == 1


def test_no_password_goes_over_an_open_line(mail_home, proper):
    server = proper(has_starttls=False)
    login(mail_home, server)
    assert "TLS" in mail_home.run("mail", "check", code=69).err
    forward(mail_home, code=69)
    assert server.logins == [] and server.messages == []


def test_a_certificate_of_nobody_is_refused(mail_home, proper):
    server = proper()
    login(mail_home, server)
    configure(mail_home, mail_ca_file="")
    assert "certificate" in mail_home.run("mail", "check", code=69).err
    forward(mail_home, code=69)
    assert server.logins == [] and server.messages == []


def test_no_tls_is_for_this_machine_alone(mail_home):
    configure(mail_home, mail_tls="none", mail_smtp_url="smtp://192.0.2.1:25",
              mail_timeout_s=2)
    assert "this machine" in mail_home.run("mail", "check", code=69).err


def test_a_refused_login_keeps_the_message(mail_home, proper):
    server = proper()
    login(mail_home, server)
    configure(mail_home, mail_password_command="echo wrong")
    assert mail_home.run("mail", "check", code=78)
    result = forward(mail_home, code=69)
    assert "wrong" not in result.err
    configure(mail_home, mail_password_command="echo s3cret")
    assert mail_home.run("mail", "check").code == 0
    mail_home.run("mail", "flush")
    assert len(server.messages) == 1 and states(mail_home) == ["sent"]


def test_check_sends_nothing(mail_home, proper):
    server = proper()
    login(mail_home, server)
    assert "takes the login" in mail_home.run("mail", "check").out
    assert server.messages == []


# ---- What the server says --------------------------------------------------------------
@pytest.mark.parametrize("stage", ["connect", "mail", "rcpt", "data", "end"])
def test_what_may_pass_is_tried_again(open_home, faulty, stage):
    faulty.faults = [(stage, "451 4.3.0 later")]
    result = forward(open_home, code=69)
    assert result.out == "forwarded\n" and "451" in result.err
    assert states(open_home) == ["queued"] and status_of(open_home) == ["forwarded"]
    open_home.run("mail", "flush")
    assert states(open_home) == ["sent"] and faulty.count_to("ada@x.example") == 1


@pytest.mark.parametrize("stage", ["mail", "rcpt", "data", "end"])
def test_what_is_refused_returns_to_the_queue(open_home, faulty, stage):
    faulty.faults = [(stage, "550 5.1.1 no such user")]
    result = forward(open_home, "--note", "In my own words.", code=69)
    assert "550" in result.err and result.out == ""
    assert states(open_home) == ["failed"] and status_of(open_home) == ["new"]
    assert "last_touch" in open_home.json("contact", "list")[0]
    assert open_home.json("contact", "list")[0]["last_touch"] is None
    open_home.run("mail", "flush")
    assert faulty.messages == []
    [suggestion] = open_home.json("queue")
    open_home.run("forward", suggestion["id"], "--no-edit")
    assert faulty.count_to("ada@x.example") == 1
    assert "In my own words." in faulty.messages[0].parsed.get_content()


@pytest.mark.parametrize("stage", ["connect", "ehlo", "mail", "rcpt"])
def test_a_line_lost_early_is_tried_again(open_home, faulty, stage):
    faulty.faults = [(stage, "drop")]
    forward(open_home, code=69)
    assert states(open_home) == ["queued"]
    open_home.run("mail", "flush")
    assert faulty.count_to("ada@x.example") == 1


@pytest.mark.parametrize("stage, fault", [("reply", "drop"), ("reply", "stall"),
                                          ("end", "drop")])
def test_a_line_lost_after_the_end_asks_the_user(open_home, faulty, stage, fault):
    faulty.faults = [(stage, fault)]
    assert "may or may not" in forward(open_home, code=69).err
    assert states(open_home) == ["unknown"]
    taken = faulty.count_to("ada@x.example")
    for _ in range(2):
        open_home.run("mail", "flush", code=69)
        open_home.run("run", "--no-fetch", code=None)
    assert faulty.count_to("ada@x.example") == taken
    [message] = open_home.json("mail", "list")
    open_home.run("mail", "resolve", message["id"], "sent" if taken else "resend")
    assert states(open_home) == ["sent"] and faulty.count_to("ada@x.example") == 1


def test_cancelling_an_unknown_message_returns_it_to_the_queue(open_home, faulty):
    faulty.faults = [("end", "drop")]
    forward(open_home, code=69)
    assert open_home.run("mail", "resolve", "1", "cancel").out == "cancelled\n"
    assert status_of(open_home) == ["new"]
    open_home.run("mail", "resolve", "1", "resend", code=65)
    assert faulty.messages == []


@pytest.mark.parametrize("key, state", [("s", "sent"), ("r", "sent"), ("c", "cancelled"),
                                        ("", "unknown")])
def test_flush_asks_on_a_terminal(open_home, faulty, key, state):
    faulty.faults = [("end", "drop")]
    forward(open_home, code=69)
    terminal = Terminal(open_home, "mail", "flush")
    terminal.wait_for("Was it sent").press(key + "\r")
    assert terminal.end() == (69 if state == "unknown" else 0)
    assert states(open_home) == [state]
    assert faulty.count_to("ada@x.example") == (1 if key == "r" else 0)


def test_a_goodbye_that_is_lost_changes_nothing(open_home, faulty):
    faulty.faults = [("quit", "drop")]
    forward(open_home)
    assert states(open_home) == ["sent"]


def test_the_run_waits_longer_each_time(open_home, faulty):
    faulty.faults = [("mail", "451 later")] * 2
    forward(open_home, code=69)
    open_home.run("run", "--no-fetch", code=None)
    assert open_home.json("mail", "list")[0]["tries"] == 1
    open_home.now = "2026-11-22T06:05:00Z"
    open_home.run("run", "--no-fetch", code=None)
    assert open_home.json("mail", "list")[0]["next_try"] == "2026-11-22T06:20:00Z"
    open_home.now = "2026-11-22T06:20:00Z"
    open_home.run("run", "--no-fetch", code=None)
    assert states(open_home) == ["sent"] and faulty.count_to("ada@x.example") == 1


def test_run_sends_to_nobody_by_itself(open_home, faulty):
    faulty.faults = [("rcpt", "550 no")]
    forward(open_home, code=69)
    open_home.now = "2026-11-25T06:00:00Z"
    open_home.run("run", "--no-fetch", code=None)
    assert status_of(open_home) == ["new"] and faulty.messages == []


def test_the_message_id_is_the_same_at_every_attempt(open_home, faulty):
    faulty.faults = [("end", "451 later"), ("end", "451 later")]
    forward(open_home, code=69)
    [before] = open_home.json("mail", "list")
    open_home.run("mail", "flush", code=69)
    open_home.run("mail", "flush")
    assert faulty.messages[0].parsed["Message-ID"] == before["message_id"]


def test_undo_takes_a_message_that_waits_back(open_home, faulty):
    faulty.faults = [("mail", "451 later")]
    forward(open_home, code=69)
    open_home.run("undo")
    assert status_of(open_home) == ["new"] and states(open_home) in ([], ["cancelled"])
    open_home.run("mail", "flush")
    assert faulty.messages == []


def test_mail_that_is_not_set_up_changes_nothing(mail_home):
    assert "mail.smtp_url" in forward(mail_home, code=78).err
    assert "mail.sendmail" in forward(mail_home, "--via", "sendmail", code=78).err
    assert "mail.imap_url" in forward(mail_home, "--via", "imap", code=78).err
    assert status_of(mail_home) == []
    configure(mail_home, identity_email="", mail_smtp_url="smtps://localhost:1")
    assert "identity.email" in forward(mail_home, code=78).err


# ---- A command -------------------------------------------------------------------------
def script(home, text):
    path = home.file("mailer", "#!/bin/sh\n" + text)
    path.chmod(0o700)
    return path


def test_a_command_gets_the_envelope_and_the_message(mail_home):
    out = mail_home.path.parent
    command = script(mail_home, f'printf "%s|" "$@" >{out}/arguments; cat >{out}/message\n')
    configure(mail_home, mail_sendmail=f"{command} --account 'my own'")
    assert forward(mail_home, "--via", "sendmail").out == "forwarded\n"
    assert (out / "arguments").read_text() == \
        "--account|my own|-i|-f|grace@navy.example|--|ada@x.example|"
    assert b"\r\nTo: Ada Lovelace <ada@x.example>\r\n" in (out / "message").read_bytes()


def test_no_shell_sees_the_command(mail_home):
    command = script(mail_home, "cat >/dev/null\n")
    configure(mail_home, mail_sendmail=f"{command} $(touch {mail_home.path}/oops)")
    forward(mail_home, "--via", "sendmail")
    assert not (mail_home.path / "oops").exists()


@pytest.mark.parametrize("end, state, status", [
    ("exit 75", "queued", "forwarded"), ("exit 67", "failed", "new"),
    ("kill -9 $$", "unknown", "forwarded"), ("exec sleep 20", "unknown", "forwarded")])
def test_how_a_command_ends_tells_what_became_of_it(mail_home, end, state, status):
    command = script(mail_home, f"cat >/dev/null\n{end}\n")
    configure(mail_home, mail_sendmail=command)
    forward(mail_home, "--via", "sendmail", code=69)
    assert states(mail_home) == [state] and status_of(mail_home) == [status]


def test_a_command_that_is_not_there_keeps_the_message(mail_home):
    configure(mail_home, mail_sendmail="/no/such/mailer")
    mail_home.run("mail", "check", "--via", "sendmail", code=78)
    forward(mail_home, "--via", "sendmail", code=69)
    assert states(mail_home) == ["queued"]


def test_msmtp_delivers(mail_home, faulty):
    settings = mail_home.file("msmtprc", "account default\nhost 127.0.0.1\ntls off\n"
                              f"port {faulty.port}\nfrom nobody@x.example\n")
    settings.chmod(stat.S_IRUSR)
    configure(mail_home, mail_sendmail=f"msmtp -C {settings}", mail_via="sendmail")
    faulty.faults = [("rcpt", "550 no such user"), ("rcpt", "450 later")]
    forward(mail_home, code=69)
    assert states(mail_home) == ["failed"]
    forward(mail_home, to="bob", code=69)
    assert states(mail_home)[-1] == "queued"
    mail_home.run("mail", "flush")
    [message] = faulty.messages
    assert (message.sender, message.recipients) == ("grace@navy.example", ["bob@x.example"])


# ---- Two at once, and the digest -------------------------------------------------------
def test_two_people_get_a_mail_each(open_home, faulty):
    result = open_home.run("forward", "--url", URL, "--to", "ada", "--to", "bob", "--no-edit")
    assert "2 people get a mail each" in result.err
    assert sorted(m.recipients for m in faulty.messages) == [["ada@x.example"],
                                                             ["bob@x.example"]]
    assert all("," not in m.parsed["To"] for m in faulty.messages)


def test_one_person_gets_one_story_once(open_home, faulty):
    forward(open_home)
    assert "already" in forward(open_home, code=65).err
    assert "already" in open_home.run("forward", "--url", URL + "?utm_source=x", "--to", "ada",
                                      "--no-edit", code=65).err
    assert len(faulty.messages) == 1


def test_digest_goes_to_the_user_alone_once_a_day(open_home, faulty):
    faulty.faults = [("rcpt", "550 no")]
    forward(open_home, code=69)
    open_home.run("run", "--no-fetch", code=None)
    assert faulty.messages == []
    configure(open_home, mail_digest="on")
    for _ in range(2):
        open_home.run("run", "--no-fetch", code=None)
    [message] = faulty.messages
    assert message.recipients == ["grace@navy.example"]
    parsed = message.parsed
    assert parsed["Subject"] == "1 suggestion for 1 person"
    assert parsed["Auto-Submitted"] == "auto-generated"
    text = parsed.get_body(("plain",)).get_content()
    page = parsed.get_body(("html",)).get_content()
    for words in ("Fusion works at last", "Ada Lovelace", "Bob Fox", "sawthis forward"):
        assert words in text and words in page
    assert "prefers-color-scheme: dark" in page and "width=device-width" in page
    open_home.now = "2026-11-23T06:00:00Z"
    configure(open_home, web_listen="0.0.0.0:7474")
    open_home.run("run", "--no-fetch", code=None)
    assert len(faulty.messages) == 2
    later = faulty.messages[1].parsed.get_body(("plain",)).get_content()
    assert "http://127.0.0.1:7474/" in text and "http://localhost:7474/" in later


def test_no_digest_when_there_is_nothing_to_say(mail_home, faulty):
    configure(mail_home, mail_smtp_url=faulty.url, mail_tls="none", queue_every_days=0)
    assert mail_home.run("digest").out == ""
    mail_home.run("digest", "--send")
    assert faulty.messages == [] and states(mail_home) == []


def test_a_run_in_which_every_feed_failed_still_sends_the_digest(open_home, faulty):
    configure(open_home, mail_digest="on")
    for feed in open_home.json("feed", "list"):
        open_home.run("feed", "rm", feed["id"])
    open_home.run("feed", "add", "--no-check", f"http://127.0.0.1:{free_port()}/a.xml")
    assert "every feed" in open_home.run("run", code=69).err
    assert [m.recipients for m in faulty.messages] == [["grace@navy.example"]]


def test_nobody_listens(mail_home):
    configure(mail_home, mail_tls="none", mail_smtp_url=f"smtp://127.0.0.1:{free_port()}")
    forward(mail_home, code=69)
    assert states(mail_home) == ["queued"]
