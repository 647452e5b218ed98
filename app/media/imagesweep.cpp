// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/imagesweep.h"

#include "media/imagedecode.h"
#include "media/refusal.h"
#include "media/videoimport.h"
#include "model/filenames.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

bool hasImageSuffix(const QString &fileName)
{
    static const QStringList suffixes = imageSuffixes();
    return suffixes.contains(QFileInfo(fileName).suffix(), Qt::CaseInsensitive);
}

class Sweeper
{
public:
    explicit Sweeper(const std::atomic<bool> &cancelled) : m_cancelled(cancelled) {}

    void take(const QString &path)
    {
        const QFileInfo info(path);
        if (info.isDir())
            takeFolder(path);
        else if (hasMediaName(info.fileName()))
            add(path);
        else
            m_sweep.leftOut.append(fileSentence(
                info.fileName(), isOtherVideoName(info.fileName())
                                     ? u"is a video of a kind that Pinterest does not take. Export "
                                       "it as MP4, MOV or M4V"_s
                                     : u"is no image or video"_s));
    }

    [[nodiscard]] bool isOver() const { return m_cancelled || m_sweep.more; }

    ImageSweep result()
    {
        sortNaturally(m_sweep.files);
        return std::move(m_sweep);
    }

private:
    void takeFolder(const QString &path)
    {
        QDirIterator all(path, QDir::Files | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (all.hasNext() && !isOver()) {
            const QString file = all.next();
            if (hasImageSuffix(file) || hasVideoName(file))
                add(file);
        }
    }

    void add(const QString &path)
    {
        if (m_seen.contains(path))
            return;
        if (m_sweep.files.size() == mostSweptImages) {
            m_sweep.more = true;
            return;
        }
        m_seen.insert(path);
        m_sweep.files.append(path);
    }

    const std::atomic<bool> &m_cancelled;
    ImageSweep m_sweep;
    QSet<QString> m_seen;
};

} // namespace

QStringList imageSuffixes()
{
    return {u"jpg"_s,  u"jpeg"_s, u"png"_s,  u"webp"_s, u"gif"_s, u"heic"_s,
            u"heif"_s, u"hif"_s,  u"avif"_s, u"jpe"_s,  u"jfif"_s};
}

bool hasImageName(const QString &fileName)
{
    return QFileInfo(fileName).suffix().isEmpty() || hasImageSuffix(fileName);
}

bool hasMediaName(const QString &fileName)
{
    return hasImageName(fileName) || hasVideoName(fileName);
}

ImageSweep sweepImages(const QStringList &paths, const std::atomic<bool> &cancelled)
{
    Sweeper sweeper(cancelled);
    for (const QString &path : paths) {
        if (sweeper.isOver())
            break;
        sweeper.take(path);
    }
    return sweeper.result();
}

} // namespace pinweek
