# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan goes out as a calendar and as JSON; both are read back by other libraries than those that wrote them."""
import json

import icalendar

from pinweek_e2e import PlannedTest, datetime, iso, main, utc_now

TITLES = ["Lemon cake, with; marks \\ and: more", "かぼちゃのスープを作る方法" * 5, "Zwölf Boxkämpfer 🎂 " * 4, "Plain"]
DESCRIPTION = "First line, with a comma;\nsecond \\ line\n\nBEGIN:VEVENT\n" + "long " * 60 + "end"


class Exports(PlannedTest):
    def setUp(self):
        super().setUp()
        self.stand = self.stand_in()
        self.ctl("boards", "create", "Soups, stews; broths", stand_in=self.stand)
        self.first = utc_now().replace(minute=0, second=0) + datetime.timedelta(days=2)
        for index, picture in enumerate(self.pictures(len(TITLES))):
            self.ctl("pin", "add", "--board", "Soups, stews; broths", "--title", TITLES[index], "--description", DESCRIPTION,
                     "--link", f"https://kitchen.example/a?b=1,2;{index}", "--image", picture, "--at",
                     iso(self.first + datetime.timedelta(days=index)), stand_in=self.stand)
        self.ctl("pin", "add", "--board", "Soups, stews; broths", "--title", "No time yet", stand_in=self.stand)

    def events(self, *options):
        file = self.folder / "plan.ics"
        self.ctl("export", "--ics", file, *options)
        written = file.read_bytes()
        for line in written.split(b"\r\n"):
            self.assertLessEqual(len(line), 75)
            self.assertNotIn(b"\n", line)
        self.unfolded = written.replace(b"\r\n ", b"")
        calendar = icalendar.Calendar.from_ical(written)
        self.assertEqual(str(calendar["VERSION"]), "2.0")
        return [part for part in calendar.walk() if part.name == "VEVENT"]

    def test_another_library_reads_each_planned_pin_as_an_event(self):
        events = self.events()
        self.assertEqual([str(event["SUMMARY"]) for event in events], [title.strip() for title in TITLES])
        self.assertEqual([event["DTSTART"].dt for event in events],
                         [self.first + datetime.timedelta(days=index) for index in range(len(TITLES))])
        for index, event in enumerate(events):
            self.assertEqual(str(event["DESCRIPTION"]), DESCRIPTION)
            self.assertEqual(str(event["URL"]), f"https://kitchen.example/a?b=1,2;{index}")
            self.assertEqual(str(event["STATUS"]), "CONFIRMED")
            self.assertEqual(event["DTEND"].dt - event["DTSTART"].dt, datetime.timedelta(minutes=15))
        # By its text: this library takes an escaped comma for the end of a category.
        self.assertEqual(self.unfolded.count(b"\r\nCATEGORIES:Soups\\, stews\\; broths\r\n"), len(events))
        self.assertEqual(len({str(event["UID"]) for event in events}), len(events))

    def test_an_event_keeps_its_identity_and_a_range_leaves_the_rest_out(self):
        before = {str(event["SUMMARY"]): str(event["UID"]) for event in self.events()}
        self.ctl("pin", "move", "1", "--at", iso(self.first + datetime.timedelta(days=9)))
        after = {str(event["SUMMARY"]): str(event["UID"]) for event in self.events()}
        self.assertEqual(before, after)
        some = self.events("--from", iso(self.first + datetime.timedelta(days=1)), "--to",
                           iso(self.first + datetime.timedelta(days=3)))
        self.assertEqual([str(event["SUMMARY"]) for event in some], [title.strip() for title in TITLES[1:3]])

    def test_json_holds_all_pins_as_pin_list_gives_them(self):
        file = self.folder / "plan.json"
        self.ctl("export", "--json", file)
        plan = json.loads(file.read_text())
        listed = {pin["id"]: pin for pin in self.pins()}
        self.assertEqual(len(listed), len(TITLES) + 1)
        self.assertEqual({pin["id"]: pin for pin in plan["items"]}, listed)
        self.assertIn("Soups, stews; broths",
                      [board["name"] for account in plan["accounts"] for board in account["boards"]])
        self.assertNotIn(self.stand.token, file.read_text())

    def test_json_after_export_means_what_it_stands_beside(self):
        file, ics = self.folder / "plan.json", self.folder / "plan.ics"
        for arguments in (["--json", "export", "--ics", ics], ["export", "--ics", ics, "--json"],
                          ["--json", "export", "--json", file], ["export", "--json", file, "--json"]):
            answer = json.loads(self.ctl(*arguments))
            self.assertEqual(answer["file"], str(arguments[-1] if arguments[-1] != "--json" else arguments[-2]))
        self.assertEqual(answer["pins"], len(TITLES) + 1)
        self.assertNotIn("{", self.ctl("export", "--json", file))
        self.ctl("export", "--json", code=2)
        self.ctl("export", "--ics", ics, "--json", file, code=2)

    def test_a_picture_of_a_week_and_of_a_month(self):
        week, month = self.folder / "week.pdf", self.folder / "month.png"
        day = self.first.date().isoformat()
        answer = json.loads(self.ctl("--json", "export", "--picture", week, "--week", day))
        self.assertEqual(answer["files"], [str(week)])
        self.assertGreaterEqual(answer["pins"], 1)
        self.assertEqual(week.read_bytes()[:5], b"%PDF-")
        self.assertEqual(self.ctl("export", "--picture", month, "--month", day[:7]).strip(), str(month))
        self.assertEqual(month.read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
        for wrong in (["--picture", "a.gif"], ["--picture", week, "--month", "May"], ["--picture", week, "--week", "1"],
                      ["--picture", week, "--week", day, "--month", day[:7]], ["--ics", "a.ics", "--week", day]):
            self.ctl("export", *wrong, code=2)
        self.ctl("export", "--picture", self.folder / "nowhere" / "a.pdf", code=1)

    def test_a_place_that_cannot_be_written_to_is_one_sentence(self):
        self.ctl("export", "--ics", self.folder / "nowhere" / "plan.ics", code=1)
        self.assertEqual(len(self.last_message.strip().splitlines()), 1)
        self.ctl("export", code=2)
        self.ctl("export", "--ics", self.folder / "a", "--json", self.folder / "b", code=2)


if __name__ == "__main__":
    main()
