# SPDX-License-Identifier: GPL-3.0-or-later
"""The week as web tools show it: FullCalendar in headless Chromium, with as many events and pictures as ours.

npm and Chromium are used where they are installed; without one of them missing() says which, and the rows are left out.
"""
import functools
import http.server
import json
import os
import pathlib
import queue
import re
import shutil
import subprocess
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = ("@fullcalendar/core@6", "@fullcalendar/daygrid@6", "@fullcalendar/timegrid@6")
PATIENCE = 300  # s, for all rounds of a page
PICTURES = 60


def chromium():
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def missing():
    """What is not installed, as words for a message; None when all is there."""
    if not chromium():
        return "Chromium is not installed (Debian: chromium)"
    if not shutil.which("npm"):
        return "npm is not installed (Debian: npm)"
    return None


def fetch(directory):
    """FullCalendar in a build directory, as npm knows it; None where it can't be had."""
    modules = directory / "node_modules"
    if not (modules / "@fullcalendar/timegrid").exists():
        directory.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["npm", "install", "--prefix", str(directory), "--no-audit", "--no-fund", "--no-save",
                               "--ignore-scripts", *PACKAGES], capture_output=True, text=True)
        if done.returncode:
            return None
    return modules


class Handler(http.server.BaseHTTPRequestHandler):
    """The page, FullCalendar's files and the pictures; what the page measured comes back in a POST."""
    protocol_version = "HTTP/1.1"

    def __init__(self, modules, pictures, answers, *arguments):
        self.modules, self.pictures, self.answers = modules, pictures, answers
        super().__init__(*arguments)

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/week.html":
            self.give(HERE / "fullcalendar/week.html", "text/html; charset=utf-8")
        elif re.fullmatch(r"/modules/@fullcalendar/\w+/index\.global\.min\.js", path):
            self.give(self.modules / path.removeprefix("/modules/"), "text/javascript")
        elif re.fullmatch(r"/pictures/\d+", path):
            self.give(self.pictures[int(path.rpartition("/")[2]) % len(self.pictures)], "image/jpeg")
        else:
            self.send_error(404)

    def give(self, file, kind):
        content = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self):
        self.answers.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class BrowserWeek:
    """A server on loopback and the browsers that are sent to it."""

    def __init__(self, modules, pictures):
        self.answers = queue.Queue()
        self.pictures = pictures[:PICTURES]
        handler = functools.partial(Handler, modules, self.pictures, self.answers)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def next_week(self, events, rounds):
        """ms from the call for the next week until it is painted, and the PSS in MiB of all of the browser's processes
        after the last."""
        profile = pathlib.Path(tempfile.mkdtemp())
        address = (f"http://127.0.0.1:{self.server.server_port}/week.html"
                   f"?events={events}&rounds={rounds}&pictures={len(self.pictures)}")
        command = [chromium(), "--headless=new", f"--user-data-dir={profile}", "--window-size=1440,900",
                   "--no-first-run", "--disable-extensions", "--disable-background-networking",
                   "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        if os.geteuid() == 0:
            command.append("--no-sandbox")  # it has no sandbox for root
        browser = subprocess.Popen([*command, address], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            answer = self.answers.get(timeout=PATIENCE)
            memory = sum(map(pss_mib, processes_of(profile)))
        except queue.Empty:
            answer = {"problem": f"no answer within {PATIENCE} s"}
        finally:
            browser.terminate()
            browser.wait(20)
            shutil.rmtree(profile, ignore_errors=True)
        if "problem" in answer:
            raise SystemExit(f"the browser calendar: {answer['problem']}")
        return answer["ms"], memory


def processes_of(profile):
    """Those that were started with this profile, and their children."""
    parents = {}
    found = set()
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if str(profile).encode() in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def pss_mib(pid):
    try:
        text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(re.search(r"^Pss:\s+(\d+) kB", text, re.M).group(1)) / 1024
