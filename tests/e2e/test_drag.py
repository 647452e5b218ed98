# SPDX-License-Identifier: GPL-3.0-or-later
"""A real pointer drags real files from another process onto the week, and cards about in it."""
import json
import pathlib
import sqlite3
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pinweek_e2e import (EndToEndTest, FileSource, Hand, Pointer, WeekMap, datetime, extents, iso, main, middle, utc_now,
                         wait_for)


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
        # The offer to start at login comes with the first pins; answered, it takes no room from the week.
        self.app.press(self.app.named("^Not now$", "push button"))
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

    def rows(self):
        """Every pin as it is stored, but for what each change counts: revision and time of the change."""
        database = sqlite3.connect(f"file:{self.data / 'pinweek.db'}?mode=ro", uri=True, timeout=30)
        try:
            found = database.execute("SELECT * FROM pin WHERE removed_at IS NULL ORDER BY id")
            names = [column[0] for column in found.description]
            return [{name: value for name, value in zip(names, row) if name not in ("revision", "updated_at")}
                    for row in found]
        finally:
            database.close()

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
        rows = self.rows()
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
        self.undo_and_redo(rows)

    def video(self, name, seconds=5):
        file = self.folder / name
        subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc=size=540x810:rate=10:duration={seconds}",
                        "-pix_fmt", "yuv420p", str(file)], check=True)
        return file

    def test_a_video_dropped_on_a_day_and_time_becomes_a_pin_there_shown_by_a_frame(self):
        film = self.video("Soup in a film.mp4")
        before = {pin["id"] for pin in self.all_pins()}
        rows = self.rows()
        target = at(self.day(2), 11, 30)

        action = FileSource(self, [film], at=(1305, 30)).drag(0, self.map.point(target))

        new = wait_for(lambda: [pin for pin in self.all_pins() if pin["id"] not in before], "a pin for the dropped video")
        self.assertEqual(len(new), 1)
        self.assertEqual(new[0]["publish_at"], iso(target))
        self.assertEqual(action, "copy")
        media = new[0]["media"]
        self.assertEqual((media["type"], media["duration_ms"], media["codec"], media["width"], media["height"]),
                         ("video", 5000, "h264", 540, 810))
        self.assertEqual(pathlib.Path(media["files"][0]).read_bytes(), film.read_bytes(), "the library keeps the original")
        self.assertTrue(pathlib.Path(media["cover"]).read_bytes().startswith(b"\xff\xd8"), "a frame of it is a picture")
        wait_for(lambda: any("video of 5 seconds" in name for name in self.app.cards()), "the card says that it is a video")
        # The composer shows the frames below the preview.
        wait_for(lambda: self.app.named("^Cover frame at 0:01", "slider"), "the strip of frames")
        self.undo_and_redo(rows)

    def test_a_video_with_a_cover_is_scheduled_from_the_command_line_and_stands_on_the_week(self):
        film = self.video("Soup in a film.mp4")
        target = at(self.day(4), 9)
        self.ctl("pin", "add", "--board", "Soups", "--title", "Soup in a film", "--link", "https://kitchen.example/soup",
                 "--video", film, "--cover-at", "3.5", "--at", iso(target), stand_in=self.stand)
        self.wait_until_planned("Soup in a film", target)
        [pin] = [pin for pin in self.all_pins() if pin["title"] == "Soup in a film"]
        self.assertEqual(pin["status"], "scheduled")
        self.assertEqual(pin["media"]["type"], "video")
        self.app.card("Soup in a film")

    def test_a_video_that_is_too_short_is_not_scheduled_and_a_playlist_is_refused(self):
        short = self.video("short.mp4", 2)
        arguments = ["pin", "add", "--board", "Soups", "--title", "Short", "--link", "https://kitchen.example/soup",
                     "--at", iso(at(self.day(4), 9))]
        before = self.all_pins()
        self.ctl(*arguments, "--video", short, stand_in=self.stand, code=1)
        self.assertIn("shorter than 4 seconds", self.last_message)
        liar = self.folder / "list.mp4"
        liar.write_text(f"#EXTM3U\n{short}\n")
        self.ctl(*arguments, "--video", liar, stand_in=self.stand, code=1)
        self.assertIn("is a list of videos", self.last_message)
        self.assertEqual(self.all_pins(), before)

    def test_a_file_that_is_no_picture_is_refused_with_its_name_and_makes_nothing(self):
        liar = self.folder / "holiday.jpg"
        liar.write_text("not a picture")
        before = self.all_pins()
        source = FileSource(self, [liar], at=(1305, 30))
        source.drag(0, self.map.point(at(self.day(2), 11)))
        wait_for(lambda: any("holiday.jpg" in text for text in self.app.texts()), "a line that names the file")
        self.assertEqual(self.all_pins(), before)

    def test_a_card_goes_to_another_day_and_undo_and_redo_follow(self):
        before = self.rows()
        target = at(self.day(4), 16, 15)
        self.drag_card("Anchor one", target)
        self.wait_until_planned("Anchor one", target)
        self.assertEqual({pin["status"] for pin in self.all_pins()}, {"scheduled"})
        self.undo_and_redo(before)
        wait_for(lambda: any("Friday 16:15" in name for name in self.app.cards()), "the card says its new time")

    def test_a_card_goes_to_unscheduled_and_back(self):
        panel = self.app.named("^Unscheduled", patience=5)
        x, y, width, height = extents(panel)
        card = self.app.card("Anchor one")
        on_week = self.rows()
        Pointer().drag((card[0] + 12, card[1] + 6), (x + width // 2, y + 80))
        self.wait_until_planned("Anchor one", None)
        self.undo_and_redo(on_week)
        aside = self.rows()
        self.assertEqual([pin["status"] for pin in self.all_pins() if pin["title"] == "Anchor one"], ["draft"])

        item = self.app.wait_for_element(lambda element: element.getRoleName() == "list item" and
                                         "Anchor one" in (element.name or ""), "the pin among the unscheduled")
        target = at(self.day(5), 13)
        Pointer().drag(middle(extents(item)), self.map.point(target))
        self.wait_until_planned("Anchor one", target)
        self.undo_and_redo(aside)

    def test_a_double_click_opens_the_card_though_the_composer_narrows_the_week(self):
        before = self.all_pins()
        # The outer end of the card, which another day covers once the composer is there.
        x, y, width, _ = self.app.card("Anchor two")
        Pointer().double_click((x + width - 6, y + 8))
        title = self.app.named("^Title$", "text")
        wait_for(lambda: title.queryText().getText(0, -1) == "Anchor two", "the composer shows the card's pin")
        self.assertEqual(self.all_pins(), before)

    # -- several files

    def drop_together(self, files, target, hand=None):
        source = FileSource(self, files, at=(1305, 30), how="together")
        hand = hand or Hand(self.app)
        hand.drag(source.places[0], self.map.point(target))
        self.assertEqual(json.loads(source.program.line(1))["dropped"], "copy")
        self.app.activate()
        return hand

    def new_pins(self):
        return [pin for pin in self.all_pins() if not pin["title"].startswith("Anchor")]

    def undo_and_redo(self, before):
        """The last step alone is undone and done again, and the rows are the same."""
        after = self.rows()
        self.assertNotEqual(after, before)
        self.app.keys("ctrl+z")
        wait_for(lambda: self.rows() == before, "what was there before")
        self.app.keys("ctrl+shift+z")
        wait_for(lambda: self.rows() == after, "what was there after")

    def test_fifty_files_become_fifty_scheduled_pins_with_a_few_gestures(self):
        files = []
        # None of those that are planned already: the same picture keeps its distance from itself.
        for index, file in enumerate(self.pictures(53)[3:]):
            files.append(file.rename(file.with_name(f"IMG_{4000 + index} lemon-cake {index + 1}.jpg")))
        before = self.rows()
        hand = self.drop_together(files, at(self.day(0), 8))

        hand.click(middle(extents(self.app.named("^Board: none$"))))
        hand.type("Soups")
        hand.key("Return")
        hand.click(middle(extents(self.app.named("^Link for all$"))))
        hand.type("https://kitchen.example/cakes")
        self.app.named("^Schedule 50 pins$")
        hand.key("Return")

        pins = wait_for(lambda: len(self.new_pins()) == 50 and self.new_pins(), "50 pins", patience=60)
        self.assertEqual({pin["status"] for pin in pins}, {"scheduled"})
        self.assertEqual({pin["link"] for pin in pins}, {"https://kitchen.example/cakes"})
        self.assertEqual(len({pin["board_id"] for pin in pins}), 1)
        in_time = sorted(pins, key=lambda pin: pin["publish_at"])
        self.assertEqual([pin["title"] for pin in in_time], [f"Lemon cake {index + 1}" for index in range(50)])
        self.assertEqual(len({pin["publish_at"] for pin in pins}), 50)
        self.assertLessEqual(hand.gestures, 30)
        print(f"gestures: {hand.gestures}")
        self.undo_and_redo(before)

    def test_escape_leaves_several_files_in_unscheduled(self):
        before = self.rows()
        hand = self.drop_together(self.pictures(3), at(self.day(2), 11))
        self.app.named("^Leave unscheduled$")
        hand.key("Escape")
        pins = wait_for(lambda: len(self.new_pins()) == 3 and self.new_pins(), "3 pins")
        self.assertEqual({pin["publish_at"] for pin in pins}, {None})
        self.undo_and_redo(before)

    def test_files_become_one_carousel_that_is_published_once_with_all_its_pictures(self):
        self.ctl("carousels", "on")
        before = self.rows()
        files = self.pictures(6)[3:]
        hand = self.drop_together(files, at(self.day(2), 11))
        hand.click(middle(extents(self.app.named("^One carousel$", "radio button"))))
        hand.click(middle(extents(self.app.named("^Board: none$"))))
        hand.type("Soups")
        hand.key("Return")
        hand.click(middle(extents(self.app.named("^Link for all$"))))
        hand.type("https://kitchen.example/soups")
        self.app.named("^Schedule carousel$")
        hand.key("Return")
        [pin] = wait_for(lambda: self.new_pins(), "a pin of three pictures")
        self.assertEqual((pin["status"], pin["media"]["type"]), ("scheduled", "carousel"))
        originals = [file.read_bytes() for file in sorted(files)]
        stored = []
        for name in pin["media"]["files"]:
            with open(name, "rb") as file:
                stored.append(file.read())
        self.assertEqual(stored, originals)
        wait_for(lambda: any("carousel of 3" in name for name in self.app.cards()), "the card says what it is")
        self.undo_and_redo(before)

        # Another order by the pointer, in the composer: the last picture before the first.
        x, y, _, _ = self.app.card(pin["title"])
        Pointer().click((x + 12, y + 6))
        first = self.place_of("^Picture 1 of 3,")
        Pointer().drag(middle(self.place_of("^Picture 3 of 3,")), middle(first))
        wait_for(lambda: self.new_pins()[0]["media"]["files"] == [pin["media"]["files"][i] for i in (2, 0, 1)],
                 "the other order")

        self.app.end()
        self.ctl("pin", "move", pin["id"], "--at", iso(utc_now() + datetime.timedelta(seconds=2)))
        self.ctl("publish", "--until-idle", stand_in=self.stand)
        [sent] = wait_for(lambda: [each for each in self.stand.pins() if each["title"] == pin["title"]], "it is published")
        self.assertEqual(len(sent["items"]), 3)
        self.assertEqual(len({item["image_sha256"] for item in sent["items"]}), 3)
        self.assertEqual(len(self.stand.posts()), 1)

    def test_a_heic_photo_and_a_webp_are_dropped_shown_and_published(self):
        files = self.phone_pictures()
        hand = self.drop_together(files, at(self.day(2), 11))
        hand.click(middle(extents(self.app.named("^Board: none$"))))
        hand.type("Soups")
        hand.key("Return")
        hand.click(middle(extents(self.app.named("^Link for all$"))))
        hand.type("https://kitchen.example/phone")
        self.app.named("^Schedule 2 pins$")
        hand.key("Return")
        pins = wait_for(lambda: len(self.new_pins()) == 2 and self.new_pins(), "two pins")
        self.assertEqual({pathlib.Path(pin["media"]["files"][0]).suffix for pin in pins}, {".heic", ".webp"})
        # Its codecs are no part of the window's memory, not even now.
        maps = pathlib.Path(f"/proc/{self.app.pid}/maps").read_text()
        self.assertEqual([library for library in ("libheif", "libde265", "libaom", "libx265") if library in maps], [])

        self.app.end()
        for pin in pins:
            self.ctl("pin", "move", pin["id"], "--at", iso(utc_now() + datetime.timedelta(seconds=2)))
        self.ctl("publish", "--until-idle", stand_in=self.stand)
        arrived = wait_for(lambda: len(self.stand.pins()) == 2 and self.stand.pins(), "both are published")
        for pin in arrived:
            self.assert_clean_jpeg(self.stand.image(pin["image_sha256"]))

    # -- boards, and other programs

    def place_of(self, name):
        """Of an element that may just be coming."""
        def found():
            try:
                return extents(self.app.named(name, patience=1))
            except (AssertionError, NotImplementedError):
                return None
        return wait_for(found, f"a place of {name}")

    def test_a_card_goes_to_a_board_and_a_copy_with_ctrl(self):
        self.ctl("boards", "create", "Garden", stand_in=self.stand)
        board = self.place_of("^Garden")
        before = self.rows()
        x, y, _, _ = self.app.card("Anchor one")
        Pointer().drag((x + 12, y + 6), middle(board))
        [garden] = [board["id"] for board in self.ctl_json("boards", "list", stand_in=self.stand)["items"]
                    if board["name"] == "Garden"]

        def boards_of(title):
            return sorted(pin["board_id"] for pin in self.all_pins() if pin["title"] == title)
        wait_for(lambda: boards_of("Anchor one") == [garden], "the card is on the other board")
        self.assertEqual(self.planned("Anchor one"), iso(self.first))
        self.undo_and_redo(before)

        x, y, _, _ = self.app.card("Anchor two")
        Pointer().drag((x + 12, y + 6), middle(board), keys=["ctrl"])
        wait_for(lambda: len(boards_of("Anchor two")) == 2, "a copy for the other board")

    def test_a_picture_of_a_browser_becomes_a_pin_that_leads_to_its_page(self):
        before = self.rows()
        source = FileSource(self, [self.files[0]], at=(1305, 30), how="picture", page="https://kitchen.example/soup/7")
        target = at(self.day(2), 11, 30)
        self.assertEqual(source.drag(0, self.map.point(target)), "copy")
        [pin] = wait_for(lambda: self.new_pins(), "a pin for the picture")
        self.assertEqual((pin["link"], pin["publish_at"]), ("https://kitchen.example/soup/7", iso(target)))
        with open(pin["media"]["files"][0], "rb") as file:
            self.assertEqual(file.read(), self.files[0].read_bytes())
        self.undo_and_redo(before)

    def test_the_address_of_a_picture_is_loaded(self):
        picture = self.files[0].read_bytes()
        asked = []

        class Site(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(dict(self.headers))
                self.send_response(200)
                self.send_header("Content-Type", "image/jpeg")
                self.send_header("Content-Length", str(len(picture)))
                self.end_headers()
                self.wfile.write(picture)

            def log_message(self, *_):
                pass
        site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
        threading.Thread(target=site.serve_forever, daemon=True).start()
        self.addCleanup(site.server_close)
        self.addCleanup(site.shutdown)
        address = f"http://127.0.0.1:{site.server_port}/lemon.jpg"
        source = FileSource(self, [address], at=(1305, 30), how="address", page="https://kitchen.example/soup/8")
        source.drag(0, self.map.point(at(self.day(2), 11, 30)))
        [pin] = wait_for(lambda: self.new_pins(), "a pin for the address")
        self.assertEqual(pin["link"], "https://kitchen.example/soup/8")
        self.assertFalse({"Authorization", "Cookie", "Referer"} & set(asked[0]))

    # -- the same without the mouse

    def copied(self, files, how, **more):
        """Another program has copied them; the focus is on the week's second day."""
        FileSource(self, files, at=(1305, 30), how=how, copy=True, **more)
        self.app.keys("Home", "Right")

    def on_second_day(self, pin):
        return pin["publish_at"].startswith(self.day(1).isoformat())

    def test_a_file_is_pasted_where_the_keyboard_is(self):
        before = self.rows()
        self.copied(self.files[:1], "together")
        self.app.keys("ctrl+v")
        [pin] = wait_for(lambda: self.new_pins(), "a pin for the pasted file")
        self.assertTrue(self.on_second_day(pin), pin["publish_at"])
        self.undo_and_redo(before)

    def test_several_files_are_pasted_and_the_popover_answered_by_keyboard(self):
        before = self.rows()
        self.copied(self.pictures(3), "together")
        self.app.keys("ctrl+v")
        self.app.named("^Leave unscheduled$")
        self.app.keys("Down", "Return")  # every four hours
        pins = wait_for(lambda: len(self.new_pins()) == 3 and self.new_pins(), "3 pins")
        times = sorted(datetime.datetime.fromisoformat(pin["publish_at"].replace("Z", "+00:00")) for pin in pins)
        self.assertEqual(len({after - earlier for earlier, after in zip(times, times[1:])}), 1, times)
        self.undo_and_redo(before)

    def test_a_copied_picture_of_a_browser_is_pasted_with_its_page(self):
        before = self.rows()
        self.copied(self.files[:1], "picture", page="https://kitchen.example/soup/9")
        self.app.keys("ctrl+v")
        [pin] = wait_for(lambda: self.new_pins(), "a pin for the picture")
        self.assertEqual(pin["link"], "https://kitchen.example/soup/9")
        self.assertTrue(self.on_second_day(pin), pin["publish_at"])
        self.undo_and_redo(before)

    def test_a_card_goes_to_unscheduled_and_back_by_keyboard(self):
        on_week = self.rows()
        self.app.focus_card("Anchor one")
        self.app.keys("ctrl+shift+u")
        self.wait_until_planned("Anchor one", None)
        self.undo_and_redo(on_week)
        aside = self.rows()

        self.app.tab_to("Anchor one", "shift+Tab")
        self.app.keys("space", "ctrl+x")
        self.app.tab_to("^Week of ")
        self.app.keys("Home", "Right", "ctrl+v")
        wait_for(lambda: self.planned("Anchor one"), "the card is on the week again")
        self.undo_and_redo(aside)

    def test_a_card_goes_to_a_board_by_keyboard(self):
        self.ctl("boards", "create", "Garden", stand_in=self.stand)
        self.place_of("^Garden")
        before = self.rows()
        self.app.focus_card("Anchor one")
        self.app.keys("ctrl+x")
        self.app.tab_to("^(Boards|All boards)$|^All boards,", "shift+Tab")
        self.app.tab_to("^Garden", "Down", 3)
        self.app.keys("ctrl+v")
        boards = {board["id"]: board["name"] for board in self.ctl_json("boards", "list", stand_in=self.stand)["items"]}
        wait_for(lambda: [boards[pin["board_id"]] for pin in self.all_pins() if pin["title"] == "Anchor one"] == ["Garden"],
                 "the card is on the other board")
        self.assertEqual(self.planned("Anchor one"), iso(self.first))
        self.undo_and_redo(before)

    def test_a_card_is_cut_and_pasted_a_week_on_by_keyboard(self):
        before = self.rows()
        x, y, _, _ = self.app.card("Anchor one")
        Pointer().click((x + 12, y + 6))
        self.app.keys("ctrl+x", "Next", "ctrl+v")
        wait_for(lambda: self.planned("Anchor one") == iso(self.first + datetime.timedelta(days=7)), "a week later")
        self.undo_and_redo(before)

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
