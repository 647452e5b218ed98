// SPDX-License-Identifier: GPL-3.0-or-later
// A page of a stranger, as it was loaded and as pinweek-webpicker gives it.
#include "fuzz/fuzztarget.h"
#include "web/htmlpage.h"
#include "web/pickedpage.h"
#include "web/webpage.h"

using namespace pinweek;

namespace {

void requireHarmless(const WebPage &page)
{
    fuzz::require(page.title.toUcs4().size() <= 100, "a title is too long");
    fuzz::require(page.description.toUcs4().size() <= 800, "a description is too long");
    fuzz::require(page.images.size() <= mostPageImages, "there are too many images");
    for (const PageImage &image : page.images)
        fuzz::require(isImageAddress(image.address), "an image has an address that is none");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QUrl address(QStringLiteral("https://example.com/a/b?c"));
    const QByteArray bytes = fuzz::bytesOf(data, size);
    if (const Result<HtmlPage> page = readHtml(bytes, {})) {
        const WebPage whole = webPageOf(*page, address);
        requireHarmless(whole);
    }
    if (const Result<PickedPage> picked = pickedPageFrom(bytes)) {
        if (const Result<WebPage> page = webPageOf(*picked))
            requireHarmless(*page);
    }
    return 0;
}
