# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of a workspace that are taken in the middle of publishing: what a backup, a snapshot or a moved disk gives. Each
opens paused, looks before it sends, and goes on without a double (protocols.md 1.H)."""
import os
import random
import shutil
import signal
import time

from pinweek_e2e import EndToEndTest, TIME_FACTOR, main, wait_for
from pinweek_lab import Lab

ROUNDS = 6


class TornDisk(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.seed = random.randrange(10 ** 9)
        self.chance = random.Random(self.seed)
        print(f"seed {self.seed}", flush=True)
        self.lab = Lab(self, boards=4)

    def stopped_copy(self, publisher, name):
        """The files as they are at this moment, the process standing still."""
        publisher.process.send_signal(signal.SIGSTOP)
        copy = self.folder / name
        with_shared_memory = self.chance.random() < 0.5
        shutil.copytree(self.data, copy, ignore=None if with_shared_memory else shutil.ignore_patterns("*-shm"))
        return copy

    def opens_paused(self, copy):
        """And sends nothing until a person says that it is this one."""
        before = len(self.lab.stand_in.posts())
        self.data = copy
        self.ctl("publish", "--horizon", "0", stand_in=self.lab.stand_in, code=None)
        status = self.ctl_json("status")
        self.assertTrue(status["paused"] and status["is_copy"], status)
        self.assertEqual(len(self.lab.stand_in.posts()), before)

    def test_each_copy_of_a_copy_goes_on_where_the_disk_was_torn_off(self):
        lab = self.lab
        lab.stand_in.fault(kind="delay", commit=True, delay_ms=150 * TIME_FACTOR, times=-1, method="POST",
                           path_prefix="/v5/pins")
        for number in range(ROUNDS):
            lab.plan(3, time.time())
            publisher = self.started(lab.publisher("--watch"))
            time.sleep(self.chance.uniform(0.1, 1.2 * TIME_FACTOR))
            copy = self.stopped_copy(publisher, f"copy {number}")
            publisher.kill()
            lab.read_journal()
            self.opens_paused(copy)
            self.ctl("resume")
        lab.publish_the_rest()
        counts = lab.balance()
        print(counts, flush=True)
        self.assertEqual(counts["pins"], 3 * ROUNDS)

    def test_what_the_original_published_after_the_copy_is_found_and_not_sent_again(self):
        lab, original = self.lab, self.data
        lab.plan(5, time.time())
        lab.plan(3, time.time() + 6 * TIME_FACTOR)  # becomes due when the copy is open already
        publisher = self.started(lab.publisher("--watch"))
        wait_for(lab.stand_in.posts, "the first request")
        copies = [self.stopped_copy(publisher, "copy"), self.stopped_copy(publisher, "torn copy")]
        self.tear(copies[1])
        for copy in copies:
            self.opens_paused(copy)
        publisher.process.send_signal(signal.SIGCONT)
        self.data = original
        wait_for(lambda: lab.open_pins() == 0, "the original has published all", 30)
        posts = len(lab.stand_in.posts())
        self.assertEqual(posts, 8)
        for copy in copies:
            with self.subTest(copy=copy.name):
                self.data = copy
                self.ctl("resume")
                lab.publish_the_rest()
                self.assertEqual(len(lab.stand_in.posts()), posts)
                with lab.database() as database:
                    remote = database.execute("SELECT id, status, remote_id, attempts FROM pin WHERE removed_at IS NULL")
                    lab.each_is_there_once({row[0]: row for row in remote})

    def tear(self, copy):
        """The last of the log is lost, as a disk that lied about its writes loses it."""
        log = copy / "pinweek.db-wal"
        os.truncate(log, self.chance.randrange(log.stat().st_size // 2, log.stat().st_size))
        (copy / "pinweek.db-shm").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
