# SPDX-License-Identifier: GPL-3.0-or-later
"""Connecting an account in the running window: the system browser (played by curl) comes back to the loopback
listener, the secrets go to a real keychain, and they are found nowhere else."""
import base64
import json
import os
import pathlib
import socket

from pinweek_e2e import EndToEndTest, extents, main, middle, Pointer, subprocess, wait_for

BROWSER = pathlib.Path(__file__).parent / "bin"
SECRET = "planted-app-secret-7f3a"
TOKEN = "pina_PLANTEDTOKEN0123456789"


def listening(port):
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.socket(family) as probe:
            probe.settimeout(1)
            try:
                if probe.connect_ex((host, port)) == 0:
                    return True
            except OSError:
                pass
    return False


def keychain_items():
    """What the keychain holds of Pinweek, as JSON values."""
    found = subprocess.run(["secret-tool", "search", "--all", "server", "Pinweek"], capture_output=True, text=True).stdout
    return [json.loads(base64.b64decode(line.removeprefix("secret = "))) for line in found.splitlines()
            if line.startswith("secret = ")]


class Login(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.browser_log = self.folder / "browser"
        self.environment = {"PATH": f"{BROWSER}:{os.environ['PATH']}", "PINWEEK_BROWSER_LOG": str(self.browser_log),
                            "QT_LOGGING_RULES": "pinweek.*=true"}

    def type_into(self, window, name, text):
        field = window.named(name, "password text" if name == "App secret" else "text")
        Pointer().click(middle(extents(field)))
        subprocess.run(["xdotool", "key", "ctrl+a"], check=True)
        subprocess.run(["xdotool", "type", "--delay", "5", text], check=True)

    def press_named(self, window, name):
        Pointer().click(middle(extents(window.named(name, "push button"))))

    def fill_in(self, window, stand_in, secret):
        self.press_named(window, r"Connect Pinterest")
        Pointer().click(middle(extents(window.named("Other address", "radio button"))))
        self.type_into(window, "API address", stand_in.api_base)
        self.press_named(window, "Continue")
        self.type_into(window, "App id", stand_in.app_id)
        self.type_into(window, "App secret", secret)

    def test_a_login_in_the_browser_connects_and_the_secrets_are_in_the_keychain_only(self):
        stand_in = self.stand_in("--seed", "demo", "--auto-allow", "--app-secret", SECRET, "--access-token", TOKEN)
        window = self.window(env=self.environment)
        window.place(0, 0, 1400, 900)
        self.fill_in(window, stand_in, SECRET)
        self.press_named(window, "Open the browser")
        window.named("is connected")
        window.named(r"\b8 board")
        self.press_named(window, "Done")
        window.named("Autumn décor")
        self.assertFalse(listening(8085), "the login listener is still there")

        page = (self.folder / "browser.page").read_text()
        self.assertIn("Pinweek", page)
        tokens = [entry for entry in stand_in.journal() if entry["path"] == "/v5/oauth/token"]
        self.assertEqual(len(tokens), 1)
        self.assertEqual(len(self.ctl_json("account", "list", env=self.bare_environment())["items"]), 1)
        [item] = keychain_items()
        self.assertEqual(item["app_secret"], SECRET)
        secrets = [SECRET, item["access_token"], item["refresh_token"]]
        children = (self.folder / "browser.child").read_text()
        window.end()
        for folder in (self.folder, pathlib.Path(os.environ["XDG_CONFIG_HOME"]), pathlib.Path(os.environ["TMPDIR"])):
            for file in folder.rglob("*"):
                if file.is_file():
                    content = file.read_bytes()
                    for secret in secrets:
                        self.assertNotIn(secret.encode(), content, f"a secret is in {file}")
        for secret in secrets:
            self.assertNotIn(secret, children, "a secret is in the browser's arguments or environment")
            self.assertNotIn(secret, "\n".join(window.errors), "a secret is in the log")

    def test_the_browser_does_not_inherit_a_token_from_the_environment(self):
        stand_in = self.stand_in("--app-secret", SECRET)
        self.environment |= {"PINWEEK_BROWSER_MODE": "closed", "PINWEEK_ACCESS_TOKEN": "pina_PLANTEDinTheEnvironment",
                             "PINWEEK_API_BASE": stand_in.api_base}
        window = self.window(env=self.environment)
        window.place(0, 0, 1400, 900)
        self.fill_in(window, stand_in, SECRET)
        self.press_named(window, "Open the browser")
        child = self.folder / "browser.child"
        wait_for(lambda: child.exists() and "PINWEEK_BROWSER_MODE" in child.read_text(), "the browser was started")
        self.assertNotIn("PLANTED", child.read_text())
        self.assertNotIn("PINWEEK_ACCESS_TOKEN", child.read_text())

    def test_a_wrong_app_secret_is_said_and_leaves_no_listener(self):
        stand_in = self.stand_in("--auto-allow", "--app-secret", SECRET)
        window = self.window(env=self.environment)
        window.place(0, 0, 1400, 900)
        self.fill_in(window, stand_in, "not the secret")
        self.press_named(window, "Open the browser")
        window.named("did not accept the app's id and secret")
        self.assertFalse(listening(8085))
        self.assertEqual(self.ctl_json("account", "list", env=self.bare_environment())["items"], [])

    def test_cancel_while_the_browser_is_out_leaves_no_listener(self):
        stand_in = self.stand_in("--app-secret", SECRET)
        self.environment["PINWEEK_BROWSER_MODE"] = "closed"
        window = self.window(env=self.environment)
        window.place(0, 0, 1400, 900)
        self.fill_in(window, stand_in, SECRET)
        self.press_named(window, "Open the browser")
        wait_for(lambda: listening(8085), "the listener waits for the browser")
        self.press_named(window, "Cancel")
        wait_for(lambda: not listening(8085), "the listener is gone")
        self.assertTrue(window.is_running())


if __name__ == "__main__":
    main()
