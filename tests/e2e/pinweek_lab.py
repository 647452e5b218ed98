# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan of many pins for tests that break the program at random moments, and the books that are balanced at the end.

One account, a stand-in, pins by the hundred that differ in what matters: some share a link or have none, some share all
their texts, and no two of those their picture. The books compare three things that know nothing of each other: the
workspace's database, the pins at the stand-in, and the requests that reached it.
"""
import collections
import json
import sqlite3
import subprocess
import time
import urllib.request

from pinweek_e2e import PICTURES, PROGRAMS, TIME_FACTOR, Program, connected

LOOK_GAP = 60  # s between the two looks that have to come before a request is made again
POSTS = "/v5/pins"

Planned = collections.namedtuple("Planned", "id title link board size")


class Lab:
    """The plan of an EndToEndTest: its workspace is test.data."""

    def __init__(self, test, boards, stand_in=None):
        self.test = test
        self.stand_in = stand_in or test.stand_in()
        self.stand_in.settings(most_items=25)  # a look reads several pages
        self.pins = {}
        self.requests = {}
        self._read_up_to = 0
        self._before_last = 0
        for number in range(boards):
            self._ask("boards", {"name": f"Board {number:02}"})
        # Nothing that is measured here is about limits.
        test.data.mkdir(mode=0o700, exist_ok=True)
        (test.data / "settings.ini").write_text("[limits]\norg_write_per_minute=0\norg_read_per_minute=0\n")
        test.ctl("boards", "sync", stand_in=self.stand_in)
        self.drafts = [self._draft(picture) for picture in self._pictures()]
        with self.database() as database:
            self.boards = database.execute("SELECT id, remote_id FROM board ORDER BY id").fetchall()
            self.sizes = [database.execute("SELECT width, height FROM media_asset WHERE id = (SELECT media_id FROM pin WHERE "
                                           "id = ?)", [draft]).fetchone() for draft in self.drafts]
            database.execute("UPDATE pin SET removed_at = ? WHERE status = 'draft'", [int(time.time())])
        assert len(set(self.sizes)) == len(self.drafts), "the pictures have to be told apart by their sizes"

    def _ask(self, what, body):
        request = urllib.request.Request(f"{self.stand_in.api_base}/{what}", data=json.dumps(body).encode(), headers={
            "Authorization": f"Bearer {self.stand_in.token}", "Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=20 * TIME_FACTOR).close()

    def _pictures(self):
        files = self.test.pictures(4)
        # One whose upload takes its time.
        large = self.test.folder / "large.jpg"
        subprocess.run(["convert", str(PICTURES[0]), "-resize", "1200x1801!", "-attenuate", "0.8", "+noise", "Gaussian",
                        "-quality", "97", str(large)], check=True)
        return [*files, large]

    def _draft(self, picture):
        return int(self.test.ctl_json("pin", "add", "--board", "Board 00", "--image", picture, "--title", "Copied",
                                      stand_in=self.stand_in)["id"])

    def database(self, workspace=None):
        return connected(workspace or self.test.data)

    # -- planning, while no program writes

    def plan(self, count, due):
        """More pins for that moment, as another program would add them."""
        with self.database() as database:
            columns = [row[1] for row in database.execute("PRAGMA table_info(pin)") if row[1] != "id"]
            for _ in range(count):
                self._plan_one(database, columns, len(self.pins), due)

    def _plan_one(self, database, columns, number, due):
        # Of ten pins two are twins, three share a link, and two have none.
        tens, one = divmod(number, 10)
        title = f"Pin {tens}-{0 if one == 1 else one}"
        link = f"https://kitchen.example/{tens}/{'same' if one in (4, 5, 6) else 0 if one == 1 else one}"
        if one in (2, 8):
            link = ""
        board = self.boards[(tens if one < 7 else number) % len(self.boards)]
        picture = number % len(self.drafts)
        new = {"title": title, "link": link, "board_id": board[0], "status": "scheduled", "revision": 1, "removed_at": None,
               "time_zone": "UTC", "due_at": int(due), "wall_time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(due))}
        values = ", ".join("?" if column in new else column for column in columns)
        added = database.execute(f"INSERT INTO pin ({', '.join(columns)}) SELECT {values} FROM pin WHERE id = ?",
                                 [new[column] for column in columns if column in new] + [self.drafts[picture]])
        self.pins[added.lastrowid] = Planned(added.lastrowid, title, link, board[1], self.sizes[picture])

    # -- publishing

    def publisher(self, *options, workspace=None):
        """pinweekctl publish, running; whoever starts it ends it."""
        return Program([PROGRAMS / "pinweekctl", "--json", "--data-dir", workspace or self.test.data, "--api-base",
                        self.stand_in.api_base, "publish", "--catch-up", "now", *options],
                       env=self.test.bare_environment(self.stand_in))

    def publish_the_rest(self, workspace=None, patience=900):
        """Undisturbed, until all are published. Pins that were sent five times without an answer wait for a person, who
        says that they are not there; gives how many those were."""
        self.stand_in.clear_faults()
        self.stand_in.settings(list_lag_s=0)
        asked = set()
        end = time.monotonic() + patience * TIME_FACTOR
        while self.open_pins(workspace):
            publisher = self.publisher("--until-idle", "--horizon", "900", workspace=workspace)
            try:
                publisher.wait((end - time.monotonic()) / TIME_FACTOR)
            finally:
                publisher.end()
            self.read_journal()
            asked |= self._try_given_up_again(workspace)
        return len(asked)

    def _try_given_up_again(self, workspace):
        with self.database(workspace) as database:
            given_up = [row[0] for row in database.execute("SELECT id FROM pin WHERE status = 'blocked'")]
            for pin, message in database.execute("SELECT id, error_message FROM pin WHERE status = 'blocked'"):
                assert "without a clear answer" in message, f"pin {pin}: {message}"
        if given_up:
            self.test.ctl("--data-dir", workspace or self.test.data, "pin", "retry", "--not-there", *given_up, stand_in=self.stand_in)
        return set(given_up)

    def open_pins(self, workspace=None):
        with self.database(workspace) as database:
            return database.execute("SELECT count(*) FROM pin WHERE status <> 'published' AND removed_at IS NULL").fetchone()[0]

    def read_journal(self):
        """Keeps the stand-in's journal, which forgets. What arrived since the time before last is read once more: it may
        have been unfinished."""
        for entry in self.stand_in.journal(self._before_last):
            self.requests[entry["number"]] = entry
        self._before_last, self._read_up_to = self._read_up_to, max(self.requests, default=0)

    # -- the books

    def balance(self, workspace=None):
        """Checks that each pin is there once and that no request was made blindly; gives what was counted."""
        self.read_journal()
        self.read_journal()
        with self.database(workspace) as database:
            assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            pins = {row[0]: row for row in database.execute(
                "SELECT id, status, remote_id, attempts FROM pin WHERE removed_at IS NULL")}
            attempts = [dict(zip(("id", "pin", "outcome", "body", "sent"), row)) for row in database.execute(
                "SELECT id, pin_id, outcome, body_sha256, sent FROM attempt ORDER BY id")]
            ledger = {name: database.execute(
                "SELECT count(*) FROM pin_history WHERE to_status = ? AND detail LIKE ?", [status, detail]).fetchone()[0]
                for name, status, detail in (("interrupted", "unconfirmed", "%while the request was under way%"),
                                             ("adopted", "published", "found at Pinterest%"),
                                             ("unconfirmed", "unconfirmed", "%"))}
        for attempt in attempts:
            attempt["body"] = attempt["body"].decode()
        self.each_is_there_once(pins)
        posts = [entry for number, entry in sorted(self.requests.items())
                 if entry["method"] == "POST" and entry["path"] == POSTS]
        self._each_request_has_its_attempt(posts, attempts)
        repeated = self._no_request_is_made_again_without_two_looks(posts, attempts)
        whole = [post for post in posts if post["complete"]]
        interrupted = [attempt for attempt in attempts if attempt["outcome"] == "interrupted"]
        never_left = len(attempts) - len(posts)
        assert never_left <= len(interrupted) + sum(1 for attempt in attempts if not attempt["sent"])
        return {"pins": len(pins), "attempts": len(attempts), "posts": len(posts), "never left": never_left,
                "cut off": len(posts) - len(whole), "repeated": repeated, **ledger}

    def each_is_there_once(self, pins):
        there = self.stand_in.pins()
        assert set(pins) == set(self.pins), "the plan has other pins"
        open_ones = {pin: row[1] for pin, row in pins.items() if row[1] != "published"}
        assert not open_ones, f"not published: {open_ones}"
        by_remote = {remote: pin for pin, (_, _, remote, _) in pins.items()}
        assert len(by_remote) == len(pins), "two pins go by the same one at the stand-in"
        doubled = [pin for pin in there if pin["id"] not in by_remote]
        assert not doubled, f"nobody's at the stand-in: {doubled}"
        lost = set(by_remote) - {pin["id"] for pin in there}
        assert not lost, f"not at the stand-in: {lost}"
        for pin in there:
            planned = self.pins[by_remote[pin["id"]]]
            found = (pin["title"], pin["link"] or "", pin["board_id"], (pin["width"], pin["height"]))
            assert found == planned[1:], f"{planned} became {found}"

    @staticmethod
    def _each_request_has_its_attempt(posts, attempts):
        for post in posts:
            assert not post["complete"] or post["body_size"] > 0
        arrived = collections.Counter(post["body_sha256"] for post in posts if post["complete"])
        intended = collections.Counter(attempt["body"] for attempt in attempts)
        certain = collections.Counter(attempt["body"] for attempt in attempts
                                      if attempt["sent"] and attempt["outcome"] != "interrupted")
        for body, count in arrived.items():
            assert count <= intended[body], f"{count} requests, {intended[body]} attempts"
        for body, count in certain.items():
            assert count <= arrived[body], f"{count} attempts that were answered or cut, {arrived[body]} requests"
        assert len(posts) <= len(attempts), f"{len(posts)} requests, {len(attempts)} attempts"

    def _no_request_is_made_again_without_two_looks(self, posts, attempts):
        """Number of requests for pins for which one was made before."""
        board_of = {attempt["body"]: self.pins[attempt["pin"]].board for attempt in attempts}
        looks = collections.defaultdict(list)
        for number, entry in sorted(self.requests.items()):
            for board in set(board_of.values()):
                if entry["path"] == f"/v5/boards/{board}/pins" and entry["status"] == 200:
                    looks[board].append((number, entry["first_byte_at_ms"]))
        before, repeated = {}, 0
        for post in posts:
            body = post["body_sha256"]
            if not post["complete"]:
                continue
            if body in before:
                repeated += 1
                between = [at for number, at in looks[board_of[body]] if before[body] < number < post["number"]]
                assert between and between[-1] - between[0] >= (LOOK_GAP - 1) * 1000, f"sent again blindly: {post}"
            before[body] = post["number"]
        return repeated
