-- SPDX-License-Identifier: GPL-3.0-or-later
-- The workspace's database, version 1. A released file never changes: what is new goes into the next number.
--
-- Moments are UTC seconds since 1970. Text that the user gave is never NULL, "" is none; ids that are none are NULL.
-- Ids are AUTOINCREMENT: an id in an undo step or in another process never comes to mean another row.

-- What is known about the workspace itself: workspace_id, machine, directory.
CREATE TABLE workspace (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who writes in the transaction under way; the triggers below copy it into the notices.
CREATE TABLE writer (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    origin TEXT NOT NULL
) STRICT;
INSERT INTO writer (id, origin) VALUES (1, '');

CREATE TABLE account (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    environment      TEXT NOT NULL CHECK (environment IN ('local', 'production', 'sandbox', 'custom')),
    api_base         TEXT NOT NULL,
    authorize_url    TEXT NOT NULL,
    token_url        TEXT NOT NULL,
    remote_id        TEXT NOT NULL,
    username         TEXT NOT NULL,
    app_id           TEXT NOT NULL,
    time_zone        TEXT NOT NULL,
    default_board_id INTEGER REFERENCES board (id) ON DELETE SET NULL,
    title_required   INTEGER NOT NULL CHECK (title_required IN (0, 1)),
    link_required    INTEGER NOT NULL CHECK (link_required IN (0, 1)),
    state            TEXT NOT NULL CHECK (state IN ('connected', 'waiting_for_keychain', 'reconnect_needed')),
    sign_in_ends_at  INTEGER,
    -- A connected account is known by where its API is and who it is there; there is one Local plan.
    UNIQUE (api_base, remote_id)
) STRICT;
CREATE UNIQUE INDEX account_one_local ON account (environment) WHERE environment = 'local';

CREATE TABLE board (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id       INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    remote_id        TEXT NOT NULL,
    name             TEXT NOT NULL,
    description      TEXT NOT NULL,
    privacy          TEXT NOT NULL CHECK (privacy IN ('PUBLIC', 'PROTECTED', 'SECRET')),
    owner            TEXT NOT NULL,
    collaborators    INTEGER NOT NULL,
    remote_pin_count INTEGER NOT NULL,
    planned_count    INTEGER NOT NULL DEFAULT 0, -- by the triggers board_counts_*
    colour_index     INTEGER NOT NULL CHECK (colour_index BETWEEN 0 AND 7)
) STRICT;
CREATE UNIQUE INDEX board_by_remote ON board (account_id, remote_id) WHERE remote_id <> '';
CREATE INDEX board_by_account ON board (account_id);

CREATE TABLE board_section (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id  INTEGER NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    remote_id TEXT NOT NULL,
    name      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX board_section_by_remote ON board_section (board_id, remote_id) WHERE remote_id <> '';
CREATE INDEX board_section_by_board ON board_section (board_id);

CREATE TABLE media_asset (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256     TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    format     TEXT NOT NULL,
    file_name  TEXT NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    bytes      INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE pin (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id        INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    board_id          INTEGER REFERENCES board (id) ON DELETE SET NULL,
    section_id        INTEGER REFERENCES board_section (id) ON DELETE SET NULL,
    media_id          INTEGER REFERENCES media_asset (id),
    title             TEXT NOT NULL,
    description       TEXT NOT NULL,
    link              TEXT NOT NULL,
    alt_text          TEXT NOT NULL,
    note              TEXT NOT NULL,
    wall_time         TEXT,                       -- "2026-11-17T14:30:00" as planned, in time_zone
    time_zone         TEXT,                       -- IANA
    repeated          INTEGER NOT NULL CHECK (repeated IN (0, 1)), -- 1: the second of a repeated hour
    due_at            INTEGER,
    locked            INTEGER NOT NULL CHECK (locked IN (0, 1)),
    status            TEXT NOT NULL CHECK (status IN ('draft', 'scheduled', 'publishing', 'unconfirmed', 'published',
                                                      'failed', 'blocked', 'handed_over')),
    revision          INTEGER NOT NULL,
    next_attempt_at   INTEGER,
    attempts          INTEGER NOT NULL DEFAULT 0,
    error_kind        TEXT,
    error_message     TEXT,
    error_http_status INTEGER,
    error_api_code    INTEGER,
    fingerprint       BLOB,                       -- of the last claim
    remote_id         TEXT NOT NULL DEFAULT '',
    published_at      INTEGER,
    removed_at        INTEGER,
    batch_id          INTEGER,                    -- room for imports that show as one
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    CHECK ((wall_time IS NULL) = (due_at IS NULL) AND (wall_time IS NULL) = (time_zone IS NULL)),
    CHECK (status <> 'scheduled' OR due_at IS NOT NULL),
    CHECK (status <> 'failed' OR next_attempt_at IS NOT NULL)
) STRICT;
-- The visible range of the calendar, of one account and of all.
CREATE INDEX pin_calendar ON pin (account_id, due_at, id) WHERE removed_at IS NULL;
CREATE INDEX pin_calendar_all ON pin (due_at, id) WHERE removed_at IS NULL;
-- What is to be sent, and when the publisher has to look next.
CREATE INDEX pin_scheduled ON pin (account_id, due_at, id) WHERE status = 'scheduled' AND removed_at IS NULL;
CREATE INDEX pin_failed ON pin (account_id, next_attempt_at, id) WHERE status = 'failed' AND removed_at IS NULL;
-- What needs a person, and what has no time.
CREATE INDEX pin_waiting ON pin (due_at, id) WHERE status IN ('blocked', 'unconfirmed') AND removed_at IS NULL;
CREATE INDEX pin_draft ON pin (due_at, id) WHERE status = 'draft' AND removed_at IS NULL;
CREATE INDEX pin_publishing ON pin (id) WHERE status = 'publishing';
-- Recently deleted, and what is to be deleted for good.
CREATE INDEX pin_removed ON pin (removed_at, id) WHERE removed_at IS NOT NULL;
-- One request at a time for pins that can't be told apart (protocols 1.A).
CREATE UNIQUE INDEX pin_one_of_a_kind_under_way ON pin (fingerprint) WHERE status IN ('publishing', 'unconfirmed');
-- For the foreign keys; by board also for a filtered calendar.
CREATE INDEX pin_by_board ON pin (board_id, due_at, id);
CREATE INDEX pin_by_section ON pin (section_id) WHERE section_id IS NOT NULL;
CREATE INDEX pin_by_media ON pin (media_id);

-- The allowed moves of a pin's status: the same as canMove() in model/pin.cpp (a test compares them).
CREATE TABLE status_move (
    from_status TEXT NOT NULL,
    to_status   TEXT NOT NULL,
    PRIMARY KEY (from_status, to_status)
) STRICT, WITHOUT ROWID;
INSERT INTO status_move (from_status, to_status) VALUES
    ('draft', 'scheduled'),
    ('scheduled', 'draft'), ('scheduled', 'publishing'), ('scheduled', 'failed'), ('scheduled', 'blocked'),
    ('scheduled', 'handed_over'),
    ('publishing', 'published'), ('publishing', 'failed'), ('publishing', 'blocked'), ('publishing', 'unconfirmed'),
    ('unconfirmed', 'published'), ('unconfirmed', 'failed'), ('unconfirmed', 'blocked'),
    ('failed', 'publishing'), ('failed', 'scheduled'), ('failed', 'draft'), ('failed', 'blocked'),
    ('blocked', 'scheduled'), ('blocked', 'draft'), ('blocked', 'published'),
    ('handed_over', 'published'), ('handed_over', 'scheduled'), ('handed_over', 'blocked');
CREATE TRIGGER pin_status_moves BEFORE UPDATE OF status ON pin
WHEN OLD.status <> NEW.status
 AND NOT EXISTS (SELECT 1 FROM status_move WHERE from_status = OLD.status AND to_status = NEW.status)
BEGIN
    SELECT RAISE(ABORT, 'a pin cannot move from its status to that one');
END;

CREATE TABLE pin_history (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    pin_id      INTEGER NOT NULL REFERENCES pin (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL,
    from_status TEXT NOT NULL,
    to_status   TEXT NOT NULL,
    origin      TEXT NOT NULL,
    detail      TEXT NOT NULL
) STRICT;
CREATE INDEX pin_history_by_pin ON pin_history (pin_id, id);

-- One row per request that creates a pin, stored before the request leaves.
CREATE TABLE attempt (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    pin_id       INTEGER NOT NULL REFERENCES pin (id) ON DELETE CASCADE,
    account_id   INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    started_at   INTEGER NOT NULL,
    ended_at     INTEGER,
    outcome      TEXT CHECK (outcome IN ('published', 'failed', 'unconfirmed', 'blocked', 'interrupted')),
    http_status  INTEGER,
    detail       TEXT NOT NULL DEFAULT '',
    request_id   TEXT NOT NULL DEFAULT '',
    fingerprint  BLOB NOT NULL,
    body_sha256  BLOB NOT NULL,
    boot_id      BLOB NOT NULL,
    server_skew  INTEGER NOT NULL, -- seconds, theirs minus ours
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX attempt_by_pin ON attempt (pin_id, id);
CREATE INDEX attempt_by_account ON attempt (account_id);

-- Which pins at Pinterest are ours: each is adopted once.
CREATE TABLE remote_pin (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    remote_id  TEXT NOT NULL,
    pin_id     INTEGER NOT NULL REFERENCES pin (id) ON DELETE CASCADE,
    created_at INTEGER,
    PRIMARY KEY (account_id, remote_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_pin_by_pin ON remote_pin (pin_id);

-- Requests made, per window of a minute, against Pinterest's limits.
CREATE TABLE request_count (
    account_id   INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    category     TEXT NOT NULL,
    window_start INTEGER NOT NULL,
    n            INTEGER NOT NULL,
    PRIMARY KEY (account_id, category, window_start)
) STRICT, WITHOUT ROWID;

-- The user's steps. undone = 1: can be redone; those always have higher ids than the others.
CREATE TABLE undo_step (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    origin     TEXT NOT NULL,
    join_key   TEXT NOT NULL,
    undone     INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    changed_at INTEGER NOT NULL
) STRICT;
-- One pin's values before and after a step (JSON), and the revision it has in each of the two states.
CREATE TABLE undo_step_pin (
    step_id         INTEGER NOT NULL REFERENCES undo_step (id) ON DELETE CASCADE,
    pin_id          INTEGER NOT NULL REFERENCES pin (id) ON DELETE CASCADE,
    before_revision INTEGER NOT NULL,
    after_revision  INTEGER NOT NULL,
    before_values   TEXT NOT NULL,
    after_values    TEXT NOT NULL,
    PRIMARY KEY (step_id, pin_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX undo_step_pin_by_pin ON undo_step_pin (pin_id, step_id);

-- Counts of the boards.
CREATE TRIGGER board_counts_insert AFTER INSERT ON pin WHEN NEW.removed_at IS NULL AND NEW.board_id IS NOT NULL
BEGIN
    UPDATE board SET planned_count = planned_count + 1 WHERE id = NEW.board_id;
END;
CREATE TRIGGER board_counts_delete AFTER DELETE ON pin WHEN OLD.removed_at IS NULL AND OLD.board_id IS NOT NULL
BEGIN
    UPDATE board SET planned_count = planned_count - 1 WHERE id = OLD.board_id;
END;
CREATE TRIGGER board_counts_update AFTER UPDATE OF board_id, removed_at ON pin
WHEN OLD.board_id IS NOT NEW.board_id OR (OLD.removed_at IS NULL) <> (NEW.removed_at IS NULL)
BEGIN
    UPDATE board SET planned_count = planned_count - 1 WHERE id = OLD.board_id AND OLD.removed_at IS NULL;
    UPDATE board SET planned_count = planned_count + 1 WHERE id = NEW.board_id AND NEW.removed_at IS NULL;
END;

-- The notices that other readers follow (protocols 3.3); trimmed by the writer.
CREATE TABLE change (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    entity    TEXT NOT NULL CHECK (entity IN ('pin', 'board', 'account', 'undo')),
    entity_id INTEGER NOT NULL,
    origin    TEXT NOT NULL
) STRICT;
CREATE TRIGGER pin_notice_insert AFTER INSERT ON pin
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'pin', NEW.id, origin FROM writer;
END;
CREATE TRIGGER pin_notice_update AFTER UPDATE ON pin
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'pin', NEW.id, origin FROM writer;
END;
CREATE TRIGGER pin_notice_delete AFTER DELETE ON pin
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'pin', OLD.id, origin FROM writer;
END;
CREATE TRIGGER board_notice_insert AFTER INSERT ON board
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'board', NEW.id, origin FROM writer;
END;
CREATE TRIGGER board_notice_update AFTER UPDATE ON board
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'board', NEW.id, origin FROM writer;
END;
CREATE TRIGGER board_notice_delete AFTER DELETE ON board
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'board', OLD.id, origin FROM writer;
END;
CREATE TRIGGER section_notice_insert AFTER INSERT ON board_section
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'board', NEW.board_id, origin FROM writer;
END;
CREATE TRIGGER section_notice_update AFTER UPDATE ON board_section
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'board', OLD.board_id, origin FROM writer;
    INSERT INTO change (entity, entity_id, origin)
        SELECT 'board', NEW.board_id, origin FROM writer WHERE NEW.board_id <> OLD.board_id;
END;
CREATE TRIGGER section_notice_delete AFTER DELETE ON board_section
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'board', OLD.board_id, origin FROM writer;
END;
CREATE TRIGGER account_notice_insert AFTER INSERT ON account
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'account', NEW.id, origin FROM writer;
END;
CREATE TRIGGER account_notice_update AFTER UPDATE ON account
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'account', NEW.id, origin FROM writer;
END;
CREATE TRIGGER account_notice_delete AFTER DELETE ON account
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'account', OLD.id, origin FROM writer;
END;
CREATE TRIGGER undo_notice_insert AFTER INSERT ON undo_step
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'undo', NEW.id, origin FROM writer;
END;
CREATE TRIGGER undo_notice_update AFTER UPDATE ON undo_step
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'undo', NEW.id, origin FROM writer;
END;
CREATE TRIGGER undo_notice_delete AFTER DELETE ON undo_step
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'undo', OLD.id, origin FROM writer;
END;
