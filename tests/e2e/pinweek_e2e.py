# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end-to-end tests share: the built programs, the stand-in Pinterest, a pointer, and what is on the screen.

The programs are run as users run them. Positions on the screen come from the accessibility bus, as a screen reader
gets them; nothing in the programs knows that it is tested.
"""
import datetime
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.request
import zlib

PROGRAMS = pathlib.Path(os.environ["PINWEEK_PROGRAMS"])
FILESOURCE = os.environ.get("PINWEEK_FILESOURCE", "")
SOURCE = pathlib.Path(__file__).parents[2]
PICTURES = sorted((SOURCE / "resources/demo").glob("*.jpg"))
PATIENCE = 20.0  # seconds until something that must happen counts as not happening
# Programs with sanitizers are slow: more than 1 for them. Everything here that waits multiplies its patience by it.
TIME_FACTOR = int(os.environ.get("PINWEEK_TEST_TIME_FACTOR", "1"))
HOUR = datetime.timedelta(hours=1)


def utc_now():
    return datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)


def iso(moment):
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def wait_for(condition, what, patience=PATIENCE):
    """The first true answer of `condition`; an AssertionError that says `what` did not happen, else."""
    end = time.monotonic() + patience * TIME_FACTOR
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"not within {patience * TIME_FACTOR:g} s: {what}")
        time.sleep(0.05)


class Program:
    """A running program whose output is kept."""

    def __init__(self, command, env=None, **more):
        self.process = subprocess.Popen([str(part) for part in command], env=env, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
        self.lines, self.errors = [], []
        self.readers = [threading.Thread(target=self._read, args=pair, daemon=True)
                        for pair in ((self.process.stdout, self.lines), (self.process.stderr, self.errors))]
        for reader in self.readers:
            reader.start()

    @staticmethod
    def _read(stream, lines):
        for line in stream:
            lines.append(line.rstrip("\n"))

    @property
    def pid(self):
        return self.process.pid

    def is_running(self):
        return self.process.poll() is None

    def line(self, index, patience=PATIENCE):
        wait_for(lambda: len(self.lines) > index or not self.is_running(), "another line of output", patience)
        if len(self.lines) <= index:
            raise AssertionError("ended early: " + "\n".join(self.errors))
        return self.lines[index]

    def wait(self, patience=PATIENCE):
        code = self.process.wait(patience * TIME_FACTOR)
        for reader in self.readers:
            reader.join(5)
        return code

    def end(self):
        if self.is_running():
            self.process.terminate()
            try:
                self.process.wait(10 * TIME_FACTOR)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        for reader in self.readers:
            reader.join(5)
        self.process.stdout.close()
        self.process.stderr.close()

    def kill(self):
        self.process.kill()
        self.process.wait()


class StandIn:
    """pinterest-sandbox, steered through /_control/."""

    def __init__(self, *options):
        self.program = Program([PROGRAMS / "pinterest-sandbox", "--print-token", *options])
        ready = json.loads(self.program.line(0))
        self.api_base, self.token, self.app_id = ready["api_base"], ready["access_token"], ready["app_id"]
        self.authorize_url, self.token_url = ready["authorize_url"], ready["token_url"]
        self.root = f"http://127.0.0.1:{ready['port']}"

    def _ask(self, what, body=None, method=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.root}/_control/{what}", data=data, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE * TIME_FACTOR) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def journal(self, since=0):
        """Requests after that number."""
        return self._ask(f"journal?since={since}")["items"]

    def posts(self, path="/v5/pins"):
        return [entry for entry in self.journal() if entry["method"] == "POST" and entry["path"] == path]

    def pins(self):
        return self._ask("pins")["items"]

    def image(self, sha256):
        """The bytes of an image, as they arrived."""
        with urllib.request.urlopen(f"{self.root}/media/{sha256}", timeout=PATIENCE * TIME_FACTOR) as answer:
            return answer.read()

    def boards(self):
        return self._ask("boards")["items"]

    def fault(self, **fault):
        self._ask("faults", fault)

    def expire_access_tokens(self):
        self._ask("expire-access-tokens", {})

    def clear_faults(self):
        self._ask("faults", method="DELETE")

    def settings(self, **settings):
        self._ask("settings", settings)


class EndToEndTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.data = self.folder / "workspace"

    def started(self, program):
        self.addCleanup(program.end)
        return program

    def stand_in(self, *options):
        stand_in = StandIn(*options)
        self.addCleanup(stand_in.program.end)
        return stand_in

    def bare_environment(self, stand_in=None):
        """Neither keychain nor display nor session bus nor home directory."""
        env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        env |= {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
        if stand_in:
            env["PINWEEK_ACCESS_TOKEN"] = stand_in.token
        return env

    def ctl(self, *arguments, stand_in=None, code=0, env=None, input=None, patience=60):
        """pinweekctl's stdout; with a stand-in it uses that one's token and nothing else. `code` None: any."""
        command = [PROGRAMS / "pinweekctl", "--data-dir", self.data]
        if stand_in:
            command += ["--api-base", stand_in.api_base]
        done = subprocess.run([str(part) for part in [*command, *arguments]], capture_output=True, text=True,
                              input=input or "", timeout=patience * TIME_FACTOR,
                              env=env if env is not None else self.bare_environment(stand_in))
        self.last_message = done.stderr
        if code is not None:
            self.assertEqual(done.returncode, code, f"pinweekctl {arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def ctl_json(self, *arguments, **more):
        return json.loads(self.ctl("--json", *arguments, **more))

    def pins(self, **more):
        return self.ctl_json("pin", "list", **more)["items"]

    def pin(self, pin_id):
        return self.ctl_json("pin", "show", pin_id)

    def pictures(self, count):
        """Real photographs under names of their own, each with content of its own."""
        folder = self.folder / "pictures"
        folder.mkdir(exist_ok=True)
        files = []
        for index in range(count):
            file = folder / f"photo {index + 1:02}.jpg"
            photo = PICTURES[index % len(PICTURES)]
            subprocess.run(["convert", str(photo), "-crop", f"+0+{index}", "+repage", "-quality", "90", str(file)], check=True)
            files.append(file)
        return files

    def phone_pictures(self):
        """A HEIC photograph and a WebP, each with a place, an author and a camera's number in it; upright 600 × 900 px."""
        folder = self.folder / "phone"
        folder.mkdir()
        plain = folder / "plain.png"
        subprocess.run(["convert", PICTURES[3], "-resize", "600x900!", "-strip", plain], check=True)
        heic, webp = folder / "lemon cake.HEIC", folder / "soup of the web.webp"
        subprocess.run(["heif-enc", "-q", "92", plain, "-o", heic], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["cwebp", "-quiet", "-q", "92", plain, "-o", webp], check=True)
        plain.unlink()
        for picture in (heic, webp):
            subprocess.run(["exiftool", "-q", "-overwrite_original", "-n", "-GPSLatitude=52.5", "-GPSLatitudeRef=N",
                            "-EXIF:Artist=planted-artist", "-EXIF:SerialNumber=planted-serial", "-XMP:City=planted-city",
                            picture], check=True)
            self.assertIn(b"planted", picture.read_bytes())
        return [heic, webp]

    def assert_clean_jpeg(self, image):
        """600 × 900 px, decodable to its end, and nothing in it beside the picture."""
        file = self.folder / "arrived.jpg"
        file.write_bytes(image)
        seen = subprocess.run(["identify", "-regard-warnings", "-format", "%m %wx%h %[colorspace]", file], check=True,
                              capture_output=True, text=True).stdout
        self.assertEqual(seen, "JPEG 600x900 sRGB")
        for trace in (b"planted", b"Exif", b"GPS", b"xmp", b"ICC_PROFILE"):
            self.assertNotIn(trace, image)
        tags = subprocess.run(["exiftool", "-a", "-G1", "-s", "--ExifTool:all", "--System:all", "--File:all", "--JFIF:all",
                               "--Composite:all", file], check=True, capture_output=True, text=True).stdout
        self.assertEqual(tags, "")

    def window(self, *arguments, env=None):
        return self.started(Window([*arguments] if "--demo" in arguments else ["--data-dir", self.data, *arguments], env))


class PlannedTest(EndToEndTest):
    """Pins for one board, planned by pinweekctl with the token of the environment."""

    def add(self, stand_in, title, at, picture, code=0, **more):
        return self.ctl("pin", "add", "--json", "--board", "Soups", "--title", title, "--link",
                        f"https://kitchen.example/{zlib.crc32(title.encode())}", "--image", picture, "--at", iso(at),
                        stand_in=stand_in, code=code, **more)

    def plan(self, stand_in):
        stand_in_board = self.ctl_json("boards", "create", "Soups", stand_in=stand_in)
        self.assertEqual(stand_in_board["id"], stand_in.boards()[0]["id"])

    def publishing(self, stand_in, *options):
        """pinweekctl publish with these options, running."""
        return self.started(Program([PROGRAMS / "pinweekctl", "--json", "--data-dir", self.data, "--api-base",
                                     stand_in.api_base, "publish", *options], env=self.bare_environment(stand_in)))


class connected:
    """A workspace's database, for a while in which no program writes: with connected(folder) as database."""

    def __init__(self, workspace):
        self.database = sqlite3.connect(workspace / "pinweek.db", timeout=30)

    def __enter__(self):
        return self.database

    def __exit__(self, kind, *_):
        if kind is None:
            self.database.commit()
        self.database.close()


def lock_of(workspace):
    """Who publishes it, or did so last."""
    return (workspace / "publisher.lock").read_text() if (workspace / "publisher.lock").exists() else ""


def is_on_screen(element):
    return element.getState().contains(_atspi().STATE_SHOWING)


def _atspi():
    """Only where there is an accessibility bus."""
    import pyatspi
    return pyatspi


class Listener:
    """The words that a screen reader is told about a program, from now on: asking takes in what has come meanwhile."""

    FOCUS = "object:state-changed:focused"
    KINDS = (FOCUS, "object:property-change:accessible-name", "window:activate", "object:announcement",
             "object:selection-changed")

    def __init__(self, pid):
        self.pid, self._told, self._focused = pid, [], []
        _atspi().Registry.registerEventListener(self._hear, *self.KINDS)

    def _hear(self, event):
        try:
            if event.host_application and event.host_application.get_process_id() == self.pid:
                self._told.append(event.source.name or "")
                if str(event.type) == self.FOCUS and event.detail1:
                    self._focused.append(self._told[-1])
        except Exception:  # it went away meanwhile: GLib.Error of several domains
            pass

    @staticmethod
    def _take_in():
        from gi.repository import GLib
        while GLib.MainContext.default().iteration(False):
            pass

    def told(self):
        """All words, in order."""
        self._take_in()
        return self._told

    def focused(self):
        """Names of what has got the keyboard's focus, in order."""
        self._take_in()
        return self._focused

    def stop(self):
        _atspi().Registry.deregisterEventListener(self._hear, *self.KINDS)


class Window(Program):
    """pinweek, seen through the accessibility bus and X."""

    def __init__(self, arguments, env=None, shown=True):
        super().__init__([PROGRAMS / "pinweek", *arguments], env={**os.environ, **(env or {})})
        self.listener = None
        if shown:
            self.wait_until_shown()

    def end(self):
        if self.listener:
            self.listener.stop()
            self.listener = None
        super().end()

    def wait_until_shown(self):
        def is_there():
            if not self.is_running():
                raise AssertionError(f"pinweek ended: {self.errors}")
            return self.x_window()
        return wait_for(is_there, "a window of pinweek on the screen")

    def _visible(self):
        """X ids of its mapped windows that have its name, and of those the window manager's."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.pid), "--name", "Pinweek"],
                               capture_output=True, text=True).stdout.split()
        listed = subprocess.run(["wmctrl", "-l"], capture_output=True, text=True).stdout.splitlines()
        managed = {int(line.split()[0], 16) for line in listed if line}
        return found, [window for window in found if int(window) in managed]

    def x_window(self):
        """The X id of the main window when it is mapped, else None. An icon in a tray is a window too, but not managed."""
        return next(iter(self._visible()[1]), None)

    def close_into_tray(self):
        """Closes the window when its icon is in the tray: before that, closing minimises it."""
        def has_icon():
            found, managed = self._visible()
            return len(found) > len(managed)
        wait_for(has_icon, "the icon in the tray")
        self.close()
        wait_for(lambda: not self.x_window(), "the window is hidden into the tray")

    def place(self, x, y, width, height):
        window = self.x_window()
        subprocess.run(["wmctrl", "-i", "-r", window, "-b", "remove,maximized_vert,maximized_horz"], check=True)
        subprocess.run(["xdotool", "windowsize", "--sync", window, str(width), str(height)], check=True)
        subprocess.run(["xdotool", "windowmove", "--sync", window, str(x), str(y)], check=True)

    def activate(self):
        subprocess.run(["xdotool", "windowactivate", "--sync", self.x_window()], check=True)

    def close(self):
        """As a click on the window's close button."""
        subprocess.run(["wmctrl", "-i", "-c", self.x_window()], check=True)

    def keys(self, *keys):
        self.activate()
        for key in keys:
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)

    # -- the accessibility bus

    def application(self):
        desktop = _atspi().Registry.getDesktop(0)
        for index in range(desktop.childCount):
            application = desktop.getChildAtIndex(index)
            if application and application.get_process_id() == self.pid:
                return application
        return None

    def elements(self, fits):
        """Elements of all windows that fit, in order; asked anew each time, as the tree changes."""
        found = []

        def walk(element, depth):
            if element is None or depth > 30:
                return
            try:
                if fits(element):
                    found.append(element)
                for index in range(element.childCount):
                    walk(element.getChildAtIndex(index), depth + 1)
            except Exception:  # it went away meanwhile: GLib.Error of several domains
                return
        walk(self.application(), 0)
        return found

    def wait_for_element(self, fits, what, patience=PATIENCE):
        return wait_for(lambda: self.elements(lambda element: fits(element) and is_on_screen(element)), what, patience)[0]

    def named(self, name, role=None, patience=PATIENCE):
        """The visible element whose name fits the regular expression."""
        return self.wait_for_element(
            lambda element: re.search(name, element.name or "") and (role is None or element.getRoleName() == role),
            f"an element named {name!r}", patience)

    def texts(self):
        return [element.name for element in self.elements(lambda element: element.name and is_on_screen(element))]

    def week(self):
        return self.wait_for_element(lambda element: re.match("Week of ", element.name or ""), "the week view")

    def cards(self):
        """Spoken name -> (x, y, width, height) in screen px, of the cards on the shown week."""
        week = self.week()
        cards = {}
        for index in range(week.childCount):
            child = week.getChildAtIndex(index)
            if child and child.name and child.getRoleName() == "table cell":
                cards[child.name] = extents(child)
        return cards

    def card(self, title):
        """Place of the card whose spoken name ends with the title."""
        def found():
            return [place for name, place in self.cards().items() if title in name]
        return wait_for(found, f"a card {title!r} on the week")[0]

    def focused_card(self):
        """Spoken name of the card that has the keyboard's focus; empty when none has."""
        focused = self.elements(lambda element: element.getRoleName() == "table cell" and
                                element.getState().contains(_atspi().STATE_FOCUSED) and ":" in (element.name or ""))
        return focused[0].name if focused else ""

    def selected_cards(self):
        """Spoken names of the week's selected cards."""
        return [element.name for element in self.elements(
            lambda element: element.getRoleName() == "table cell" and
            element.getState().contains(_atspi().STATE_SELECTED))]

    def listen(self):
        """What a screen reader is told, from now on."""
        if not self.listener:
            self.listener = Listener(self.pid)
        return self.listener

    def tab_to(self, name, key="Tab", most=60):
        """Presses Tab until the focus is on an element whose name fits, as somebody without a mouse does. Gives the name.
        Asked of all elements, that would take seconds for each key."""
        passed = []
        for _ in range(most):
            passed.append(self.step(key))
            for told in passed[-1]:
                if re.search(name, told):
                    return told
        raise AssertionError(f"{most} times {key} lead to no {name!r}, but to {passed}")

    def step(self, key):
        """Names of what has got the focus by a key, in order: a view, then its item. Empty when it only moved inside of a
        field, as from a date's day to its month."""
        listener = self.listen()
        before = len(listener.focused())
        self.keys(key)
        try:
            wait_for(lambda: len(listener.focused()) > before, f"{key} moves the focus", patience=2)
        except AssertionError:
            pass
        return listener.focused()[before:]

    def focus_card(self, title):
        """As a screen reader's command does it. The card is selected then."""
        self.activate()

        def focused():
            """Found anew each time: a refresh makes the week's elements anew."""
            week = self.week()
            for index in range(week.childCount):
                card = week.getChildAtIndex(index)
                if not card or title not in (card.name or ""):
                    continue
                if card.getState().contains(_atspi().STATE_FOCUSED):
                    return card
                action = card.queryAction()
                names = [action.getName(place) for place in range(action.nActions)]
                action.doAction(names.index("SetFocus"))
            return None
        card = wait_for(focused, f"the card {title!r} has the focus")
        if not card.getState().contains(_atspi().STATE_SELECTED):
            self.keys("space")

    def scroll_week(self, clicks):
        """By the wheel over the week; up for a negative number. Waits until the cards stand still."""
        Pointer().wheel(middle(extents(self.week())), clicks)
        before = []

        def stands_still():
            before.append(self.cards())
            return len(before) > 1 and before[-1] == before[-2]
        wait_for(stands_still, "the week stands still")

    def press(self, element):
        """The element's first action, as a screen reader's user does it."""
        element.queryAction().doAction(0)


def extents(element):
    box = element.queryComponent().getExtents(_atspi().DESKTOP_COORDS)
    return (box.x, box.y, box.width, box.height)


def middle(place):
    x, y, width, height = place
    return (x + width // 2, y + height // 2)


class WeekMap:
    """Where a time lies on the screen, learned from two cards at known times (no layout is assumed)."""

    def __init__(self, place_a, time_a, place_b, time_b):
        self.x, self.y = place_a[0], place_a[1]
        self.time = time_a
        days = (time_b.date() - time_a.date()).days
        hours = (time_b.hour * 60 + time_b.minute - time_a.hour * 60 - time_a.minute) / 60
        self.day_width = (place_b[0] - place_a[0]) / days
        self.hour_height = (place_b[1] - place_a[1]) / hours

    def point(self, moment):
        """A point inside the day's column, at the height of the moment."""
        days = (moment.date() - self.time.date()).days
        hours = (moment.hour * 60 + moment.minute - self.time.hour * 60 - self.time.minute) / 60
        return (round(self.x + days * self.day_width + self.day_width / 2), round(self.y + hours * self.hour_height))


class Pointer:
    """The mouse, moved by hand's pace: toolkits begin a drag only after some moves."""

    @staticmethod
    def _do(*commands):
        subprocess.run(["xdotool", *[str(part) for command in commands for part in command]], check=True)

    def click(self, point, button=1):
        self._do(("mousemove", *point), ("sleep", 0.1), ("click", button))

    def double_click(self, point):
        self._do(("mousemove", *point), ("sleep", 0.1), ("click", "--repeat", 2, "--delay", 120, 1))

    def wheel(self, point, clicks):
        self._do(("mousemove", *point), ("sleep", 0.1),
                 ("click", "--repeat", abs(clicks), "--delay", 20, 4 if clicks < 0 else 5))

    def drag(self, start, end, keys=()):
        steps = 12
        path = [(round(start[0] + (end[0] - start[0]) * i / steps), round(start[1] + (end[1] - start[1]) * i / steps))
                for i in range(1, steps + 1)]
        hold = [("keydown", key) for key in keys]
        release = [("keyup", key) for key in keys]
        self._do(("mousemove", *start), ("sleep", 0.15), ("mousedown", 1), ("sleep", 0.15), *hold,
                 *[part for point in path for part in (("mousemove", *point), ("sleep", 0.03))])
        # Small moves over the target, as a hand does; the target answers each before the button goes up.
        for offset in (2, -2, 1, -1, 0):
            self._do(("mousemove", end[0] + offset, end[1]), ("sleep", 0.08))
        self._do(("mouseup", 1), ("sleep", 0.1), *release)


class Hand(Pointer):
    """A person's hand that counts what it does: a click, a drag, a key, a word typed without a pause are a gesture each."""

    def __init__(self, window):
        self.window, self.gestures = window, 0

    def click(self, point, button=1):
        self.gestures += 1
        super().click(point, button)

    def drag(self, start, end, keys=()):
        self.gestures += 1
        super().drag(start, end, keys)

    def key(self, key):
        self.gestures += 1
        subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)

    def type(self, text):
        self.gestures += 1
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "15", text], check=True)


class FileSource:
    """The second process that files are dragged from: one each, `how` "together" all at once, "picture" as image data and
    "address" as addresses, as a browser gives them with its page. `copy`: they are on the clipboard, too."""

    def __init__(self, test, files, at=(0, 0), how="", page="https://kitchen.example/", copy=False):
        self.program = test.started(Program([FILESOURCE, "--at", f"{at[0]},{at[1]}", "--page", page,
                                             *([f"--{how}"] if how else []), *(["--copy"] if copy else []), *files]))
        self.places = json.loads(self.program.line(0))["places"]
        self.drags = 0

    def drag(self, index, point):
        """Drags a file to a point; gives the drop action that the target took."""
        Pointer().drag(self.places[index], point)
        self.drags += 1
        return json.loads(self.program.line(self.drags))["dropped"]


def main():
    # pyatspi calls what its own library has put away; not ours to mend.
    unittest.main(verbosity=2, warnings="ignore")
