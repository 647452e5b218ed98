# SPDX-License-Identifier: GPL-3.0-or-later
"""A real video goes from a plan to Pinterest by the command line: byte for byte, with its cover, once, whatever happens
to the program on the way."""
import hashlib
import json
import os
import signal

from pinweek_e2e import PlannedTest, connected, datetime, main, subprocess, utc_now, wait_for

UPLOADS = "/video-uploads/"


class VideoTest(PlannedTest):
    def setUp(self):
        super().setUp()
        self.at = self.stand_in()
        self.plan(self.at)

    def film(self, seconds=5, size=0):
        """An upright MP4 with sound, as phones make them; where it is smaller than `size`, it gets a box of free bytes, which
        every player passes over."""
        film = self.folder / "film.mp4"
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=size=540x960:rate=25:duration={seconds}",
                        "-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}", "-c:v", "libx264", "-pix_fmt", "yuv420p",
                        "-c:a", "aac", "-shortest", str(film)], check=True)
        left = size - film.stat().st_size
        if left > 8:
            with open(film, "ab") as file:
                file.write(left.to_bytes(4, "big") + b"free" + os.urandom(left - 8))
        return film

    def slow_line(self):
        """So slow that much more than the kernel takes at once is on its way for seconds."""
        self.at.settings(upload_pace_bytes=100_000, upload_pace_ms=25)
        return 20_000_000

    def media(self):
        return self.at._ask("media")["items"]

    def uploads(self):
        return self.at.posts(UPLOADS)

    def add_video(self, title, at, film, cover=None):
        options = ["--cover", cover] if cover else []
        return self.ctl_json("pin", "add", "--board", "Soups", "--title", title, "--link", "https://kitchen.example/film",
                             "--video", film, *options, "--at", at.strftime("%Y-%m-%dT%H:%M:%SZ"), stand_in=self.at)

    def assert_published_once(self, pin, film):
        planned = self.pin(pin)
        self.assertEqual(planned["status"], "published")
        self.assertEqual(planned["video_upload"], None)
        [made] = self.at.pins()
        self.assertEqual(planned["pin_id"], made["id"])
        [media] = [one for one in self.media() if one["id"] == made["media_id"]]
        self.assertEqual(media["sha256"], hashlib.sha256(film.read_bytes()).hexdigest())
        self.assertEqual((media["pins"], media["status"], media["file_name"]), (1, "succeeded", "video.mp4"))
        self.assertEqual(sum(one["pins"] for one in self.media()), 1)
        return made


class Videos(VideoTest):
    def test_a_video_arrives_byte_for_byte_with_its_cover_in_one_command(self):
        film = self.film()
        cover = self.phone_pictures()[0]
        pin = self.add_video("Soup in a minute", utc_now() + datetime.timedelta(seconds=15), film, cover)
        self.assertEqual(pin["media"]["type"], "video")
        events = [json.loads(line) for line in self.ctl("--json", "publish", "--until-idle", "--horizon", "60", stand_in=self.at,
                                                        patience=120).splitlines()]
        self.assertEqual([event["event"] for event in events], ["published"])
        made = self.assert_published_once(pin["id"], film)
        self.assert_clean_jpeg(self.at.image(made["image_sha256"]))
        self.assertEqual((len(self.at.posts()), len(self.uploads()), len(self.at.posts("/v5/media"))), (1, 1, 1))
        [upload] = self.uploads()
        self.assertNotIn("Authorization", upload["headers"])
        self.assertEqual(int(upload["headers"]["Content-Length"]), upload["body_size"])
        log = self.ctl("log", "--pin", pin["id"])
        for words in ("upload begins", "is uploaded", "is ready at Pinterest", "created at Pinterest"):
            self.assertIn(words, log)

    def test_its_poster_is_the_cover_where_none_was_chosen(self):
        film = self.film()
        pin = self.add_video("Soup in a minute", utc_now() + datetime.timedelta(seconds=10), film)
        self.ctl("publish", "--until-idle", "--horizon", "60", stand_in=self.at, patience=120)
        made = self.assert_published_once(pin["id"], film)
        self.assertEqual((made["content_type"], made["width"], made["height"]), ("image/jpeg", 540, 960))

    def test_it_says_how_far_it_is(self):
        film = self.film(size=self.slow_line())
        pin = self.add_video("Soup in a minute", utc_now() + datetime.timedelta(minutes=5), film)
        publisher = self.publishing(self.at, "--watch")
        wait_for(lambda: (self.pin(pin["id"])["video_upload"] or {}).get("percent", 0) > 0, "the upload is under way")
        self.assertIn("Uploading", self.ctl("status"))
        self.assertEqual(self.ctl_json("status")["videos_under_way"], 1)
        self.at.settings(upload_pace_bytes=0, upload_pace_ms=0)
        publisher.kill()

    def test_processing_that_fails_is_said(self):
        film = self.film()
        self.at.settings(media_fails=True)
        pin = self.add_video("Soup in a minute", utc_now() + datetime.timedelta(seconds=5), film)
        self.ctl("publish", "--until-idle", "--horizon", "60", stand_in=self.at, patience=120, code=None)
        error = self.pin(pin["id"])["last_error"]
        self.assertEqual(error["kind"], "video")
        self.assertIn("could not process the video", error["message"])
        self.assertEqual(self.at.pins(), [])


class Killed(VideoTest):
    """SIGKILL at each step; then once more, undisturbed."""

    def killed(self, moment, fault=None, size=0):
        film = self.film(size=size)
        self.at.settings(media_looks=1)
        pin = self.add_video("Soup in a minute", utc_now() + datetime.timedelta(seconds=12), film)
        if fault:
            self.at.fault(**fault)
        publisher = self.publishing(self.at, "--watch")
        wait_for(moment, "the moment has come", 60)
        os.kill(publisher.pid, signal.SIGKILL)
        publisher.end()
        self.at.clear_faults()
        self.at.settings(upload_pace_bytes=0, upload_pace_ms=0)
        self.ctl("publish", "--until-idle", "--horizon", "900", stand_in=self.at, patience=300)
        self.assert_published_once(pin["id"], film)
        return pin

    def step(self):
        with connected(self.data) as database:
            row = database.execute("SELECT step FROM video_upload").fetchone()
        return row and row[0]

    def test_while_it_is_registered(self):
        self.killed(lambda: self.at.posts("/v5/media"),
                    {"kind": "delay", "commit": True, "delay_ms": 60000, "method": "POST", "path_prefix": "/v5/media"})
        self.assertEqual(len(self.at.posts("/v5/media")), 2)

    def test_while_it_is_uploaded(self):
        self.killed(lambda: self.uploads(), size=self.slow_line())
        self.assertEqual([upload["complete"] for upload in self.uploads()], [False, True])

    def test_when_it_has_arrived_and_nobody_knows(self):
        self.killed(lambda: any(one["uploads"] for one in self.media()),
                    {"kind": "delay", "commit": True, "delay_ms": 60000, "method": "POST", "path_prefix": UPLOADS})
        self.assertEqual(len(self.uploads()), 1)

    def test_while_it_is_processed(self):
        self.at.settings(media_looks=3)
        self.killed(lambda: self.step() in ("uploaded", "processing"))
        self.assertEqual(len(self.uploads()), 1)

    def test_when_it_is_ready(self):
        self.killed(lambda: self.step() == "succeeded")
        self.assertEqual((len(self.uploads()), len(self.at.posts())), (1, 1))

    def test_when_its_pin_is_made_and_the_answer_is_on_its_way(self):
        self.killed(lambda: self.at.pins(),
                    {"kind": "delay", "commit": True, "delay_ms": 60000, "method": "POST", "path_prefix": "/v5/pins"})
        self.assertEqual((len(self.uploads()), len(self.at.posts())), (1, 1))


if __name__ == "__main__":
    main()
