// SPDX-License-Identifier: GPL-3.0-or-later
// What is read of an image or a video before anything is decoded: what it is, how large, how
// turned, whether it is whole, its title and profile, and a JPEG without what is beside the
// picture. HEIC and AVIF are left to their own program.
#include "fuzz/fuzztarget.h"
#include "media/animation.h"
#include "media/barejpeg.h"
#include "media/colourprofile.h"
#include "media/embeddedtitle.h"
#include "media/exifturns.h"
#include "media/gifcheck.h"
#include "media/heifimage.h"
#include "media/imagedecode.h"
#include "media/jpegcheck.h"
#include "media/movieboxes.h"

#include <QBuffer>

using namespace pinweek;

namespace {

constexpr qint64 mostPixels = 100'000'000;

void readStill(const QByteArray &bytes)
{
    const QString name = QStringLiteral("photo");
    const Result<ImageHead> head = readImageHead(bytes, name);
    if (!head)
        return;
    const QSize size = head->upright();
    fuzz::require(size.width() > 0 && size.height() > 0 &&
                      qint64(size.width()) * size.height() <= mostPixels,
                  "an image has no size that can be used");
    (void)checkWholeFile(bytes, *head, name);
    (void)isAnimated(bytes, head->format);
    (void)embeddedProfile(bytes, head->format);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    if (heifFormat(bytes).isEmpty())
        readStill(bytes);
    (void)isHeifSequence(bytes);
    (void)isHeifWhole(bytes);
    for (const char *format : {"jpeg", "png", "webp"}) {
        (void)exifTurns(bytes, QString::fromLatin1(format));
        (void)embeddedProfile(bytes, QString::fromLatin1(format));
        (void)isAnimated(bytes, QString::fromLatin1(format));
    }
    (void)checkGif(bytes);
    (void)readJpegHead(bytes);
    for (const QString &title : {xmpTitle(bytes), titleIn(bytes)})
        fuzz::require(!title.contains(QLatin1Char('\n')), "a title has more than one line");
    fuzz::require(titleIn(bytes).size() <= 500, "a title is too long");
    QByteArray bare = bytes;
    if (stripJpeg(bare)) {
        fuzz::require(bare.size() <= bytes.size(), "less than before is more");
        QByteArray again = bare;
        fuzz::require(stripJpeg(again) && again == bare, "something was left beside the picture");
    } else {
        fuzz::require(bare == bytes, "a file that is left alone was changed");
    }
    QBuffer file;
    file.setData(bytes);
    file.open(QIODevice::ReadOnly);
    (void)readMovieHead(file);
    return 0;
}
