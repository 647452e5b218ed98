# SPDX-License-Identifier: GPL-3.0-or-later
"""A real pointer drags real files from another process onto the week, and cards about in it."""
from pinweek_e2e import EndToEndTest, FileSource, Pointer, WeekMap, datetime, extents, iso, main, middle, utc_now, wait_for


def at(day, hour, minute=0):
    return datetime.datetime(day.year, day.month, day.day, hour, minute, tzinfo=datetime.timezone.utc)


class Drag(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.stand = self.stand_in()
        self.ctl("boards", "create", "Soups", stand_in=self.stand)
        self.files = self.pictures(3)
        # All of next week is in the future, whatever day it is.
        today = utc_now().date()
        self.monday = today + datetime.timedelta(days=7 - today.weekday())
        self.first = at(self.day(1), 10)
        self.second = at(self.day(3), 14)
        self.add("Anchor one", self.first, self.files[1])
        self.add("Anchor two", self.second, self.files[2])
        self.app = self.window()
        self.app.place(0, 0, 1300, 960)
        self.app.keys("ctrl+Next")
        self.app.card("Anchor two")
        self.app.scroll_week(-30)
        self.map = WeekMap(self.app.card("Anchor one"), self.first, self.app.card("Anchor two"), self.second)

    def day(self, index):
        return self.monday + datetime.timedelta(days=index)

    def add(self, title, moment, picture):
        self.ctl("pin", "add", "--board", "Soups", "--title", title, "--link", "https://kitchen.example/soup",
                 "--image", picture, "--at", iso(moment), stand_in=self.stand)

    def all_pins(self):
        return self.pins(stand_in=self.stand)

    def planned(self, title):
        """When the one pin of this title is planned, in UTC; None when it has no time."""
        [pin] = [pin for pin in self.all_pins() if pin["title"] == title]
        return pin["publish_at"]

    def wait_until_planned(self, title, moment):
        expected = moment and iso(moment)
        wait_for(lambda: self.planned(title) == expected, f"{title} planned at {expected}")

    def drag_card(self, title, moment):
        """By a point a little inside of the card, which the drop keeps."""
        x, y, _, _ = self.app.card(title)
        inside = (12, 6)
        column, height = self.map.point(moment)
        Pointer().drag((x + inside[0], y + inside[1]), (column, height + inside[1]))

    def test_a_file_dropped_on_a_day_and_time_becomes_a_pin_there_and_stays_where_it_was(self):
        before = {pin["id"] for pin in self.all_pins()}
        source = FileSource(self, self.files, at=(1305, 30))
        content = self.files[0].read_bytes()
        target = at(self.day(2), 11, 30)

        action = source.drag(0, self.map.point(target))

        new = wait_for(lambda: [pin for pin in self.all_pins() if pin["id"] not in before], "a pin for the dropped file")
        self.assertEqual(len(new), 1)
        self.assertEqual(new[0]["publish_at"], iso(target))
        self.assertEqual(action, "copy", "a move would let the file manager delete the user's file")
        self.assertEqual(self.files[0].read_bytes(), content)
        [stored] = new[0]["media"]["files"]
        with open(stored, "rb") as file:
            self.assertEqual(file.read(), content, "the library keeps the original")
        # It lacks title and link, so it is a draft, and never sent as it is.
        self.assertEqual(new[0]["status"], "draft")
        self.assertEqual(self.stand.posts(), [])

    def test_a_file_that_is_no_picture_is_refused_with_its_name_and_makes_nothing(self):
        liar = self.folder / "holiday.jpg"
        liar.write_text("not a picture")
        before = self.all_pins()
        source = FileSource(self, [liar], at=(1305, 30))
        source.drag(0, self.map.point(at(self.day(2), 11)))
        wait_for(lambda: any("holiday.jpg" in text for text in self.app.texts()), "a line that names the file")
        self.assertEqual(self.all_pins(), before)

    def test_a_card_goes_to_another_day_and_undo_and_redo_follow(self):
        target = at(self.day(4), 16, 15)
        self.drag_card("Anchor one", target)
        self.wait_until_planned("Anchor one", target)
        self.assertEqual({pin["status"] for pin in self.all_pins()}, {"scheduled"})
        self.app.keys("ctrl+z")
        self.wait_until_planned("Anchor one", self.first)
        self.app.keys("ctrl+shift+z")
        self.wait_until_planned("Anchor one", target)
        wait_for(lambda: any("Friday 16:15" in name for name in self.app.cards()), "the card says its new time")

    def test_a_card_goes_to_unscheduled_and_back(self):
        panel = self.app.named("^Unscheduled", patience=5)
        x, y, width, height = extents(panel)
        card = self.app.card("Anchor one")
        Pointer().drag((card[0] + 12, card[1] + 6), (x + width // 2, y + 80))
        self.wait_until_planned("Anchor one", None)
        self.assertEqual([pin["status"] for pin in self.all_pins() if pin["title"] == "Anchor one"], ["draft"])

        item = self.app.wait_for_element(lambda element: element.getRoleName() == "list item" and
                                         "Anchor one" in (element.name or ""), "the pin among the unscheduled")
        target = at(self.day(5), 13)
        Pointer().drag(middle(extents(item)), self.map.point(target))
        self.wait_until_planned("Anchor one", target)

        self.app.keys("ctrl+z")
        self.wait_until_planned("Anchor one", None)
        self.app.keys("ctrl+z")
        self.wait_until_planned("Anchor one", self.first)

    def test_a_double_click_opens_the_card_though_the_composer_narrows_the_week(self):
        before = self.all_pins()
        # The outer end of the card, which another day covers once the composer is there.
        x, y, width, _ = self.app.card("Anchor two")
        Pointer().double_click((x + width - 6, y + 8))
        title = self.app.named("^Title$", "text")
        wait_for(lambda: title.queryText().getText(0, -1) == "Anchor two", "the composer shows the card's pin")
        self.assertEqual(self.all_pins(), before)

    def test_a_card_is_found_and_moved_by_keyboard_alone(self):
        # From Monday to Tuesday, then up and down the day until the focus is on the card.
        self.app.keys("Home", "Right")
        for key in ["Up"] * 20 + ["Down"] * 40:
            if "Anchor one" in self.app.focused_card():
                break
            self.app.keys(key)
        self.assertIn("Anchor one", self.app.focused_card())
        self.app.keys("alt+Right")
        self.wait_until_planned("Anchor one", self.first + datetime.timedelta(days=1))
        self.app.keys("alt+Down")
        self.wait_until_planned("Anchor one", self.first + datetime.timedelta(days=1, minutes=15))
        self.app.keys("ctrl+z", "ctrl+z")
        self.wait_until_planned("Anchor one", self.first)


if __name__ == "__main__":
    main()
