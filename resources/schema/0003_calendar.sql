-- SPDX-License-Identifier: GPL-3.0-or-later
-- The workspace's database, version 3: what the calendar plans with.

-- Campaigns: a pin has at most one.
CREATE TABLE campaign (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL UNIQUE COLLATE NOCASE,
    colour_index INTEGER NOT NULL CHECK (colour_index BETWEEN 0 AND 7)
) STRICT;
ALTER TABLE pin ADD COLUMN campaign_id INTEGER REFERENCES campaign (id) ON DELETE SET NULL;
CREATE INDEX pin_by_campaign ON pin (campaign_id, due_at, id) WHERE campaign_id IS NOT NULL;
