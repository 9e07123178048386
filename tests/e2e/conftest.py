"""
What every end-to-end test stands on: a home in a temporary folder, the real program run in
it, and real servers on loopback.

    def test_something(home, feed_server):
        url = feed_server.put("/a.xml", rss("Daily", [{"title": "Acme opens", "link": "/1"}]))
        home.run("init")
        home.run("feed", "add", url)
        home.run("run")
        assert home.json("queue") == []

The program is $SAWTHIS, build/sawthis where that is not set. The clock stands still at NOW
unless a test sets home.now. Every run has a timeout; a run that ends with another exit code
than the one expected fails the test and shows what was printed.
"""
import hashlib
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("SAWTHIS", ROOT / "build" / "sawthis")).resolve()
NOW = "2026-11-22T06:00:00Z"
RUN_TIMEOUT_S = 60


# ---- The program ---------------------------------------------------------------------
class Result:
    """What one run of the program gave: code, out and err as text."""

    def __init__(self, args, code, out, err):
        self.args, self.code, self.out, self.err = args, code, out, err

    @property
    def lines(self):
        return self.out.splitlines()

    def json(self):
        """Standard output as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    def __repr__(self):
        return (f"{' '.join(map(str, self.args))}\nexit code {self.code}\n"
                f"---- standard output\n{self.out}---- standard error\n{self.err}")


class Home:
    """A home of sawthis in a folder of its own."""

    def __init__(self, path):
        self.path = Path(path)
        self.now = NOW
        self.env = {}

    def environment(self):
        env = {k: v for k, v in os.environ.items()
               if not k.startswith(("SAWTHIS", "XDG_")) and not k.lower().endswith("_proxy")}
        env.update(HOME=str(self.path.parent), SAWTHIS_HOME=str(self.path), LC_ALL="C.UTF-8",
                   NO_COLOR="1", TZ="UTC")
        if self.now:
            env["SAWTHIS_NOW"] = self.now
        env.update(self.env)
        return env

    def run(self, *args, code=0, stdin=None, timeout=RUN_TIMEOUT_S):
        """Runs the program to its end. code is the exit code it must have, a tuple of
        those it may have, or None for any. stdin is text or bytes; none is /dev/null."""
        if isinstance(stdin, str):
            stdin = stdin.encode()
        command = [str(PROGRAM), *map(str, args)]
        given = {"input": stdin} if stdin is not None else {"stdin": subprocess.DEVNULL}
        done = subprocess.run(command, capture_output=True, timeout=timeout,
                              env=self.environment(), cwd=self.path.parent, **given)
        result = Result(["sawthis", *args], done.returncode,
                        done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
        expected = code if isinstance(code, tuple) else (code,)
        assert code is None or result.code in expected, f"expected {code}:\n{result!r}"
        return result

    def start(self, *args, **more):
        """Starts the program and returns the subprocess; the test ends it."""
        return subprocess.Popen([str(PROGRAM), *map(str, args)], env=self.environment(),
                                cwd=self.path.parent, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def json(self, *args, **more):
        """run() with --format=json; the objects printed."""
        return self.run(*args, "--format=json", **more).json()

    def file(self, name, content):
        """Writes a file beside the home; its path."""
        path = self.path.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


@pytest.fixture
def home(tmp_path):
    """A home that is not there yet: `init` makes it."""
    return Home(tmp_path / "home")


@pytest.fixture
def new_home(tmp_path):
    """Makes further homes: new_home("other")."""
    return lambda name: Home(tmp_path / name)


@pytest.fixture(scope="session")
def shared():
    """The folder of real feeds and contacts beside the project."""
    path = ROOT.parent / "shared"
    if not (path / "corpus").is_dir():
        pytest.skip("needs the corpus in ../shared, which is not there")
    return path


# ---- Feeds ---------------------------------------------------------------------------
def rss(title, items, link="https://outlet.example/"):
    """An RSS 2.0 document. Each item is a dict: title, link, guid, summary, date (RFC 822
    text or seconds since 1970), category (one or a list)."""
    parts = [f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
             f"<title>{escape(title)}</title><link>{escape(link)}</link>"
             f"<description>{escape(title)}</description>"]
    for item in items:
        date = item.get("date")
        if isinstance(date, (int, float)):
            date = formatdate(date, usegmt=True)
        categories = item.get("category", [])
        if isinstance(categories, str):
            categories = [categories]
        fields = [("title", item.get("title")), ("link", item.get("link")),
                  ("guid", item.get("guid")), ("description", item.get("summary")),
                  ("pubDate", date), *(("category", c) for c in categories)]
        parts.append("<item>" + "".join(f"<{name}>{escape(value)}</{name}>"
                                        for name, value in fields if value) + "</item>\n")
    return "".join(parts) + "</channel></rss>\n"


class Answer:
    """How the server answers one path."""

    def __init__(self, body=b"", status=200, content_type="application/rss+xml",
                 headers=None, delay_s=0.0, has_validators=True):
        self.body = body.encode() if isinstance(body, str) else body
        self.status, self.content_type, self.delay_s = status, content_type, delay_s
        self.headers = dict(headers or {})
        if has_validators and status == 200:
            digest = hashlib.sha256(self.body).hexdigest()[:16]
            self.headers.setdefault("ETag", f'"{digest}"')
            self.headers.setdefault("Last-Modified", "Sun, 22 Nov 2026 05:00:00 GMT")


class FeedServer:
    """HTTP on a port of loopback. Knows what was asked: requests is a list of dicts with
    path, headers (names in lower case) and status, in the order of the answers."""

    def __init__(self):
        self.answers, self.requests, self.lock = {}, [], threading.Lock()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                owner.answer(self)

            do_HEAD = do_GET

            def log_message(self, *args):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.port = self.http.server_address[1]
        self.base = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()

    def put(self, path, body, **more):
        """Serves body at path (see Answer); the URL."""
        self.answers[path] = Answer(body, **more)
        return self.base + path

    def put_handler(self, path, handler):
        """handler(request) answers by itself; request is a BaseHTTPRequestHandler."""
        self.answers[path] = handler
        return self.base + path

    def count(self, status=None, path=None):
        """How many requests were answered so far, of that status and path."""
        return sum((status is None or r["status"] == status) and
                   (path is None or r["path"] == path) for r in self.requests)

    def forget(self):
        """Empties requests."""
        with self.lock:
            self.requests.clear()

    def note(self, request, status):
        with self.lock:
            self.requests.append({"path": request.path, "status": status, "headers": {
                name.lower(): value for name, value in request.headers.items()}})

    def answer(self, request):
        answer = self.answers.get(request.path) or Answer(b"no such feed\n", status=404)
        if callable(answer):
            self.note(request, None)
            answer(request)
            return
        time.sleep(answer.delay_s)
        asked, etag = request.headers.get("If-None-Match"), answer.headers.get("ETag")
        is_same = etag is not None and asked == etag or asked is None and \
            "Last-Modified" in answer.headers and \
            request.headers.get("If-Modified-Since") == answer.headers["Last-Modified"]
        status = 304 if is_same else answer.status
        body = b"" if is_same else answer.body
        self.note(request, status)
        try:
            request.send_response(status)
            for name, value in answer.headers.items():
                request.send_header(name, value)
            if not is_same:
                request.send_header("Content-Type", answer.content_type)
                request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            if request.command != "HEAD":
                request.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the client may leave when it likes

    def close(self):
        self.http.shutdown()
        self.http.server_close()


@pytest.fixture
def feed_server():
    server = FeedServer()
    yield server
    server.close()


def free_port():
    """A port of loopback that nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_until(is_true, timeout_s=10.0, what="it"):
    """Asks again and again; fails after timeout_s."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        value = is_true()
        if value:
            return value
        time.sleep(0.02)
    pytest.fail(f"{what} did not come true in {timeout_s} s")


def can_connect(port):
    with socket.socket() as s:
        s.settimeout(0.5)
        return s.connect_ex(("127.0.0.1", port)) == 0


def start_nginx(at, folder, directives=""):
    """Starts nginx serving the folder with ETags, its own files in the folder `at`.
    Returns (base URL, process); the caller ends the process."""
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    assert program, "nginx is missing: scripts/setup test"
    port = free_port()
    at.mkdir()
    user = "user root;" if os.getuid() == 0 else ""
    (at / "nginx.conf").write_text(
        f"daemon off; {user} worker_processes 1; pid {at}/pid; error_log {at}/error.log;\n"
        f"events {{ worker_connections 1024; }}\n"
        f"http {{ access_log {at}/access.log; default_type application/xml;\n"
        + "".join(f"{name}_temp_path {at}/{name};\n" for name in
                  ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        + f"server {{ listen 127.0.0.1:{port}; root {folder}; {directives} }} }}\n")
    process = subprocess.Popen([program, "-p", str(at), "-c", "nginx.conf"],
                               stderr=subprocess.DEVNULL)
    wait_until(lambda: can_connect(port), what="nginx")
    return f"http://127.0.0.1:{port}", process


def stop(process):
    """Ends a process that a test started."""
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture
def nginx(tmp_path):
    """nginx(folder, directives="") serves the folder; returns the base URL."""
    started = []

    def start(folder, directives=""):
        base, process = start_nginx(tmp_path / f"nginx-{len(started)}", folder, directives)
        started.append(process)
        return base

    yield start
    for process in started:
        stop(process)
