-- SPDX-License-Identifier: GPL-3.0-or-later
-- The workspace's database, version 2: what the publisher keeps besides the pins themselves.

-- An account whose pins wait because of an answer of Pinterest's; one row for each such account.
CREATE TABLE account_pause (
    account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    reason     TEXT NOT NULL CHECK (reason IN ('rate_limit', 'spam', 'access_tier', 'permission')),
    since      INTEGER NOT NULL,
    until      INTEGER,                    -- NULL: until a person lets it go on
    message    TEXT NOT NULL,              -- Pinterest's own words, "" is none
    CHECK (reason <> 'rate_limit' OR until IS NOT NULL)
) STRICT;
CREATE TRIGGER account_pause_notice_insert AFTER INSERT ON account_pause
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'account', NEW.account_id, origin FROM writer;
END;
CREATE TRIGGER account_pause_notice_update AFTER UPDATE ON account_pause
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'account', NEW.account_id, origin FROM writer;
END;
CREATE TRIGGER account_pause_notice_delete AFTER DELETE ON account_pause
BEGIN
    INSERT INTO change (entity, entity_id, origin) SELECT 'account', OLD.account_id, origin FROM writer;
END;

-- 0: certainly never left this computer (no connection), so it is none of the pin's attempts.
ALTER TABLE attempt ADD COLUMN sent INTEGER NOT NULL DEFAULT 1 CHECK (sent IN (0, 1));

-- How an account's pins get to Pinterest: see DeliveryMode.
ALTER TABLE account ADD COLUMN delivery TEXT NOT NULL DEFAULT 'automatic'
    CHECK (delivery IN ('automatic', 'remind_me', 'hand_over'));

-- The date that was sent along, for a pin that is handed over; NULL: the pin was due.
ALTER TABLE attempt ADD COLUMN publish_at INTEGER;
-- Which handed-over pins have to be looked for next.
CREATE INDEX pin_handed_over ON pin (next_attempt_at, id) WHERE status = 'handed_over' AND removed_at IS NULL;

-- Posted by hand; handed over by a request.
INSERT INTO status_move (from_status, to_status) VALUES
    ('scheduled', 'published'), ('failed', 'published'), ('publishing', 'handed_over');
-- In a copy of the workspace: its original may have published it.
INSERT INTO status_move (from_status, to_status) VALUES ('scheduled', 'unconfirmed'), ('failed', 'unconfirmed');

-- Why a pin goes out, or went out, after its planned time; '' while it is on time. A scheduled pin that is late has its
-- new moment in next_attempt_at; due_at stays what was planned.
ALTER TABLE pin ADD COLUMN late_cause TEXT NOT NULL DEFAULT ''
    CHECK (late_cause IN ('', 'away', 'paused', 'account', 'limit'));
CREATE INDEX pin_deferred ON pin (account_id, next_attempt_at, id)
    WHERE status = 'scheduled' AND next_attempt_at IS NOT NULL AND removed_at IS NULL;

-- Pinterest's own answer said that nothing of the category is left until then.
CREATE TABLE request_hold (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    category   TEXT NOT NULL,
    since      INTEGER NOT NULL,
    until      INTEGER NOT NULL,
    PRIMARY KEY (account_id, category)
) STRICT, WITHOUT ROWID;

-- The rules of each zone in which pins are planned, as they were when the pins' moments were made from their wall times;
-- '': the moments are to be made again.
CREATE TABLE zone_rules (
    zone  TEXT NOT NULL PRIMARY KEY,
    rules TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
INSERT INTO zone_rules (zone) SELECT DISTINCT time_zone FROM pin WHERE time_zone IS NOT NULL;
CREATE TRIGGER pin_zone_insert AFTER INSERT ON pin WHEN NEW.time_zone IS NOT NULL
BEGIN
    INSERT INTO zone_rules (zone) SELECT NEW.time_zone
        WHERE NOT EXISTS (SELECT 1 FROM zone_rules WHERE zone = NEW.time_zone);
END;
CREATE TRIGGER pin_zone_update AFTER UPDATE OF time_zone ON pin
WHEN NEW.time_zone IS NOT NULL AND NEW.time_zone IS NOT OLD.time_zone
BEGIN
    INSERT INTO zone_rules (zone) SELECT NEW.time_zone
        WHERE NOT EXISTS (SELECT 1 FROM zone_rules WHERE zone = NEW.time_zone);
END;

-- Where each unconfirmed pin stands with the looks at Pinterest (protocols 1.C): one row for each, and none for others.
CREATE TABLE pin_check (
    pin_id      INTEGER PRIMARY KEY REFERENCES pin (id) ON DELETE CASCADE,
    quiet_since INTEGER NOT NULL,           -- when the request ended, or its interruption was found
    looks       INTEGER NOT NULL DEFAULT 0, -- that counted
    absent      INTEGER NOT NULL DEFAULT 0, -- of them, in which nothing was like the pin
    looked_at   INTEGER                     -- the end of the last one that counted
) STRICT;
INSERT INTO pin_check (pin_id, quiet_since) SELECT id, updated_at FROM pin WHERE status = 'unconfirmed';
CREATE TRIGGER pin_check_begins AFTER UPDATE OF status ON pin
WHEN NEW.status = 'unconfirmed' AND OLD.status <> 'unconfirmed'
BEGIN
    INSERT OR REPLACE INTO pin_check (pin_id, quiet_since) VALUES (NEW.id, NEW.updated_at);
END;
CREATE TRIGGER pin_check_ends AFTER UPDATE OF status ON pin
WHEN OLD.status = 'unconfirmed' AND NEW.status <> 'unconfirmed'
BEGIN
    DELETE FROM pin_check WHERE pin_id = NEW.id;
END;

-- What was found at Pinterest and may be a blocked pin: a person tells.
CREATE TABLE pin_candidate (
    pin_id      INTEGER NOT NULL REFERENCES pin (id) ON DELETE CASCADE,
    remote_id   TEXT NOT NULL,
    title       TEXT NOT NULL,
    description TEXT NOT NULL,
    link        TEXT NOT NULL,
    created_at  INTEGER,
    picture     BLOB NOT NULL,              -- a small JPEG, empty if it could not be fetched
    PRIMARY KEY (pin_id, remote_id)
) STRICT;
CREATE TRIGGER pin_candidate_ends AFTER UPDATE OF status ON pin
WHEN OLD.status = 'blocked' AND NEW.status <> 'blocked'
BEGIN
    DELETE FROM pin_candidate WHERE pin_id = NEW.id;
END;
