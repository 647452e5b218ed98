# SPDX-License-Identifier: GPL-3.0-or-later
"""A pin is planned, moved and published by somebody who sees nothing and has no mouse: keys only, and the screen's words
from the accessibility bus, as a screen reader gets them."""
import json
import os

import pyatspi
from pinweek_e2e import EndToEndTest, datetime, iso, main, subprocess, utc_now, wait_for


class ScreenReader(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.stand = self.stand_in("--seed", "demo")
        self.desk("--api-base", self.stand.api_base, "account", "add-token", input=self.stand.token + "\n")
        self.desk("boards", "sync")
        self.picture = self.pictures(1)[0]

    def desk(self, *arguments, **more):
        return self.ctl(*arguments, env=dict(os.environ), **more)

    def all_pins(self):
        return json.loads(self.desk("--json", "pin", "list"))["items"]

    def type(self, text):
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "15", text], check=True)

    def press(self, key):
        """To whatever has the focus: a popup, a dialog."""
        subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)

    def test_a_pin_is_planned_moved_and_published_without_mouse_and_screen(self):
        app = self.window()
        app.place(0, 0, 1400, 960)
        listener = app.listen()

        def heard(words):
            """The card said this of itself."""
            return [told for told in listener.told() if words in told and "Lentil soup" in told]
        # Next week, so that every day is to come.
        app.keys("ctrl+Next", "Home", "Right", "Return")
        title = app.named("^Title$", "text")
        wait_for(lambda: title.getState().contains(pyatspi.STATE_FOCUSED), "the composer has the focus")
        self.type("Lentil soup")
        app.tab_to("^Link$")
        self.type("https://kitchen.example/lentils")
        app.tab_to("^Board: ")
        listener.told().clear()
        app.keys("space")
        wait_for(lambda: "Search boards" in listener.told(), "the board's search tells its focus")
        self.type("Garden")
        self.press("Return")
        app.named("^Board: Garden")
        app.tab_to("^No image yet")
        app.keys("space")
        # Typed, so that Return comes while the list of completions opens: the window is active afterwards all the same.
        app.named("^File name:", "text")
        self.type(str(self.picture))
        self.press("Return")
        app.named("^Image photo 01")
        [draft] = wait_for(self.all_pins, "the draft is stored")
        self.assertEqual(draft["status"], "draft")
        app.keys("ctrl+Return")
        wait_for(lambda: self.all_pins()[0]["status"] == "scheduled", "the pin is scheduled")
        planned = self.all_pins()[0]["publish_at"]

        # Back on the calendar the card has the focus, and says what it is.
        listener.told().clear()
        app.keys("Escape")
        wait_for(lambda: heard("scheduled"), "the card says that it has the focus")
        self.assertEqual(app.focused_card(), "Tuesday 09:00, scheduled, Lentil soup")
        app.keys("space")
        wait_for(app.selected_cards, "space selects it")
        listener.told().clear()
        listener.focused().clear()
        app.keys("alt+Right", "alt+Down")
        moved = iso(datetime.datetime.fromisoformat(planned.replace("Z", "+00:00")) +
                    datetime.timedelta(days=1, minutes=15))
        wait_for(lambda: self.all_pins()[0]["publish_at"] == moved, "a day and a quarter of an hour on")
        wait_for(lambda: heard("Wednesday 09:15"), "the new time is told")
        # The calendar was read anew; the keyboard is where it was, and nothing else said that it has the focus (but
        # for the day of the composer's date, which Qt tells of though its month is not shown).
        self.assertEqual(app.focused_card(), "Wednesday 09:15, scheduled, Lentil soup")
        self.assertEqual([name for name in listener.focused() if "Lentil soup" not in name and not name.isdigit()], [])

        app.keys("ctrl+shift+Return")
        wait_for(lambda: self.all_pins()[0]["status"] == "published", "the pin is published", 60)
        self.assertEqual([created["title"] for created in self.stand.pins() if created["title"] == "Lentil soup"],
                         ["Lentil soup"])
        wait_for(lambda: heard("published"), f"the card's new state is told: {listener.told()}")

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
