# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader gets of the calendar, from the accessibility bus."""
import os

import pyatspi
from pinweek_e2e import EndToEndTest, datetime, iso, main, utc_now


class ScreenReader(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.stand = self.stand_in("--seed", "demo")
        self.desk("--api-base", self.stand.api_base, "account", "add-token", input=self.stand.token + "\n")
        self.desk("boards", "sync")
        self.picture = self.pictures(1)[0]

    def desk(self, *arguments, **more):
        return self.ctl(*arguments, env=dict(os.environ), **more)

    def test_every_card_and_free_slot_has_role_name_and_state(self):
        monday = utc_now().date() + datetime.timedelta(days=7 - utc_now().date().weekday())
        at = datetime.datetime(monday.year, monday.month, monday.day, 10, tzinfo=datetime.timezone.utc)
        for index, name in enumerate(("Lentil soup", "Lemon cake", "Plum jam")):
            self.desk("pin", "add", "--board", "Garden", "--title", name, "--link", "https://kitchen.example/x", "--image",
                      self.picture, "--at", iso(at + datetime.timedelta(days=index)))
        self.desk("slots", "add", "weekdays", "--at", "15:30")
        app = self.window()
        app.place(0, 0, 1400, 960)
        app.keys("ctrl+Next")
        app.card("Plum jam")
        week = app.week()
        self.assertEqual(week.getRoleName(), "table")
        children = [week.getChildAtIndex(index) for index in range(week.childCount)]
        self.assertEqual({child.getRoleName() for child in children}, {"table cell"})
        names = [child.name for child in children]
        self.assertEqual(len([name for name in names if "slot" in name.lower()]), 5, names)
        for child in children:
            self.assertTrue(child.name)
            self.assertTrue(child.getState().contains(pyatspi.STATE_FOCUSABLE), child.name)
            self.assertEqual(child.getState().contains(pyatspi.STATE_SELECTABLE), "slot" not in child.name.lower(), child.name)
            self.assertGreaterEqual(child.queryAction().nActions, 1)

    def test_only_what_is_visible_is_told(self):
        monday = utc_now().date() + datetime.timedelta(days=7 - utc_now().date().weekday())
        for week in range(3):
            day = monday + datetime.timedelta(days=7 * week)
            at = datetime.datetime(day.year, day.month, day.day, 10, tzinfo=datetime.timezone.utc)
            self.desk("pin", "add", "--board", "Garden", "--title", f"Week {week + 1}", "--link",
                      "https://kitchen.example/x", "--image", self.picture, "--at", iso(at))
        app = self.window()
        app.keys("ctrl+Next")
        app.card("Week 1")
        self.assertEqual([name for name in app.cards() if "Week 2" in name or "Week 3" in name], [])
        app.keys("ctrl+Next")
        app.card("Week 2")
        self.assertEqual([name for name in app.cards() if "Week 1" in name or "Week 3" in name], [])


if __name__ == "__main__":
    main()
