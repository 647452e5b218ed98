-- SPDX-License-Identifier: GPL-3.0-or-later
-- The workspace's database, version 3: what the calendar plans with.

-- More is told of to other readers: the table of notices is made again with its wider check. Numbers go on from the
-- newest one, which is always kept.
CREATE TABLE change_kept AS SELECT seq, entity, entity_id, origin FROM change;
DROP TABLE change;
CREATE TABLE change (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    entity    TEXT NOT NULL CHECK (entity IN ('pin', 'board', 'account', 'undo', 'campaign', 'slot',
                                               'utm', 'link', 'media', 'snippet', 'folder')),
    entity_id INTEGER NOT NULL,
    origin    TEXT NOT NULL
) STRICT;
INSERT INTO change (seq, entity, entity_id, origin) SELECT seq, entity, entity_id, origin FROM change_kept;
DROP TABLE change_kept;

-- Campaigns: a pin has at most one. Its colour is one of the eight of boards.
CREATE TABLE campaign (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL UNIQUE COLLATE NOCASE,
    colour_index INTEGER NOT NULL CHECK (colour_index BETWEEN 0 AND 7)
) STRICT;
ALTER TABLE pin ADD COLUMN campaign_id INTEGER REFERENCES campaign (id) ON DELETE SET NULL;
CREATE INDEX pin_by_campaign ON pin (campaign_id, due_at, id) WHERE campaign_id IS NOT NULL;
CREATE TRIGGER campaign_notice_insert AFTER INSERT ON campaign
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'campaign', NEW.id, origin FROM writer;
END;
CREATE TRIGGER campaign_notice_update AFTER UPDATE ON campaign
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'campaign', NEW.id, origin FROM writer;
END;
CREATE TRIGGER campaign_notice_delete AFTER DELETE ON campaign
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'campaign', OLD.id, origin FROM writer;
END;

-- How boards are kept fed: when the last pin came, by Pinterest's word and by our own books.
ALTER TABLE board ADD COLUMN remote_pins_at INTEGER;
CREATE INDEX pin_published_by_board ON pin (board_id, published_at) WHERE status = 'published' AND removed_at IS NULL;
-- Time slots: when an account likes to publish, week after week. A change of one is told as its account's.
CREATE TABLE time_slot (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    board_id   INTEGER REFERENCES board (id) ON DELETE CASCADE, -- NULL: for boards without slots of their own
    day        INTEGER NOT NULL CHECK (day BETWEEN 1 AND 7),    -- 1 Monday
    minute     INTEGER NOT NULL CHECK (minute BETWEEN 0 AND 1439),
    time_zone  TEXT NOT NULL                                    -- IANA
) STRICT;
CREATE UNIQUE INDEX time_slot_once ON time_slot (account_id, ifnull(board_id, 0), day, minute, time_zone);
CREATE INDEX time_slot_by_board ON time_slot (board_id) WHERE board_id IS NOT NULL;
CREATE TRIGGER time_slot_notice_insert AFTER INSERT ON time_slot
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'account', NEW.account_id, origin FROM writer;
END;
CREATE TRIGGER time_slot_notice_update AFTER UPDATE ON time_slot
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'account', NEW.account_id, origin FROM writer;
END;
CREATE TRIGGER time_slot_notice_delete AFTER DELETE ON time_slot
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'account', OLD.account_id, origin FROM writer;
END;

-- Rows other than pins that a user's step made, changed or removed: their values before and after it (JSON; NULL: it
-- was not there).
CREATE TABLE undo_step_row (
    step_id       INTEGER NOT NULL REFERENCES undo_step (id) ON DELETE CASCADE,
    kind          TEXT NOT NULL,
    row_id        INTEGER NOT NULL,
    before_values TEXT,
    after_values  TEXT,
    PRIMARY KEY (step_id, kind, row_id)
) STRICT, WITHOUT ROWID;

-- Board groups: boards of an account that a pin goes to together, in order.
CREATE TABLE board_group (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name       TEXT NOT NULL COLLATE NOCASE,
    UNIQUE (account_id, name)
) STRICT;
CREATE TABLE board_group_board (
    group_id INTEGER NOT NULL REFERENCES board_group (id) ON DELETE CASCADE,
    place    INTEGER NOT NULL,
    board_id INTEGER NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, board_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX board_group_board_by_board ON board_group_board (board_id);
CREATE TRIGGER board_group_notice_insert AFTER INSERT ON board_group
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'account', NEW.account_id, origin FROM writer;
END;
CREATE TRIGGER board_group_notice_update AFTER UPDATE ON board_group
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'account', NEW.account_id, origin FROM writer;
END;
CREATE TRIGGER board_group_notice_delete AFTER DELETE ON board_group
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'account', OLD.account_id, origin FROM writer;
END;

-- Search: words of three characters and more, inside Japanese text too (protocols 3.8). The index has no copy of the
-- texts; a text that didn't change costs nothing.
CREATE VIRTUAL TABLE pin_text USING fts5 (
    title, description, link, alt_text, note, content = 'pin', content_rowid = 'id', tokenize = 'trigram'
);
INSERT INTO pin_text (pin_text) VALUES ('rebuild');
CREATE TRIGGER pin_text_insert AFTER INSERT ON pin
BEGIN
    INSERT INTO pin_text (rowid, title, description, link, alt_text, note)
        VALUES (NEW.id, NEW.title, NEW.description, NEW.link, NEW.alt_text, NEW.note);
END;
CREATE TRIGGER pin_text_delete AFTER DELETE ON pin
BEGIN
    INSERT INTO pin_text (pin_text, rowid, title, description, link, alt_text, note)
        VALUES ('delete', OLD.id, OLD.title, OLD.description, OLD.link, OLD.alt_text, OLD.note);
END;
CREATE TRIGGER pin_text_update AFTER UPDATE OF title, description, link, alt_text, note ON pin
WHEN (OLD.title, OLD.description, OLD.link, OLD.alt_text, OLD.note)
    IS NOT (NEW.title, NEW.description, NEW.link, NEW.alt_text, NEW.note)
BEGIN
    INSERT INTO pin_text (pin_text, rowid, title, description, link, alt_text, note)
        VALUES ('delete', OLD.id, OLD.title, OLD.description, OLD.link, OLD.alt_text, OLD.note);
    INSERT INTO pin_text (rowid, title, description, link, alt_text, note)
        VALUES (NEW.id, NEW.title, NEW.description, NEW.link, NEW.alt_text, NEW.note);
END;

-- More causes for being late: 'clock', this computer's was wrong, and 'video', it was not ready at Pinterest. SQLite
-- can't widen a CHECK, so the column is made anew.
ALTER TABLE pin RENAME COLUMN late_cause TO late_cause_before;
ALTER TABLE pin ADD COLUMN late_cause TEXT NOT NULL DEFAULT ''
    CHECK (late_cause IN ('', 'away', 'paused', 'account', 'limit', 'clock', 'video'));
UPDATE pin SET late_cause = late_cause_before WHERE late_cause_before <> '';
ALTER TABLE pin DROP COLUMN late_cause_before;

-- When a publisher was at work on this computer in the last weeks, by which pins are found that are planned for hours
-- at which it is usually off.
CREATE TABLE awake_span (
    began_at INTEGER PRIMARY KEY,
    ended_at INTEGER NOT NULL CHECK (ended_at >= began_at)
) STRICT;

-- Carousels: the pictures of a pin in order, with the texts of each. The first is the pin's own image (pin.media_id); a
-- pin of one image has no rows here. They are read and written with their pin, which is what others are told of.
CREATE TABLE pin_picture (
    pin_id      INTEGER NOT NULL REFERENCES pin (id) ON DELETE CASCADE,
    place       INTEGER NOT NULL CHECK (place BETWEEN 0 AND 4),
    media_id    INTEGER NOT NULL REFERENCES media_asset (id),
    title       TEXT NOT NULL,
    description TEXT NOT NULL,
    link        TEXT NOT NULL,
    fit         TEXT, -- as pin.fit
    PRIMARY KEY (pin_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX pin_picture_by_media ON pin_picture (media_id);

-- What is made of a pin's image when it is sent (model/picturefit.h): "crop ratio=2:3 part=0.1,0,0.8,1",
-- "pad ratio=1:1 ground=blur"; NULL: as it is. The library file stays as it is.
ALTER TABLE pin ADD COLUMN fit TEXT;

-- What pictures share that look alike (64 bits, signed here); NULL where it was not made yet.
ALTER TABLE media_asset ADD COLUMN picture_hash INTEGER;
-- What moves is sent as its first picture, and the user is told.
ALTER TABLE media_asset ADD COLUMN animated INTEGER NOT NULL DEFAULT 0 CHECK (animated IN (0, 1));
CREATE INDEX media_asset_by_hash ON media_asset (picture_hash) WHERE picture_hash IS NOT NULL;

-- Pictures that nobody needs leave the library at once, and their files 30 days later; the row stays for what names it.
ALTER TABLE media_asset ADD COLUMN removed_at INTEGER;
ALTER TABLE media_asset ADD COLUMN erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1));
CREATE INDEX media_asset_removed ON media_asset (removed_at) WHERE removed_at IS NOT NULL AND erased = 0;
CREATE TRIGGER media_notice_insert AFTER INSERT ON media_asset
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'media', NEW.id, origin FROM writer;
END;
CREATE TRIGGER media_notice_update AFTER UPDATE OF removed_at ON media_asset
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'media', NEW.id, origin FROM writer;
END;

-- UTM recipes: how links are tagged when they are sent. A pin that chose a recipe keeps its number when it is deleted,
-- so that undo gives the pin its tags back; numbers are never used again.
CREATE TABLE utm_recipe (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL UNIQUE COLLATE NOCASE,
    source      TEXT NOT NULL DEFAULT '',
    medium      TEXT NOT NULL DEFAULT '',
    campaign    TEXT NOT NULL DEFAULT '',
    term        TEXT NOT NULL DEFAULT '',
    content     TEXT NOT NULL DEFAULT '',
    default_for INTEGER UNIQUE -- whose pins without a choice: an account's, 0: of all accounts, NULL: none
) STRICT;
CREATE TRIGGER utm_recipe_notice_insert AFTER INSERT ON utm_recipe
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'utm', NEW.id, origin FROM writer;
END;
CREATE TRIGGER utm_recipe_notice_update AFTER UPDATE ON utm_recipe
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'utm', NEW.id, origin FROM writer;
END;
CREATE TRIGGER utm_recipe_notice_delete AFTER DELETE ON utm_recipe
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'utm', OLD.id, origin FROM writer;
END;
ALTER TABLE pin ADD COLUMN utm_recipe INTEGER; -- NULL: what is the default; 0: no tags
CREATE INDEX pin_by_utm_recipe ON pin (utm_recipe) WHERE utm_recipe > 0;
-- Which pin of its link one is.
CREATE INDEX pin_by_link ON pin (account_id, link, id) WHERE link <> '';
-- The link as Pinterest got it, or may have: written with the attempt.
ALTER TABLE pin ADD COLUMN sent_link TEXT NOT NULL DEFAULT '';

-- What looks at links found, the newest of each. Whether it is broken follows from the verdict.
CREATE TABLE link_check (
    id         INTEGER PRIMARY KEY,
    link       TEXT NOT NULL UNIQUE,
    verdict    TEXT NOT NULL,
    broken     INTEGER NOT NULL CHECK (broken IN (0, 1)),
    hops       TEXT NOT NULL, -- JSON: [{"address", "status"}, …], the link itself first
    checked_at INTEGER NOT NULL,
    accepted   INTEGER NOT NULL DEFAULT 0 CHECK (accepted IN (0, 1)), -- a person knows of it
    page       TEXT NOT NULL DEFAULT '' -- JSON: what its page says of itself; '': never read
) STRICT;
CREATE INDEX link_check_broken ON link_check (broken) WHERE broken = 1 AND accepted = 0;
CREATE INDEX link_check_by_time ON link_check (checked_at);
CREATE TRIGGER link_check_notice_insert AFTER INSERT ON link_check
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'link', NEW.id, origin FROM writer;
END;
CREATE TRIGGER link_check_notice_update AFTER UPDATE ON link_check
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'link', NEW.id, origin FROM writer;
END;

-- Texts that are written again and again.
CREATE TABLE snippet (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    text TEXT NOT NULL
) STRICT;
CREATE TRIGGER snippet_notice_insert AFTER INSERT ON snippet
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'snippet', NEW.id, origin FROM writer;
END;
CREATE TRIGGER snippet_notice_update AFTER UPDATE ON snippet
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'snippet', NEW.id, origin FROM writer;
END;
CREATE TRIGGER snippet_notice_delete AFTER DELETE ON snippet
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'snippet', OLD.id, origin FROM writer;
END;

-- Videos: a file of the library too, shown by a picture of the library. A still is a frame that was taken out of a
-- video; it is a picture as any other, but none that a user brought in.
ALTER TABLE media_asset ADD COLUMN kind TEXT NOT NULL DEFAULT 'image' CHECK (kind IN ('image', 'video', 'still'));
ALTER TABLE media_asset ADD COLUMN duration_ms INTEGER;            -- of a video; of a still: at what time it was taken
ALTER TABLE media_asset ADD COLUMN codec TEXT NOT NULL DEFAULT ''; -- of a video: "h264", "hevc", …
ALTER TABLE media_asset ADD COLUMN poster_id INTEGER REFERENCES media_asset (id); -- of a video: its still
CREATE INDEX media_asset_by_poster ON media_asset (poster_id) WHERE poster_id IS NOT NULL;
-- The picture by which a video is shown, at Pinterest too; NULL: the poster of the video.
ALTER TABLE pin ADD COLUMN cover_id INTEGER REFERENCES media_asset (id);
CREATE INDEX pin_by_cover ON pin (cover_id) WHERE cover_id IS NOT NULL;

-- Videos on their way to Pinterest: one row for each pin whose video is uploaded ahead of its time. Told of as the pin's.
CREATE TABLE video_upload (
    pin_id     INTEGER PRIMARY KEY REFERENCES pin (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL, -- with another account or video the pin begins anew
    media_id   INTEGER NOT NULL,
    step       TEXT NOT NULL CHECK (step IN ('registered', 'uploaded', 'processing', 'succeeded', 'failed')),
    remote_id  TEXT NOT NULL,    -- Pinterest's media id, digits
    percent    INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
    tries      INTEGER NOT NULL, -- which upload in a row this is: those before it came to nothing
    polls      INTEGER NOT NULL, -- how often Pinterest was asked since the file arrived
    next_at    INTEGER,          -- when it is asked next; NULL: now
    begun_at   INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    uploading_at INTEGER         -- when bytes were last seen to be on their way, by who publishes; NULL: none are
) STRICT;
CREATE INDEX video_upload_leaving ON video_upload (pin_id) WHERE uploading_at IS NOT NULL;
CREATE INDEX media_asset_video ON media_asset (id) WHERE kind = 'video';
CREATE TRIGGER video_upload_notice_insert AFTER INSERT ON video_upload
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'pin', NEW.pin_id, origin FROM writer;
END;
CREATE TRIGGER video_upload_notice_update AFTER UPDATE ON video_upload
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'pin', NEW.pin_id, origin FROM writer;
END;
-- Another video, another account, or off the calendar: what was uploaded is of no use any more.
CREATE TRIGGER video_upload_ends AFTER UPDATE OF media_id, account_id, removed_at ON pin
WHEN NEW.media_id IS NOT OLD.media_id OR NEW.account_id IS NOT OLD.account_id OR NEW.removed_at IS NOT NULL
BEGIN
    DELETE FROM video_upload WHERE pin_id = NEW.id;
END;
-- Published; or a person lets it go again after it came to nothing: it begins anew.
CREATE TRIGGER video_upload_done AFTER UPDATE OF status ON pin
WHEN NEW.status = 'published' OR (OLD.status = 'blocked' AND NEW.status <> 'blocked')
BEGIN
    DELETE FROM video_upload WHERE pin_id = NEW.id AND (NEW.status = 'published' OR step = 'failed');
    UPDATE video_upload SET tries = 1, polls = 0, next_at = NULL WHERE pin_id = NEW.id;
END;
-- A request with it was refused, or its answer got lost: whether it is still good is asked before the next one.
CREATE TRIGGER video_upload_doubted AFTER UPDATE OF status ON pin
WHEN OLD.status = 'publishing' AND NEW.status IN ('failed', 'blocked', 'unconfirmed')
BEGIN
    UPDATE video_upload SET step = 'uploaded', polls = 0, next_at = NULL
        WHERE pin_id = NEW.id AND step = 'succeeded';
END;

-- Imports. A pin of one that is not complete yet is in no view and is never sent: it has a batch_id and counts as
-- removed. One row's update, its state, decides whether all of them show; what was cut off before is taken away again.
CREATE TABLE import_batch (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,    -- of the file
    step_name  TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('reading', 'showing', 'done')),
    started_at INTEGER NOT NULL,
    undone_at  INTEGER,          -- by undo, which removed its pins at that moment
    step_id    INTEGER REFERENCES undo_step (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX import_batch_by_step ON import_batch (step_id) WHERE step_id IS NOT NULL;
CREATE INDEX import_batch_unfinished ON import_batch (id) WHERE state <> 'done';
-- Which rows of files became which pins, by a hash of what they said, so that the same file twice makes no doubles.
CREATE TABLE import_row (
    pin_id   INTEGER PRIMARY KEY REFERENCES pin (id) ON DELETE CASCADE,
    batch_id INTEGER NOT NULL,
    row_hash INTEGER NOT NULL
) STRICT;
CREATE INDEX import_row_by_hash ON import_row (row_hash);
-- Nobody has to hear of what does not show yet.
DROP TRIGGER pin_notice_insert;
CREATE TRIGGER pin_notice_insert AFTER INSERT ON pin WHEN NEW.batch_id IS NULL
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'pin', NEW.id, origin FROM writer;
END;
DROP TRIGGER pin_notice_delete;
CREATE TRIGGER pin_notice_delete AFTER DELETE ON pin WHEN OLD.batch_id IS NULL
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'pin', OLD.id, origin FROM writer;
END;

-- The texts of an import's rows come into the search by one statement for many of them (importrows.cpp): with each
-- statement that may fail, FTS5 writes to the database what it has gathered.
DROP TRIGGER pin_text_insert;
CREATE TRIGGER pin_text_insert AFTER INSERT ON pin WHEN NEW.batch_id IS NULL
BEGIN
    INSERT INTO pin_text (rowid, title, description, link, alt_text, note)
        VALUES (NEW.id, NEW.title, NEW.description, NEW.link, NEW.alt_text, NEW.note);
END;

-- Watched folders: what comes into them becomes drafts of this account, on this board.
CREATE TABLE watched_folder (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    path       TEXT NOT NULL UNIQUE, -- absolute, without "." and ".."
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    board_id   INTEGER REFERENCES board (id) ON DELETE SET NULL,
    section_id INTEGER REFERENCES board_section (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    removed    INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)) -- not watched; undo needs what it knows
) STRICT;
CREATE TRIGGER watched_folder_notice_insert AFTER INSERT ON watched_folder
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'folder', NEW.id, origin FROM writer;
END;
CREATE TRIGGER watched_folder_notice_update AFTER UPDATE ON watched_folder
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'folder', NEW.id, origin FROM writer;
END;
CREATE TRIGGER watched_folder_notice_delete AFTER DELETE ON watched_folder
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'folder', OLD.id, origin FROM writer;
END;
-- The files that came in from there, or were there before: none of them comes twice. Size and time tell an unchanged
-- file without reading it, the content one that was renamed or copied.
CREATE TABLE watched_file (
    folder_id INTEGER NOT NULL REFERENCES watched_folder (id) ON DELETE CASCADE,
    name      TEXT NOT NULL,
    size      INTEGER NOT NULL,
    changed   INTEGER NOT NULL, -- ms, as the file system has it
    sha256    TEXT,             -- of the content; empty: never read, it was there before; NULL: it could not be used
    PRIMARY KEY (folder_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX watched_file_by_content ON watched_file (folder_id, sha256);

-- Published pins that were brought in from Pinterest: no pins of this plan, so that no day's count has them. `image_url`
-- is where the picture still has to be fetched from; empty: it is there, or none is to be had.
CREATE TABLE pulled_pin (
    pin_id    INTEGER PRIMARY KEY REFERENCES pin (id) ON DELETE CASCADE,
    image_url TEXT NOT NULL
) STRICT;
