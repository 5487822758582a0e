"""Starts `werkstatt review` over folders of its own and speaks HTTP with it, without a browser."""

import atexit
import html
import http.client
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.parse

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PROGRAM = os.environ.get("WERKSTATT", os.path.join(ROOT, ".build", "debug", "werkstatt"))
PACK = os.path.join(ROOT, "Pipelines", "aachen")


def corpus(*names):
    return [os.path.join(ROOT, "Corpora", name, "input") for name in names]


def command(*arguments, text=None, check=True):
    """Runs werkstatt; gives exit code, standard output, messages."""
    done = subprocess.run([PROGRAM, *arguments], cwd=ROOT, input=text, capture_output=True, text=True)
    if check and done.returncode != 0:
        raise AssertionError(f"{arguments}: {done.returncode}\n{done.stderr}")
    return done


def run(inputs, folder, check=True):
    return command("run", PACK, *inputs, "--output", folder, "--quiet", check=check)


class Server:
    """The pages of one folder."""

    def __init__(self, folder, *flags, prefix=()):
        self.process = subprocess.Popen(
            [*prefix, PROGRAM, "review", folder, *flags], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        atexit.register(self.kill)
        self.links = []
        self.said = []
        for line in self.process.stderr:
            self.said.append(line)
            found = re.search(r"http://(\S+?):(\d+)/\S*", line)
            if found:
                self.links.append(found.group(0))
                self.host, self.port = found.group(1), int(found.group(2))
            if line.startswith("Beenden"):
                break
        else:
            raise AssertionError("".join(self.said))
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stderr:
            self.said.append(line)
            found = re.search(r"http://\S+", line)
            if found:
                self.links.append(found.group(0))

    @property
    def origin(self):
        return f"http://{self.host}:{self.port}"

    def link(self):
        """A link that lets one more browser in."""
        for _ in range(500):
            if self.links:
                return self.links.pop(0)
            time.sleep(0.01)
        raise AssertionError("no link: " + "".join(self.said))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Client:
    """A browser as far as forms go: cookie, token, stamps."""

    def __init__(self, server, name="Erika Muster", password=None):
        self.server = server
        self.connection = None
        self.cookie = None
        self.token = None
        if password is None:
            path = urllib.parse.urlsplit(server.link())
            self.get(path.path + "?" + path.query)
        self.get("/")
        form = {"name": name} if password is None else {"name": name, "passwort": password}
        self.status_of_sign_in = self.post("/anmelden", form)[0]
        self.get("/")

    def request(self, method, path, body=None, headers=None):
        for attempt in (1, 2):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection(self.server.host, self.server.port, timeout=30)
                    self.connection.connect()
                    import socket

                    self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sent = dict(headers or {})
                if self.cookie:
                    sent.setdefault("Cookie", self.cookie)
                self.connection.request(method, path, body, sent)
                answer = self.connection.getresponse()
                page = answer.read()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.connection.close()
                self.connection = None
                # A form is never sent twice.
                if method == "POST" or attempt == 2:
                    raise
        cookie = answer.getheader("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
        return answer.status, answer, page

    def get(self, path):
        status, answer, page = self.request("GET", path)
        text = page.decode("utf-8", "replace")
        token = re.search(r'name="sicherung" value="([^"]*)"', text)
        if token:
            self.token = token.group(1)
        return status, answer, text

    def post(self, path, form, headers=None, token=True):
        pairs = list(form.items()) if isinstance(form, dict) else list(form)
        if token and self.token:
            pairs.append(("sicherung", self.token))
        body = urllib.parse.urlencode(pairs)
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.server.origin}
        sent.update(headers or {})
        status, answer, page = self.request("POST", path, body, {k: v for k, v in sent.items() if v is not None})
        return status, answer, page.decode("utf-8", "replace")

    def stamp(self, item):
        """What the page of a suggestion was made from."""
        _, _, page = self.get("/vorschlag?id=" + urllib.parse.quote(item))
        found = re.search(r'name="stand" value="([^"]*)"', page)
        return html.unescape(found.group(1))

    def items(self):
        _, _, page = self.get("/")
        return [html.unescape(found) for found in re.findall(r'name="id" value="([^"]*)"', page)]


def folder():
    return tempfile.mkdtemp(prefix="werkstatt-browser-")


_made = {}


def fresh(*names):
    """A folder of its own with the results of a run over sample workshops; the run is made once.

    RESULTS names a folder with results that is taken instead, for long measurements.
    """
    given = os.environ.get("RESULTS")
    if given:
        _made[names] = given
    if names not in _made:
        _made[names] = folder()
        atexit.register(remove, _made[names])
        run(corpus(*names), _made[names])
    path = folder()
    shutil.copytree(_made[names], path, dirs_exist_ok=True)
    return path


def remove(path):
    shutil.rmtree(path, ignore_errors=True)
