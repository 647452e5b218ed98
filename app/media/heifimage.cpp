// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/heifimage.h"

#include "core/logging.h"
#include "media/heifwire.h"

#include <QColorSpace>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QList>
#include <QProcess>
#include <QStandardPaths>
#include <QtEndian>

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstring>
#include <memory>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto headPatience = 10s;
constexpr auto picturePatience = 60s; // the largest that is taken needs a few seconds

QString decoderProgram()
{
    const QString name = u"pinweek-heif"_s;
    const QString beside = QCoreApplication::applicationDirPath() + u'/' + name;
    return QFileInfo(beside).isExecutable() ? beside : QStandardPaths::findExecutable(name);
}

/** A file in memory that has no name; closed by its QFile. */
std::unique_ptr<QFile> memoryFile()
{
    auto file = std::make_unique<QFile>();
    const int descriptor = ::memfd_create("pinweek-heif", MFD_CLOEXEC);
    if (descriptor < 0 || !file->open(descriptor, QIODevice::ReadWrite | QIODevice::Unbuffered,
                                      QFileDevice::AutoCloseHandle))
        return nullptr;
    return file;
}

/** How another process of ours opens it. */
QString pathOf(const QFile &file)
{
    return u"/proc/self/fd/%1"_s.arg(file.handle());
}

HeifState stateOf(const QProcess &process)
{
    if (process.exitStatus() == QProcess::CrashExit)
        return HeifState::Damaged;
    switch (process.exitCode()) {
    case heifwire::Read:
        return HeifState::Read;
    case heifwire::TooLarge:
        return HeifState::TooLarge;
    default:
        return HeifState::Damaged;
    }
}

struct Answer
{
    HeifState state = HeifState::Damaged;
    std::unique_ptr<QFile> file; // what the decoder wrote, where the state is Read
};

Answer ask(const QByteArray &bytes, const QString &wish, qint64 mostBytes,
           std::chrono::milliseconds patience)
{
    const QString program = decoderProgram();
    if (program.isEmpty())
        return {HeifState::NoDecoder, nullptr};
    const std::unique_ptr<QFile> input = memoryFile();
    std::unique_ptr<QFile> output = memoryFile();
    if (!input || !output || input->write(bytes) != bytes.size())
        return {HeifState::Damaged, nullptr};
    QProcess process;
    process.setStandardInputFile(pathOf(*input));
    process.setStandardOutputFile(pathOf(*output));
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(program, {wish, QString::number(mostBytes)});
    if (!process.waitForStarted())
        return {HeifState::NoDecoder, nullptr};
    if (!process.waitForFinished(int(patience.count()))) {
        process.kill();
        process.waitForFinished();
        return {HeifState::TooSlow, nullptr};
    }
    if (process.exitStatus() == QProcess::CrashExit)
        qCWarning(logMedia, "A picture has ended its decoder");
    return {stateOf(process), std::move(output)};
}

float encodedPq(float signal)
{
    // SMPTE ST 2084, in nits.
    constexpr float m1 = 2610.F / 16384;
    constexpr float m2 = 2523.F / 4096 * 128;
    constexpr float c1 = 3424.F / 4096;
    constexpr float c2 = 2413.F / 4096 * 32;
    constexpr float c3 = 2392.F / 4096 * 32;
    const float root = std::pow(signal, 1 / m2);
    return 10000 * std::pow(std::max(root - c1, 0.F) / (c2 - c3 * root), 1 / m1);
}

float encodedHlg(float signal)
{
    // ITU-R BT.2100, of the scene.
    constexpr float a = 0.17883277F;
    constexpr float b = 0.28466892F;
    constexpr float c = 0.55991073F;
    return signal <= 0.5F ? signal * signal / 3 : (std::exp((signal - c) / a) + b) / 12;
}

/** Light by signal for a screen that can't be brighter than white: ITU-R BT.2408 has white at 203
 * nits, or at three quarters of an HLG signal; what is brighter becomes white. */
template<typename Curve>
QList<uint16_t> lightUpToWhite(Curve curve, float white)
{
    constexpr int steps = 4096;
    QList<uint16_t> table;
    table.reserve(steps);
    for (int i = 0; i < steps; ++i) {
        const float light = curve(float(i) / (steps - 1)) / white;
        table.append(uint16_t(std::lround(std::clamp(light, 0.F, 1.F) * 65535)));
    }
    return table;
}

/** By the codes of ITU-T H.273; sRGB where they are not said or nothing of ours. */
QColorSpace colourSpaceOf(const heifwire::Head &head)
{
    enum Transfer : quint32
    {
        Gamma22 = 4,
        Gamma28 = 5,
        Linear = 8,
        Pq = 16,
        Hlg = 18
    };
    const auto &xy = head.primaries;
    const bool said = std::all_of(xy.begin(), xy.end(), [](float part) { return part > 0; });
    const QPointF red = said ? QPointF(xy[0], xy[1]) : QPointF(0.640, 0.330);
    const QPointF green = said ? QPointF(xy[2], xy[3]) : QPointF(0.300, 0.600);
    const QPointF blue = said ? QPointF(xy[4], xy[5]) : QPointF(0.150, 0.060);
    const QPointF white = said ? QPointF(xy[6], xy[7]) : QPointF(0.3127, 0.3290);
    const auto with = [&](QColorSpace::TransferFunction function, float gamma = 0) {
        return QColorSpace(white, red, green, blue, function, gamma);
    };
    switch (head.transfer) {
    case Gamma22:
        return with(QColorSpace::TransferFunction::Gamma, 2.2F);
    case Gamma28:
        return with(QColorSpace::TransferFunction::Gamma, 2.8F);
    case Linear:
        return with(QColorSpace::TransferFunction::Linear);
    case Pq:
        return {white, red, green, blue, lightUpToWhite(encodedPq, 203)};
    case Hlg:
        return {white, red, green, blue, lightUpToWhite(encodedHlg, encodedHlg(0.75F))};
    default: // television's curves too: everybody shows them as sRGB's
        return with(QColorSpace::TransferFunction::SRgb);
    }
}

QImage::Format formatOf(const heifwire::Head &head)
{
    const bool deep = head.bitsPerValue == 16;
    if (!head.hasAlpha)
        return deep ? QImage::Format_RGBX64 : QImage::Format_RGBX8888;
    if (head.isPremultiplied)
        return deep ? QImage::Format_RGBA64_Premultiplied : QImage::Format_RGBA8888_Premultiplied;
    return deep ? QImage::Format_RGBA64 : QImage::Format_RGBA8888;
}

/** The decoder is not believed either: what it says must fit what it wrote. */
bool readWireHead(QFile &file, heifwire::Head &head)
{
    constexpr quint32 longestSide = 1 << 20;
    return file.seek(0) && file.read(reinterpret_cast<char *>(&head), sizeof head) == sizeof head &&
           head.magic == heifwire::Head::rightMagic && head.width > 0 && head.height > 0 &&
           head.width <= longestSide && head.height <= longestSide &&
           (head.bitsPerValue == 8 || head.bitsPerValue == 16);
}

void closeFile(void *file)
{
    delete static_cast<QFile *>(file);
}

/** The pixels where the decoder wrote them; the image keeps the file. */
QImage pixelsOf(std::unique_ptr<QFile> file, const heifwire::Head &head)
{
    const qint64 line = qint64(head.width) * head.bitsPerValue / 8 * 4;
    const qint64 begin = qint64(sizeof head) + head.profileBytes;
    const qint64 bytes = line * head.height;
    if (file->size() != begin + bytes)
        return {};
    uchar *pixels = file->map(begin, bytes); // shared: nobody else has the file
    if (!pixels)
        return {};
    return {pixels,         int(head.width), int(head.height), line,
            formatOf(head), closeFile,       file.release()};
}

struct Box
{
    QByteArrayView type;
    QByteArrayView content;
    qsizetype end = 0; // beyond the file's end: it is cut off
};

/** The box that begins at `at`; its type is empty where none does. */
Box boxAt(QByteArrayView file, qsizetype at)
{
    constexpr qsizetype headBytes = 8;
    constexpr qsizetype longHeadBytes = 16;
    if (at + headBytes > file.size())
        return {};
    quint64 size = qFromBigEndian<quint32>(file.data() + at);
    qsizetype head = headBytes;
    if (size == 1) {
        if (at + longHeadBytes > file.size())
            return {};
        size = qFromBigEndian<quint64>(file.data() + at + headBytes);
        head = longHeadBytes;
    } else if (size == 0) {
        size = quint64(file.size() - at);
    }
    if (size < quint64(head))
        return {};
    const QByteArrayView type = file.sliced(at + 4, 4);
    const auto left = quint64(file.size() - at);
    if (size > left)
        return {type, {}, file.size() + 1};
    return {type, file.sliced(at + head, qsizetype(size) - head), at + qsizetype(size)};
}

/** The major brand, then the compatible ones; four letters each. Empty for another kind of file. */
QList<QByteArrayView> brandsOf(const QByteArray &bytes)
{
    constexpr qsizetype brandBytes = 4;
    const QByteArrayView file(bytes);
    if (file.size() < 12 || file.sliced(4, 4) != "ftyp")
        return {};
    // Of a file that is cut within them the first is enough to know it by.
    const Box box = boxAt(file, 0);
    const QByteArrayView list = box.content.isEmpty() ? file.sliced(8) : box.content;
    QList<QByteArrayView> brands;
    for (qsizetype at = 0; at + brandBytes <= list.size() && brands.size() < 32; at += brandBytes) {
        if (at != brandBytes) // the minor version
            brands.append(list.sliced(at, brandBytes));
    }
    return brands;
}

bool anyOf(const QList<QByteArrayView> &brands, std::initializer_list<QByteArrayView> wanted)
{
    return std::any_of(brands.begin(), brands.end(), [&](QByteArrayView brand) {
        return std::find(wanted.begin(), wanted.end(), brand) != wanted.end();
    });
}

} // namespace

HeifPicture readHeifHead(const QByteArray &bytes)
{
    const Answer answer = ask(bytes, u"head"_s, 1, headPatience);
    if (answer.state != HeifState::Read)
        return {answer.state, {}};
    heifwire::Head head;
    if (!readWireHead(*answer.file, head))
        return {};
    return {HeifState::Read, QSize(int(head.width), int(head.height))};
}

HeifPicture readHeif(const QByteArray &bytes, qint64 mostBytes)
{
    Answer answer = ask(bytes, u"picture"_s, mostBytes, picturePatience);
    if (answer.state != HeifState::Read)
        return {answer.state, {}};
    heifwire::Head head;
    if (!readWireHead(*answer.file, head))
        return {};
    HeifPicture picture;
    picture.profile = answer.file->read(head.profileBytes);
    picture.image = pixelsOf(std::move(answer.file), head);
    if (picture.image.isNull())
        return {};
    picture.state = HeifState::Read;
    picture.size = picture.image.size();
    picture.image.setColorSpace(picture.profile.isEmpty()
                                    ? colourSpaceOf(head)
                                    : QColorSpace::fromIccProfile(picture.profile));
    return picture;
}

QByteArray heifFormat(const QByteArray &bytes)
{
    const QList<QByteArrayView> brands = brandsOf(bytes);
    if (brands.isEmpty())
        return {};
    const std::initializer_list<QByteArrayView> still{"mif1", "msf1", "mif2", "miaf"};
    const QByteArrayView major = brands.first();
    // Many an MP4 film names a brand of these among many others: the first one decides.
    if (!anyOf({major}, still) && !anyOf({major}, {"avif", "avis", "heic", "heix", "heim", "heis",
                                                   "hevc", "hevx", "hevm", "hevs"}))
        return {};
    return anyOf(brands, {"avif", "avis"}) ? "avif" : "heic";
}

bool isHeifSequence(const QByteArray &bytes)
{
    const QByteArrayView file(bytes);
    if (heifFormat(bytes).isEmpty())
        return false;
    for (Box box = boxAt(file, 0); !box.type.isEmpty(); box = boxAt(file, box.end)) {
        if (box.type == "moov")
            return true;
    }
    return false;
}

bool isHeifWhole(const QByteArray &bytes)
{
    const QByteArrayView file(bytes);
    qsizetype at = 0;
    while (at < file.size()) {
        const Box box = boxAt(file, at);
        if (box.type.isEmpty())
            return file.size() - at >= 8;
        // Cameras put marks of their own behind the picture; these are what holds it.
        if (box.end > file.size())
            return !anyOf({box.type}, {"ftyp", "meta", "mdat", "moov"});
        at = box.end;
    }
    return true;
}

} // namespace pinweek
