// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/jpegcheck.h"

#include <QtGlobal>

#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <vector>

// jpeglib.h uses size_t and FILE without including their headers.
#include <jerror.h>
#include <jpeglib.h>

namespace pinweek {

namespace {

// A real progressive file has about ten; more than this is made to keep a decoder busy.
constexpr int mostScans = 500;

struct Checker
{
    jpeg_decompress_struct decoder{};
    jpeg_error_mgr errors{};
    jpeg_progress_mgr progress{};
    std::jmp_buf leave{};
    JpegState state = JpegState::Whole;
    std::vector<JSAMPLE> row; // of inks, or around a part
    QRect part;
    JpegHead head;
    int eighths = 8;
    const std::function<void(const JpegInkLine &)> *take = nullptr;
    QImage *image = nullptr;
};

Checker *checkerOf(j_common_ptr decoder)
{
    return static_cast<Checker *>(decoder->client_data);
}

void stop(j_common_ptr decoder)
{
    Checker *checker = checkerOf(decoder);
    if (checker->state == JpegState::Whole)
        checker->state = JpegState::Damaged;
    std::longjmp(checker->leave, 1);
}

void noteWarning(j_common_ptr decoder, int level)
{
    if (level >= 0)
        return; // a trace, not a warning
    Checker *checker = checkerOf(decoder);
    switch (decoder->err->msg_code) {
    case JWRN_JPEG_EOF:
        checker->state = JpegState::CutOff;
        std::longjmp(checker->leave, 1);
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_MUST_RESYNC:
    case JWRN_NOT_SEQUENTIAL:
        checker->state = JpegState::Damaged;
        std::longjmp(checker->leave, 1);
    default:
        break; // cameras write harmless oddities, like padding before a marker
    }
}

void limitScans(j_common_ptr decoder)
{
    if (reinterpret_cast<j_decompress_ptr>(decoder)->input_scan_number > mostScans)
        stop(decoder);
}

void dropMessage(j_common_ptr) {}

void readHead(Checker &checker, const QByteArray &bytes)
{
    jpeg_decompress_struct &decoder = checker.decoder;
    jpeg_mem_src(&decoder, reinterpret_cast<const unsigned char *>(bytes.constData()),
                 static_cast<unsigned long>(bytes.size()));
    jpeg_read_header(&decoder, TRUE);
    checker.head.size = QSize(int(decoder.image_width), int(decoder.image_height));
    checker.head.components = decoder.num_components;
}

// As QRgb lies in memory, with the fourth byte filled.
constexpr J_COLOR_SPACE rgbPixels = Q_BYTE_ORDER == Q_LITTLE_ENDIAN ? JCS_EXT_BGRA : JCS_EXT_ARGB;

void readPixels(Checker &checker, const QByteArray &bytes)
{
    readHead(checker, bytes);
    jpeg_decompress_struct &decoder = checker.decoder;
    decoder.out_color_space = rgbPixels;
    decoder.scale_num = unsigned(checker.eighths);
    decoder.scale_denom = 8;
    jpeg_start_decompress(&decoder);
    *checker.image =
        QImage(int(decoder.output_width), int(decoder.output_height), QImage::Format_RGB32);
    if (checker.image->isNull())
        return;
    while (decoder.output_scanline < decoder.output_height) {
        JSAMPROW row = checker.image->scanLine(int(decoder.output_scanline));
        jpeg_read_scanlines(&decoder, &row, 1);
    }
    jpeg_finish_decompress(&decoder);
}

void readPart(Checker &checker, const QByteArray &bytes)
{
    readHead(checker, bytes);
    jpeg_decompress_struct &decoder = checker.decoder;
    decoder.out_color_space = rgbPixels;
    jpeg_start_decompress(&decoder);
    // The colours at an edge are made with those beside it.
    constexpr int around = 32;
    const QRect whole(0, 0, int(decoder.output_width), int(decoder.output_height));
    const QRect part = checker.part & whole;
    const QRect read = part.adjusted(-around, -around, around, 0) & whole;
    *checker.image = QImage(part.size(), QImage::Format_RGB32);
    if (checker.image->isNull())
        return;
    auto left = JDIMENSION(read.x());
    auto width = JDIMENSION(read.width());
    jpeg_crop_scanline(&decoder, &left, &width);
    checker.row.resize(size_t(width) * 4);
    if (read.y() > 0)
        jpeg_skip_scanlines(&decoder, JDIMENSION(read.y()));
    JSAMPROW row = checker.row.data();
    for (int y = read.y(); y <= part.bottom(); ++y) {
        jpeg_read_scanlines(&decoder, &row, 1);
        if (y >= part.y())
            std::memcpy(checker.image->scanLine(y - part.y()), row + 4 * (size_t(part.x()) - left),
                        4 * size_t(part.width()));
    }
}

void readInks(Checker &checker, const QByteArray &bytes)
{
    readHead(checker, bytes);
    jpeg_decompress_struct &decoder = checker.decoder;
    decoder.out_color_space = JCS_CMYK;
    decoder.scale_num = unsigned(checker.eighths);
    decoder.scale_denom = 8;
    jpeg_start_decompress(&decoder);
    checker.row.resize(size_t(decoder.output_width) * size_t(decoder.output_components));
    JSAMPROW row = checker.row.data();
    JpegInkLine line{row, 0, QSize(int(decoder.output_width), int(decoder.output_height)),
                     decoder.saw_Adobe_marker != FALSE};
    for (; line.y < line.size.height(); ++line.y) {
        jpeg_read_scanlines(&decoder, &row, 1);
        (*checker.take)(line);
    }
    jpeg_finish_decompress(&decoder);
}

void run(Checker &checker, void (*work)(Checker &, const QByteArray &), const QByteArray &bytes)
{
    checker.decoder.err = jpeg_std_error(&checker.errors);
    checker.errors.error_exit = stop;
    checker.errors.emit_message = noteWarning;
    checker.errors.output_message = dropMessage;
    checker.decoder.client_data = &checker;
    // Nothing with a destructor lives between here and the longjmp: what needs one is in `checker`.
    if (setjmp(checker.leave) == 0) {
        jpeg_create_decompress(&checker.decoder);
        checker.progress.progress_monitor = limitScans;
        checker.decoder.progress = &checker.progress;
        work(checker, bytes);
    }
    jpeg_destroy_decompress(&checker.decoder);
}

} // namespace

JpegHead readJpegHead(const QByteArray &bytes)
{
    Checker checker;
    run(checker, readHead, bytes);
    checker.head.state = checker.state;
    if (checker.state != JpegState::Whole)
        checker.head.size = {};
    return checker.head;
}

JpegState readJpegPixels(const QByteArray &bytes, int eighths, QImage &image)
{
    Checker checker;
    checker.eighths = eighths;
    checker.image = &image;
    run(checker, readPixels, bytes);
    return checker.state;
}

JpegState readJpegPart(const QByteArray &bytes, const QRect &part, QImage &image)
{
    Checker checker;
    checker.part = part;
    checker.image = &image;
    run(checker, readPart, bytes);
    return checker.state;
}

JpegState readJpegInks(const QByteArray &bytes, int eighths,
                       const std::function<void(const JpegInkLine &)> &take)
{
    Checker checker;
    checker.eighths = eighths;
    checker.take = &take;
    run(checker, readInks, bytes);
    return checker.state;
}

} // namespace pinweek
