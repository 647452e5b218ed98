// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/imagedecode.h"

#include "media/colourprofile.h"
#include "media/exifturns.h"
#include "media/gifcheck.h"
#include "media/heifimage.h"
#include "media/imageimport.h"
#include "media/inkjpeg.h"
#include "media/jpegcheck.h"
#include "media/refusal.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>
#include <QtEndian>
#include <QTransform>

#include <array>
#include <cstring>
#include <utility>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

enum class Ending
{
    Whole,
    CutOff,
    Damaged
};

struct Signature
{
    qsizetype at;
    QByteArrayView bytes;
    QLatin1StringView format;
};

constexpr std::array usableTypes{
    Signature{0, "\xFF\xD8\xFF", "jpeg"_L1}, Signature{0, "\x89PNG\r\n\x1A\n", "png"_L1},
    Signature{0, "GIF87a", "gif"_L1},        Signature{0, "GIF89a", "gif"_L1},
    Signature{8, "WEBP", "webp"_L1},
};

// Known by name only, so that the refusal can say what the file is.
const std::array otherTypes{
    Signature{4, "ftyp", "a video"_L1},
    Signature{0, "BM", "a BMP image"_L1},
    Signature{0, QByteArrayView("II*\0", 4), "a TIFF image"_L1},
    Signature{0, QByteArrayView("MM\0*", 4), "a TIFF image"_L1},
    Signature{0, "<svg", "an SVG drawing"_L1},
    Signature{0, "%PDF", "a PDF document"_L1},
};

template<typename List>
QString typeIn(const List &types, const QByteArray &bytes)
{
    for (const Signature &type : types) {
        if (QByteArrayView(bytes).sliced(qMin(type.at, bytes.size())).startsWith(type.bytes))
            return type.format;
    }
    return {};
}

QString formatOf(const QByteArray &bytes)
{
    if (const QByteArray heif = heifFormat(bytes); !heif.isEmpty())
        return QString::fromLatin1(heif);
    const QString format = typeIn(usableTypes, bytes);
    return format == "webp"_L1 && !bytes.startsWith("RIFF") ? QString() : format;
}

QString cutOffWords()
{
    return u"is cut off: the file ends too early"_s;
}

QString damagedWords()
{
    return u"is damaged: the picture in it cannot be read"_s;
}

QString tooSlowWords()
{
    return u"takes too long to read"_s;
}

QString noMemoryWords()
{
    return u"needs more memory than there is"_s;
}

QString noDecoderWords()
{
    return u"cannot be read: the program pinweek-heif is not beside Pinweek"_s;
}

QString wordsOf(HeifState state)
{
    switch (state) {
    case HeifState::TooSlow:
        return tooSlowWords();
    case HeifState::NoDecoder:
        return noDecoderWords();
    default:
        return damagedWords();
    }
}

bool isHeif(const QString &format)
{
    return format == "heic"_L1 || format == "avif"_L1;
}

void allowLargeImages()
{
    // One limit for the whole process: Qt's own default of 128 MB refuses what we take.
    static const bool set = [] {
        QImageReader::setAllocationLimit(int(largestDecodedBytes / (1024 * 1024)));
        return true;
    }();
    Q_UNUSED(set)
}

/** A picture's size, read from the file's first bytes so that a hostile file meets no decoder
 * before. */
struct Proportions
{
    QSize size; // px; empty where the numbers make no sense
    qint64 bytesPerPixel = 4;
    Ending ending = Ending::Whole;
    bool inks = false;
};

QSize sizeOf(quint32 width, quint32 height)
{
    constexpr quint32 largest = 0x7FFF'FFFF;
    return width > largest || height > largest ? QSize(0, 0) : QSize(int(width), int(height));
}

Proportions gifProportions(const QByteArray &bytes)
{
    if (bytes.size() < 10)
        return {{}, 4, Ending::CutOff};
    return {sizeOf(qFromLittleEndian<quint16>(bytes.constData() + 6),
                   qFromLittleEndian<quint16>(bytes.constData() + 8))};
}

Proportions pngProportions(const QByteArray &bytes)
{
    if (bytes.size() < 25)
        return {{}, 4, Ending::CutOff};
    return {sizeOf(qFromBigEndian<quint32>(bytes.constData() + 16),
                   qFromBigEndian<quint32>(bytes.constData() + 20)),
            bytes.at(24) == 16 ? 8 : 4};
}

quint32 threeBytes(const char *from)
{
    return quint32(uchar(from[0])) | quint32(uchar(from[1])) << 8 | quint32(uchar(from[2])) << 16;
}

/** WebP has three kinds of first chunk: lossy "VP8 ", lossless "VP8L", and "VP8X" with a canvas. */
Proportions webpProportions(const QByteArray &bytes)
{
    if (bytes.size() < 30)
        return {{}, 4, Ending::CutOff};
    const char *body = bytes.constData() + 20;
    const QByteArrayView kind = QByteArrayView(bytes).sliced(12, 4);
    if (kind == "VP8 ") {
        return {sizeOf(qFromLittleEndian<quint16>(body + 6) & 0x3FFF,
                       qFromLittleEndian<quint16>(body + 8) & 0x3FFF)};
    }
    if (kind == "VP8L") {
        const auto bits = qFromLittleEndian<quint32>(body + 1);
        return {sizeOf((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1)};
    }
    if (kind == "VP8X")
        return {sizeOf(threeBytes(body + 4) + 1, threeBytes(body + 7) + 1)};
    return {{}, 4, Ending::Damaged};
}

QString tooLarge(QSize size, qint64 bytesPerPixel)
{
    const qint64 pixels = qint64(size.width()) * size.height();
    const QString shape = u"%1 × %2"_s.arg(size.width()).arg(size.height());
    if (pixels > largestPixels) {
        return u"is too large: %1 pixels are %2 megapixels, at most %3 can be used"_s.arg(shape)
            .arg((pixels + 999'999) / 1'000'000)
            .arg(largestPixels / 1'000'000);
    }
    constexpr qint64 mebibyte = 1024 * 1024;
    if (pixels * bytesPerPixel > largestDecodedBytes) {
        return u"is too large: %1 pixels take %2 MB of memory, at most %3 can be used"_s.arg(shape)
            .arg((pixels * bytesPerPixel + mebibyte - 1) / mebibyte)
            .arg(largestDecodedBytes / mebibyte);
    }
    return {};
}

/** PNG: every chunk is complete and the last is IEND. Their checksums are the decoder's to check.
 */
Ending walkPng(const QByteArray &bytes)
{
    qsizetype at = 8;
    while (at + 12 <= bytes.size()) {
        const qsizetype length = qFromBigEndian<quint32>(bytes.constData() + at);
        const bool last = std::memcmp(bytes.constData() + at + 4, "IEND", 4) == 0;
        at += 12 + length;
        if (last)
            return at <= bytes.size() ? Ending::Whole : Ending::CutOff;
    }
    return Ending::CutOff;
}

Ending walkWebp(const QByteArray &bytes)
{
    const qint64 announced = qFromLittleEndian<quint32>(bytes.constData() + 4);
    return bytes.size() < 12 || announced + 8 > bytes.size() ? Ending::CutOff : Ending::Whole;
}

Ending endingOf(JpegState state)
{
    switch (state) {
    case JpegState::Whole:
        return Ending::Whole;
    case JpegState::CutOff:
        return Ending::CutOff;
    case JpegState::Damaged:
        break;
    }
    return Ending::Damaged;
}

Ending endingOf(GifState state)
{
    switch (state) {
    case GifState::Whole:
        return Ending::Whole;
    case GifState::CutOff:
        return Ending::CutOff;
    case GifState::Damaged:
        break;
    }
    return Ending::Damaged;
}

Proportions proportionsOf(const QByteArray &bytes, const QString &format)
{
    if (format == "jpeg"_L1) {
        const JpegHead head = readJpegHead(bytes);
        return {head.size, head.components == 1 ? 1 : 4, endingOf(head.state),
                head.components == 4};
    }
    if (format == "png"_L1)
        return pngProportions(bytes);
    return format == "gif"_L1 ? gifProportions(bytes) : webpProportions(bytes);
}

/** The only one that is asked of another process, and can fail by that. */
Result<Proportions> heifProportions(const QByteArray &bytes, const QString &name)
{
    if (!isHeifWhole(bytes))
        return refuse(name, cutOffWords());
    const HeifPicture head = readHeifHead(bytes);
    if (head.state != HeifState::Read)
        return refuse(name, wordsOf(head.state));
    return Proportions{head.size};
}

Ending walk(const QByteArray &bytes, const QString &format)
{
    if (format == "png"_L1)
        return walkPng(bytes);
    if (format == "gif"_L1)
        return endingOf(checkGif(bytes).state);
    return format == "webp"_L1 ? walkWebp(bytes) : Ending::Whole;
}

QImage toSrgb(QImage image)
{
    const QColorSpace space = image.colorSpace();
    const QColorSpace srgb(QColorSpace::SRgb);
    const bool alpha = image.hasAlphaChannel();
    const QImage::Format last = alpha ? QImage::Format_ARGB32 : QImage::Format_RGB32;
    if (space.isValid() && space != srgb) {
        // Deep images keep their depth until the colours are right.
        const bool deep = image.depth() > 32;
        if (deep)
            image.convertTo(alpha ? QImage::Format_RGBA64 : QImage::Format_RGBX64);
        else
            image.convertTo(last);
        image.convertToColorSpace(srgb);
    }
    image.convertTo(last);
    return image;
}

/** The same by a profile, if there is one, that Qt can't read. */
QImage toSrgb(QImage image, const QByteArray &profile)
{
    return image.colorSpace().isValid() || profile.isEmpty()
               ? toSrgb(std::move(image))
               : toSrgbByProfile(std::move(image), profile);
}

/** The same pixels and nothing else: QImage takes text keys with it through every conversion. */
QImage bareCopy(const QImage &image)
{
    QImage copy(image.size(), image.format());
    if (copy.isNull())
        return copy;
    const qsizetype lineBytes = qsizetype(image.width()) * 4;
    for (int y = 0; y < image.height(); ++y)
        std::memcpy(copy.scanLine(y), image.constScanLine(y), size_t(lineBytes));
    return copy;
}

QSize fittedTo(int width, QSize upright)
{
    if (width <= 0 || width >= upright.width())
        return upright;
    const int height = int(qint64(upright.height()) * width / upright.width());
    return {width, qMax(1, height)};
}

/** How much of the stored size, in eighths, is at least `wanted`; of those that are quick. */
int eighthsFor(QSize wanted, QSize whole)
{
    int eighths = 1;
    while (eighths < 8 && (qint64(whole.width()) * eighths < qint64(wanted.width()) * 8 ||
                           qint64(whole.height()) * eighths < qint64(wanted.height()) * 8))
        eighths *= 2;
    return eighths;
}

QImage upright(QImage image, QImageIOHandler::Transformations turns)
{
    const bool mirrored = turns & QImageIOHandler::TransformationMirror;
    const bool flipped = turns & QImageIOHandler::TransformationFlip;
    if (mirrored || flipped)
        image = std::move(image).mirrored(mirrored, flipped);
    if (turns & QImageIOHandler::TransformationRotate90)
        image = image.transformed(QTransform().rotate(90));
    return image;
}

/** Where a part of the upright picture lies in the stored one. */
QRect storedPart(const QRect &part, const ImageHead &head)
{
    QRect stored = part;
    if (head.turns & QImageIOHandler::TransformationRotate90)
        stored = QRect(part.y(), head.stored.height() - part.x() - part.width(), part.height(),
                       part.width());
    if (head.turns & QImageIOHandler::TransformationMirror)
        stored.moveLeft(head.stored.width() - stored.x() - stored.width());
    if (head.turns & QImageIOHandler::TransformationFlip)
        stored.moveTop(head.stored.height() - stored.y() - stored.height());
    return stored;
}

/** From pixels as they lie in a JPEG; those of inks are in sRGB already. */
Result<QImage> seenJpeg(JpegState state, QImage image, const QByteArray &bytes,
                        const ImageHead &head, const QString &name)
{
    const Ending ending = endingOf(state);
    if (ending != Ending::Whole)
        return refuse(name, ending == Ending::CutOff ? cutOffWords() : damagedWords());
    if (image.isNull())
        return refuse(name, noMemoryWords());
    const QByteArray profile = head.inks ? QByteArray() : embeddedProfile(bytes, head.format);
    if (!profile.isEmpty())
        image.setColorSpace(QColorSpace::fromIccProfile(profile));
    return upright(toSrgb(std::move(image), profile), head.turns);
}

/** Upright, in sRGB; of any size that is at least the wanted one, and quick where that is much
 * smaller. */
Result<QImage> decodeJpeg(const QByteArray &bytes, const ImageHead &head, const QString &name,
                          QSize wanted)
{
    QImage image;
    const int eighths = eighthsFor(wanted, head.upright());
    const JpegState state =
        head.inks ? decodeInkJpeg(bytes, eighths, image) : readJpegPixels(bytes, eighths, image);
    return seenJpeg(state, std::move(image), bytes, head, name);
}

Result<QImage> decodeHeif(const QByteArray &bytes, const QString &name)
{
    HeifPicture picture = readHeif(bytes, largestDecodedBytes);
    if (picture.state != HeifState::Read)
        return refuse(name, wordsOf(picture.state));
    return toSrgb(std::move(picture.image), picture.profile);
}

Result<QImage> decodeByQt(const QByteArray &bytes, const ImageHead &head, const QString &name)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, head.format.toLatin1());
    reader.setAutoDetectImageFormat(false);
    const QImage image = reader.read();
    if (image.isNull())
        return refuse(name, damagedWords());
    const bool known = image.colorSpace().isValid();
    return toSrgb(upright(image, head.turns),
                  known ? QByteArray() : embeddedProfile(bytes, head.format));
}

} // namespace

QString oneLineName(const QString &name)
{
    QString line;
    line.reserve(name.size());
    for (const QChar c : name) {
        const bool turnsText =
            (c >= u'\u202A' && c <= u'\u202E') || (c >= u'\u2066' && c <= u'\u2069');
        const bool breaks = c.category() == QChar::Other_Control ||
                            c.category() == QChar::Separator_Line ||
                            c.category() == QChar::Separator_Paragraph;
        line += turnsText || breaks ? QChar(u' ') : c;
    }
    return line.simplified();
}

Result<ImageHead> readImageHead(const QByteArray &bytes, const QString &name)
{
    if (bytes.isEmpty())
        return refuse(name, u"is empty"_s);
    ImageHead head;
    head.format = formatOf(bytes);
    if (head.format.isEmpty()) {
        const QString other = typeIn(otherTypes, bytes);
        if (other.isEmpty())
            return refuse(name, u"is no image"_s);
        return refuse(name, u"is %1: JPEG, PNG, WebP, GIF, HEIC and AVIF can be used"_s.arg(other));
    }

    const Result<Proportions> known = isHeif(head.format)
                                          ? heifProportions(bytes, name)
                                          : Result<Proportions>(proportionsOf(bytes, head.format));
    if (!known)
        return fail(known.error());
    const Proportions &shape = *known;
    if (shape.ending != Ending::Whole)
        return refuse(name, shape.ending == Ending::CutOff ? cutOffWords() : damagedWords());
    if (shape.size.isEmpty())
        return refuse(name, damagedWords());
    if (const QString words = tooLarge(shape.size, shape.bytesPerPixel); !words.isEmpty())
        return refuse(name, words);

    head.stored = shape.size;
    head.inks = shape.inks;
    if (isHeif(head.format))
        return head;
    head.turns = exifTurns(bytes, head.format);
    head.sideways = head.turns & QImageIOHandler::TransformationRotate90;
    head.turned = head.turns != QImageIOHandler::TransformationNone;
    if (head.format == "jpeg"_L1)
        return head;
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, head.format.toLatin1());
    reader.setAutoDetectImageFormat(false);
    // By now its first bytes are those of the format. To ask for the list of formats would load the
    // plugins for all of them.
    if (!reader.canRead())
        return refuse(name,
                      u"cannot be read: Qt's plugin for %1 is not installed"_s.arg(head.format));
    return head;
}

Result<void> checkWholeFile(const QByteArray &bytes, const ImageHead &head, const QString &name)
{
    switch (walk(bytes, head.format)) {
    case Ending::Whole:
        return {};
    case Ending::CutOff:
        return refuse(name, cutOffWords());
    case Ending::Damaged:
        break;
    }
    return refuse(name, damagedWords());
}

Result<QImage> decodeImage(const QByteArray &bytes, const ImageHead &head, const QString &name,
                           int width)
{
    allowLargeImages();
    QSize wanted = fittedTo(width, head.upright());
    const auto decode = [&] {
        if (isHeif(head.format))
            return decodeHeif(bytes, name);
        if (head.format == "jpeg"_L1)
            return decodeJpeg(bytes, head, name, wanted);
        return decodeByQt(bytes, head, name);
    };
    Result<QImage> decoded = decode();
    if (!decoded)
        return decoded;
    // Of a WebP or GIF the picture may be of another size than its canvas.
    if (head.format != "jpeg"_L1)
        wanted = fittedTo(width, decoded->size());
    if (decoded->size() != wanted)
        *decoded = decoded->scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QImage image = bareCopy(toSrgb(*std::move(decoded)));
    if (image.isNull())
        return refuse(name, noMemoryWords());
    return image;
}

Result<QImage> decodePart(const QByteArray &bytes, const ImageHead &head, const QString &name,
                          const QRect &part)
{
    if (head.format != "jpeg"_L1 || head.inks) {
        const Result<QImage> whole = decodeImage(bytes, head, name);
        // Its pixels may be fewer than its head says: what is not there is no part of it.
        return whole ? Result<QImage>(whole->copy(part.intersected(whole->rect()))) : whole;
    }
    QImage image;
    const JpegState state = readJpegPart(bytes, storedPart(part, head), image);
    Result<QImage> seen = seenJpeg(state, std::move(image), bytes, head, name);
    return seen ? Result<QImage>(bareCopy(toSrgb(*std::move(seen)))) : seen;
}

bool hasTransparency(const QImage &image)
{
    if (!image.hasAlphaChannel())
        return false;
    const QImage pixels = image.convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < pixels.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(pixels.constScanLine(y));
        for (int x = 0; x < pixels.width(); ++x) {
            if (qAlpha(line[x]) != 255)
                return true;
        }
    }
    return false;
}

} // namespace pinweek
