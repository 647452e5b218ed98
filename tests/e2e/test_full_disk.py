# SPDX-License-Identifier: GPL-3.0-or-later
"""A full disk: an intent that is not stored sends nothing, and an answer is stored as soon as there is room
(protocols.md 1.H). On a small file system of its own, which needs the right to mount one."""
import ctypes
import os

from pinweek_e2e import PlannedTest, TIME_FACTOR, connected, datetime, main, subprocess, time, utc_now, wait_for

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

    def fill(self, leaving=0):
        """Leaves not a page, or so many bytes."""
        with open(self.data / "filler", "ab", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
            file.truncate(max(0, file.tell() - leaving))

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
        self.a_video_that_finds_no_room_leaves_nothing_behind()

    def a_video_that_finds_no_room_leaves_nothing_behind(self):
        film = self.folder / "film.mp4"
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=216x324:rate=10:duration=5",
                        "-pix_fmt", "yuv420p", str(film)], check=True)
        with open(film, "ab") as file:  # a box of free bytes, so that the disk is full in the middle of the copy
            file.write((1024 * 1024).to_bytes(4, "big") + b"free" + os.urandom(1024 * 1024 - 8))

        def files():
            return sorted(path for path in self.data.rglob("*") if "media" in path.relative_to(self.data).parts)

        def add_video(code):
            return self.ctl("pin", "add", "--json", "--board", "Soups", "--title", "Soup film", "--link",
                            "https://kitchen.example/film", "--video", film, stand_in=self.stand, code=code)

        before = files()
        self.fill(leaving=512 * 1024)
        add_video(1)
        self.assertIn("The disk is full", self.last_message)
        self.assertEqual(files(), before)
        self.assertEqual([pin["title"] for pin in self.pins()], ["Soup"])
        self.make_room()
        add_video(0)
        self.assertEqual(len(files()) > len(before), True)
        self.assertEqual(sorted(pin["title"] for pin in self.pins()), ["Soup", "Soup film"])

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
