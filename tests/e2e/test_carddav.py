"""`contact sync` against Radicale: found, read, read again, changed, refused."""
import base64
import shutil
import socket
import subprocess
import time
import urllib.request

import pytest

USER, PASSWORD = "ada", "secret passphrase"
BOOK = """<?xml version="1.0" encoding="utf-8"?>
<mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop>
<resourcetype><collection/><C:addressbook/></resourcetype><displayname>People &amp; more
</displayname></prop></set></mkcol>"""


def card(number, name, **more):
    lines = "".join(f"{key}:{value}\r\n" for key, value in more.items())
    return (f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card-{number}\r\nFN:{name}\r\n"
            f"N:{name.split()[-1]};{name.split()[0]};;;\r\n{lines}END:VCARD\r\n")


class Radicale:
    def __init__(self, folder):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        self.root = f"http://127.0.0.1:{port}"
        (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
        (folder / "config").write_text(
            f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = htpasswd\n"
            f"htpasswd_filename = {folder}/users\nhtpasswd_encryption = plain\ndelay = 0\n"
            f"[storage]\nfilesystem_folder = {folder}/data\n[web]\ntype = none\n")
        self.process = subprocess.Popen(["radicale", "--config", str(folder / "config")],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        self.ask("MKCOL", "/ada/book/", BOOK)

    def ask(self, method, path, body=None):
        login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        request = urllib.request.Request(
            self.root + path, method=method, data=body.encode() if body else None,
            headers={"Authorization": f"Basic {login}", "Content-Type": "text/vcard"
                     if method == "PUT" else "application/xml"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()

    def put(self, number, text):
        self.ask("PUT", f"/ada/book/{number}.vcf", text)

    def stored(self):
        return self.ask("GET", "/ada/book/")


@pytest.fixture
def radicale(tmp_path):
    if not shutil.which("radicale"):
        pytest.skip("radicale is not installed")
    folder = tmp_path / "radicale"
    folder.mkdir()
    server = Radicale(folder)
    yield server
    server.process.terminate()
    server.process.wait(10)


@pytest.fixture
def synced(home, radicale):
    home.run("init")
    home.run("config", "contacts.user", USER)
    home.run("config", "contacts.password_command", f"echo '{PASSWORD}'")
    radicale.put(1, card(1, "Ada Lovelace", EMAIL="ada@x.example", ORG="Engines",
                         CATEGORIES="fusion,Friends", NOTE="a <b> & \\n\"c\""))
    radicale.put(2, card(2, "Bob Babbage", EMAIL="bob@x.example"))
    return home


@pytest.mark.parametrize("path", ["/", "/ada/", "/ada/book/", "/.well-known/carddav"])
def test_the_book_is_found_from_server_home_and_itself(synced, radicale, path):
    said = synced.run("contact", "sync", radicale.root + path).out
    assert "2 contacts added" in said
    people = {c["uid"]: c for c in synced.json("contact", "list")}
    assert people["card-1"]["company"] == "Engines"
    assert people["card-1"]["notes"] == 'a <b> & \n"c"'
    assert [i["term"] for i in people["card-1"]["interests"]] == ["fusion"]


def test_the_second_time_asks_only_for_what_changed(synced, radicale):
    url = radicale.root + "/ada/book/"
    synced.run("contact", "sync", url)
    assert "nothing new" in synced.run("contact", "sync", url).out
    radicale.put(3, card(3, "Eve Curie"))
    radicale.ask("DELETE", "/ada/book/2.vcf")
    said = synced.run("contact", "sync", url).out
    assert "1 contact added, 0 changed, 0 as they were" in said
    assert "1 cards were removed there; the contacts stay" in said
    assert len(synced.json("contact", "list")) == 3
    assert "0 contacts added, 0 changed, 2 as they were" in synced.run(
        "contact", "sync", url, "--full").out


def test_conflicts_are_as_with_imports_and_nothing_is_written(synced, radicale):
    url = radicale.root + "/ada/book/"
    synced.run("contact", "sync", url)
    radicale.put(1, card(1, "Ada Lovelace", EMAIL="ada@x.example", ORG="Tokamak"))
    before = radicale.stored()
    said = synced.run("contact", "sync", "--dry-run", url).out
    assert "company: Engines -> Tokamak" in said
    synced.run("contact", "sync", "--update", url)
    assert synced.json("contact", "show", "ada@x.example")[0]["company"] == "Tokamak"
    assert radicale.stored() == before


def test_a_wrong_password_is_told_and_never_shown(synced, radicale):
    synced.run("config", "contacts.password_command", "echo wrong-word")
    bad = synced.run("contact", "sync", radicale.root + "/ada/book/", code=77)
    assert "401" in bad.err and "wrong-word" not in bad.err


def test_a_password_does_not_leave_this_machine_in_clear(synced):
    bad = synced.run("contact", "sync", "http://carddav.example/book/", code=77)
    assert "https" in bad.err


def test_what_is_no_server_is_told(synced, radicale, feed_server):
    page = feed_server.put("/page", "<html>hello</html>")
    synced.run("contact", "sync", page, code=(65, 69))
    synced.run("contact", "sync", radicale.root + "/ada/nothing/", code=(66, 69, 77))
    synced.run("contact", "sync", "ftp://x.example/", code=64)
    assert synced.json("contact", "list") == []
