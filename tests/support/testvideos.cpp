// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testvideos.h"

#include "store/store.h"
#include "store/videostore.h"
#include "support/await.h"

#include <QFile>
#include <QProcess>

namespace pinweek::test {

void runFfmpeg(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("ffmpeg"),
                  QStringList{QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-y"),
                              QStringLiteral("-nostdin")} +
                      arguments);
    constexpr int patience = 60'000;
    if (!process.waitForFinished(patience) || process.exitCode() != 0)
        qFatal("ffmpeg: %s", process.readAll().constData());
}

QString makeVideo(const QString &path, double seconds, QSize size)
{
    runFfmpeg({QStringLiteral("-f"), QStringLiteral("lavfi"), QStringLiteral("-i"),
               QStringLiteral("testsrc=size=%1x%2:rate=10:duration=%3")
                   .arg(size.width())
                   .arg(size.height())
                   .arg(seconds),
               QStringLiteral("-c:v"), QStringLiteral("libx264"), QStringLiteral("-preset"),
               QStringLiteral("ultrafast"), QStringLiteral("-g"), QStringLiteral("1"),
               QStringLiteral("-pix_fmt"), QStringLiteral("yuv420p"), path});
    return path;
}

QString makeSlideShow(const QString &path, const QStringList &pictures)
{
    QStringList arguments;
    QString filters;
    QString joined;
    for (qsizetype i = 0; i < pictures.size(); ++i) {
        arguments += {QStringLiteral("-loop"), QStringLiteral("1"),  QStringLiteral("-t"),
                      QStringLiteral("3"),     QStringLiteral("-i"), pictures.at(i)};
        filters += QStringLiteral("[%1:v]scale=540:810:force_original_aspect_ratio=increase,"
                                  "crop=540:810,setsar=1,fps=10[v%1];")
                       .arg(i);
        joined += QStringLiteral("[v%1]").arg(i);
    }
    arguments += {QStringLiteral("-filter_complex"),
                  filters + joined + QStringLiteral("concat=n=%1:v=1").arg(pictures.size()),
                  QStringLiteral("-c:v"),
                  QStringLiteral("libx264"),
                  QStringLiteral("-preset"),
                  QStringLiteral("ultrafast"),
                  QStringLiteral("-pix_fmt"),
                  QStringLiteral("yuv420p"),
                  path};
    runFfmpeg(arguments);
    return path;
}

void tellUpload(Store &store, const Pin &pin, int percent)
{
    VideoCourse course;
    course.pin = pin.id;
    course.account = pin.content.account;
    course.media = pin.content.media;
    course.percent = percent;
    must(await<void>([&](QObject *context, Done<void> done) {
        store.videos().keep(course, VideoBytes::Leaving, {}, context, std::move(done));
    }));
}

ProgramPath::ProgramPath(const QString &folder, bool only) : m_before(qgetenv("PATH"))
{
    const QByteArray first = QFile::encodeName(folder);
    qputenv("PATH", only ? first : first + ':' + m_before);
}

ProgramPath::~ProgramPath()
{
    qputenv("PATH", m_before);
}

} // namespace pinweek::test
