// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace pinweek {

/**
 * A file under a temporary name (unfinishedName()), readable by its owner only, that is gone with
 * this object unless it was moved to its place: for writers of more than writeFileDurably() takes.
 * One thread at a time.
 */
class TemporaryFile
{
public:
    /** @param directory  has to be there */
    explicit TemporaryFile(const QString &directory);
    ~TemporaryFile();
    Q_DISABLE_COPY_MOVE(TemporaryFile)

    /** -1 where it could not be made: error() says why. */
    [[nodiscard]] int descriptor() const { return m_file; }
    /** An errno, 0: none. */
    [[nodiscard]] int error() const { return m_error; }
    [[nodiscard]] QString path() const;

    /** Errors: Storage, which names `forPath`. */
    Result<void> write(QByteArrayView bytes, const QString &forPath);
    /** Readable by whom the user's other new files are (umask), for what is made to be given away.
     */
    void shareAsUsual();
    /** On the disk, then under its name, which is on the disk too: slow. What is there is replaced.
     * Errors: Storage. */
    Result<void> moveTo(const QString &path);

private:
    QByteArray m_name;
    int m_file;
    int m_error;
    bool m_isMoved = false;
};

} // namespace pinweek
