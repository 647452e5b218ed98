// SPDX-License-Identifier: GPL-3.0-or-later
#include "pins/webimage.h"

#include <QMimeData>
#include <QRegularExpression>
#include <QStringDecoder>
#include <QTextDocumentFragment>

namespace pinweek {

namespace {

constexpr qsizetype mostRead = 1024 * 1024; // bytes of each form
constexpr qsizetype mostDataAddress = 64 * 1024 * 1024;

bool isWeb(const QUrl &address)
{
    return address.isValid() && !address.host().isEmpty() &&
           (address.scheme() == QLatin1String("http") ||
            address.scheme() == QLatin1String("https"));
}

bool isDataImage(const QString &text)
{
    return text.startsWith(QLatin1String("data:image/"), Qt::CaseInsensitive);
}

QUrl webAddress(const QString &text)
{
    const QUrl address(text.trimmed(), QUrl::StrictMode);
    return isWeb(address) ? address : QUrl();
}

/** Firefox writes these in UTF-16 without a mark, others in UTF-8. */
QString textOf(const QMimeData *data, const QString &type)
{
    const QByteArray bytes = data->data(type).left(mostRead);
    if (bytes.size() > 1 && (bytes.at(1) == '\0' || bytes.startsWith("\xff\xfe")))
        return QStringDecoder(QStringDecoder::Utf16LE).decode(bytes);
    return QString::fromUtf8(bytes);
}

/** Without "&amp;" and its like. */
QString plain(const QString &attribute)
{
    return attribute.contains(QLatin1Char('&'))
               ? QTextDocumentFragment::fromHtml(attribute).toPlainText()
               : attribute;
}

/** The attribute's value in the first tag of this name. */
QString attributeOf(const QString &html, const QString &tag, const QString &name)
{
    const QRegularExpression element(
        QStringLiteral("<%1\\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>").arg(tag),
        QRegularExpression::CaseInsensitiveOption);
    const QString found = element.match(html).captured();
    const QRegularExpression value(
        QStringLiteral("\\b%1\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+))").arg(name),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = value.match(found);
    return plain(match.captured(1) + match.captured(2) + match.captured(3)).trimmed();
}

/** What Windows' clipboard and some browsers put before the page's text. */
QUrl sourceOf(const QString &html)
{
    static const QRegularExpression source(QStringLiteral("^SourceURL:(\\S+)"),
                                           QRegularExpression::MultilineOption);
    return webAddress(source.match(html.left(2000)).captured(1));
}

void readHtml(const QString &html, WebImage &image)
{
    const QUrl page = sourceOf(html);
    const QString source = attributeOf(html, QStringLiteral("img"), QStringLiteral("src"));
    if (isDataImage(source))
        image.address = QUrl(source);
    else if (!source.isEmpty())
        image.address = webAddress(page.isEmpty() ? source : page.resolved(QUrl(source)).toString());
    const QUrl target =
        webAddress(attributeOf(html, QStringLiteral("a"), QStringLiteral("href")));
    image.page = target.isEmpty() ? page : target;
}

/** The first address of a form whose lines are addresses. */
QUrl firstAddress(const QString &lines)
{
    const QStringList all = lines.split(QLatin1Char('\n'));
    for (const QString &line : all) {
        if (const QUrl address = webAddress(line); !address.isEmpty())
            return address;
    }
    return {};
}

} // namespace

WebImage webImageOf(const QMimeData *data)
{
    WebImage image;
    if (data->hasHtml())
        readHtml(data->hasFormat(QStringLiteral("text/html"))
                     ? textOf(data, QStringLiteral("text/html"))
                     : data->html().left(mostRead),
                 image);
    if (image.page.isEmpty())
        image.page = firstAddress(textOf(data, QStringLiteral("text/x-moz-url-priv")));
    QUrl other = firstAddress(textOf(data, QStringLiteral("text/x-moz-url")));
    if (other.isEmpty())
        other = firstAddress(textOf(data, QStringLiteral("text/uri-list")));
    if (other.isEmpty() && data->hasText()) {
        const QString text = data->text().left(mostRead).trimmed();
        if (isDataImage(text) && image.address.isEmpty())
            image.address = QUrl(text);
        other = webAddress(text);
    }
    if (image.address.isEmpty())
        image.address = other;
    else if (image.page.isEmpty() && other != image.address)
        image.page = other; // an image that is a link is dragged with its target
    if (image.page == image.address)
        image.page.clear();
    return image;
}

QByteArray bytesOfDataAddress(const QUrl &address)
{
    const QByteArray text = address.toEncoded();
    const qsizetype comma = text.indexOf(',');
    if (!isDataImage(QString::fromLatin1(text.left(11))) || comma < 0 ||
        text.size() > mostDataAddress)
        return {};
    const QByteArray body = text.mid(comma + 1);
    return text.left(comma).toLower().endsWith(";base64")
               ? QByteArray::fromBase64(QByteArray::fromPercentEncoding(body))
               : QByteArray::fromPercentEncoding(body);
}

} // namespace pinweek
