# SPDX-License-Identifier: GPL-3.0-or-later
"""The window on a Wayland compositor: it starts, shows its week, publishes what is due, and is used with the keyboard.

The compositor is weston in a window of its own on the test's display, so that real keys reach it; Pinweek knows of no
other display than weston's.
"""
import os
import pathlib
import shutil
import unittest

from pinweek_e2e import EndToEndTest, Program, Window, datetime, iso, main, subprocess, utc_now, wait_for

SOCKET = "pinweek-test"


class WaylandWindow(Window):
    """Pinweek inside of weston; keys go to weston's own window."""

    def __init__(self, arguments, weston):
        self.weston = weston
        env = {"QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": SOCKET, "DISPLAY": ":none"}
        # Qt unloads its Wayland plugin before leaks are looked for: what that one keeps has no name to leave it out by.
        env["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
        super().__init__(arguments, env, shown=False)

    def activate(self):
        subprocess.run(["xdotool", "windowactivate", "--sync", self.weston], check=True)


@unittest.skipUnless(shutil.which("weston"), "weston is not installed")
class Wayland(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.stand = self.stand_in("--seed", "demo")
        self.desk("--api-base", self.stand.api_base, "account", "add-token", input=self.stand.token + "\n")
        self.desk("boards", "sync")
        self.compositor = self.started(Program(
            ["weston", "--no-config", "--backend=x11-backend.so", "--use-pixman", "--width=1300", "--height=900",
             "--idle-time=0", f"--socket={SOCKET}"]))
        socket = pathlib.Path(os.environ["XDG_RUNTIME_DIR"], SOCKET)
        wait_for(lambda: socket.exists() or not self.compositor.is_running(), "weston's socket")
        self.assertTrue(self.compositor.is_running(), self.compositor.errors)
        self.weston = wait_for(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "weston"],
                                                      capture_output=True, text=True).stdout.split(), "weston's window")[0]

    def desk(self, *arguments, **more):
        return self.ctl(*arguments, env=dict(os.environ), **more)

    def plan(self, title, at):
        return self.desk("--json", "pin", "add", "--board", "Garden", "--image", self.pictures(1)[0], "--title", title,
                         "--link", "https://kitchen.example/garden", "--at", iso(at))

    def pin_named(self, title):
        [pin] = [pin for pin in self.pins(env=dict(os.environ)) if pin["title"] == title]
        return pin

    def test_it_shows_the_week_publishes_and_follows_the_keyboard(self):
        now = utc_now()
        self.plan("Due on Wayland", now + datetime.timedelta(seconds=15))
        monday = now.date() + datetime.timedelta(days=7 - now.date().weekday())
        later = datetime.datetime(monday.year, monday.month, monday.day, 10, tzinfo=datetime.timezone.utc)
        self.plan("Moved on Wayland", later)
        app = self.started(WaylandWindow(["--data-dir", self.data], self.weston))
        wait_for(lambda: app.elements(lambda element: (element.name or "").startswith("Week of ")), "the week is shown")

        wait_for(lambda: self.pin_named("Due on Wayland")["status"] == "published", "the due pin is published", 60)
        self.assertEqual(len(self.stand.posts()), 1)

        app.keys("ctrl+Next")
        app.focus_card("Moved on Wayland")
        app.keys("alt+Right")
        moved = iso(later + datetime.timedelta(days=1))
        wait_for(lambda: self.pin_named("Moved on Wayland")["publish_at"] == moved, "a day later")
        app.keys("ctrl+z")
        wait_for(lambda: self.pin_named("Moved on Wayland")["publish_at"] == iso(later), "as it was")


if __name__ == "__main__":
    main()
