# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as a person lives with it: closed into a real tray it goes on publishing and tells so through a real
notification service; a second start raises it; killed in the middle it never sends a pin twice."""
import json
import os
import pathlib
import re
import signal
import sys
import time

from pinweek_e2e import EndToEndTest, PROGRAMS, Program, TIME_FACTOR, Window, connected, datetime, iso, main, subprocess, utc_now, wait_for

HAS_TRAY = "--tray" in sys.argv
sys.argv = [argument for argument in sys.argv if argument != "--tray"]


def notifications():
    """Summaries and bodies that dunst has shown so far."""
    history = json.loads(subprocess.run(["dunstctl", "history"], capture_output=True, text=True, check=True).stdout)
    return [f"{entry['summary']['data']} {entry['body']['data']}" for group in history["data"] for entry in group]


class ConnectedTest(EndToEndTest):
    """A workspace whose account's token is in the desktop's keyring."""

    def connect(self):
        self.stand = self.stand_in("--seed", "demo")
        self.desk("--api-base", self.stand.api_base, "account", "add-token", input=self.stand.token + "\n")
        self.desk("boards", "sync")

    def desk(self, *arguments, **more):
        """pinweekctl as in the user's own session: with its keyring."""
        return self.ctl(*arguments, env=dict(os.environ), **more)

    def plan(self, title, seconds):
        return self.plan_at(title, utc_now() + datetime.timedelta(seconds=seconds))

    def plan_at(self, title, at):
        added = self.desk("--json", "pin", "add", "--board", "Garden", "--image", self.pictures(1)[0], "--title", title,
                          "--link", "https://kitchen.example/garden", "--at", iso(at))
        return json.loads(added)["id"]

    def status(self, pin_id):
        return json.loads(self.desk("--json", "pin", "show", pin_id))["status"]


class WithTray(ConnectedTest):
    def test_closed_it_stays_in_the_tray_publishes_and_a_second_start_raises_it(self):
        self.connect()
        pin = self.plan("Autumn leaves", 14)
        window = self.window()
        window.close_into_tray()
        self.assertTrue(window.is_running())

        wait_for(lambda: self.status(pin) == "published", "the pin is published with the window closed", 60)
        self.assertEqual(len(self.stand.posts()), 1)
        self.assertEqual([created["title"] for created in self.stand.pins()], ["Autumn leaves"])
        wait_for(lambda: self.shown("Autumn leaves"), "a notification about the pin", 30)

        second = subprocess.run([str(PROGRAMS / "pinweek"), "--data-dir", str(self.data)], timeout=30 * TIME_FACTOR)
        self.assertEqual(second.returncode, 0)
        window.wait_until_shown()
        self.assertTrue(window.is_running())

    def shown(self, title):
        subprocess.run(["dunstctl", "close-all"], check=True)
        return any(title in text for text in notifications())

    def test_a_reminder_opens_post_by_hand_and_nothing_is_sent(self):
        subprocess.run(["dunstctl", "close-all"], check=True)  # of another test
        self.connect()
        account = json.loads(self.desk("--json", "account", "list"))["items"][0]["username"]
        self.desk("account", "delivery", account, "remind-me")
        window = self.started(Window(["--data-dir", self.data, "--in-tray"], shown=False))
        pin = self.plan("By my own hand", 8)

        def reminded():
            shown = json.loads(subprocess.run(["dunstctl", "count", "displayed"], capture_output=True, text=True).stdout or "0")
            return shown > 0
        wait_for(reminded, "a notification is on the screen", 40)
        self.assertIsNone(window.x_window(), "started in the tray")
        # What a click on the notification does.
        subprocess.run(["dunstctl", "action"], check=True)
        wait_for(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(window.pid), "--name",
                                         "Post by hand"], capture_output=True).returncode == 0, "Post by hand is open")
        self.assertEqual(self.stand.posts(), [])
        self.assertEqual(self.status(pin), "scheduled")
        self.assertEqual(json.loads(self.desk("--json", "status"))["to_post_by_hand"], 1)

    def test_pins_that_are_published_together_are_told_in_one_notification(self):
        subprocess.run(["dunstctl", "close-all"], check=True)  # of another test
        self.connect()
        at = utc_now() + datetime.timedelta(seconds=10 * TIME_FACTOR)
        titles = ["First of three", "Second of three", "Third of three"]
        pins = [self.plan_at(title, at) for title in titles]
        self.window()
        wait_for(lambda: all(self.status(pin) == "published" for pin in pins), "all are published", 60)
        wait_for(lambda: self.shown(titles[-1]), "they are told", 30)
        told = [text for text in notifications() if "of three" in text]
        self.assertEqual(len(told), 1, told)
        self.assertIn("3 pins published", told[0])
        for title in titles:
            self.assertIn(title, told[0])

    def test_open_pin_of_a_notification_shows_the_window_with_the_pin(self):
        subprocess.run(["dunstctl", "close-all"], check=True)
        self.connect()
        self.stand.fault(method="POST", path_prefix="/v5/pins", status=400)
        pin = self.plan("Refused again", 8)
        window = self.started(Window(["--data-dir", self.data, "--in-tray"], shown=False))
        wait_for(lambda: self.status(pin) == "blocked", "the pin is refused", 40)
        wait_for(lambda: int(subprocess.run(["dunstctl", "count", "displayed"], capture_output=True,
                                            text=True).stdout or "0") > 0, "a notification is on the screen")
        self.assertIsNone(window.x_window())
        self.choose("Open pin")
        window.wait_until_shown()
        self.assertEqual(len(self.stand.posts()), 1)

    def test_a_lost_sign_in_is_told_once_and_leads_to_where_it_is_made_again(self):
        subprocess.run(["dunstctl", "close-all"], check=True)
        self.connect()
        pin = self.plan("Plum cake", 12)
        self.started(Window(["--data-dir", self.data, "--in-tray"], shown=False))
        self.stand.expire_access_tokens()
        wait_for(lambda: self.displayed() > 0, "a notification is on the screen", 60)
        self.choose("Connect again")
        wait_for(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Connect"],
                                        capture_output=True).returncode == 0, "the way to sign in is open")
        self.assertNotEqual(self.status(pin), "published")
        subprocess.run(["dunstctl", "close-all"], check=True)
        self.assertEqual(len([text for text in notifications() if "Connect again: " in text]), 1, notifications())

    def test_pinterest_out_of_reach_is_told_with_the_reason(self):
        subprocess.run(["dunstctl", "close-all"], check=True)
        self.connect()
        self.plan("Pear cake", 12)
        self.started(Window(["--data-dir", self.data, "--in-tray"], shown=False))
        self.stand.program.end()
        wait_for(lambda: self.displayed() > 0, "a notification is on the screen", 90)
        subprocess.run(["dunstctl", "close-all"], check=True)
        [told] = [text for text in notifications() if "Pear cake" in text]
        self.assertIn("Not published yet", told)
        self.assertIn("can't be reached", told)

    def test_a_pin_that_is_checked_is_not_told_of_as_a_failure(self):
        subprocess.run(["dunstctl", "close-all"], check=True)
        self.connect()
        self.stand.fault(kind="drop", method="POST", path_prefix="/v5/pins", commit=True, times=1)
        pin = self.plan("Lemon cake", 12)
        self.started(Window(["--data-dir", self.data, "--in-tray"], shown=False))
        wait_for(lambda: self.displayed() > 0, "a notification is on the screen", 60)
        self.assertEqual(self.status(pin), "published")
        self.assertIn("unconfirmed", self.desk("--json", "log", "--pin", pin))
        subprocess.run(["dunstctl", "close-all"], check=True)
        [told] = [text for text in notifications() if "Lemon cake" in text]
        self.assertIn("1 pin published", told)
        self.assertEqual(len(self.stand.posts()), 1)

    def displayed(self):
        return int(subprocess.run(["dunstctl", "count", "displayed"], capture_output=True, text=True).stdout or "0")

    def test_a_refused_pin_is_told_and_try_again_sends_it(self):
        self.connect()
        self.stand.fault(method="POST", path_prefix="/v5/pins", status=400)
        pin = self.plan("Not at first", 8)
        self.window()
        wait_for(lambda: self.status(pin) == "blocked", "the pin is refused", 40)
        wait_for(lambda: int(subprocess.run(["dunstctl", "count", "displayed"], capture_output=True,
                                            text=True).stdout or "0") > 0, "a notification is on the screen")
        self.choose("Try again")
        wait_for(lambda: self.status(pin) == "published", "the pin is sent again", 40)
        self.assertEqual(len(self.stand.posts()), 2)

    def choose(self, words):
        """Opens the menu of the notification that is shown, and takes the line that begins so."""
        menu = pathlib.Path(os.environ["HOME"], "choose-action")
        menu.write_text(f"#!/bin/sh\ngrep -F -m 1 -- '{words}'\n")
        menu.chmod(0o755)
        subprocess.run(["dunstctl", "context"], check=True)

    def test_what_a_kill_interrupted_is_never_sent_again(self):
        self.connect()
        self.stand.fault(kind="hang", method="POST", path_prefix="/v5/pins", commit=True)
        pin = self.plan("Once only", 5)
        window = self.window()
        wait_for(lambda: self.stand.posts(), "the request is at Pinterest", 40)
        self.assertEqual(self.status(pin), "publishing")

        # While the window publishes, the command line only looks on.
        self.desk("publish", "--no-wait", code=4)
        self.assertIn("pinweek", self.last_message)

        window.kill()
        self.desk("publish", "--horizon", "5", code=None)
        self.assertEqual(self.status(pin), "published")
        self.assertEqual(len(self.stand.posts()), 1)


    def test_when_the_tray_goes_the_hidden_window_comes_back(self):
        """The last one, by its name: there is no tray after it."""
        window = self.window()
        window.close_into_tray()
        tray = subprocess.run(["pgrep", "-P", str(os.getppid()), "-x", "trayer"], capture_output=True, text=True, check=True)
        os.kill(int(tray.stdout), signal.SIGTERM)
        window.wait_until_shown()
        self.assertTrue(window.is_running())


class WithoutTray(ConnectedTest):
    def test_closing_keeps_it_open_and_says_so(self):
        window = self.window()
        window.close()
        wait_for(lambda: not window.x_window() or any("tray" in text for text in window.texts()),
                 "the window is minimised or says that there is no tray")
        self.assertTrue(window.is_running())
        # It can still be brought back: by a second start.
        second = subprocess.run([str(PROGRAMS / "pinweek"), "--data-dir", str(self.data)], timeout=30 * TIME_FACTOR)
        self.assertEqual(second.returncode, 0)
        window.wait_until_shown()

    def test_what_cannot_be_opened_ends_it_with_a_reason_where_nobody_can_answer(self):
        file = self.folder / "a file"
        file.write_text("no folder")
        command = [str(PROGRAMS / "pinweek"), "--data-dir", str(file)]
        bare = {name: value for name, value in os.environ.items()
                if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
        for environment, reason in ((bare, "no display"), (bare | {"QT_QPA_PLATFORM": "offscreen"}, "not a directory")):
            ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30 * TIME_FACTOR)
            self.assertEqual(ended.returncode, 1, ended.stderr)
            self.assertIn(reason, ended.stderr)

    def test_pause_and_resume_of_the_command_line_take_effect_in_the_open_window_and_the_other_way_round(self):
        window = self.window()
        window.named("^Publisher: Ready")
        self.desk("pause")
        window.named("^Publisher: Paused")
        self.desk("resume")
        window.named("^Publisher: Ready")
        window.keys("ctrl+p")
        wait_for(lambda: json.loads(self.desk("--json", "status"))["paused"], "the command line knows of the pause")

    def test_killed_while_somebody_types_no_more_than_the_last_second_is_lost(self):
        self.connect()
        window = self.window()
        window.week()
        window.keys("n")
        window.named("^Title", "text")
        text = "the quick brown fox jumps over the lazy dog and never once stops to draw a breath"
        moments = []
        for letter in text:  # steadily, without a pause in which it could be stored
            subprocess.run(["xdotool", "key", "space" if letter == " " else letter], check=True)
            moments.append(time.monotonic())
            time.sleep(0.06)
        killed = time.monotonic()
        window.kill()
        with connected(self.data) as database:
            titles = [row[0] for row in database.execute("SELECT title FROM pin")]
        self.assertEqual(len(titles), 1, titles)
        self.assertTrue(text.startswith(titles[0]), titles)
        older = sum(1 for moment in moments if moment < killed - TIME_FACTOR)
        self.assertGreaterEqual(len(titles[0]), older, titles)
        # It comes up with what there is.
        self.assertEqual(self.ctl_json("pin", "list")["items"][0]["title"], titles[0])

    def test_the_demo_publishes_its_due_pins_writes_a_picture_and_ends(self):
        picture = self.folder / "demo.png"
        demo = self.started(Program([PROGRAMS / "pinweek", "--demo", "--data-dir", self.folder / "demo",
                                     "--quit-when-published", "--screenshot", picture]))
        self.assertEqual(demo.wait(120), 0, "\n".join(demo.errors))
        self.assertEqual(len([line for line in demo.lines if line.startswith("published")]), 3, demo.lines)
        self.assertGreater(picture.stat().st_size, 50_000)

    def test_no_child_inherits_the_token_of_the_environment(self):
        demo = self.started(Program([PROGRAMS / "pinweek", "--demo", "--data-dir", self.folder / "demo"],
                                    env={**os.environ, "PINWEEK_ACCESS_TOKEN": "pina_PLANTEDinTheEnvironment"}))

        def environments():
            found = subprocess.run(["ps", "-o", "pid=,comm=", "--ppid", str(demo.pid)], capture_output=True, text=True).stdout
            pids = [line.split()[0] for line in found.splitlines()]
            return [environ for environ in (pathlib.Path(f"/proc/{pid}/environ").read_bytes() for pid in pids)
                    if environ] if "pinterest-sandb" in found else []
        children = wait_for(environments, "the stand-in is the demo's child")
        for environ in children:
            self.assertIn(b"PATH=", environ)
            self.assertNotIn(b"PLANTED", environ)

    def test_a_screenshot_ends_the_program_and_bad_waits_are_refused(self):
        picture = self.folder / "window.png"
        shot = self.started(Program([PROGRAMS / "pinweek", "--data-dir", self.data, "--screenshot", picture,
                                     "--screenshot-after", "0"]))
        self.assertEqual(shot.wait(30), 0, shot.errors)
        self.assertGreater(picture.stat().st_size, 10_000)
        shot = self.started(Program([PROGRAMS / "pinweek", "--data-dir", self.data, "--screenshot",
                                     self.folder / "none" / "window.png", "--screenshot-after", "0"]))
        self.assertEqual(shot.wait(30), 1, shot.errors)
        for wrong in ("soon", "-1", "1.5", "3601"):
            refused = self.started(Program([PROGRAMS / "pinweek", "--data-dir", self.data, "--screenshot", picture,
                                            f"--screenshot-after={wrong}"]))
            self.assertEqual(refused.wait(30), 2, wrong)
            self.assertIn(wrong, "\n".join(refused.errors))

    def test_the_demo_leaves_a_real_workspace_alone(self):
        self.ctl("pin", "add", "--title", "Mine", env=self.bare_environment())
        demo = self.started(Window(["--demo", "--data-dir", self.data]))
        demo.named(re.escape(str(self.data)))
        demo.close()
        self.assertEqual(demo.wait(30), 1)
        self.assertIn(str(self.data), "\n".join(demo.errors))
        self.assertEqual([pin["title"] for pin in self.pins(env=self.bare_environment())], ["Mine"])

    def test_a_data_directory_that_is_a_file_is_said_and_can_be_tried_again(self):
        self.data.write_text("a file")
        window = self.window()
        window.named("is not a directory")
        self.assertIn(str(self.data), "\n".join(window.errors))
        window.press(window.named("Try again"))
        window.named("is not a directory")
        self.assertEqual(self.data.read_text(), "a file")
        self.data.unlink()
        window.press(window.named("Try again"))
        window.week()
        window.keys("ctrl+q")
        self.assertEqual(window.wait(30), 0)

    def test_a_damaged_database_is_set_aside_said_and_an_empty_plan_can_be_begun(self):
        self.ctl("pin", "add", "--title", "Mine", env=self.bare_environment())
        database = self.data / "pinweek.db"
        database.write_bytes(b"no database" * 1000)
        window = self.window()
        window.named("is damaged")
        self.assertEqual(len(list(self.data.glob("pinweek.db.damaged-*"))), 1)
        window.press(window.named("Try again"))
        window.week()
        self.assertEqual(self.pins(env=self.bare_environment()), [])

    def test_without_a_person_a_workspace_that_cannot_be_opened_ends_it_with_a_reason(self):
        self.data.write_text("a file")
        shot = self.started(Program([PROGRAMS / "pinweek", "--data-dir", self.data, "--screenshot",
                                     self.folder / "window.png"]))
        self.assertEqual(shot.wait(30), 1)
        self.assertIn(str(self.data), "\n".join(shot.errors))


if HAS_TRAY:
    del WithoutTray
else:
    del WithTray
del ConnectedTest

if __name__ == "__main__":
    main()
