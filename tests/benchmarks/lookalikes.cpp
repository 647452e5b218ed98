// SPDX-License-Identifier: GPL-3.0-or-later
// How often look-alikes are found, how often others are taken for them, and how long a search
// takes.
//
//     bench_lookalikes FOLDER…
//     bench_lookalikes search WORKSPACE COUNT ROUNDS
//
// Takes every photograph below the folders (Debian's packages of wallpapers are such folders), cuts
// up to three upright pictures from each, and prints a Markdown table. Or asks in a new workspace
// of so many pictures and pins, as often as the composer does it for a picture that has just come
// in, for pins that look like it; and prints JSON.
#include "planner/lookalikes.h"
#include "core/clock.h"
#include "media/libraryfile.h"
#include "media/picturehash.h"
#include "media/thumbnail.h"
#include "store/database.h"
#include "store/mediastore.h"
#include "store/store.h"
#include "store/workspacefiles.h"
#include "support/await.h"
#include "support/testworkspace.h"

#include <QBuffer>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QRandomGenerator>
#include <QTextStream>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

using namespace pinweek;

namespace {

constexpr int side = 1200;      // px of the photographs as they are used
constexpr int width = 480;      // px, as thumbnails are
constexpr int leastWidth = 900; // px: smaller ones are drawings and icons
constexpr int sameFile = 6;     // bits: the same photograph in several sizes
constexpr int compared = 24;    // pictures with hashes so near that they are looked at

QImage thumbnail(const QImage &image)
{
    return image.scaledToWidth(width, Qt::SmoothTransformation);
}

QImage photograph(const QString &path)
{
    QImageReader reader(path);
    reader.setAutoTransform(true);
    if (reader.size().width() < leastWidth)
        return {};
    reader.setScaledSize(reader.size().scaled(side, side, Qt::KeepAspectRatioByExpanding));
    return reader.read().convertToFormat(QImage::Format_RGB32);
}

QList<QImage> uprightParts(const QImage &image)
{
    const int across = std::min(image.width(), image.height() * 2 / 3);
    const int count = std::clamp(image.width() / across, 1, 3);
    QList<QImage> parts;
    for (int i = 0; i < count; ++i)
        parts.append(image.copy(count == 1 ? 0 : i * (image.width() - across) / (count - 1), 0,
                                across, image.height()));
    return parts;
}

QList<QImage> pictures(const QStringList &folders)
{
    QList<QImage> found;
    std::vector<quint64> known;
    for (const QString &folder : folders) {
        QDirIterator files(folder,
                           {QStringLiteral("*.jpg"), QStringLiteral("*.jpeg"),
                            QStringLiteral("*.png"), QStringLiteral("*.webp")},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QImage image = photograph(files.next());
            const quint64 hash = pictureHash(image);
            const auto isKnown = [hash](quint64 other) {
                return hashDistance(hash, other) <= sameFile;
            };
            if (image.isNull() || std::any_of(known.begin(), known.end(), isKnown))
                continue;
            known.push_back(hash);
            found += uprightParts(image);
        }
    }
    return found;
}

QImage asJpeg(const QImage &image, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG", quality);
    return QImage::fromData(bytes);
}

QImage cropped(const QImage &image, double left, double top, double right, double bottom)
{
    return image.copy(int(image.width() * left), int(image.height() * top),
                      int(image.width() * (1 - left - right)),
                      int(image.height() * (1 - top - bottom)));
}

QImage painted(const QImage &image, const std::function<void(QPainter &, QRect)> &paint)
{
    QImage result = image;
    QPainter painter(&result);
    paint(painter, image.rect());
    return result;
}

using Change = std::function<QImage(const QImage &)>;

const std::vector<std::pair<const char *, Change>> &changes()
{
    static const std::vector<std::pair<const char *, Change>> all{
        {"half as large",
         [](const QImage &i) { return i.scaledToWidth(i.width() / 2, Qt::SmoothTransformation); }},
        {"JPEG of quality 40", [](const QImage &i) { return asJpeg(i, 40); }},
        {"5 % of each direction cut away",
         [](const QImage &i) { return cropped(i, .025, .025, .025, .025); }},
        {"10 % of each direction cut away",
         [](const QImage &i) { return cropped(i, .05, .05, .05, .05); }},
        {"10 % cut from the bottom", [](const QImage &i) { return cropped(i, 0, 0, 0, .1); }},
        {"10 % cut from the left", [](const QImage &i) { return cropped(i, .1, 0, 0, 0); }},
        {"brighter",
         [](const QImage &i) {
             return painted(
                 i, [](QPainter &p, QRect rect) { p.fillRect(rect, QColor(255, 255, 255, 30)); });
         }},
        {"a banner over a fifth (another pin)",
         [](const QImage &i) {
             return painted(i, [](QPainter &p, QRect rect) {
                 p.fillRect(0, rect.height() * 2 / 5, rect.width(), rect.height() / 5, Qt::white);
             });
         }},
        {"mirrored (another pin)", [](const QImage &i) { return i.mirrored(true, false); }},
    };
    return all;
}

bool isNear(const QList<quint64> &asked, quint64 hash)
{
    return std::any_of(asked.begin(), asked.end(),
                       [hash](quint64 each) { return hashDistance(each, hash) <= nearHash; });
}

bool isFound(const QImage &added, const QImage &stored)
{
    return isNear(searchHashes(added), pictureHash(stored)) && looksAlike(added, stored);
}

int failed(const QString &why)
{
    QTextStream(stderr) << "bench_lookalikes: " << why << '\n';
    return 1;
}

/** One of the demo's photographs as a thumbnail, each time another: with another banner. */
QImage pictureNumber(int number)
{
    static const QImage photo =
        thumbnail(QImage(QStringLiteral(PINWEEK_DEMO_PICTURES "/banana-leaf-print.jpg")));
    return painted(photo, [number](QPainter &painter, QRect rect) {
        painter.fillRect(0, number * 7 % rect.height(), rect.width(), 4,
                         QColor::fromHsv(number * 5 % 360, 200, 200));
    });
}

MediaAsset assetOf(int number, const QImage &picture)
{
    MediaAsset asset;
    asset.sha256 = sha256Of("picture " + QByteArray::number(number));
    asset.format = QStringLiteral("jpeg");
    asset.fileName = QStringLiteral("picture %1.jpg").arg(number);
    asset.size = {1200, 1800};
    asset.bytes = 1'000'000;
    asset.pictureHash = pictureHash(picture);
    return asset;
}

/** So many rows of pictures; all but a few have nothing in common with any other. */
Result<void> addPictures(const QString &workspace, int count)
{
    Database db;
    if (const Result<void> opened = db.open(databasePath(workspace), Database::Access::Writer);
        !opened)
        return opened;
    return db.transaction<void>([count](Database &writer) -> Result<void> {
        QRandomGenerator random(1);
        Query(writer, QStringLiteral("UPDATE media_asset SET picture_hash = id * 7919")).run();
        for (int i = 0; i < count; ++i)
            Query(writer, QStringLiteral("INSERT INTO media_asset (sha256, format, file_name, "
                                         "width, height, bytes, created_at, picture_hash) VALUES "
                                         "(?, 'jpeg', 'many.jpg', 1000, 1500, 1000, 1, ?)"))
                .bind(sha256Of("many " + QByteArray::number(i)))
                .bind(qint64(random.generate64()))
                .run();
        return {};
    });
}

/** Two planned pins for each. */
Result<void> usePictures(const QString &workspace, const QList<MediaAsset> &pictures)
{
    Database db;
    if (const Result<void> opened = db.open(databasePath(workspace), Database::Access::Writer);
        !opened)
        return opened;
    return db.transaction<void>([&pictures](Database &writer) -> Result<void> {
        for (const MediaAsset &picture : pictures)
            Query(writer, QStringLiteral("UPDATE pin SET media_id = ? WHERE id IN (SELECT id FROM "
                                         "pin WHERE status = 'scheduled' AND media_id <= 200 "
                                         "ORDER BY id LIMIT 2)"))
                .bind(picture.id)
                .run();
        return {};
    });
}

struct Search
{
    Store &store;
    LookAlikes &lookAlikes;
    const QString workspace;
    int next = 0;

    /** A picture that is new; nothing of its coming is timed. */
    MediaAsset bring()
    {
        const int number = next++;
        const QImage picture = pictureNumber(number);
        const MediaAsset asset = assetOf(number, picture);
        (void)writeThumbnail(picture, asset.sha256, workspace);
        return *test::await<MediaAsset>([&](QObject *context, Done<MediaAsset> done) {
            store.media().insert(asset, context, std::move(done));
        });
    }
    /** Milliseconds from the question to the answer, on the main thread. */
    double ask(const MediaAsset &asset)
    {
        QElapsedTimer timer;
        timer.start();
        const auto found =
            test::await<QList<LookAlike>>([&](QObject *context, Done<QList<LookAlike>> done) {
                lookAlikes.find({asset}, context, std::move(done));
            });
        const double took = double(timer.nsecsElapsed()) / 1e6;
        return found ? took : -1;
    }
};

int search(const QString &workspace, int count, int rounds)
{
    const SystemClock clock;
    if (!test::fillWorkspace(workspace, count, clock.now()) || !addPictures(workspace, count))
        return failed(QStringLiteral("the workspace can't be filled"));
    const auto store = Store::open(workspace, clock, QStringLiteral("benchmark"));
    if (!store)
        return failed(store.error().detail);
    LookAlikes lookAlikes(**store, workspace);
    Search search{**store, lookAlikes, workspace};
    QList<MediaAsset> brought;
    for (int i = 0; i < compared; ++i)
        brought.append(search.bring());
    if (const Result<void> used = usePictures(workspace, brought); !used)
        return failed(used.error().detail);
    brought.append(search.bring());
    const double first = search.ask(brought.constLast());
    QJsonArray whole;
    for (int round = 0; round < rounds; ++round) {
        brought.append(search.bring());
        whole.append(search.ask(brought.constLast()));
    }
    // The same, but that there is nothing to hold the picture against.
    for (const MediaAsset &asset : std::as_const(brought))
        removeThumbnail(asset.sha256, workspace);
    QJsonArray alone;
    for (int round = 0; round < rounds; ++round) {
        const MediaAsset added = search.bring();
        alone.append(search.ask(added));
        removeThumbnail(added.sha256, workspace);
    }
    QTextStream(stdout) << QJsonDocument(QJsonObject{{QStringLiteral("first_ms"), first},
                                                     {QStringLiteral("search_ms"), alone},
                                                     {QStringLiteral("whole_ms"), whole}})
                               .toJson(QJsonDocument::Compact)
                        << '\n';
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    QTextStream out(stdout);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("search") && arguments.size() == 5)
        return search(arguments.at(2), arguments.at(3).toInt(), arguments.at(4).toInt());
    const QList<QImage> all = pictures(QCoreApplication::arguments().mid(1));
    if (all.isEmpty()) {
        QTextStream(stderr) << "bench_lookalikes FOLDER… (with photographs)" << Qt::endl;
        return 2;
    }
    QList<QImage> small;
    QList<quint64> hashes;
    QList<QList<quint64>> asked;
    for (const QImage &each : all) {
        small.append(thumbnail(each));
        hashes.append(pictureHash(small.last()));
        asked.append(searchHashes(small.last()));
    }
    out << all.size()
        << " pictures\n\n| | found when it is added | when the other is |\n| --- | --- | --- |\n";
    const auto percent = [&all](int found) {
        return QString::number(100.0 * found / double(all.size()), 'f', 1);
    };
    for (const auto &[name, change] : changes()) {
        int changed = 0;
        int original = 0;
        for (qsizetype i = 0; i < all.size(); ++i) {
            const QImage other = thumbnail(change(all[i]));
            changed += isFound(other, small[i]) ? 1 : 0;
            original += isFound(small[i], other) ? 1 : 0;
        }
        out << "| " << name << " | " << percent(changed) << " % | " << percent(original) << " % |"
            << Qt::endl;
    }
    int pairCount = 0;
    int near = 0;
    int alarms = 0;
    for (qsizetype i = 0; i < small.size(); ++i) {
        for (qsizetype j = i + 1; j < small.size(); ++j) {
            ++pairCount;
            if (!isNear(asked[i], hashes[j]) && !isNear(asked[j], hashes[i]))
                continue;
            ++near;
            alarms += looksAlike(small[i], small[j]) ? 1 : 0;
        }
    }
    out << "| two different pictures | " << alarms << " of " << pairCount << " pairs (" << near
        << " near by their hashes) |" << Qt::endl;
    return 0;
}
