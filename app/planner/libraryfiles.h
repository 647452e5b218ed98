// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "media/libraryfile.h"
#include "model/mediaasset.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace pinweek {

class Store;

/**
 * Looks at every file of the media library, and mends what is missing from a copy that the user
 * has. Main thread; files are read by a worker.
 */
class LibraryFiles : public QObject
{
    Q_OBJECT

public:
    LibraryFiles(Store &store, QString workspace, QObject *parent = nullptr);
    /** Ends what is under way; it is not told. */
    ~LibraryFiles() override;

    /** progress() comes now and then, checked() or failed() at the end. Again from the start if
     * under way. @param only  these; empty: all */
    void check(const QList<MediaId> &only = {});
    /** Neither of them comes any more. */
    void cancel();
    [[nodiscard]] bool isChecking() const { return m_checking; }
    /**
     * Puts the picture's file back from `path`. Errors: Media, with a sentence: the file is another
     * picture, or can't be read; Storage.
     */
    void mend(const MediaAsset &asset, const QString &path, QObject *context, Done<void> done);

signals:
    void progress(int done, int total);
    void checked(const QHash<pinweek::MediaId, pinweek::LibraryFault> &faults);
    void failed(const pinweek::Error &error);

private:
    void checkFiles(const QList<MediaAsset> &assets, int number);

    Store &m_store;
    const QString m_workspace;
    bool m_checking = false;
    std::shared_ptr<std::atomic<int>> m_newest = std::make_shared<std::atomic<int>>(0);
    QThreadPool m_pool; // last: its end waits for jobs
};

} // namespace pinweek
