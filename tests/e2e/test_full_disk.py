# SPDX-License-Identifier: GPL-3.0-or-later
"""A full disk: an intent that is not stored sends nothing, and an answer is stored as soon as there is room
(protocols.md 1.H). On a small file system of its own, which needs the right to mount one."""
import ctypes
import os

from pinweek_e2e import PlannedTest, TIME_FACTOR, connected, datetime, main, time, utc_now, wait_for

SIZE = 6 * 1024 * 1024
DETACH = 2  # umount2: MNT_DETACH


class FullDisk(PlannedTest):
    def setUp(self):
        super().setUp()
        libc = ctypes.CDLL(None, use_errno=True)
        self.data.mkdir(mode=0o700)
        if libc.mount(b"tmpfs", bytes(self.data), b"tmpfs", 0, f"size={SIZE}".encode()) != 0:
            self.skipTest(f"no file system may be mounted here: {os.strerror(ctypes.get_errno())}")
        self.addCleanup(libc.umount2, bytes(self.data), DETACH)
        self.stand = self.stand_in()
        self.plan(self.stand)
        self.add(self.stand, "Soup", utc_now() + datetime.timedelta(seconds=4 * TIME_FACTOR), self.pictures(1)[0])

    def fill(self):
        """Leaves not a page."""
        with open(self.data / "filler", "ab", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass

    def make_room(self):
        (self.data / "filler").unlink()

    def status(self):
        with connected(self.data) as database:
            return database.execute("SELECT status FROM pin WHERE title = 'Soup'").fetchone()[0]

    def test_an_intent_that_cannot_be_stored_sends_nothing_and_goes_out_when_there_is_room(self):
        publisher = self.publishing(self.stand, "--watch")
        wait_for(lambda: (self.data / "pinweek.db-wal").exists(), "the database is open")
        self.fill()
        wait_for(lambda: any("waiting" in line for line in publisher.lines), "it says that the pin waits", 40)
        self.assertEqual(self.stand.posts(), [])
        self.make_room()
        wait_for(self.stand.pins, "the pin goes out", 60)
        wait_for(lambda: self.status() == "published", "and is known to be published")
        self.assertEqual(len(self.stand.posts()), 1)

    def test_an_answer_that_cannot_be_stored_is_stored_when_there_is_room(self):
        self.stand.fault(kind="delay", commit=True, method="POST", path_prefix="/v5/pins", delay_ms=2000 * TIME_FACTOR)
        publisher = self.publishing(self.stand, "--watch")
        wait_for(self.stand.posts, "the request", 30)
        self.fill()
        wait_for(self.stand.pins, "the pin is at the stand-in")
        time.sleep(4 * TIME_FACTOR)  # the answer comes meanwhile; that nothing is told of it is what can be seen
        self.assertEqual(publisher.lines, [])
        self.make_room()
        wait_for(lambda: self.status() == "published", "the answer is stored", 60)
        self.assertEqual(len(self.stand.pins()), 1)
        self.assertEqual(len(self.stand.posts()), 1)


if __name__ == "__main__":
    main()
