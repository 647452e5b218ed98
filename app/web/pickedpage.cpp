// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pickedpage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr int version = 1;
constexpr int greatestSide = 100'000; // px

Error unreadable()
{
    return {ErrorKind::Media, u"The browser window gave no page that can be read."_s};
}

int side(const QJsonValue &value)
{
    const double px = value.toDouble();
    return px > 0 && px < greatestSide ? int(px) : 0;
}

bool isWeb(const QUrl &address)
{
    return address.isValid() && !address.host().isEmpty() &&
           (address.scheme() == "http"_L1 || address.scheme() == "https"_L1);
}

} // namespace

QByteArray pickedPageJson(const PickedPage &page)
{
    QJsonArray images;
    for (const PageImage &image : page.images)
        images.append(QJsonObject{{u"address"_s, image.address.toString(QUrl::FullyEncoded)},
                                  {u"alt"_s, image.altText},
                                  {u"width"_s, image.declared.width()},
                                  {u"height"_s, image.declared.height()}});
    return QJsonDocument(QJsonObject{{u"version"_s, version},
                                     {u"address"_s, page.address.toString(QUrl::FullyEncoded)},
                                     {u"html"_s, QString::fromUtf8(page.html)},
                                     {u"images"_s, images}})
        .toJson(QJsonDocument::Compact);
}

Result<PickedPage> pickedPageFrom(const QByteArray &json)
{
    if (json.size() > mostPickedBytes)
        return fail(unreadable());
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    PickedPage page;
    page.address = QUrl(object.value("address"_L1).toString(), QUrl::StrictMode);
    page.address.setUserInfo({});
    const QString html = object.value("html"_L1).toString();
    if (object.value("version"_L1).toInt() != version || !isWeb(page.address) ||
        html.size() > mostPickedHtml)
        return fail(unreadable());
    page.html = html.toUtf8();
    const QJsonArray images = object.value("images"_L1).toArray();
    for (const QJsonValue &value : images) {
        if (page.images.size() == mostPageImages)
            break;
        const QJsonObject each = value.toObject();
        PageImage image;
        image.address = QUrl(each.value("address"_L1).toString());
        if (!isImageAddress(image.address))
            continue;
        image.altText = shortened(each.value("alt"_L1).toString().simplified(), 500);
        const QSize declared(side(each.value("width"_L1)), side(each.value("height"_L1)));
        image.declared = declared.isEmpty() ? QSize() : declared;
        page.images.append(image);
    }
    return page;
}

Result<WebPage> webPageOf(const PickedPage &picked, const HtmlPatience &patience)
{
    const Result<HtmlPage> html = readHtml(picked.html, "UTF-8", patience);
    if (!html)
        return fail(html.error());
    WebPage page = webPageOf(*html, picked.address);
    PageImageList all;
    // Their order is kept by widths that fall: the first of a picture is its greatest.
    const auto add = [&all](const PageImage &image) {
        QList<SizedAddress> addresses{{image.address, 0}};
        for (const QUrl &other : image.others)
            addresses.append({other, 0});
        all.add(addresses, image.altText, image.declared);
    };
    std::for_each(page.images.cbegin(), page.images.cend(), add);
    std::for_each(picked.images.cbegin(), picked.images.cend(), add);
    page.images = all.images();
    return page;
}

} // namespace pinweek
