# SPDX-License-Identifier: GPL-3.0-or-later
"""From a web page that its scripts make: the window for pages, the browser window, and back with the pictures, until they
are pins. With the real programs, on a display."""
import subprocess

from pinweek_e2e import EndToEndTest, main, wait_for
from test_webpicker import ROOT, Site

PAGE = """<!doctype html><title>Soup by script</title>
<script>
addEventListener("load", () => {
  const image = new Image();
  image.alt = "A bowl of soup";
  image.src = "/soup.jpg";
  document.body.append(image);
});
</script>"""


class RoundTrip(EndToEndTest):
    def browser_windows(self):
        return subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Pinweek: pictures of a page$"],
                              capture_output=True, text=True).stdout.split()

    def open_page(self):
        site = Site({"/soup": PAGE}, pictures={"/soup.jpg": self.pictures(1)[0].read_bytes()})
        self.addCleanup(site.server.shutdown)
        window = self.window(env=ROOT)
        window.week()
        window.keys("ctrl+shift+w")
        window.named("^Address of the page", "text")
        subprocess.run(["xdotool", "type", "--delay", "15", site.address("/soup")], check=True)
        subprocess.run(["xdotool", "key", "Return"], check=True)
        window.press(window.named("^Open in a browser window$", "push button"))
        shown = wait_for(self.browser_windows, "the browser window", 60)[0]
        wait_for(lambda: "/soup.jpg" in site.asked, "its scripts made the page", 60)
        return site, window, shown

    def test_what_a_browser_window_shows_comes_back_and_becomes_a_pin(self):
        site, window, shown = self.open_page()

        def taken():
            # Until the page is loaded its button does nothing.
            if self.browser_windows():
                subprocess.run(["xdotool", "windowactivate", "--sync", shown, "key", "--clearmodifiers", "alt+u"],
                               stderr=subprocess.DEVNULL)
            return not self.browser_windows()
        wait_for(taken, "the pictures are taken", 60)
        window.named("^1 picture$", patience=30)
        self.assertIn("/soup.jpg", site.asked)
        window.press(window.named("^Add to Unscheduled$", "push button"))
        pins = wait_for(lambda: self.ctl_json("pin", "list")["items"], "a pin of it", 30)
        self.assertEqual([(pin["title"], pin["alt_text"]) for pin in pins], [("Soup by script", "A bowl of soup")])

    def test_a_browser_window_that_is_closed_takes_nothing(self):
        _, window, shown = self.open_page()
        subprocess.run(["wmctrl", "-i", "-c", shown], check=True)
        wait_for(lambda: not self.browser_windows(), "the browser window is gone")
        # The way back is open: it can be tried again.
        window.press(window.named("^Open in a browser window$", "push button"))
        wait_for(self.browser_windows, "the browser window, again", 60)
        self.assertEqual(self.ctl_json("pin", "list")["items"], [])


if __name__ == "__main__":
    main()
