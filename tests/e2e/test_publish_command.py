# SPDX-License-Identifier: GPL-3.0-or-later
"""pinweekctl publishes a plan by itself: no window, no keychain, no display, no session bus."""
import json
import os
import random
import signal
import time

from pinweek_e2e import (HOUR, PROGRAMS, PlannedTest, Program, datetime, iso, lock_of, main, subprocess, utc_now,
                         wait_for)


class PublishCommand(PlannedTest):
    def test_fifty_pins_with_real_photographs_go_out_once_and_in_order_in_one_command(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        pictures = self.pictures(50)
        # As long as adding takes on this machine, so that no time is past when its pin is added.
        before = time.monotonic()
        self.ctl("pin", "add", "--board", "Soups", "--image", pictures[0], stand_in=stand_in)
        self.ctl("pin", "delete", "1", stand_in=stand_in)
        patience = 10 + 50 * (time.monotonic() - before)
        # Planned in another order than due, five for each second.
        begin = utc_now() + datetime.timedelta(seconds=patience)
        places = list(range(50))
        random.Random(7).shuffle(places)
        for place in places:
            self.add(stand_in, f"Soup {place:02}", begin + datetime.timedelta(seconds=place // 5), pictures[place])
        self.assertLess(utc_now(), begin, "adding took too long for this test to mean anything")

        events = [json.loads(line) for line in
                  self.ctl("--json", "publish", "--until-idle", "--horizon", "120", stand_in=stand_in, patience=patience + 120)
                  .splitlines()]

        planned = self.pins(stand_in=stand_in)
        created = stand_in.pins()
        self.assertEqual(len(planned), 50)
        self.assertEqual({pin["status"] for pin in planned}, {"published"})
        self.assertEqual({pin["attempts"] for pin in planned}, {1})
        due_order = sorted(planned, key=lambda pin: (pin["publish_at"], int(pin["id"])))
        self.assertEqual([pin["pin_id"] for pin in due_order], [pin["id"] for pin in created])
        self.assertEqual([pin["title"] for pin in due_order], [pin["title"] for pin in created])
        self.assertEqual([event["id"] for event in events if event["event"] == "published"],
                         [pin["id"] for pin in due_order])
        posts = stand_in.posts()
        self.assertEqual(len(posts), 50)
        self.assertEqual({(post["status"], post["complete"]) for post in posts}, {(201, True)})
        self.assertEqual(len({post["body_sha256"] for post in posts}), 50)
        self.assertEqual(len({pin["image_sha256"] for pin in created}), 50)
        self.assertEqual({pin["content_type"] for pin in created}, {"image/jpeg"})
        by_title = {post_pin["title"]: post_pin for post_pin in created}
        for pin in planned:
            due = datetime.datetime.fromisoformat(pin["publish_at"].replace("Z", "+00:00"))
            sent = datetime.datetime.fromisoformat(by_title[pin["title"]]["created_at"].replace("Z", "+00:00"))
            self.assertGreaterEqual(sent, due, "sent before its time")
        # Once more: nothing is left, so nothing is sent.
        self.ctl("publish", stand_in=stand_in)
        self.assertEqual(len(stand_in.posts()), 50)

    def test_a_heic_photo_and_a_webp_arrive_as_clean_jpeg(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        soon = utc_now() + datetime.timedelta(seconds=15)
        for picture in self.phone_pictures():
            self.add(stand_in, picture.name, soon, picture)
        self.ctl("publish", "--until-idle", "--horizon", "60", stand_in=stand_in, patience=120)
        self.assertEqual({pin["status"] for pin in self.pins(stand_in=stand_in)}, {"published"})
        arrived = stand_in.pins()
        self.assertEqual(len(arrived), 2)
        for pin in arrived:
            self.assertEqual((pin["content_type"], pin["width"], pin["height"]), ("image/jpeg", 600, 900))
            self.assert_clean_jpeg(stand_in.image(pin["image_sha256"]))

    def test_several_images_are_one_carousel_that_is_published_once(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        pictures = self.pictures(3)

        def add(*options, code=0):
            images = [option for picture in pictures for option in ("--image", picture)]
            return self.ctl("pin", "add", "--json", "--board", "Soups", "--title", "Three soups", "--link",
                            "https://kitchen.example/soups", *images, *options, stand_in=stand_in, code=code)
        add(code=2)
        self.assertIn("--carousel", self.last_message)
        add("--carousel", code=2)
        self.assertIn("carousels on", self.last_message)
        self.ctl("carousels", "on")
        soon = utc_now() + datetime.timedelta(seconds=20)
        pin = json.loads(add("--carousel", "--at", soon.strftime("%Y-%m-%dT%H:%M:%SZ")))
        self.assertEqual((pin["media"]["type"], len(pin["media"]["items"])), ("carousel", 3))
        self.ctl("publish", "--until-idle", "--horizon", "60", stand_in=stand_in, patience=120)
        [made] = stand_in.pins()
        self.assertEqual(len(made["items"]), 3)
        self.assertEqual((made["width"] * 3, made["content_type"]), (made["height"] * 2, "image/jpeg"))
        self.assertEqual(len(stand_in.posts()), 1)
        # Taken for refused where Pinterest takes none, and the pin says what to do.
        stand_in.settings(carousel_refusal=400)
        later = utc_now() + datetime.timedelta(seconds=20)
        refused = json.loads(add("--carousel", "--at", later.strftime("%Y-%m-%dT%H:%M:%SZ")))
        self.ctl("publish", "--until-idle", "--horizon", "60", stand_in=stand_in, patience=120, code=None)
        [blocked] = [each for each in self.pins(stand_in=stand_in) if each["id"] == refused["id"]]
        self.assertEqual((blocked["status"], blocked["last_error"]["kind"]), ("blocked", "carousel"))
        self.assertIn("doesn't take carousels", blocked["last_error"]["message"])

    def test_pictures_are_cropped_and_padded_and_go_out_so(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        soon = utc_now() + datetime.timedelta(seconds=25)
        first, second = [json.loads(self.ctl("pin", "add", "--json", "--board", "Soups", "--title", title, "--link",
                                             "https://kitchen.example/soups", "--image", picture, "--at",
                                             soon.strftime("%Y-%m-%dT%H:%M:%SZ"), stand_in=stand_in))["id"]
                         for title, picture in zip(("Cropped", "Padded"), self.pictures(2))]

        def crop(*options, code=0):
            return self.ctl("pin", "crop", "--json", *options, stand_in=stand_in, code=code)
        for wrong in (("--ratio", "3:2"), ("--focus", "2,0"), ("--pad", "no colour")):
            crop(first, *wrong, code=2)
            self.assertIn(wrong[1], self.last_message)
        fit = json.loads(crop(first, "--ratio", "1:1", "--focus", "0,0"))["media"]["fit"]
        self.assertEqual((fit["kind"], fit["ratio"], fit["part"][:2]), ("crop", "1:1", [0, 0]))
        self.assertEqual(fit["width"], fit["height"])
        crop(second, "--pad", "blur")
        self.assertEqual(json.loads(crop(second, "--reset"))["media"]["fit"], None)
        padded = json.loads(crop(second, "--ratio", "9:16", "--pad", "white"))["media"]["fit"]
        self.assertEqual((padded["kind"], padded["background"]), ("pad", "#ffffff"))
        shown = json.loads(self.ctl("pin", "show", second, "--json", stand_in=stand_in))
        self.assertEqual(shown["media"]["fit"], padded)
        self.ctl("publish", "--until-idle", "--horizon", "60", stand_in=stand_in, patience=120)
        sizes = {pin["title"]: (pin["width"], pin["height"]) for pin in stand_in.pins()}
        self.assertEqual(sizes, {"Cropped": (fit["width"], fit["height"]),
                                 "Padded": (padded["width"], padded["height"])})

    def test_exit_code_1_when_a_command_fails_and_nothing_is_half_written(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        liar = self.folder / "words.jpg"
        liar.write_text("no picture at all")
        soon = utc_now() + datetime.timedelta(hours=1)
        self.add(stand_in, "A liar", soon, liar, code=1)
        self.assertIn("words.jpg", self.last_message)
        [picture] = self.pictures(1)
        self.add(stand_in, "t" * 101, soon, picture, code=1)
        self.add(stand_in, "Too late", utc_now() - datetime.timedelta(hours=1), picture, code=1)
        self.assertEqual(self.pins(stand_in=stand_in), [])

    def test_exit_code_1_and_the_reason_when_the_data_directory_is_a_file_or_not_writable(self):
        occupied = self.folder / "occupied"
        occupied.write_text("mine")
        done = subprocess.run([PROGRAMS / "pinweekctl", "--data-dir", occupied, "pin", "list"], capture_output=True,
                              text=True, env=self.bare_environment())
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(str(occupied), done.stderr)
        self.assertEqual(occupied.read_text(), "mine")
        # proc refuses directories even to root.
        done = subprocess.run([PROGRAMS / "pinweekctl", "--data-dir", "/proc/pinweek", "pin", "list"],
                              capture_output=True, text=True, env=self.bare_environment())
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("/proc/pinweek", done.stderr)

    def test_pins_take_the_next_slots_and_slots_are_kept_by_commands(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        made = self.ctl_json("slots", "add", "daily", "--at", "12:00", stand_in=stand_in)["items"]
        self.assertEqual([slot["day"] for slot in made], ["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
        self.ctl("slots", "add", "mon", "--at", "12:00", stand_in=stand_in, code=1)
        self.assertIn("already", self.last_message)
        self.ctl("slots", "add", "someday", "--at", "12:00", stand_in=stand_in, code=2)
        self.ctl("slots", "add", "mon", "--at", "23:30", stand_in=stand_in, code=1)
        self.assertIn("daily hours", self.last_message)
        taken = []
        for index, picture in enumerate(self.pictures(3)):
            pin = self.ctl_json("pin", "add", "--board", "Soups", "--title", f"Soup {index}", "--link",
                                f"https://kitchen.example/{index}", "--image", picture, "--next-slot", stand_in=stand_in)
            self.assertEqual(pin["status"], "scheduled")
            taken.append(datetime.datetime.fromisoformat(pin["publish_at"].replace("Z", "+00:00")))
        self.assertEqual([later - former for former, later in zip(taken, taken[1:])], [datetime.timedelta(days=1)] * 2)
        self.ctl("pin", "add", "--title", "Nothing else", "--next-slot", stand_in=stand_in, code=1)
        self.ctl("slots", "remove", made[0]["id"], stand_in=stand_in)
        self.ctl("slots", "remove", made[0]["id"], stand_in=stand_in, code=1)
        self.assertEqual(len(self.ctl_json("slots", "list", stand_in=stand_in)["items"]), 6)
        self.assertEqual(len(self.ctl_json("slots", "add", "--per-day", "3", stand_in=stand_in)["items"]), 21)
        self.assertEqual(len(self.pins(stand_in=stand_in)), 3)

    def test_what_the_composer_would_say_of_a_pin_is_said_of_it_here(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        day = (utc_now() + 3 * 24 * HOUR).replace(hour=12, minute=0, second=0)
        pictures = self.pictures(2)

        def add(picture, at):
            return json.loads(self.ctl("--json", "pin", "add", "--board", "Soups", "--title", "Soup", "--link",
                                       "https://kitchen.example/soup", "--alt", "A soup", "--description", "Hot.",
                                       "--image", picture, "--at", iso(at), stand_in=stand_in))
        self.assertEqual(add(pictures[0], day)["hints"], [])
        near = add(pictures[1], day + HOUR)
        self.assertIn("Another pin with this link is too near.", near["hints"])
        self.assertIn("Hint: Another pin with this link is too near.", self.last_message)
        moved = json.loads(self.ctl("--json", "pin", "move", near["id"], "--at", iso(day + 6 * 24 * HOUR), stand_in=stand_in))
        self.assertEqual(moved["hints"], [])
        self.ctl("pin", "move", near["id"], "--at", iso(day + 24 * HOUR), stand_in=stand_in)
        self.assertIn("Hint: Another pin with this link is too near.", self.last_message)

    def test_exit_code_2_for_wrong_usage(self):
        for arguments in (["pin"], ["no-such-command"], ["pin", "list", "--state", "sleepy"],
                          ["pin", "list", "--from", "tomorrow-ish"], ["--api-base", "http://pinterest.example", "status"]):
            self.ctl(*arguments, code=2)
            self.assertNotEqual(self.last_message, "", arguments)

    def test_exit_code_3_when_the_account_has_to_be_connected(self):
        stand_in = self.stand_in()
        env = self.bare_environment(stand_in) | {"PINWEEK_ACCESS_TOKEN": "pina_of_nobody"}
        self.ctl("boards", "sync", stand_in=stand_in, env=env, code=3)
        self.ctl("publish", stand_in=stand_in, env=env, code=3)
        stand_in.program.end()
        self.ctl("publish", stand_in=stand_in, code=3)

    def test_exit_code_4_with_what_is_left_when_one_pin_is_refused(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        soon = utc_now() + datetime.timedelta(seconds=8)
        for index, picture in enumerate(self.pictures(3)):
            self.add(stand_in, f"Bread {index}", soon + datetime.timedelta(seconds=index), picture)
        stand_in.fault(kind="answer", method="POST", path_prefix="/v5/pins", status=400, skip=1, times=1)
        events = [json.loads(line) for line in self.ctl("--json", "publish", stand_in=stand_in, code=4).splitlines()]
        self.assertEqual([event["event"] for event in events], ["published", "blocked", "published"])
        blocked = next(pin for pin in self.pins(stand_in=stand_in) if pin["status"] == "blocked")
        self.assertEqual(blocked["title"], "Bread 1")
        self.assertTrue(blocked["last_error"]["message"])
        self.assertEqual(len(stand_in.posts()), 3)

    def test_a_lost_answer_is_looked_for_and_not_sent_again(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        [picture] = self.pictures(1)
        self.add(stand_in, "Lost", utc_now() + datetime.timedelta(seconds=5), picture)
        stand_in.fault(kind="drop", method="POST", path_prefix="/v5/pins", commit=True)
        events = [json.loads(line) for line in self.ctl("--json", "publish", stand_in=stand_in).splitlines()]
        self.assertEqual([event["event"] for event in events], ["unconfirmed", "adopted"])
        self.assertEqual([pin["status"] for pin in self.pins(stand_in=stand_in)], ["published"])
        self.assertEqual(len(stand_in.posts()), 1)

    def test_until_idle_counts_both_looks_as_work(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        [picture] = self.pictures(1)
        self.add(stand_in, "Lost", utc_now() + datetime.timedelta(seconds=5), picture)
        stand_in.fault(kind="drop", method="POST", path_prefix="/v5/pins", commit=False)
        began = utc_now()
        events = [json.loads(line) for line in self.ctl("--json", "publish", stand_in=stand_in, patience=150).splitlines()]
        self.assertEqual([event["event"] for event in events], ["unconfirmed", "retry", "published"])
        self.assertGreaterEqual((utc_now() - began).total_seconds(), 60)
        self.assertEqual(len(stand_in.posts()), 2)

    def test_a_twin_goes_out_once_the_other_is_found(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        soon = utc_now() + datetime.timedelta(seconds=6)
        for picture in self.pictures(2):
            self.add(stand_in, "Twin", soon, picture)
        stand_in.fault(kind="garbage", method="POST", path_prefix="/v5/pins", times=1, commit=True)
        events = [json.loads(line) for line in self.ctl("--json", "publish", stand_in=stand_in).splitlines()]
        told = [event["event"] for event in events if event["event"] != "waiting"]
        self.assertEqual(told, ["unconfirmed", "adopted", "published"])
        self.assertNotIn("Try again later", events[0]["message"])
        self.assertEqual(len(stand_in.posts()), 2)

    def test_paused_it_says_so_and_ends(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        [picture] = self.pictures(1)
        self.add(stand_in, "Paused", utc_now() + datetime.timedelta(seconds=4), picture)
        (self.data / "settings.ini").write_text("[publisher]\npaused=true\n")
        self.ctl("publish", stand_in=stand_in, code=4)
        self.assertIn("paused", self.last_message)
        self.assertEqual(stand_in.posts(), [])

    def test_beside_another_publisher_it_prints_that_ones_events_to_the_end(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        [picture] = self.pictures(1)
        self.add(stand_in, "Slow soup", utc_now() + datetime.timedelta(seconds=4), picture)
        stand_in.fault(kind="delay", commit=True, method="POST", path_prefix="/v5/pins", delay_ms=4000)
        other = Program([PROGRAMS / "pinweekctl", "--data-dir", self.data, "--api-base", stand_in.api_base, "publish"],
                        env=self.bare_environment(stand_in))
        self.addCleanup(other.end)
        wait_for(stand_in.posts, "the other publisher's request")
        events = [json.loads(line) for line in self.ctl("--json", "publish", stand_in=stand_in).splitlines()]
        self.assertEqual([event["event"] for event in events], ["published"])
        self.assertIn(str(other.pid), self.last_message)
        self.assertEqual(other.wait(), 0)
        self.assertEqual(len(stand_in.posts()), 1)

    def test_beside_one_that_stays_it_says_adopted_too_and_no_hand_over(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        watch = self.publishing(stand_in, "--watch")
        wait_for(lambda: "pinweekctl, process" in lock_of(self.data), "it publishes")
        stand_in.fault(kind="drop", method="POST", path_prefix="/v5/pins", commit=True, times=1)
        self.add(stand_in, "Lost", utc_now() + datetime.timedelta(seconds=8), self.pictures(1)[0])
        told = [json.loads(line) for line in self.ctl("--json", "publish", stand_in=stand_in).splitlines()]
        self.assertEqual([event["event"] for event in told][-1:], ["adopted"])
        self.assertIn(str(watch.pid), self.last_message)
        self.assertNotIn("has ended", self.last_message)
        self.assertTrue(watch.is_running())
        self.assertEqual([json.loads(line)["event"] for line in watch.lines], ["unconfirmed", "adopted"])
        self.assertEqual(len(stand_in.posts()), 1)

    def test_a_signal_lets_what_is_being_sent_end_and_begins_nothing_more(self):
        for number, code in ((signal.SIGTERM, 4), (signal.SIGINT, 0)):
            with self.subTest(signal=number.name):
                self.data = self.folder / number.name
                stand_in = self.stand_in()
                self.plan(stand_in)
                soon = utc_now() + datetime.timedelta(seconds=6)
                titles = ["Sent", "Not begun"] if code else ["Sent"]
                for title, picture in zip(titles, self.pictures(len(titles))):
                    self.add(stand_in, title, soon, picture)
                stand_in.fault(kind="delay", commit=True, method="POST", path_prefix="/v5/pins", delay_ms=3000, times=1)
                publish = self.started(Program([PROGRAMS / "pinweekctl", "--data-dir", self.data, "--api-base",
                                                stand_in.api_base, "publish"], env=self.bare_environment(stand_in)))
                wait_for(stand_in.posts, "the request")
                publish.process.send_signal(number)
                self.assertEqual(publish.wait(), code, publish.errors)
                self.assertEqual([line.split()[0] for line in publish.lines], ["published"])
                self.assertEqual([pin["status"] for pin in self.pins(stand_in=stand_in)],
                                 ["published", "scheduled"][:len(titles)])
                self.assertEqual("Left: 1 pin." in publish.errors, bool(code), publish.errors)
                self.assertEqual(len(stand_in.posts()), 1)

    def test_a_signal_while_waiting_for_a_pins_time_ends_it_at_once(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        [picture] = self.pictures(1)
        self.add(stand_in, "Later", utc_now() + datetime.timedelta(minutes=30), picture)
        publish = self.started(Program([PROGRAMS / "pinweekctl", "--data-dir", self.data, "--api-base", stand_in.api_base,
                                        "publish", "--horizon", "3600"], env=self.bare_environment(stand_in)))
        wait_for(lambda: "pinweekctl, process" in lock_of(self.data), "it publishes")
        publish.process.send_signal(signal.SIGINT)
        self.assertEqual(publish.wait(10), 4, publish.errors)
        self.assertIn("Left: 1 pin.", publish.errors)
        self.assertEqual(stand_in.posts(), [])

    def test_a_lock_that_cannot_be_opened_is_said(self):
        self.ctl("pin", "add", "--title", "Mine")
        (self.data / "publisher.lock").unlink(missing_ok=True)
        (self.data / "publisher.lock").mkdir()
        self.assertIn("publisher.lock", self.ctl("status"))
        self.assertIn("publisher.lock", self.ctl_json("status")["publisher_problem"])
        self.ctl("publish", code=1)
        self.assertIn("publisher.lock", self.last_message)
        (self.data / "publisher.lock").rmdir()
        self.assertIsNone(self.ctl_json("status")["publisher_problem"])

    def test_what_a_power_cut_left_half_written_is_cleared_away(self):
        left = self.data / "media" / "ab" / ".unfinished-aB3xYz"
        fresh = left.with_name(".unfinished-Recent")
        self.ctl("pin", "add", "--title", "Mine")
        left.parent.mkdir(parents=True)
        for file in (left, fresh):
            file.write_bytes(b"half a picture")
        os.utime(left, (time.time() - 3600, time.time() - 3600))
        # Commands are short: only what stays gives the clearing its time.
        stand_in = self.stand_in()
        self.plan(stand_in)
        watch = self.publishing(stand_in, "--watch")
        wait_for(lambda: not left.exists(), "the old one is gone")
        watch.process.send_signal(signal.SIGTERM)
        watch.wait()
        self.assertTrue(fresh.exists(), "another program may be writing that one")

    def test_an_unclear_pin_is_shown_as_being_checked(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        [picture] = self.pictures(1)
        self.add(stand_in, "Unclear", utc_now() + datetime.timedelta(seconds=4), picture)
        stand_in.fault(kind="answer", method="POST", path_prefix="/v5/pins", status=500, times=1)
        watch = self.publishing(stand_in, "--watch")
        wait_for(lambda: self.pin("1")["status"] == "unconfirmed", "the answer was no clear one", 30)
        watch.process.send_signal(signal.SIGTERM)
        watch.wait()
        for shown in (self.ctl("pin", "show", "1"), self.pin("1")["last_error"]["message"]):
            self.assertIn("Checking", shown)
            self.assertNotIn("ry again", shown)

    def test_names_that_are_none_are_refused_in_plain_words(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        for arguments, code in ((["pin", "show", "soup"], 2), (["pin", "show", "77"], 1), (["pin", "cancel", "77"], 1),
                                (["pin", "move", "77", "--at", "2099-01-01T10:00"], 1), (["pin", "delete", "77"], 1),
                                (["boards", "list", "--account", "someone.else"], 2),
                                (["account", "remove", "someone.else"], 2)):
            self.ctl(*arguments, stand_in=stand_in, code=code)
            self.assertNotEqual(self.last_message, "", arguments)
            self.assertNotIn("at Pinterest", self.last_message, arguments)
        self.ctl("boards", "sync", code=3)
        self.ctl("--api-base", stand_in.api_base, "publish", code=2)

    def test_the_token_of_the_environment_is_stored_nowhere(self):
        stand_in = self.stand_in("--access-token", "pina_PLANTEDinTheEnvironment0123456789")
        self.plan(stand_in)
        [picture] = self.pictures(1)
        self.add(stand_in, "Secret soup", utc_now() + datetime.timedelta(seconds=4), picture,
                 env=self.bare_environment(stand_in) | {"QT_LOGGING_RULES": "*=true"})
        self.ctl("publish", stand_in=stand_in,
                 env=self.bare_environment(stand_in) | {"QT_LOGGING_RULES": "*=true"})
        self.assertNotIn("PLANTED", self.last_message)
        files = [file for file in self.data.rglob("*") if file.is_file()]
        self.assertTrue(any(file.name == "pinweek.db" for file in files))
        for file in files:
            self.assertNotIn(b"PLANTED", file.read_bytes(), file)


if __name__ == "__main__":
    main()
