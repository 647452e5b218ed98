# SPDX-License-Identifier: GPL-3.0-or-later
"""pinweek-webpicker: pages with scripts, and pages that mean harm. Each start of it is a whole browser, so there are few."""
import ctypes
import http.server
import json
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import threading
import unittest

from pinweek_e2e import main

PROGRAM = pathlib.Path(os.environ["PINWEEK_PROGRAMS"]) / "pinweek-webpicker"
# Chromium refuses to run as root with its sandbox, and build machines are often root.
ROOT = {"QTWEBENGINE_DISABLE_SANDBOX": "1"} if os.geteuid() == 0 else {}
PATIENCE = 90 * int(os.environ.get("PINWEEK_TEST_TIME_FACTOR", "1"))

PIXEL = bytes.fromhex("47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b")

SCRIPTED = """<!doctype html><title>Made by scripts</title><meta property="og:title" content="Soup by script">
<style>body { margin: 0 } #far { margin-top: 6000px } #wall { background: url(/wall.gif); height: 9px }</style>
<div id="here"></div><div id="wall"></div><div id="far"></div>
<script>
const image = (where, source, alt) => {
  const made = document.createElement("img");
  made.alt = alt; made.src = source; document.getElementById(where).append(made);
};
image("here", "/by-script.gif", "By a script");
new IntersectionObserver(seen => seen[0].isIntersecting && image("here", "/while-scrolling.gif", "Far below"))
  .observe(document.getElementById("far"));
</script>"""

HOSTILE = """<!doctype html><title>Hostile</title><img src="/own.gif" alt="Own">
<img src="file:///etc/hostname"><img src="http://127.0.0.1:%(port)d/by-image.gif">
<img src="http://localhost:%(port)d/by-name.gif"><img src="http://%(name)s:%(port)d/by-own-name.gif"><iframe src="http://127.0.0.1:%(port)d/by-frame"></iframe>
<script>
for (let i = 0; i < 50; ++i) { alert("Stay!"); confirm("Stay?"); prompt("Stay?"); }
const inside = "127.0.0.1:%(port)d";
fetch("http://" + inside + "/by-fetch", {mode: "no-cors"}).catch(() => {});
navigator.sendBeacon("http://" + inside + "/by-beacon", "x");
try { new WebSocket("ws://" + inside + "/by-socket"); } catch {}
try { new EventSource("http://" + inside + "/by-events"); } catch {}
const opened = window.open("/popup");
const link = document.createElement("a");
link.href = "/download.bin"; link.download = "harm.bin"; link.click();
document.cookie = "kept=1";
const told = document.createElement("p");
told.id = "told"; told.textContent = "popup " + (opened === null || opened.closed);
document.body.append(told);
document.body.insertAdjacentHTML("beforeend", "<img alt=long src='data:image/png;base64," + "A".repeat(5e6) + "'>");
for (let i = 0; i < 12000; ++i) document.body.append(Object.assign(new Image(), {src: "data:image/gif;base64,R0lG#" + i}));
JSON.stringify = () => "{}"; String.prototype.slice = () => "overwritten";
</script>"""


# What it is answered, it tells in its text; of a frame only where that was read.
PRYING = """<!doctype html><title>Prying</title><img src="/own.gif">
<script>
const tell = (what, answer) => document.body.append(
  Object.assign(document.createElement("p"), {textContent: "[" + what + ": " + answer + "]"}));
const ask = (what, promise) => promise.then(answer => tell(what, answer), error => tell(what, error.name));
addEventListener("load", () => {
  ask("notifications", Notification.requestPermission());
  ask("camera", navigator.mediaDevices.getUserMedia({video: true}).then(() => "given"));
  ask("microphone", navigator.mediaDevices.getUserMedia({audio: true}).then(() => "given"));
  ask("clipboard", navigator.clipboard.readText().then(() => "given"));
  tell("paste", document.execCommand("paste"));
  navigator.geolocation.getCurrentPosition(() => tell("place", "given"), error => tell("place", error.code));
  const picture = new Image();
  picture.onload = () => tell("picture", "given");
  picture.onerror = () => tell("picture", "refused");
  picture.src = "%(picture)s";
  ask("file", fetch("%(text)s").then(() => "given"));
  const frame = document.createElement("iframe");
  frame.src = "%(page)s";
  document.body.append(frame);
  window.open("%(page)s");
});
addEventListener("message", event => tell("frame", event.data));
</script>"""


class Opened:
    """Tells whether any program opened a file, by the kernel's word (inotify)."""
    OPEN = 0x20

    def __init__(self, paths):
        self.system = ctypes.CDLL(None, use_errno=True)
        self.descriptor = self.system.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        for path in paths:
            if self.system.inotify_add_watch(self.descriptor, os.fsencode(path), self.OPEN) < 0:
                raise OSError(ctypes.get_errno(), "inotify_add_watch")

    def count(self):
        """Of openings since the last count."""
        try:
            return len(os.read(self.descriptor, 65536)) // 16
        except BlockingIOError:
            return 0

    def close(self):
        os.close(self.descriptor)


class Site:
    """A website on loopback that remembers what it was asked for. What it has no page or picture of is one pixel."""

    def __init__(self, pages, host="127.0.0.1", pictures=()):
        asked = self.asked = []
        self.heads = heads = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                path = self.path.split("?")[0]
                asked.append(path)
                heads.append(str(self.headers))
                page = pages.get(path)
                if callable(page):
                    self.send_response(302)
                    self.send_header("Location", page(self.path))
                    self.end_headers()
                    return
                picture = dict(pictures).get(path)
                body = page.encode() if page else picture or PIXEL
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8" if page
                                 else "image/jpeg" if picture else "image/gif")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            do_POST = do_GET

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer((host, 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def address(self, path):
        return f"http://127.0.0.1:{self.port}{path}"


class WebPicker(unittest.TestCase):
    def site(self, pages, **options):
        site = Site(pages, **options)
        self.addCleanup(site.server.shutdown)
        return site

    def pick(self, address, *options, **more):
        """Exit code, standard output, and what is left in its home."""
        with tempfile.TemporaryDirectory() as home:
            environment = {"PATH": os.environ["PATH"], "HOME": home, "XDG_RUNTIME_DIR": home, "LC_ALL": "C.UTF-8",
                           "QT_QPA_PLATFORM": "offscreen", **ROOT, **more}
            done = subprocess.run([PROGRAM, "--unattended", *options, address], env=environment, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False)
            kept = [str(path) for path in pathlib.Path(home).rglob("*") if path.is_file()]
        return done.returncode, done.stdout, kept

    def test_what_scripts_made_is_taken_also_what_comes_while_scrolling(self):
        site = self.site({"/page": SCRIPTED})
        code, output, _ = self.pick(site.address("/page"))
        self.assertEqual(code, 0)
        page = json.loads(output)
        self.assertEqual((page["version"], page["address"]), (1, site.address("/page")))
        images = {image["address"]: image for image in page["images"]}
        for name, alt in (("by-script", "By a script"), ("while-scrolling", "Far below"), ("wall", "")):
            self.assertEqual(images[site.address(f"/{name}.gif")]["alt"], alt)
        self.assertIn("Soup by script", page["html"])

    def test_a_hostile_page_reaches_nothing_and_keeps_nobody(self):
        # Also by the name of this computer, which only who looks it up knows to be a private one.
        inside = self.site({}, host="0.0.0.0")
        site = self.site({"/page": HOSTILE % {"port": inside.port, "name": socket.gethostname()}, "/popup": "popup"})
        code, output, kept = self.pick(site.address("/page"))
        self.assertEqual(code, 0)
        self.assertLess(len(output), 32 * 1024 * 1024)
        page = json.loads(output)
        self.assertEqual(page["address"], site.address("/page"))
        self.assertEqual(inside.asked, [])
        self.assertNotIn("/popup", site.asked)
        self.assertIn("popup true", page["html"])
        self.assertLessEqual(len(page["images"]), 10000)
        addresses = [image["address"] for image in page["images"]]
        self.assertTrue(all(len(address) < 4 * 1024 * 1024 for address in addresses))
        self.assertEqual([path for path in kept if "harm" in path or "Cookies" in path], [])

    def test_a_page_learns_nothing_of_this_computer(self):
        with tempfile.TemporaryDirectory() as folder:
            files = {"picture": ("secret.gif", PIXEL), "text": ("secret.txt", b"secret"),
                     "page": ("secret.html", b"<script>parent.postMessage('read', '*')</script>")}
            paths = {}
            for name, (file, content) in files.items():
                paths[name] = pathlib.Path(folder) / file
                paths[name].write_bytes(content)
            opened = Opened(paths.values())
            self.addCleanup(opened.close)
            site = self.site({"/page": PRYING % {name: path.as_uri() for name, path in paths.items()}})
            # So that a camera is there to be refused.
            flags = "--use-fake-device-for-media-stream"
            code, output, _ = self.pick(site.address("/page"), QTWEBENGINE_CHROMIUM_FLAGS=flags)
            self.assertEqual(code, 0)
            self.assertEqual(opened.count(), 0)
            self.assertEqual(paths["text"].read_bytes(), b"secret")
            self.assertEqual(opened.count(), 1)  # the watch itself works
        told = dict(re.findall(r"\[(\w+): (\w+)\]", json.loads(output)["html"]))
        self.assertEqual(told, {"notifications": "denied", "camera": "NotAllowedError", "microphone": "NotAllowedError",
                                "clipboard": "NotAllowedError", "paste": "false", "place": "1", "picture": "refused",
                                "file": "TypeError"})

    def test_a_page_without_end_is_left(self):
        site = self.site({"/loop": lambda path: "/loop?" + "x" * len(path),
                          "/hop": "<script>location.href = '/hop?' + Math.random()</script>"})
        for path in ("/loop", "/hop"):
            code, output, _ = self.pick(site.address(path))
            self.assertNotEqual(code, 0, path)
            self.assertEqual(output, b"", path)
        self.assertLess(site.asked.count("/hop"), 40)

    def test_a_site_that_was_public_is_not_followed_into_a_private_network(self):
        site = self.site({"/page": SCRIPTED})
        self.assertNotIn(b"Soup", self.pick(site.address("/page"), "--public")[1])
        self.assertEqual(site.asked, [])

    def test_only_addresses_of_the_web_are_opened(self):
        for address in ("file:///etc/passwd", "javascript:alert(1)", "about:blank", ""):
            self.assertEqual(self.pick(address)[:2], (2, b""), address)


if __name__ == "__main__":
    main()
