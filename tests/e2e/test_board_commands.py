# SPDX-License-Identifier: GPL-3.0-or-later
"""pinweekctl changes and deletes boards and sections at Pinterest, and gathers pins in campaigns."""
from pinweek_e2e import HOUR, PlannedTest, main, utc_now


class BoardCommands(PlannedTest):
    def test_a_board_is_changed_and_deleted_at_pinterest_and_its_pins_stay_as_drafts(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        [picture] = self.pictures(1)
        self.add(stand_in, "Pumpkin", utc_now() + HOUR, picture)
        changed = self.ctl_json("boards", "edit", "soups", "--name", "Stews", "--description", "Slow ones",
                                stand_in=stand_in)
        self.assertEqual(changed["name"], "Stews")
        self.assertEqual([board["name"] for board in stand_in.boards()], ["Stews"])
        # What Pinterest can't set is a mistake of usage, and nothing to change is one, too.
        self.ctl("boards", "edit", "Stews", "--privacy", "protected", stand_in=stand_in, code=2)
        self.ctl("boards", "edit", "Stews", stand_in=stand_in, code=2)
        self.ctl("boards", "delete", "Soups", stand_in=stand_in, code=1)
        self.assertEqual(self.ctl_json("boards", "delete", "Stews", stand_in=stand_in), {"pins": 1})
        self.assertEqual(stand_in.boards(), [])
        [pin] = self.pins(stand_in=stand_in)
        self.assertEqual((pin["status"], pin["board_id"]), ("draft", None))
        self.assertIsNotNone(pin["publish_at"])

    def test_sections_are_made_renamed_and_deleted(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        self.ctl("sections", "create", "Soups", "Creamy", stand_in=stand_in)
        self.assertEqual(self.ctl_json("sections", "rename", "Soups", "Creamy", "Clear", stand_in=stand_in)["name"],
                         "Clear")
        self.ctl("boards", "sync", stand_in=stand_in)
        [section] = self.ctl_json("sections", "list", "Soups", stand_in=stand_in)["items"]
        self.assertEqual(section["name"], "Clear")
        self.ctl("sections", "delete", "Soups", "Clear", stand_in=stand_in)
        self.ctl("boards", "sync", stand_in=stand_in)
        self.assertEqual(self.ctl_json("sections", "list", "Soups", stand_in=stand_in)["items"], [])

    def test_what_is_asked_for_wrongly_makes_nothing(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        before = stand_in.boards()
        for wrong in (["boards", "create", "   "], ["sections", "create", "Soups", ""],
                      ["pin", "add"], ["pin", "add", "--title", "  "],
                      ["pin", "add", "--title", "A", "--section", "Creamy"],
                      ["pin", "add", "--title", "A", "--at", "nonsense"]):
            with self.subTest(wrong):
                self.ctl(*wrong, stand_in=stand_in, code=2)
        self.assertEqual(stand_in.boards(), before)
        self.assertEqual(self.pins(stand_in=stand_in), [])

    def test_sections_that_cannot_be_read_hide_no_board(self):
        stand_in = self.stand_in("--seed", "demo")
        board = stand_in.boards()[3]
        stand_in.fault(kind="answer", status=403, method="GET", times=-1,
                       path_prefix=f"/v5/boards/{board['id']}/sections")
        read = self.ctl_json("boards", "sync", stand_in=stand_in, code=4)["boards"]
        self.assertIn(f"The sections of “{board['name']}” could not be read.", self.last_message)
        self.assertEqual(len(self.ctl_json("boards", "list", stand_in=stand_in)["items"]), read)
        stand_in.clear_faults()
        self.assertEqual(self.ctl_json("boards", "sync", stand_in=stand_in), {"boards": read})

    def test_published_pins_are_pulled_in_once_and_never_sent(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        [picture] = self.pictures(1)
        self.add(stand_in, "Pumpkin", utc_now() + HOUR / 1200, picture)
        self.ctl("publish", "--until-idle", stand_in=stand_in)
        self.data = self.folder / "another plan"
        self.ctl("boards", "sync", stand_in=stand_in)
        pulled = self.ctl_json("pins", "pull", "--board", "Soups", stand_in=stand_in)
        self.assertEqual(pulled, {"added": 1, "known": 0, "deleted": 0, "others": 0, "pictures": 1,
                                  "pictures_missing": 0})
        pulled = self.ctl_json("pin", "pull", "--board", "Soups", stand_in=stand_in)
        self.assertEqual((pulled["added"], pulled["known"]), (0, 1))
        [pin] = self.pins(stand_in=stand_in)
        self.assertEqual((pin["status"], pin["title"], len(pin["media"]["files"])), ("published", "Pumpkin", 1))
        self.ctl("publish", "--until-idle", stand_in=stand_in)
        self.assertEqual(len(stand_in.pins()), 1)

    def test_folders_are_watched_listed_and_left(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        folder = self.folder / "Photos"
        self.ctl("watch-folder", "add", folder, stand_in=stand_in, code=1)
        folder.mkdir()
        self.ctl("watch-folder", "add", folder, "--board", "Soups", stand_in=stand_in)
        self.ctl("watch-folder", "add", folder, stand_in=stand_in, code=1)
        [watched] = self.ctl_json("watch-folder", "list", stand_in=stand_in)["items"]
        self.assertEqual((watched["path"], watched["board"]), (str(folder), "Soups"))
        self.ctl("watch-folder", "remove", folder, stand_in=stand_in)
        self.assertEqual(self.ctl_json("watch-folder", "list", stand_in=stand_in)["items"], [])
        self.ctl("watch-folder", "remove", folder, stand_in=stand_in, code=2)

    def test_campaigns_gather_pins_and_leave_them(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        [picture] = self.pictures(1)
        self.ctl("pin", "add", "--campaign", "Spring", "--title", "Too soon", stand_in=stand_in, code=1)
        self.ctl("campaigns", "create", "Spring", stand_in=stand_in)
        self.ctl("campaigns", "create", "spring", stand_in=stand_in, code=1)
        pin = self.ctl_json("pin", "add", "--board", "Soups", "--image", picture, "--title", "Nettle soup",
                            "--campaign", "spring", stand_in=stand_in)
        self.assertEqual(pin["campaign"], "Spring")
        self.ctl("campaigns", "rename", "Spring", "Early spring", stand_in=stand_in)
        [campaign] = self.ctl_json("campaigns", "list", stand_in=stand_in)["items"]
        self.assertEqual((campaign["name"], campaign["pins"]), ("Early spring", 1))
        self.assertEqual(self.ctl_json("campaigns", "delete", "early spring", stand_in=stand_in), {"pins": 1})
        [pin] = self.pins(stand_in=stand_in)
        self.assertEqual((pin["title"], pin["campaign"]), ("Nettle soup", None))


if __name__ == "__main__":
    main()
