// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/htmlpage.h"

#include "web/htmlguard.h"
#include "web/weblog.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QLibrary>
#include <QRegularExpression>
#include <QSet>
#include <QStringDecoder>

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype mostElements = 300'000;
constexpr qsizetype mostText = 1024 * 1024; // characters of one element
constexpr int mostReadIn = 2000;            // elements in one whose text is wanted
constexpr qsizetype metaWithin = 8192;      // bytes in which a page's own charset is looked for
constexpr qsizetype pieceBytes = 8 * 1024;  // read at once: about a millisecond

/** libxml2, loaded with the first page: a program that waits in the tray has no need of it. It is
 * never unloaded, since it keeps something for each thread that used it. */
class XmlLibrary
{
public:
    XmlLibrary() : m_library(u"xml2"_s, abi)
    {
        m_library.setLoadHints(QLibrary::PreventUnloadHint);
        const auto find = [this](auto &function, const char *name) {
            function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(
                m_library.resolve(name));
            return function != nullptr;
        };
        m_found = find(newParser, "htmlCreatePushParserCtxt") &&
                  find(setOptions, "htmlCtxtUseOptions") && find(parse, "htmlParseChunk") &&
                  find(freeParser, "htmlFreeParserCtxt") && find(rootOf, "xmlDocGetRootElement") &&
                  find(freeDoc, "xmlFreeDoc");
        if (!m_found)
            qCWarning(logWeb).noquote() << "libxml2 can't be loaded:" << m_library.errorString();
    }
    [[nodiscard]] bool found() const { return m_found; }

    decltype(&htmlCreatePushParserCtxt) newParser = nullptr;
    decltype(&htmlCtxtUseOptions) setOptions = nullptr;
    decltype(&htmlParseChunk) parse = nullptr;
    decltype(&htmlFreeParserCtxt) freeParser = nullptr;
    decltype(&xmlDocGetRootElement) rootOf = nullptr;
    decltype(&xmlFreeDoc) freeDoc = nullptr;

private:
    static constexpr int abi = 2;
    QLibrary m_library;
    bool m_found = false;
};

QString textOf(const xmlChar *text)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(text));
}

QByteArray nameOf(const xmlChar *name)
{
    return QByteArray(reinterpret_cast<const char *>(name)).toLower();
}

HtmlElement elementOf(const xmlNode &node, int parent)
{
    HtmlElement element;
    element.name = nameOf(node.name);
    element.parent = parent;
    for (const xmlAttr *attribute = node.properties; attribute; attribute = attribute->next) {
        QString value;
        for (const xmlNode *piece = attribute->children; piece; piece = piece->next) {
            if (piece->content && value.size() < mostText * 8) // a "data:" address is long
                value += textOf(piece->content);
        }
        element.attributes.append({nameOf(attribute->name), value});
    }
    return element;
}

/** Scripts and style sheets keep theirs; other text has a place of its own in the order. */
void addText(HtmlPage &page, int parent, const QString &text)
{
    HtmlElement &in = page.elements[parent];
    if (in.name == "script" || in.name == "style") {
        in.text += text.left(mostText - std::min(mostText, in.text.size()));
        return;
    }
    if (text.trimmed().isEmpty())
        return;
    HtmlElement piece;
    piece.text = text.left(mostText);
    piece.parent = parent;
    piece.end = int(page.elements.size()) + 1;
    page.elements.append(piece);
}

/** Not within a character, which the parser would take for one of windows-1252. */
qsizetype endOfPiece(const QByteArray &utf8, qsizetype begin)
{
    qsizetype end = std::min(begin + pieceBytes, utf8.size());
    while (end < utf8.size() && (uchar(utf8.at(end)) & 0xC0) == 0x80)
        ++end;
    return end;
}

/** What does not part the words before and after it. */
bool isWithinLine(const QByteArray &name)
{
    static const QSet<QByteArray> names{"",     "a", "abbr",  "b",    "bdi",    "em",  "font", "i",
                                        "mark", "s", "small", "span", "strong", "sub", "sup",  "u"};
    return names.contains(name);
}

/** Without recursion, since a page may be nested as deep as it likes. */
HtmlPage flattened(const xmlNode *root)
{
    HtmlPage page;
    QList<int> open;
    const xmlNode *node = root;
    while (node) {
        const int parent = open.isEmpty() ? -1 : open.last();
        if (node->type == XML_ELEMENT_NODE) {
            if (page.elements.size() == mostElements)
                break;
            page.elements.append(elementOf(*node, parent));
            if (node->children) {
                open.append(int(page.elements.size()) - 1);
                node = node->children;
                continue;
            }
            page.elements.last().end = int(page.elements.size());
        } else if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
                   parent >= 0 && node->content) {
            if (page.elements.size() == mostElements)
                break;
            addText(page, parent, textOf(node->content));
        }
        while (node && !node->next && node != root) {
            node = node->parent;
            if (!open.isEmpty())
                page.elements[open.takeLast()].end = int(page.elements.size());
        }
        node = node && node != root ? node->next : nullptr;
    }
    for (const int element : std::as_const(open))
        page.elements[element].end = int(page.elements.size());
    return page;
}

/** What the names of the web mean, which are wider than those of the standards. Source: WHATWG,
 * Encoding, section 4.2. */
QByteArray decoderName(const QByteArray &charset)
{
    static const QHash<QByteArray, QByteArray> names{
        {"iso-8859-1", "windows-1252"},
        {"latin1", "windows-1252"},
        {"latin-1", "windows-1252"},
        {"us-ascii", "windows-1252"},
        {"ascii", "windows-1252"},
        {"iso-8859-9", "windows-1254"},
        {"gb2312", "gb18030"},
        {"gbk", "gb18030"},
        {"x-sjis", "Shift_JIS"},
        {"shift-jis", "Shift_JIS"},
        {"ks_c_5601-1987", "windows-949"},
        {"euc-kr", "windows-949"},
        {"utf8", "UTF-8"},
    };
    const QByteArray plain = charset.trimmed().toLower();
    return names.value(plain, plain);
}

std::optional<QString> decodedAs(const QByteArray &charset, const QByteArray &bytes)
{
    if (charset.isEmpty())
        return std::nullopt;
    QStringDecoder decoder(decoderName(charset).constData());
    if (!decoder.isValid())
        return std::nullopt;
    return decoder.decode(bytes);
}

QByteArray metaCharset(const QByteArray &bytes)
{
    static const QRegularExpression meta(
        u"<meta\\b[^>]*?\\bcharset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]+)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QByteArray found =
        meta.match(QString::fromLatin1(bytes.left(metaWithin))).captured(1).toLatin1();
    // It could not be read here if it were UTF-16.
    return found.toLower().startsWith("utf-16") ? QByteArray("UTF-8") : found;
}

} // namespace

QString HtmlElement::attribute(QByteArrayView wanted) const
{
    for (const auto &[attributeName, value] : attributes) {
        if (attributeName == wanted)
            return value.trimmed();
    }
    return {};
}

bool HtmlElement::has(QByteArrayView wanted) const
{
    return std::any_of(attributes.begin(), attributes.end(),
                       [wanted](const auto &each) { return each.first == wanted; });
}

QString HtmlPage::textIn(int element) const
{
    QString text;
    const int end = std::min(elements.at(element).end, element + mostReadIn);
    for (int i = element; i < end && text.size() < mostText; ++i) {
        const HtmlElement &inner = elements.at(i);
        if (!isWithinLine(inner.name))
            text += u' ';
        if (inner.name != "script" && inner.name != "style")
            text += inner.text;
    }
    return text.simplified();
}

QString decodedHtml(const QByteArray &bytes, const QByteArray &charset)
{
    if (const auto marked = QStringConverter::encodingForData(bytes);
        marked && *marked != QStringConverter::Latin1) {
        QStringDecoder decoder(*marked);
        return decoder.decode(bytes);
    }
    if (const auto text = decodedAs(charset, bytes))
        return *text;
    if (const auto text = decodedAs(metaCharset(bytes), bytes))
        return *text;
    QStringDecoder utf8(QStringConverter::Utf8);
    const QString text = utf8.decode(bytes);
    return utf8.hasError() ? decodedAs("windows-1252", bytes).value_or(text) : text;
}

Result<HtmlPage> readHtml(const QByteArray &bytes, const QByteArray &charset,
                          const HtmlPatience &patience)
{
    static const XmlLibrary xml;
    if (!xml.found())
        return fail(
            ErrorKind::Media,
            u"Reading web pages needs libxml2, which is not installed (on Debian: the package libxml2)."_s);
    const QDeadlineTimer deadline(patience.most);
    QString text = decodedHtml(bytes, charset);
    text.remove(QChar::Null); // the parser would take it for the end
    QByteArray utf8 = text.toUtf8();
    utf8.truncate(harmlessHtml(utf8));
    // Not "huge": an end of an element is looked for among all that are open, and without a limit
    // to these a page of a megabyte keeps a processor for minutes.
    constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                            HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC;
    const std::unique_ptr<htmlParserCtxt, decltype(xml.freeParser)> parser(
        xml.newParser(nullptr, nullptr, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8),
        xml.freeParser);
    if (!parser)
        return HtmlPage();
    xml.setOptions(parser.get(), options);
    bool hasTime = true;
    for (qsizetype at = 0; at < utf8.size() && hasTime && !parser->disableSAX;) {
        if (patience.left && *patience.left)
            break;
        const qsizetype end = endOfPiece(utf8, at);
        xml.parse(parser.get(), utf8.constData() + at, int(end - at), 0);
        at = end;
        hasTime = !deadline.hasExpired();
    }
    if (hasTime)
        xml.parse(parser.get(), nullptr, 0, 1);
    const std::unique_ptr<xmlDoc, decltype(xml.freeDoc)> document(
        std::exchange(parser->myDoc, nullptr), xml.freeDoc);
    if (patience.left && *patience.left)
        return fail(ErrorKind::Cancelled, u"Stopped."_s);
    return document ? flattened(xml.rootOf(document.get())) : HtmlPage();
}

} // namespace pinweek
