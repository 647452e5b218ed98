// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/webpage.h"

#include <algorithm>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

// Limits of POST /pins: pinterest-api.md section 8.1.
constexpr int longestTitle = 100;
constexpr int longestDescription = 800;
constexpr int longestLink = 2048;
// As the composer's own checks have them (planner/readiness).
constexpr QSize least(600, 900);
constexpr double bestRatio = 1.5; // height / width
constexpr double nearRatio = bestRatio * 0.95;
constexpr double tallest = 2.1;

QString firstText(const HtmlPage &page, QByteArrayView element)
{
    for (int i = 0; i < page.elements.size(); ++i) {
        if (page.elements.at(i).name != element)
            continue;
        if (const QString text = page.textIn(i); !text.isEmpty())
            return text;
    }
    return {};
}

QUrl linkOf(const HtmlPage &page, const QUrl &address)
{
    QString named;
    for (const HtmlElement &element : page.elements) {
        if (element.name == "link" && element.attribute("rel").toLower() == u"canonical" &&
            named.isEmpty())
            named = element.attribute("href");
    }
    if (named.isEmpty())
        named = metaOf(page, {u"og:url"_s});
    QUrl link = named.isEmpty() ? address : baseOf(page, address).resolved(QUrl(named));
    const bool isWeb = (link.scheme() == u"http" || link.scheme() == u"https") &&
                       !link.host().isEmpty() && link.toEncoded().size() <= longestLink;
    // A forgotten canonical link leads all pages of a site to its first one.
    const bool leadsHome = link.path().size() <= 1 && address.path().size() > 1;
    if (!isWeb || leadsHome)
        link = address;
    link.setUserInfo({});
    return link;
}

bool asksForNoPins(const HtmlPage &page)
{
    return metaOf(page, {u"pinterest"_s}).toLower() == u"nopin";
}

} // namespace

QString shortened(const QString &text, int codePoints)
{
    const auto units = text.toUcs4();
    if (units.size() <= codePoints)
        return text;
    QString cut =
        QString::fromUcs4(reinterpret_cast<const char32_t *>(units.constData()), codePoints - 1);
    const qsizetype word = cut.lastIndexOf(u' ');
    if (word > cut.size() * 2 / 3)
        cut.truncate(word);
    return cut + u'…';
}

WebPage webPageOf(const HtmlPage &page, const QUrl &address)
{
    WebPage found;
    found.address = address;
    found.link = linkOf(page, address);
    QString title = metaOf(page, {u"og:title"_s, u"twitter:title"_s});
    if (title.isEmpty())
        title = firstText(page, "title");
    if (title.isEmpty())
        title = firstText(page, "h1");
    const QString description =
        metaOf(page, {u"og:description"_s, u"description"_s, u"twitter:description"_s});
    found.title = shortened(title, longestTitle);
    found.description = shortened(description, longestDescription);
    found.images = imagesOf(page, address);
    found.richPin = richPinOf(page, found.title, found.description);
    found.asksForNoPins = asksForNoPins(page);
    return found;
}

PictureFitness fitnessOf(QSize size)
{
    if (size.width() < least.width() || size.height() < least.height())
        return PictureFitness::Small;
    const double ratio = double(size.height()) / size.width();
    return ratio < nearRatio || ratio > tallest ? PictureFitness::ToCrop : PictureFitness::Good;
}

double fitnessScore(QSize size)
{
    if (size.isEmpty())
        return 0;
    constexpr QSize plenty(1000, 1500);
    const double ratio = double(size.height()) / size.width();
    const double shape = std::min(ratio / bestRatio, bestRatio / ratio);
    const double scale = std::min(
        {1.0, double(size.width()) / plenty.width(), double(size.height()) / plenty.height()});
    const int sort = fitnessOf(size) == PictureFitness::Good     ? 2
                     : fitnessOf(size) == PictureFitness::ToCrop ? 1
                                                                 : 0;
    return sort + shape * scale * 0.9;
}

} // namespace pinweek
