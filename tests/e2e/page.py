"""
The page of sawthis as tests use it: `sawthis serve` on a free port, a session, requests.
"""
import http.client
import re
import signal
import socket
import time
import urllib.parse


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Page:
    def __init__(self, home):
        self.port = free_port()
        self.process = home.start("serve", "--listen", f"127.0.0.1:{self.port}")
        line = b""
        while b"http://" not in line:
            line = self.process.stdout.readline()
            assert line, self.process.stderr.read()
        self.link = line.decode().strip()
        answer = self.request("GET", self.link[self.link.index("/?key="):], cookie=None)
        self.cookie = re.search(r"sawthis=\w+", answer.headers["Set-Cookie"])[0]
        self.csrf = re.search(r'data-csrf="(\w+)"', self.get("/contacts").text)[1]

    def request(self, method, path, body=None, headers=None, cookie="own", host=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        given = {"Host": host or f"127.0.0.1:{self.port}"}
        if cookie == "own":
            given["Cookie"] = self.cookie
        given.update(headers or {})
        connection.request(method, path, body, given)
        answer = connection.getresponse()
        answer.text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, fields, origin="own", csrf="own", **more):
        fields = dict(fields)
        if csrf:
            fields["csrf"] = self.csrf if csrf == "own" else csrf
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if origin:
            headers["Origin"] = f"http://127.0.0.1:{self.port}" if origin == "own" else origin
        headers.update(more.pop("headers", {}))
        return self.request("POST", path, urllib.parse.urlencode(fields), headers, **more)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        for _ in range(100):
            if self.process.poll() is not None:
                return
            time.sleep(0.05)
        self.process.kill()
