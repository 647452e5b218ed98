// SPDX-License-Identifier: GPL-3.0-or-later
// What another program drags onto the calendar or puts onto the clipboard. The first byte says as
// what the others are given.
#include "fuzz/fuzztarget.h"
#include "ui/pins/pinmime.h"
#include "web/pageimage.h"

#include <QMimeData>

#include <array>

using namespace pinweek;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static constexpr std::array<const char *, 8> types{"application/x-pinweek-pins",
                                                       "application/x-pinweek-page-images",
                                                       "text/uri-list",
                                                       "text/html",
                                                       "text/plain",
                                                       "text/x-moz-url",
                                                       "image/png",
                                                       "application/octet-stream"};
    if (size == 0)
        return 0;
    const QString workspace = QStringLiteral("/nowhere");
    const QByteArray bytes = fuzz::bytesOf(data + 1, size - 1);
    // "0" to "7", so that seeds can be read.
    const auto first = std::size_t(data[0] & 7U);
    // One alone, then with the same as a picture's page.
    for (const bool both : {false, true}) {
        QMimeData mime;
        mime.setData(QString::fromLatin1(types.at(first)), bytes);
        if (both && types.at(first) != std::string_view("text/html"))
            mime.setData(QStringLiteral("text/html"), bytes);
        const DroppedContent peeked = pinmime::peek(&mime, workspace);
        const DroppedContent content = pinmime::decode(&mime, workspace);
        fuzz::require(peeked.pins == content.pins, "a drag is another one than its drop");
        for (const PinId pin : content.pins)
            fuzz::require(pin.isValid(), "a pin has no id");
        if (content.kind == DroppedContent::Kind::Address && content.pageImages.isEmpty())
            fuzz::require(content.address.scheme().startsWith(QLatin1String("http")),
                          "an address is none of the web");
        for (const QUrl &image : content.pageImages)
            fuzz::require(isImageAddress(image), "a picture of a page is none of the web");
    }
    return 0;
}
