// SPDX-License-Identifier: GPL-3.0-or-later
// How long pictures take; tests/benchmarks/pictures runs this beside others and prints the table.
//
//     bench_pictures make FOLDER COUNT WIDTH HEIGHT
//     bench_pictures drop FOLDER WORKSPACE
//     bench_pictures window FOLDER WORKSPACE
//     bench_pictures rest SECONDS
//     bench_pictures copy FOLDER WORKSPACE
//     bench_pictures final FILE WORKSPACE OUT ROUNDS pin|tall
//
// Makes JPEG photographs, each with content of its own; takes in all of them at once, as a drop
// does; drops them onto the week of the whole window and schedules them; does nothing; copies them
// into a library and does nothing else with them; makes of one what is sent of it: cropped to 1000
// × 1500 px of its middle, or to all of 2:3 that is in it. All but the first print JSON.
#include "awayclock.h"
#include "core/clock.h"
#include "core/durablefile.h"
#include "media/imageimport.h"
#include "media/libraryfile.h"
#include "media/preparedimage.h"
#include "model/picturefit.h"
#include "oauth/tokenvault.h"
#include "planner/imageintake.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "ui/calendar/weekview.h"
#include "ui/drops/severalpopover.h"
#include "ui/mainwindow.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QBuffer>
#include <QDir>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QImage>
#include <QImageWriter>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QRandomGenerator>
#include <QTextStream>
#include <QThreadPool>
#include <QTimer>

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <vector>

using namespace pinweek;
using pinweek::bench::AwayClock;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int different = 12; // pictures; the others are these with another comment
constexpr QSize finalSize(1000, 1500);
constexpr qint64 finalBytes = 8'000'000; // the usual target

int failed(const QString &why)
{
    QTextStream(stderr) << "bench_pictures: " << why << '\n';
    return 1;
}

void print(const QJsonObject &result)
{
    QTextStream(stdout) << QJsonDocument(result).toJson(QJsonDocument::Compact) << '\n';
}

double peakMebibytes()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) / 1024;
}

/** One of the demo's photographs, blown up, with the grain of a camera. */
QByteArray photograph(int number, QSize size)
{
    const QStringList names = QDir(QStringLiteral(PINWEEK_DEMO_PICTURES))
                                  .entryList({u"*.jpg"_s}, QDir::Files, QDir::Name);
    QImage image(QStringLiteral(PINWEEK_DEMO_PICTURES "/") + names.at(number % names.size()));
    image = image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                .convertToFormat(QImage::Format_RGB32);
    QRandomGenerator random(quint32(number + 1));
    for (int y = 0; y < image.height(); ++y) {
        uchar *line = image.scanLine(y);
        for (int x = 0; x < image.width() * 4; x += 4) {
            const int grain = int(random.generate() & 15) - 8;
            for (int part = 0; part < 3; ++part)
                line[x + part] = uchar(std::clamp(line[x + part] + grain, 0, 255));
        }
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "jpeg");
    writer.setQuality(92);
    writer.write(image);
    return bytes;
}

int make(const QString &folder, int count, QSize size)
{
    if (!QDir().mkpath(folder))
        return failed(u"%1 can't be made"_s.arg(folder));
    QList<QByteArray> pictures;
    for (int number = 0; number < count; ++number) {
        if (number < different)
            pictures.append(photograph(number, size));
        QByteArray bytes = pictures.at(number % different);
        const QByteArray comment = "no. " + QByteArray::number(number).rightJustified(8, '0');
        bytes.insert(2, QByteArray("\xFF\xFE\x00", 3) + char(comment.size() + 2) + comment);
        QFile file(u"%1/photo-%2.jpg"_s.arg(folder).arg(number, 4, 10, QChar(u'0')));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return failed(file.errorString());
    }
    return 0;
}

/** What this machine does to a program that does nothing. */
int rest(double seconds)
{
    AwayClock away;
    QTimer::singleShot(std::chrono::milliseconds(qRound64(seconds * 1000)), &away, [&] {
        print({{u"longest_ms"_s, away.longestMs()}});
        QCoreApplication::quit();
    });
    away.start();
    return QCoreApplication::exec();
}

int drop(const QString &folder, const QString &workspace)
{
    QList<IntakeItem> items;
    for (const QFileInfo &file : QDir(folder).entryInfoList({u"*.jpg"_s}, QDir::Files, QDir::Name))
        items.append({file.filePath(), {}, {}});
    const SystemClock clock;
    const auto store = Store::open(workspace, clock, u"benchmark"_s);
    if (!store)
        return failed(store.error().detail);
    const double before = peakMebibytes();
    ImageIntake intake(**store);

    AwayClock away;
    // The thumbnails are there when the last file is in; rows follow.
    QElapsedTimer whole;
    double thumbnails = 0;
    QObject::connect(&intake, &ImageIntake::progress, &intake, [&](int done, int total) {
        if (done == total)
            thumbnails = double(whole.nsecsElapsed()) / 1e9;
    });
    int code = 1;
    QTimer::singleShot(0, &intake, [&] {
        whole.start();
        away.start();
        intake.take(items, &intake, [&](const Result<IntakeResult> &result) {
            if (result && result->assets.size() == items.size()) {
                code = 0;
                print({{u"files"_s, items.size()},
                       {u"thumbnails"_s, thumbnails},
                       {u"stored"_s, double(whole.nsecsElapsed()) / 1e9},
                       {u"longest_ms"_s, away.longestMs()},
                       {u"before_mib"_s, before},
                       {u"peak_mib"_s, peakMebibytes()}});
            } else {
                failed(result ? result->refused.value(0) : result.error().detail);
            }
            QCoreApplication::exit(code);
        });
    });
    QCoreApplication::exec();
    return code;
}

/** All of them onto the week, and scheduled from there with Enter's button once they are read. */
int dropOntoWindow(const QString &folder, const QString &directory)
{
    auto data = std::make_unique<QMimeData>();
    QList<QUrl> urls;
    for (const QFileInfo &file : QDir(folder).entryInfoList({u"*.jpg"_s}, QDir::Files, QDir::Name))
        urls.append(QUrl::fromLocalFile(file.filePath()));
    data->setUrls(urls);
    WorkspaceOptions options;
    options.directory = directory;
    options.origin = u"benchmark"_s;
    options.vault = std::make_unique<MemoryVault>();
    const Result<std::unique_ptr<Workspace>> workspace = Workspace::open(std::move(options));
    if (!workspace)
        return failed(workspace.error().detail);
    Store &store = (*workspace)->store();
    ThemeManager theme((*workspace)->settings());
    MainWindow window(**workspace, theme);
    window.resize(1440, 900);
    window.show();
    window.complete();
    auto *week = window.findChild<WeekView *>();
    week->setWeek(week->firstDay().addDays(7)); // where no time has passed

    const double before = peakMebibytes();
    AwayClock away;
    double dropped = 0;
    double accepted = 0;
    const auto lap = [&away] {
        const double longest = away.longestMs();
        away.restart();
        return longest;
    };
    QTimer settled;
    settled.setSingleShot(true);
    settled.setInterval(1s); // after the last of the cards has its picture
    QObject::connect(&settled, &QTimer::timeout, &window, [&] {
        print({{u"files"_s, urls.size()},
               {u"drop_ms"_s, dropped},
               {u"read_ms"_s, accepted},
               {u"schedule_ms"_s, away.longestMs()},
               {u"before_mib"_s, before},
               {u"peak_mib"_s, peakMebibytes()}});
        QCoreApplication::exit();
    });
    QTimer::singleShot(0, &window, [&] {
        away.start();
        const QPoint place = week->viewport()->rect().center();
        QDragEnterEvent enter(place, Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(week->viewport(), &enter);
        QDragMoveEvent move(place, Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(week->viewport(), &move);
        QDropEvent drop(place, Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(week->viewport(), &drop);
        QTimer::singleShot(0, &window, [&] { dropped = lap(); });
        auto *look = new QTimer(&window);
        QObject::connect(look, &QTimer::timeout, &window, [&, look] {
            auto *popover = window.findChild<SeveralPopover *>();
            const auto *reading = window.findChild<QLabel *>(u"newImagesProgressLabel"_s);
            if (!popover || !popover->isVisible() || !reading || !reading->text().isEmpty())
                return;
            look->stop();
            accepted = lap();
            QObject::connect(&store, &Store::changed, &settled, qOverload<>(&QTimer::start));
            popover->findChild<QPushButton *>(u"scheduleSeveralPushButton"_s)->click();
        });
        look->start(20ms);
    });
    QApplication::exec();
    const Result<QList<Pin>> pins =
        store.pins().list({}, std::nullopt, std::nullopt, std::nullopt, {}, 1000, 0);
    if (!pins || pins->size() != urls.size() || !pins->constFirst().content.planned)
        return failed(u"not every file became a pin with a time"_s);
    return 0;
}

/** Only what puts files into a library: by as many threads, each file on the disk. */
int copyFiles(const QString &folder, const QString &workspace)
{
    struct Copy
    {
        QByteArray bytes;
        QString place;
    };
    std::vector<Copy> copies;
    for (const QFileInfo &info :
         QDir(folder).entryInfoList({u"*.jpg"_s}, QDir::Files, QDir::Name)) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly))
            return failed(file.errorString());
        Copy copy{file.readAll(), {}};
        copy.place = workspace + u'/' + mediaRelativePath(sha256Of(copy.bytes), u"jpeg"_s);
        copies.push_back(copy);
    }
    QThreadPool pool;
    pool.setMaxThreadCount(2);
    std::atomic<int> done = 0;
    QElapsedTimer timer;
    timer.start();
    for (const Copy &copy : copies)
        pool.start([&copy, &done] { done += writeFileDurably(copy.place, copy.bytes) ? 1 : 0; });
    pool.waitForDone();
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    if (done != int(copies.size()))
        return failed(u"not every file could be copied"_s);
    print({{u"copied"_s, seconds}});
    return 0;
}

/** The middle of 1000 × 1500 px, or all of 2:3. */
PictureFit fitOf(const QString &crop, QSize size)
{
    if (crop == u"tall"_s)
        return cropAround(FitShape::Tall, size);
    PictureFit fit;
    fit.kind = FitKind::Crop;
    const QSizeF part(double(finalSize.width()) / size.width(),
                      double(finalSize.height()) / size.height());
    fit.part = QRectF(QPointF((1 - part.width()) / 2, (1 - part.height()) / 2), part);
    return settledFit(fit);
}

/** As the publisher makes what it sends: from the library, whose file is held against its hash. */
int finalPicture(const QString &path, const QString &workspace, const QString &out, int rounds,
                 const QString &crop)
{
    const Result<MediaAsset> asset = importImageFile(path, workspace);
    if (!asset)
        return failed(asset.error().detail);
    const PictureFit fit = fitOf(crop, asset->size);
    const QRect part = croppedRect(fit, asset->size);
    QJsonArray times;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        const Result<PreparedImage> prepared = prepareImage(*asset, workspace, finalBytes, fit);
        times.append(double(timer.nsecsElapsed()) / 1e6);
        if (!prepared || prepared->size != part.size())
            return failed(prepared ? u"it has another size"_s : prepared.error().detail);
        QFile written(out);
        if (!written.open(QIODevice::WriteOnly) ||
            written.write(prepared->bytes) != prepared->bytes.size())
            return failed(written.errorString());
    }
    print({{u"ms"_s, times},
           {u"part"_s, QJsonArray{part.x(), part.y(), part.width(), part.height()}},
           {u"peak_mib"_s, peakMebibytes()}});
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString what = arguments.value(1);
    if (what == u"make"_s && arguments.size() == 6)
        return make(arguments.at(2), arguments.at(3).toInt(),
                    {arguments.at(4).toInt(), arguments.at(5).toInt()});
    if (what == u"drop"_s && arguments.size() == 4)
        return drop(arguments.at(2), arguments.at(3));
    if (what == u"window"_s && arguments.size() == 4)
        return dropOntoWindow(arguments.at(2), arguments.at(3));
    if (what == u"rest"_s && arguments.size() == 3)
        return rest(arguments.at(2).toDouble());
    if (what == u"copy"_s && arguments.size() == 4)
        return copyFiles(arguments.at(2), arguments.at(3));
    if (what == u"final"_s && arguments.size() == 7)
        return finalPicture(arguments.at(2), arguments.at(3), arguments.at(4),
                            arguments.at(5).toInt(), arguments.at(6));
    return failed(u"usage: make FOLDER COUNT WIDTH HEIGHT | drop FOLDER WORKSPACE | window FOLDER "
                  u"WORKSPACE | rest SECONDS | copy FOLDER WORKSPACE | "
                  u"final FILE WORKSPACE OUT ROUNDS pin|tall"_s);
}
