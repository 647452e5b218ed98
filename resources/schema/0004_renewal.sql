-- SPDX-License-Identifier: GPL-3.0-or-later
-- 0: the last renewal did not make the sign-in's end later, or was refused, so that only a person can.
ALTER TABLE account ADD COLUMN sign_in_renews INTEGER NOT NULL DEFAULT 1 CHECK (sign_in_renews IN (0, 1));
