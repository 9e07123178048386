"""
Mail servers on loopback for the tests of mail: an SMTP server that fails where it is told
to, a proper one (aiosmtpd) with STARTTLS and logins, and Dovecot.
"""
import asyncio
import base64
import email
import email.policy
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time

from conftest import can_connect, free_port, wait_until

STAGES = ("connect", "ehlo", "mail", "rcpt", "data", "middle", "end", "reply", "quit")


class Message:
    """A message that a server has taken over. is_acknowledged tells whether the client
    was told so."""

    def __init__(self, sender, recipients, data, is_acknowledged=True):
        self.sender, self.recipients, self.data = sender, recipients, data
        self.is_acknowledged = is_acknowledged

    @property
    def parsed(self):
        return email.message_from_bytes(self.data, policy=email.policy.default)


class Leave(Exception):
    """The server hangs up."""


class FaultySmtp:
    """An SMTP server without TLS. `faults` is a list of (stage, fault), one taken for each
    connection, nothing once it is empty; fault is "drop", "stall", or a reply such as
    "451 later". A fault at "end" comes in place of the reply to the final dot, before the
    message is taken; one at "reply" after it was taken."""

    def __init__(self, delay_s=0.0):
        self.faults, self.messages, self.commands = [], [], []
        self.delay_s, self.n_sessions = delay_s, 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"smtp://127.0.0.1:{self.port}"
        self.is_closed = False
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while not self.is_closed:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with self.lock:
                self.n_sessions += 1
            threading.Thread(target=self.session, args=(connection,), daemon=True).start()

    def close(self):
        self.is_closed = True
        self.listener.close()

    def wait_idle(self):
        """Until every connection has ended, so that messages has all that was taken."""
        time.sleep(0.01)
        wait_until(lambda: self.n_sessions == 0, what="the end of all sessions")

    def session(self, connection):
        with self.lock:
            stage, fault = self.faults.pop(0) if self.faults else (None, None)
        connection.settimeout(30)
        lines = connection.makefile("rb")

        def say(line):
            connection.sendall(line.encode() + b"\r\n")

        def at(here, reply):
            """The reply of a stage, or its fault; False where it was refused."""
            time.sleep(self.delay_s)
            if here != stage:
                say(reply)
                return True
            if fault == "drop":
                raise Leave
            if fault == "stall":
                time.sleep(20)
                raise Leave
            say(fault)
            return False

        try:
            self.talk(lines, at, stage, fault)
        except (Leave, OSError):
            pass
        finally:
            lines.close()
            connection.close()
            with self.lock:
                self.n_sessions -= 1

    def talk(self, lines, at, stage, fault):
        sender, recipients = None, []
        if not at("connect", "220 faulty ESMTP"):
            return
        while line := lines.readline():
            command = line.decode("latin-1").strip()
            with self.lock:
                self.commands.append(command)
            verb = command.upper()
            if verb.startswith(("EHLO", "HELO")):
                at("ehlo", "250 faulty")
            elif verb.startswith("MAIL FROM:"):
                sender = command[10:].split(">")[0].strip(" <")
                at("mail", "250 ok")
            elif verb.startswith("RCPT TO:"):
                if at("rcpt", "250 ok"):
                    recipients.append(command[8:].split(">")[0].strip(" <"))
            elif verb.startswith("DATA"):
                if at("data", "354 go on"):
                    self.take_data(lines, at, stage, fault, sender, recipients)
            elif verb.startswith("QUIT"):
                at("quit", "221 bye")
                return
            else:
                at(None, "250 ok")

    def take_data(self, lines, at, stage, fault, sender, recipients):
        data = b""
        while (line := lines.readline()) != b".\r\n":
            if not line or (stage == "middle" and fault == "drop"):
                raise Leave
            data += line[1:] if line.startswith(b".") else line
        if stage == "end":
            at("end", None)
            return
        message = Message(sender, recipients, data, stage != "reply")
        with self.lock:
            self.messages.append(message)
        at("reply", "250 taken")

    def count_to(self, address):
        with self.lock:
            return sum(address in m.recipients for m in self.messages)


def make_certificate(folder):
    """A certificate for localhost that only who is given its file trusts."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                    "-keyout", key, "-out", certificate, "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
                   check=True, capture_output=True)
    return certificate, key


class ProperSmtp:
    """aiosmtpd: STARTTLS (or TLS from the start), and logins that are refused before it.
    Takes PLAIN with `password`, and XOAUTH2 with `token`."""

    def __init__(self, folder, is_implicit=False, has_starttls=True, password="s3cret",
                 token="t0ken"):
        from aiosmtpd.smtp import AuthResult, SMTP

        self.messages, self.logins = [], []
        self.certificate, key = make_certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        owner = self

        class Handler:
            async def handle_DATA(self, server, session, envelope):
                owner.messages.append(Message(envelope.mail_from, envelope.rcpt_tos,
                                              envelope.original_content))
                return "250 taken"

            async def auth_XOAUTH2(self, server, args):
                given = base64.b64decode(args[1]) if len(args) > 1 else \
                    await server.challenge_auth("")
                is_good = f"auth=Bearer {token}\x01".encode() in given
                owner.logins.append(("XOAUTH2", is_good))
                return AuthResult(success=is_good, handled=False)

        def authenticate(server, session, envelope, mechanism, data):
            is_good = data.password == password.encode()
            owner.logins.append((mechanism, is_good))
            return AuthResult(success=is_good, handled=False)

        options = dict(authenticator=authenticate, auth_required=True,
                       auth_require_tls=not is_implicit)
        if has_starttls and not is_implicit:
            options.update(tls_context=context)

        self.loop = asyncio.new_event_loop()
        listening = self.loop.create_server(lambda: SMTP(Handler(), **options), "127.0.0.1",
                                            ssl=context if is_implicit else None)
        self.server = self.loop.run_until_complete(listening)
        self.port = self.server.sockets[0].getsockname()[1]
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.url = f"smtp{'s' if is_implicit else ''}://localhost:{self.port}"

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.server.close()
        self.loop.close()


class Dovecot:
    """Dovecot: any user with the password s3cret, each with a mailbox for drafts that has
    another name."""

    CONFIG = """
base_dir = {at}/run
state_dir = {at}/state
log_path = {at}/dovecot.log
protocols = imap
listen = 127.0.0.1
{users}
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = yes
auth_mechanisms = plain
auth_failure_delay = 0
passdb {{
  driver = static
  args = password=s3cret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={at}/home
}}
first_valid_uid = 1
mail_location = maildir:{at}/mail/%u
namespace inbox {{
  inbox = yes
  separator = /
  mailbox "{drafts}" {{
    special_use = \\Drafts
    auto = create
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""

    def __init__(self, folder, drafts="Entwürfe"):
        import pwd

        program = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin")
        assert program, "dovecot is missing: scripts/setup test"
        self.at = folder
        self.certificate, key = make_certificate(folder)
        self.port, self.tls_port = free_port(), free_port()
        user = pwd.getpwnam("mail") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        users = "" if os.getuid() == 0 else (f"default_internal_user = {user.pw_name}\n"
                                             f"default_login_user = {user.pw_name}")
        for name in ("mail", "home"):
            (folder / name).mkdir()
            os.chown(folder / name, user.pw_uid, user.pw_gid)
        for path in (folder, *folder.parents):
            if os.getuid() == 0 and path.stat().st_uid == 0 and str(path) != "/":
                path.chmod(path.stat().st_mode | 0o111)
        (folder / "dovecot.conf").write_text(self.CONFIG.format(
            at=folder, users=users, certificate=self.certificate, key=key, drafts=drafts,
            uid=user.pw_uid, gid=user.pw_gid, port=self.port, tls_port=self.tls_port))
        self.process = subprocess.Popen([program, "-F", "-c", folder / "dovecot.conf"])
        wait_until(lambda: can_connect(self.tls_port), what="dovecot")

    def drafts(self, user):
        """The messages in mailboxes other than INBOX as (flags, message)."""
        found = []
        for path in sorted((self.at / "mail" / user).glob(".*/[cn]*/*")):
            flags = path.name.partition(":2,")[2]
            found.append((flags, email.message_from_bytes(path.read_bytes(),
                                                          policy=email.policy.default)))
        return found

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=10)
