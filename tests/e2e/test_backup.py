# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan goes into one file and comes back, by pinweekctl; the file is read by another program than ours."""
import ctypes
import hashlib
import json
import os
import signal
import stat
import zipfile

from pinweek_e2e import PROGRAMS, TIME_FACTOR, PlannedTest, Program, datetime, main, utc_now, wait_for

SIZE = 3 * 1024 * 1024
DETACH = 2  # umount2: MNT_DETACH


class Backup(PlannedTest):
    def setUp(self):
        super().setUp()
        self.stand = self.stand_in()
        self.plan(self.stand)
        self.file = self.folder / "plan.zip"

    def add_soups(self, count):
        at = utc_now() + datetime.timedelta(days=1)
        for index, picture in enumerate(self.pictures(count)):
            self.add(self.stand, f"Soup {index}", at + datetime.timedelta(minutes=index), picture)

    def test_python_reads_what_pinweek_packs_and_pinweek_what_it_packed(self):
        self.add_soups(3)
        told = self.ctl_json("backup", self.file)
        self.assertEqual((told["pins"], told["media_files"]), (3, 3))
        with zipfile.ZipFile(self.file) as archive:
            self.assertIsNone(archive.testzip())
            manifest = json.loads(archive.read("manifest.json"))
            self.assertEqual({entry["name"] for entry in manifest["files"]} | {"manifest.json"}, set(archive.namelist()))
            for entry in manifest["files"]:
                self.assertEqual(hashlib.sha256(archive.read(entry["name"])).hexdigest(), entry["sha256"])
        self.assertNotIn(self.stand.token.encode(), self.file.read_bytes())

        other = self.folder / "other"
        self.ctl("restore", self.file, "--into", other)
        self.assertIn("paused", self.last_message)
        before = self.pins()
        self.data = other
        self.assertEqual([(pin["title"], pin["publish_at"]) for pin in self.pins()],
                         [(pin["title"], pin["publish_at"]) for pin in before])
        self.ctl("restore", self.file)
        self.assertEqual(len(list(self.folder.glob("other-before-restore-*"))), 1)

    def test_a_link_in_an_archive_is_refused(self):
        self.add_soups(1)
        self.ctl("backup", self.file)
        evil = self.folder / "evil.zip"
        with zipfile.ZipFile(self.file) as archive, zipfile.ZipFile(evil, "w") as out:
            for name in archive.namelist():
                info = zipfile.ZipInfo(name)
                bytes_ = archive.read(name)
                if name == "settings.ini" or name.startswith("media/"):
                    info.create_system = 3
                    info.external_attr = (stat.S_IFLNK | 0o777) << 16
                    bytes_ = b"/etc/passwd"
                out.writestr(info, bytes_)
        other = self.folder / "other"
        self.ctl("restore", evil, "--into", other, code=1)
        self.assertIn("backup", self.last_message)
        self.assertEqual([path for path in self.folder.iterdir() if path.name.startswith("other")], [])

    def test_an_open_plan_is_not_replaced(self):
        self.add_soups(1)
        self.ctl("backup", self.file)
        self.publishing(self.stand, "--watch")
        wait_for(lambda: (self.data / "publisher.lock").exists() and (self.data / "publisher.lock").read_text(),
                 "it publishes")
        self.ctl("restore", self.file, code=1)
        self.assertIn("open", self.last_message)
        self.assertEqual(list(self.folder.glob("workspace-before*")) + list(self.folder.glob("workspace.restoring*")), [])

    def test_a_full_disk_is_one_clear_error(self):
        self.add_soups(2)
        self.ctl("backup", self.file)
        small = self.folder / "small"
        small.mkdir(mode=0o700)
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.mount(b"tmpfs", bytes(small), b"tmpfs", 0, f"size={SIZE}".encode()) != 0:
            self.skipTest(f"no file system may be mounted here: {os.strerror(ctypes.get_errno())}")
        self.addCleanup(libc.umount2, bytes(small), DETACH)
        (small / "filler").write_bytes(b"x" * (SIZE - 65536))
        self.ctl("backup", small / "plan.zip", code=1)
        self.assertIn("disk is full", self.last_message)
        self.assertEqual(len(self.last_message.strip().splitlines()), 1)
        self.assertEqual(os.listdir(small), ["filler"])
        self.ctl("restore", self.file, "--into", small / "plan", code=1)
        self.assertIn("not enough room", self.last_message)
        self.assertEqual(os.listdir(small), ["filler"])

    def test_ctrl_c_leaves_nothing_half_made(self):
        self.add_soups(1)
        big = self.data / "media" / "00" / ("0" * 64 + ".mp4")
        big.parent.mkdir(exist_ok=True)
        with open(big, "wb") as file:
            file.truncate(3 << 30)
        target = self.folder / "target"
        target.mkdir()
        program = self.started(Program([PROGRAMS / "pinweekctl", "--data-dir", self.data, "backup", target / "b.zip"],
                                       env=self.bare_environment()))
        wait_for(lambda: any(path.stat().st_size > 1 << 20 for path in target.iterdir()), "it is being written")
        program.process.send_signal(signal.SIGINT)
        self.assertEqual(program.wait(20 * TIME_FACTOR), 1)
        self.assertEqual(os.listdir(target), [])


if __name__ == "__main__":
    main()
