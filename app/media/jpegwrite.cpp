// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/jpegwrite.h"

#include <QtGlobal>

#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

// jpeglib.h uses size_t and FILE without including their headers.
#include <jpeglib.h>

namespace pinweek {

namespace {

struct Writer
{
    jpeg_compress_struct encoder{};
    jpeg_error_mgr errors{};
    std::jmp_buf leave{};
    unsigned char *bytes = nullptr; // by malloc, as libjpeg grows it
    unsigned long size = 0;
    QImage image;
    bool done = false;
};

void stop(j_common_ptr encoder)
{
    std::longjmp(static_cast<Writer *>(encoder->client_data)->leave, 1);
}

void dropMessage(j_common_ptr) {}

// As QRgb lies in memory.
constexpr J_COLOR_SPACE rgbPixels = Q_BYTE_ORDER == Q_LITTLE_ENDIAN ? JCS_EXT_BGRX : JCS_EXT_XRGB;

void writePixels(Writer &writer, int quality)
{
    jpeg_compress_struct &encoder = writer.encoder;
    const bool grey = writer.image.format() == QImage::Format_Grayscale8;
    jpeg_mem_dest(&encoder, &writer.bytes, &writer.size);
    encoder.image_width = JDIMENSION(writer.image.width());
    encoder.image_height = JDIMENSION(writer.image.height());
    encoder.input_components = grey ? 1 : 4;
    encoder.in_color_space = grey ? JCS_GRAYSCALE : rgbPixels;
    jpeg_set_defaults(&encoder);
    jpeg_set_quality(&encoder, quality, TRUE);
    encoder.optimize_coding = TRUE;
    jpeg_start_compress(&encoder, TRUE);
    while (encoder.next_scanline < encoder.image_height) {
        // libjpeg does not write to it.
        auto *row = const_cast<JSAMPROW>(writer.image.constScanLine(int(encoder.next_scanline)));
        jpeg_write_scanlines(&encoder, &row, 1);
    }
    jpeg_finish_compress(&encoder);
    writer.done = true;
}

void run(Writer &writer, int quality)
{
    writer.encoder.err = jpeg_std_error(&writer.errors);
    writer.errors.error_exit = stop;
    writer.errors.output_message = dropMessage;
    writer.encoder.client_data = &writer;
    // Nothing with a destructor lives between here and the longjmp: what needs one is in `writer`.
    if (setjmp(writer.leave) == 0) {
        jpeg_create_compress(&writer.encoder);
        writePixels(writer, quality);
    }
    jpeg_destroy_compress(&writer.encoder);
}

} // namespace

QByteArray jpegBytes(const QImage &image, int quality)
{
    if (image.isNull() || image.width() > JPEG_MAX_DIMENSION || image.height() > JPEG_MAX_DIMENSION)
        return {};
    Writer writer;
    writer.image =
        image.format() == QImage::Format_Grayscale8 || image.format() == QImage::Format_RGB32
            ? image
            : image.convertToFormat(QImage::Format_RGB32);
    if (writer.image.isNull())
        return {};
    run(writer, quality);
    QByteArray bytes;
    // Only then does libjpeg say where they are: after an error it is a block that it has freed.
    if (writer.done) {
        bytes = QByteArray(reinterpret_cast<const char *>(writer.bytes), qsizetype(writer.size));
        std::free(writer.bytes);
    }
    return bytes;
}

} // namespace pinweek
