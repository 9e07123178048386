"""
Drafts in a mailbox, with Dovecot as the server.
"""
import pytest
from mail_servers import Dovecot

URL = "https://news.example/2026/fusion-works-at-last.html"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    dovecot = Dovecot(tmp_path_factory.mktemp("dovecot"))
    yield dovecot
    dovecot.close()


class Mailbox:
    """What one user has at the server."""

    def __init__(self, server, user):
        self.server, self.user = server, user
        self.folder = server.at / "mail" / user

    def drafts(self):
        return self.server.drafts(self.user)


@pytest.fixture
def dovecot(server, request):
    return Mailbox(server, request.node.name)


@pytest.fixture
def imap_home(home, dovecot):
    home.run("init")
    for key, value in (("identity.email", "grace@navy.example"),
                       ("identity.name", "Grace Hopper"), ("mail.via", "imap"),
                       ("mail.imap_url", f"imap://localhost:{dovecot.server.port}"),
                       ("mail.user", dovecot.user),
                       ("mail.password_command", "echo s3cret"),
                       ("mail.ca_file", dovecot.server.certificate)):
        home.run("config", key, value)
    home.run("contact", "add", "Ada Lovelace", "--email", "ada@x.example")
    return home


def forward(home, code=0, title="Fusion works, 太郎 says"):
    return home.run("forward", "--url", URL, "--to", "ada", "--no-edit", "--title", title,
                    code=code)


def test_draft_is_appended_to_the_special_use_mailbox(imap_home, dovecot):
    assert forward(imap_home).out == "forwarded\n"
    [(flags, message)] = dovecot.drafts()
    assert set(flags) == {"D", "S"}
    assert message["Subject"] == "Fusion works, 太郎 says"
    assert message["To"] == "Ada Lovelace <ada@x.example>"
    assert message.get_content().startswith("Hi Ada,")
    assert not message.defects


def test_tls_from_the_start_works_too(imap_home, dovecot):
    imap_home.run("config", "mail.imap_url", f"imaps://localhost:{dovecot.server.tls_port}")
    forward(imap_home)
    assert len(dovecot.drafts()) == 1


def test_a_mailbox_named_in_the_configuration_is_made(imap_home, dovecot):
    imap_home.run("config", "mail.drafts", "Für später & 太郎")
    forward(imap_home)
    [folder] = [p.name for p in dovecot.folder.iterdir() if "sp&" in p.name]
    assert folder == ".F&APw-r sp&AOQ-ter &- &WSqQzg-"
    assert len(dovecot.drafts()) == 1


def test_check_finds_the_mailbox_and_appends_nothing(imap_home, dovecot):
    assert "Entw&APw-rfe" in imap_home.run("mail", "check").out
    assert dovecot.drafts() == []


def test_a_certificate_that_is_not_trusted_is_refused(imap_home, dovecot):
    imap_home.run("config", "mail.ca_file", "")
    assert "certificate" in imap_home.run("mail", "check", code=69).err
    forward(imap_home, code=69)
    assert dovecot.drafts() == []


def test_a_wrong_password_keeps_the_message(imap_home, dovecot):
    imap_home.run("config", "mail.password_command", "echo wrong")
    assert imap_home.run("mail", "check", code=78)
    forward(imap_home, code=69)
    imap_home.run("config", "mail.password_command", "echo s3cret")
    for _ in range(5):  # a busy server may answer that it cannot just now
        if imap_home.run("mail", "flush", code=(0, 69)).code == 0:
            break
    assert imap_home.json("mail", "list") == []
    assert len(dovecot.drafts()) == 1


def test_a_password_command_that_fails_changes_nothing(imap_home, dovecot):
    imap_home.run("config", "mail.password_command", "echo s3cret; exit 3")
    result = forward(imap_home, code=78)
    assert "exit code 3" in result.err and "s3cret" not in result.err
    assert imap_home.json("mail", "list", "--all") == []
    assert dovecot.drafts() == []
