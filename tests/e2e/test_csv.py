# SPDX-License-Identifier: GPL-3.0-or-later
"""Bulk CSV by the command line: in, in again, killed in the middle, and out as Pinterest takes it."""
import csv
import json
import shutil
import struct
import time
import zlib

from pinweek_e2e import HOUR, PlannedTest, Program, PROGRAMS, connected, main, utc_now

HEADINGS = "Title,Media URL,Pinterest board,Thumbnail,Description,Link,Publish date,Keywords".split(",")


def png(number, width, height):
    """A grey picture of its own for each number below 65,536."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([number >> 8, number & 255]) * (width // 2) for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class BulkCsv(PlannedTest):
    def setUp(self):
        super().setUp()
        self.stand = self.stand_in()
        self.plan(self.stand)
        self.files = self.folder / "csv"
        self.files.mkdir()
        [picture] = self.pictures(1)
        shutil.copy(picture, self.files / "soup.jpg")

    def row(self, number, **other):
        row = dict.fromkeys(HEADINGS, "")
        row |= {"Title": f"Soup {number}", "Media URL": "soup.jpg", "Pinterest board": "Soups",
                "Link": f"https://example.com/{number}",
                "Publish date": (utc_now() + (24 + number) * HOUR).strftime("%Y-%m-%dT%H:%M:%S")}
        return row | other

    def write(self, rows, name="pins.csv"):
        with open(self.files / name, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, HEADINGS)
            writer.writeheader()
            writer.writerows(rows)
        return str(self.files / name)

    def import_json(self, *arguments, code=0):
        return json.loads(self.ctl("import", *arguments, "--json", stand_in=self.stand, code=code))

    def count(self):
        return len(self.pins(stand_in=self.stand))

    def test_good_rows_are_imported_once(self):
        bad = self.row(3, **{"Publish date": "next week"})
        path = self.write([self.row(1), self.row(2), bad])
        tried = self.import_json(path, "--dry-run", code=4)
        self.assertEqual((tried["rows"], tried["ready"], tried["imported"], self.count()), (3, 2, 0, 0))
        self.assertEqual([(each["line"], each["column"], each["level"]) for each in tried["findings"]
                          if each["level"] == "error"], [(4, "Publish date", "error")])
        done = self.import_json(path, code=4)
        self.assertEqual((done["imported"], done["scheduled"], done["left_out"]), (2, 2, 1))
        self.assertEqual(sorted(pin["title"] for pin in self.pins(stand_in=self.stand)), ["Soup 1", "Soup 2"])
        again = self.import_json(path, code=1)
        self.assertEqual((again["imported"], self.count()), (0, 2))
        self.assertIn("Already imported", again["findings"][0]["message"])
        self.assertEqual(self.import_json(path, "--again", code=4)["imported"], 2)
        self.ctl("import", str(self.files / "none.csv"), stand_in=self.stand, code=1)
        self.ctl("import", path, "--zone", "mars", stand_in=self.stand, code=2)

    def test_an_import_that_is_killed_leaves_nothing(self):
        path = self.write([self.row(number) for number in range(20000)], "many.csv")
        program = self.started(Program([PROGRAMS / "pinweekctl", "--data-dir", self.data, "--api-base", self.stand.api_base,
                                        "import", path], env=self.bare_environment(self.stand)))

        def hidden():
            with connected(self.data) as database:
                return database.execute("SELECT count(*) FROM pin WHERE batch_id IS NOT NULL").fetchone()[0]
        end = time.monotonic() + 60
        while hidden() < 1000 and time.monotonic() < end and program.is_running():
            time.sleep(0.01)
        self.assertTrue(program.is_running())
        program.kill()
        self.assertEqual(self.count(), 0)
        self.assertEqual(self.import_json(self.write([self.row(1)]))["imported"], 1)
        self.assertEqual((hidden(), self.count()), (0, 1))

    def test_pictures_of_an_import_that_is_killed_go_with_it(self):
        names = [f"soup{number}.png" for number in range(400)]
        for number, name in enumerate(names):
            (self.files / name).write_bytes(png(number, 300, 450))
        path = self.write([self.row(number, **{"Media URL": name}) for number, name in enumerate(names)], "many.csv")
        program = self.started(Program([PROGRAMS / "pinweekctl", "--data-dir", self.data, "--api-base", self.stand.api_base,
                                        "import", path], env=self.bare_environment(self.stand)))

        def kept():
            with connected(self.data) as database:
                rows = database.execute("SELECT count(*) FROM media_asset").fetchone()[0]
            return rows, len([file for file in (self.data / "media").glob("*/*") if file.is_file()])
        end = time.monotonic() + 60
        while kept()[0] < 50 and time.monotonic() < end and program.is_running():
            time.sleep(0.01)
        self.assertTrue(program.is_running())
        program.kill()
        self.assertGreater(kept()[1], 49)
        # The next command takes back what this one brought; its own picture stays.
        self.assertEqual(self.import_json(self.write([self.row(1)]))["imported"], 1)
        self.assertEqual(kept(), (1, 1))

    def test_an_export_is_what_pinterest_takes(self):
        planned = [self.row(number, Keywords="soup, hot") for number in range(5)]
        self.import_json(self.write(planned))
        out = self.files / "out.csv"
        would = json.loads(self.ctl("--json", "export", "--csv", str(out), "--split", "2", "--dry-run",
                                    stand_in=self.stand))
        self.assertEqual((would["dry_run"], would["pins"], len(would["files"])), (True, 5, 3))
        self.assertIn("only a picture on this computer", would["warnings"][0])
        self.assertEqual(list(self.files.glob("out*")), [])
        told = json.loads(self.ctl("--json", "export", "--csv", str(out), "--split", "2", "--media-folder",
                                   str(self.files / "pictures"), "--media-prefix", "https://example.com/p/",
                                   stand_in=self.stand))
        self.assertEqual((told["pins"], told["media_files"]), (5, 5))
        files = [self.files / f"out-{number}.csv" for number in (1, 2, 3)]
        self.assertEqual(told["files"], [str(file) for file in files])
        self.assertFalse(files[0].read_bytes().startswith(b"\xef\xbb\xbf"))
        rows = [row for file in files for row in csv.DictReader(open(file, newline="", encoding="utf-8"))]
        self.assertEqual(list(rows[0]), HEADINGS)
        for row, wanted in zip(rows, planned, strict=True):
            self.assertEqual({**row, "Media URL": ""}, {**wanted, "Media URL": ""})
            name = row["Media URL"].removeprefix("https://example.com/p/")
            self.assertTrue((self.files / "pictures" / name).stat().st_size > 1000)
        self.ctl("export", "--csv", str(out), "--split", "201", stand_in=self.stand, code=2)
        self.ctl("export", "--csv", str(out), "--media-prefix", "pictures", stand_in=self.stand, code=2)


if __name__ == "__main__":
    main()
