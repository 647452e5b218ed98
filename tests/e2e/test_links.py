# SPDX-License-Identifier: GPL-3.0-or-later
"""pinweekctl tags the links of pins, and looks where they lead."""
import http.server
import threading

from pinweek_e2e import HOUR, PlannedTest, iso, main, utc_now

TAGS = "?utm_source=pinterest&utm_campaign=soups&utm_content="


class Links(PlannedTest):
    def test_a_published_pin_has_the_tags_of_its_recipe(self):
        stand_in = self.stand_in()
        self.plan(stand_in)
        [picture] = self.pictures(1)
        self.ctl("pin", "add", "--utm", "Blog", "--title", "Too soon", stand_in=stand_in, code=1)
        recipe = self.ctl_json("utm", "set", "Blog", "--source", "pinterest", "--campaign", "{board}", "--content",
                               "{slug}-{n}", stand_in=stand_in)
        self.assertEqual((recipe["name"], recipe["utm_content"], recipe["default_for"]), ("Blog", "{slug}-{n}", None))
        self.ctl("utm", "set", "Bad", "--source", "{title}", stand_in=stand_in, code=1)
        self.ctl("utm", "set", "blog", "--default-for", "all", stand_in=stand_in)

        def add(title, *more):
            return self.ctl_json("pin", "add", "--board", "Soups", "--image", picture, "--title", title, "--link",
                                 "https://example.com/soup", "--alt", "A soup", "--at", iso(utc_now() + HOUR / 720), *more,
                                 stand_in=stand_in)
        first = add("Crème of kürbis")
        self.assertEqual((first["link"], first["tagged_link"], first["utm"]),
                         ("https://example.com/soup", "https://example.com/soup" + TAGS + "creme-of-kurbis-1", "default"))
        plain = add("No tags", "--utm", "none")
        self.assertEqual((plain["tagged_link"], plain["utm"]), (plain["link"], "none"))
        # Another choice later, as one step for several.
        second = add("Pea soup", "--utm", "none")
        second = self.ctl_json("pin", "edit", second["id"], "--utm", "Blog", stand_in=stand_in)
        self.assertEqual((second["utm"], second["tagged_link"]),
                         ("Blog", "https://example.com/soup" + TAGS + "pea-soup-3"))
        self.ctl("publish", "--until-idle", stand_in=stand_in)
        self.assertEqual(sorted(pin["link"] for pin in stand_in.pins()),
                         sorted(pin["tagged_link"] for pin in (first, plain, second)))
        # What was sent stays known, whatever becomes of the recipe.
        self.ctl("utm", "delete", "Blog", stand_in=stand_in)
        self.assertEqual(sorted(pin["tagged_link"] for pin in self.pins(stand_in=stand_in)),
                         sorted(pin["link"] for pin in stand_in.pins()))

    def test_links_of_planned_pins_are_looked_at_but_not_on_this_computer(self):
        asked = []

        class Peer(http.server.BaseHTTPRequestHandler):
            def do_HEAD(self):
                asked.append(self.path)
                self.send_response(200)
                self.end_headers()
            do_GET = do_HEAD

            def log_message(self, *_):
                pass

        peer = http.server.HTTPServer(("127.0.0.1", 0), Peer)
        threading.Thread(target=peer.serve_forever, daemon=True).start()
        self.addCleanup(peer.shutdown)
        stand_in = self.stand_in()
        self.plan(stand_in)
        [picture] = self.pictures(1)
        inside = f"http://127.0.0.1:{peer.server_port}/admin"
        self.ctl("pin", "add", "--board", "Soups", "--image", picture, "--title", "Pumpkin", "--link", inside, "--at",
                 iso(utc_now() + HOUR), stand_in=stand_in)
        self.ctl("pin", "add", "--title", "Idea", "--link", "javascript:alert(1)", stand_in=stand_in)
        found = self.ctl_json("check-links", stand_in=stand_in, code=4)
        [link] = found["items"]
        self.assertEqual((link["link"], link["verdict"], link["broken"], link["https"]), (inside, "private", True, False))
        self.assertEqual(len(link["pins"]), 1)
        self.assertEqual(asked, [])
        self.assertEqual(self.ctl_json("check-links", "--from", iso(utc_now() + 2 * HOUR), stand_in=stand_in),
                         {"items": []})
        self.ctl("check-links", "--from", "someday", stand_in=stand_in, code=2)
        # One row for each address, as it was found last; what is no address is one of them.
        report = {row["address"]: row for row in self.ctl_json("links", "report", stand_in=stand_in, code=4)["items"]}
        self.assertEqual(sorted(report), sorted([inside, "javascript:alert(1)"]))
        self.assertEqual((report[inside]["verdict"], report[inside]["pins"], report[inside]["rich_pin"]), ("private", 1, None))
        self.assertIsNone(report["javascript:alert(1)"]["verdict"])
        again = self.ctl_json("links", "report", "--check", stand_in=stand_in, code=4)
        self.assertEqual([row["broken"] for row in again["items"]], [True, True])
        self.assertIn(inside, self.ctl("links", "report", stand_in=stand_in, code=4))
        self.assertEqual(asked, [])


if __name__ == "__main__":
    main()
