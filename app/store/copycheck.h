// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <QString>

#include <optional>

namespace pinweek {

class Database;
struct StoreCore;

/** What tells a workspace's files from a copy of them: numbers and births of the directory and of
 * the database. The same after a renaming; another one in a copy, and where a backup was put back.
 */
QString filesIdentity(const QString &workspace);
/** Tells machines apart without storing the machine's own id. */
QString machineIdentity(const QString &workspaceId);

/**
 * Rule H of protocols.md 1, before anybody reads: the workspace of another machine, or a copy, may
 * have an original that published what is due here; and so may one whose database was put back,
 * even into the same file (attemptmark). Then, in one transaction, every pin that could
 * be sent and was due before `now` becomes unconfirmed, the copy is noted, and the machine and
 * files of now become those of the workspace.
 */
Result<void> settleCopy(Database &db, const QString &workspace, const QString &origin, UtcTime now);

/** For a database that comes out of a backup: the next opening takes it for a copy, wherever it
 * lies by then. Within a transaction. */
void markAsRestored(Database &db);

/** Nobody has said yet that this copy may publish: nothing is claimed. Any thread's connection. */
bool isUnacceptedCopy(Database &db);

/** What is known of the workspace as a copy. */
class CopyStore
{
public:
    explicit CopyStore(StoreCore &core);

    /** The same in a workspace and in what was copied from it; "" before it is described. */
    [[nodiscard]] Result<QString> workspaceId() const;
    /** When it was found to be a copy, and nobody has said yet that it may publish; nullopt: it is
     * none. */
    [[nodiscard]] Result<std::optional<UtcTime>> foundAt() const;
    /** A person's word: this one publishes. What came due until then may have been published by the
     * original, and becomes unconfirmed too. Nothing happens to a workspace that is no copy. */
    void accept(QObject *context, Done<void> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
