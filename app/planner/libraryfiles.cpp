// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/libraryfiles.h"

#include "media/imagedecode.h"
#include "media/mediaimport.h"
#include "media/refusal.h"
#include "store/librarysearch.h"
#include "store/store.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QPointer>

#include <limits>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

Result<void> mendFrom(const MediaAsset &asset, const QString &path, const QString &workspace)
{
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refuse(name, u"could not be read: %1"_s.arg(file.errorString()));
    if (file.size() != asset.bytes || sha256OfFile(file, [] { return false; }) != asset.sha256)
        return refuse(name, (asset.isVideo() ? u"is another video than “%1” was"_s
                                             : u"is another picture than “%1” was"_s)
                                .arg(oneLineName(asset.fileName)));
    const ImportWatch watch;
    if (const auto stored = importMediaFile(path, {}, workspace, watch); !stored)
        return fail(stored.error());
    return {};
}

} // namespace

LibraryFiles::LibraryFiles(Store &store, QString workspace, QObject *parent)
    : QObject(parent), m_store(store), m_workspace(std::move(workspace))
{
    m_pool.setMaxThreadCount(1);
}

LibraryFiles::~LibraryFiles()
{
    ++*m_newest;
}

void LibraryFiles::cancel()
{
    ++*m_newest;
    m_checking = false;
}

void LibraryFiles::check(const QList<MediaId> &only)
{
    const int number = ++*m_newest;
    m_checking = true;
    auto *search = new LibrarySearch(m_store, this);
    connect(search, &LibrarySearch::found, this, [this, search, number](const LibraryPage &page) {
        search->deleteLater();
        if (*m_newest != number)
            return;
        QList<MediaAsset> assets;
        assets.reserve(page.pictures.size());
        for (const LibraryPicture &picture : page.pictures)
            assets.append(picture.asset);
        checkFiles(assets, number);
    });
    connect(search, &LibrarySearch::failed, this, [this, search, number](const Error &error) {
        search->deleteLater();
        if (*m_newest != number)
            return;
        m_checking = false;
        emit failed(error);
    });
    LibraryQuery query;
    query.only = only;
    search->find(query, std::numeric_limits<int>::max());
}

void LibraryFiles::checkFiles(const QList<MediaAsset> &assets, int number)
{
    m_pool.start([this, assets, number, newest = m_newest, workspace = m_workspace] {
        constexpr qint64 toldEvery = 100; // ms
        QHash<MediaId, LibraryFault> faults;
        QElapsedTimer told;
        told.start();
        // The destructor waits for this function, so `this` is alive here.
        const auto tell = [&](const std::function<void()> &what) {
            QMetaObject::invokeMethod(
                this,
                [newest, number, what] {
                    if (*newest == number)
                        what();
                },
                Qt::QueuedConnection);
        };
        for (int done = 0; done < assets.size() && *newest == number; ++done) {
            if (const auto fault =
                    libraryFault(assets[done], workspace, [&] { return *newest != number; }))
                faults.insert(assets[done].id, *fault);
            if (told.hasExpired(toldEvery)) {
                told.restart();
                tell([this, done, total = int(assets.size())] { emit progress(done + 1, total); });
            }
        }
        tell([this, faults] {
            m_checking = false;
            emit checked(faults);
        });
    });
}

void LibraryFiles::mend(const MediaAsset &asset, const QString &path, QObject *context,
                        Done<void> done)
{
    m_pool.start([this, asset, path, workspace = m_workspace, target = QPointer<QObject>(context),
                  done = std::move(done)] {
        const Result<void> mended = mendFrom(asset, path, workspace);
        QMetaObject::invokeMethod(
            this,
            [target, done, mended] {
                if (target)
                    done(mended);
            },
            Qt::QueuedConnection);
    });
}

} // namespace pinweek
