# SPDX-License-Identifier: GPL-3.0-or-later
"""pinweekctl publish --watch, the hand-over between publishers, and what status, log and retry say."""
import json
import shutil
import signal

from pinweek_e2e import PlannedTest, TIME_FACTOR, connected, datetime, lock_of, main, time, utc_now, wait_for


def soon(seconds):
    return utc_now() + datetime.timedelta(seconds=seconds * TIME_FACTOR)


class WatchCommand(PlannedTest):
    def events(self, program):
        return [json.loads(line) for line in program.lines]

    def test_a_watch_publishes_pins_that_are_planned_while_it_runs_and_a_signal_ends_it(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        watch = self.publishing(stand_in, "--watch")
        wait_for(lambda: "pinweekctl, process" in lock_of(self.data), "it publishes")
        self.assertEqual(self.ctl_json("status")["publisher"], f"pinweekctl, process {watch.pid}")
        for index, picture in enumerate(self.pictures(2)):
            self.add(stand_in, f"Bread {index}", soon(3), picture)
        wait_for(lambda: len(watch.lines) == 2, "both are published", 30)
        self.assertTrue(watch.is_running(), "nothing is due any more, and it stays")
        self.add(stand_in, "Tomorrow", utc_now() + datetime.timedelta(days=1), self.pictures(3)[2])
        watch.process.send_signal(signal.SIGTERM)
        self.assertEqual(watch.wait(), 0, watch.errors)
        self.assertEqual([event["event"] for event in self.events(watch)], ["published", "published"])
        self.assertEqual(len(stand_in.posts()), 2)
        self.assertIsNone(self.ctl_json("status")["publisher"], "nobody publishes after its end")

    def test_a_watch_for_some_seconds_ends_by_itself_with_4_when_a_pin_was_refused(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        self.add(stand_in, "Refused", soon(3), self.pictures(1)[0])
        stand_in.fault(kind="answer", method="POST", path_prefix="/v5/pins", status=400)
        begin = time.monotonic()
        watch = self.publishing(stand_in, "--watch", "--for", str(6 * TIME_FACTOR))
        self.assertEqual(watch.wait(30), 4, watch.errors)
        self.assertGreaterEqual(time.monotonic() - begin, 6 * TIME_FACTOR)
        self.assertEqual([event["event"] for event in self.events(watch)], ["blocked"])
        self.assertIn("Left: 1 pin.", watch.errors)

    def test_a_watch_makes_drafts_of_what_comes_into_watched_folders_and_only_one_of_two_does(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        folder = self.folder / "Photos"
        folder.mkdir()
        self.ctl("watch-folder", "add", folder, stand_in=stand_in)
        first = self.publishing(stand_in, "--watch")
        wait_for(lambda: f"process {first.pid}" in lock_of(self.data), "the first publishes")
        second = self.publishing(stand_in, "--watch")
        wait_for(lambda: any(str(first.pid) in line for line in second.errors), "the second waits")
        photos = self.pictures(2)
        shutil.copy(photos[0], folder / "lemon cake.jpg")
        wait_for(lambda: first.lines, "the file comes in", 30)
        self.assertEqual(self.events(first), [{"event": "brought_in", "folder": "Photos", "pins": 1}])
        first.process.send_signal(signal.SIGTERM)
        self.assertEqual(first.wait(), 0, first.errors)
        shutil.copy(photos[1], folder / "plum cake.jpg")
        wait_for(lambda: second.lines, "the second goes on with that, too", 30)
        self.assertEqual(self.events(second), [{"event": "brought_in", "folder": "Photos", "pins": 1}])
        self.assertEqual([pin["title"] for pin in self.pins(stand_in=stand_in)], ["Lemon cake", "Plum cake"])
        self.assertEqual({pin["status"] for pin in self.pins(stand_in=stand_in)}, {"draft"})

    def test_wrong_watches_are_refused(self):
        for options in (["--for", "5"], ["--watch", "--for", "0"], ["--watch", "--for", "soon"], ["--watch", "--until-idle"]):
            self.ctl("publish", *options, code=2)

    def test_when_the_publisher_dies_the_watch_beside_it_goes_on_and_says_who_published(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        pictures = self.pictures(3)
        first = self.publishing(stand_in, "--watch")
        wait_for(lambda: f"process {first.pid}" in lock_of(self.data), "the first publishes")
        second = self.publishing(stand_in, "--watch")
        wait_for(lambda: any(str(first.pid) in line for line in second.errors), "the second says who publishes")
        self.add(stand_in, "By the first", soon(2), pictures[0])
        wait_for(lambda: second.lines, "the second tells what the first did", 30)
        self.assertEqual(self.events(second)[0]["event"], "published")
        # Killed with a request under way, and one to come.
        stand_in.fault(kind="hang", method="POST", path_prefix="/v5/pins")
        self.add(stand_in, "Interrupted", soon(2), pictures[1])
        wait_for(lambda: len(stand_in.posts()) == 2, "the request is under way", 30)
        first.kill()
        wait_for(lambda: any("publishes now" in line for line in second.errors), "the second takes over")
        self.assertEqual(self.ctl_json("status")["publisher"], f"pinweekctl, process {second.pid}")
        self.add(stand_in, "By the second", soon(2), pictures[2])
        wait_for(lambda: len(stand_in.posts()) == 3, "the second publishes", 30)
        wait_for(lambda: '"id":"3"' in "".join(second.lines), "and tells it")
        # What was interrupted is looked for, never simply sent again.
        self.assertEqual([event["event"] for event in self.events(second)], ["published", "unconfirmed", "published"])
        self.assertEqual(len(stand_in.posts()), 3)

    def test_pause_and_resume_beside_a_publisher_take_effect_there_at_once(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        pictures = self.pictures(2)
        watch = self.publishing(stand_in, "--watch")
        wait_for(lambda: f"process {watch.pid}" in lock_of(self.data), "it publishes")
        self.ctl("pause")
        wait_for(lambda: any("paused" in line for line in watch.errors), "the publisher says that it is paused")
        due = soon(1)
        self.add(stand_in, "Held", due, pictures[0])
        wait_for(lambda: utc_now() > due + datetime.timedelta(seconds=2 * TIME_FACTOR), "its time has passed")
        self.assertEqual(stand_in.posts(), [])
        self.ctl("resume")
        wait_for(lambda: len(watch.lines) == 1, "it goes on", 30)
        self.assertEqual([event["event"] for event in self.events(watch)], ["published"])
        self.ctl("pause")
        wait_for(lambda: sum("paused" in line for line in watch.errors) == 2, "the second pause is seen too")
        self.assertTrue(self.ctl_json("status")["paused"])

    def test_a_clock_that_is_wrong_holds_publishing_and_status_says_so(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        self.add(stand_in, "Held", soon(3), self.pictures(1)[0])
        stand_in.settings(clock_skew_s=-2 * 3600)
        self.ctl("publish", stand_in=stand_in, code=4)
        self.assertIn("clock is 2 h ahead", self.last_message)
        self.assertEqual(stand_in.posts(), [])
        self.assertIn("clock is 2 h ahead", self.ctl("status"))
        self.assertAlmostEqual(self.ctl_json("status")["clock_ahead_s"], 7200, delta=60)
        stand_in.settings(clock_skew_s=0)
        self.ctl("publish", stand_in=stand_in)
        self.assertEqual(len(stand_in.posts()), 1)
        self.assertIsNone(self.ctl_json("status")["clock_ahead_s"])

    def test_log_has_time_cause_and_answer_of_every_move(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        picture, other = self.pictures(2)
        self.add(stand_in, "Soup", soon(3), picture)
        self.add(stand_in, "Other", utc_now() + datetime.timedelta(days=1), other)
        stand_in.fault(kind="answer", method="POST", path_prefix="/v5/pins", status=400)
        before = utc_now()
        self.ctl("publish", stand_in=stand_in, code=4)
        self.ctl("pin", "retry", "1")
        self.ctl("publish", stand_in=stand_in)

        log = self.ctl_json("log", "--pin", "1")["items"]
        self.assertEqual([(event["from"], event["to"]) for event in log if event["from"] != event["to"]],
                         [("draft", "scheduled"), ("scheduled", "publishing"), ("publishing", "blocked"),
                          ("blocked", "scheduled"), ("scheduled", "publishing"), ("publishing", "published")])
        refused = next(event for event in log if event["to"] == "blocked")
        self.assertIn("HTTP 400", refused["detail"])
        self.assertEqual(refused["by"], "command line")
        self.assertTrue(all(event["detail"] for event in log), log)
        self.assertTrue(all(event["id"] == "1" and event["title"] == "Soup" for event in log))
        moments = [datetime.datetime.fromisoformat(event["at"].replace("Z", "+00:00")) for event in log]
        self.assertEqual(moments, sorted(moments))
        self.assertGreaterEqual(moments[-1], before)
        whole = self.ctl_json("log")["items"]
        self.assertEqual({event["id"] for event in whole}, {"1", "2"})
        self.assertIn("HTTP 400", self.ctl("log"))
        # Also of what is deleted.
        self.ctl("pin", "delete", "2")
        self.assertIn("deleted", self.ctl_json("log", "--pin", "2")["items"][-1]["detail"])

    def test_retry_sends_what_failed_and_refuses_what_did_not(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        picture, other = self.pictures(2)
        self.add(stand_in, "Soup", soon(3), picture)
        self.add(stand_in, "Other", utc_now() + datetime.timedelta(days=1), other)
        stand_in.fault(kind="answer", method="POST", path_prefix="/v5/pins", status=400)
        self.ctl("publish", stand_in=stand_in, code=4)
        self.assertEqual(self.ctl_json("pin", "retry", "1")["status"], "scheduled")
        self.ctl("publish", stand_in=stand_in)
        self.assertEqual(self.pin("1")["status"], "published")
        self.assertEqual(self.pin("1")["attempts"], 2)
        for pin, code in (("2", 1), ("1", 1), ("77", 1), ("soup", 2)):
            self.ctl("pin", "retry", pin, code=code)
            self.assertNotEqual(self.last_message, "")
        self.ctl("log", "--pin", "77", code=1)
        self.ctl("log", "--pin", "soup", code=2)

    def test_retry_of_a_pin_that_may_be_at_pinterest_needs_the_word_that_it_is_not_there(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        pictures = self.pictures(3)
        # Two whose answers get lost before Pinterest makes anything of them; of one of them a person is asked later.
        stand_in.fault(kind="drop", commit=False, method="POST", path_prefix="/v5/pins", times=2)
        for index in range(2):
            self.add(stand_in, f"Lost {index}", soon(3), pictures[index])
        self.add(stand_in, "Tomorrow", utc_now() + datetime.timedelta(days=1), pictures[2])
        watch = self.publishing(stand_in, "--watch")
        wait_for(lambda: [self.pin(pin)["status"] for pin in "12"] == ["unconfirmed"] * 2, "both answers are lost", 30)
        watch.process.send_signal(signal.SIGTERM)
        watch.wait()
        with connected(self.data) as database:
            database.execute("UPDATE pin SET status = 'blocked', error_kind = 'unclear', revision = revision + 1 WHERE id = 2")
        self.assertEqual(len(stand_in.posts()), 2)

        for pin, status in (("1", "unconfirmed"), ("2", "blocked")):
            self.assertEqual(self.ctl("pin", "retry", pin, code=1), "")
            self.assertIn(f"Pin {pin} may be at Pinterest already", self.last_message)
            self.assertIn(f"pinweekctl pin retry --not-there {pin}", self.last_message)
            self.assertEqual(self.pin(pin)["status"], status, "a refusal changes nothing")
        for pin in "12":
            again = self.ctl_json("pin", "retry", "--not-there", pin)
            self.assertEqual((again["id"], again["status"]), (pin, "scheduled"))
        self.ctl("publish", stand_in=stand_in)
        self.assertEqual([(self.pin(pin)["status"], self.pin(pin)["attempts"]) for pin in "12"], [("published", 2)] * 2)
        self.assertEqual(sorted(pin["title"] for pin in stand_in.pins()), ["Lost 0", "Lost 1"])
        self.assertEqual(len(stand_in.posts()), 4)
        self.assertIn("not at Pinterest, a person says", self.ctl("log", "--pin", "1"))

        # Where nothing is in doubt the word means nothing, and sends nothing.
        for pin, code, words in (("1", 1, "known whether it is at Pinterest"), ("3", 1, "known whether it is at Pinterest"),
                                 ("77", 1, "no pin 77"), ("soup", 2, "soup")):
            self.assertEqual(self.ctl("pin", "retry", "--not-there", pin, code=code), "")
            self.assertIn(words, self.last_message)
        self.ctl("publish", stand_in=stand_in)
        self.assertEqual(len(stand_in.posts()), 4)


if __name__ == "__main__":
    main()
