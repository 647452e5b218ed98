// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvreader.h"

#include "media/localfile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringDecoder>

#include <csv.h>
#include <iconv.h>
#include <uchardet/uchardet.h>

#include <array>
#include <cerrno>
#include <memory>

namespace pinweek {

namespace {

constexpr qint64 pieceBytes = 1 << 16;
constexpr qint64 largestFile = 4LL << 30;
/** No text of a pin is anywhere near that: it is a quotation mark without its twin, or no CSV. */
constexpr qsizetype largestCell = 1 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("CsvReader", text);
}

bool startsWith(const QByteArray &bytes, std::initializer_list<unsigned char> mark)
{
    return bytes.size() >= qsizetype(mark.size()) &&
           std::equal(mark.begin(), mark.end(), bytes.begin(),
                      [](unsigned char a, char b) { return a == static_cast<unsigned char>(b); });
}

struct Encoding
{
    QByteArray name;
    int markBytes = 0;
};

std::optional<Encoding> byMark(const QByteArray &start)
{
    if (startsWith(start, {0xEF, 0xBB, 0xBF}))
        return Encoding{"UTF-8", 3};
    if (startsWith(start, {0xFF, 0xFE}))
        return Encoding{"UTF-16LE", 2};
    if (startsWith(start, {0xFE, 0xFF}))
        return Encoding{"UTF-16BE", 2};
    return std::nullopt;
}

/** UTF-16 without a mark: every other byte of plain letters is none. */
std::optional<Encoding> byGaps(const QByteArray &start)
{
    std::array<qsizetype, 2> zeros{};
    for (qsizetype i = 0; i < start.size(); ++i)
        zeros.at(size_t(i % 2)) += start.at(i) == 0;
    if (zeros[1] > start.size() / 4)
        return Encoding{"UTF-16LE", 0};
    if (zeros[0] > start.size() / 4)
        return Encoding{"UTF-16BE", 0};
    return std::nullopt;
}

/** What spreadsheets of the western world write where uchardet sees one of their relatives. */
QByteArray usable(const QByteArray &found)
{
    if (found.isEmpty() || found == "ASCII")
        return "UTF-8";
    if (found == "ISO-8859-1")
        return "WINDOWS-1252"; // the same letters, and quotation marks where Latin-1 has none
    const iconv_t works = iconv_open("UTF-8", found.constData());
    if (works == iconv_t(-1))
        return "WINDOWS-1252";
    iconv_close(works);
    return found;
}

/** Of the first megabyte: what it can be told by may come late. */
Encoding encodingOf(QFile &file)
{
    const QByteArray start = file.read(1 << 20);
    file.seek(0);
    if (const auto marked = byMark(start))
        return *marked;
    if (const auto gaps = byGaps(start.left(4096)))
        return *gaps;
    // No other encoding's text happens to be right UTF-8, however short it is.
    QStringDecoder utf8(QStringDecoder::Utf8);
    (void)QString(utf8.decode(start));
    if (!utf8.hasError())
        return Encoding{"UTF-8", 0};
    const std::unique_ptr<struct uchardet, decltype(&uchardet_delete)> detector(uchardet_new(),
                                                                                &uchardet_delete);
    uchardet_handle_data(detector.get(), start.constData(), size_t(start.size()));
    uchardet_data_end(detector.get());
    return Encoding{usable(QByteArray(uchardet_get_charset(detector.get()))), 0};
}

/** To UTF-8, piece by piece. What is no text in that encoding becomes U+FFFD. */
class Recoder
{
public:
    explicit Recoder(const QByteArray &from) : m_iconv(iconv_open("UTF-8", from.constData())) {}
    ~Recoder()
    {
        if (m_iconv != iconv_t(-1))
            iconv_close(m_iconv);
    }
    Recoder(const Recoder &) = delete;
    Recoder &operator=(const Recoder &) = delete;

    QByteArray add(const QByteArray &bytes)
    {
        m_rest += bytes;
        QByteArray text;
        std::array<char, 16384> room{};
        char *in = m_rest.data();
        auto left = size_t(m_rest.size());
        while (left > 0) {
            char *out = room.data();
            size_t free = room.size();
            const size_t went = iconv(m_iconv, &in, &left, &out, &free);
            const int problem = errno;
            text.append(room.data(), qsizetype(room.size() - free));
            if (went != size_t(-1) || problem == E2BIG)
                continue;
            if (problem == EINVAL) // a character is cut off here
                break;
            text += "\xEF\xBF\xBD";
            ++in;
            --left;
        }
        m_rest = QByteArray(in, qsizetype(left));
        return text;
    }

private:
    iconv_t m_iconv;
    QByteArray m_rest;
};

/** The one that the first line has most of, outside of quotation marks. */
char separatorOf(const QByteArray &line)
{
    std::array<std::pair<char, int>, 3> counts{{{',', 0}, {';', 0}, {'\t', 0}}};
    bool isQuoted = false;
    for (const char c : line) {
        if (c == '"')
            isQuoted = !isQuoted;
        for (auto &[separator, count] : counts)
            count += !isQuoted && c == separator;
    }
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto &a, const auto &b) { return a.second < b.second; })
        ->first;
}

/** Cells of libcsv's to rows, by the headings. */
class Rows
{
public:
    Rows(CsvForm &form, const TakeCsvRow &take) : m_form(form), m_take(take)
    {
        csv_init(&m_parser, 0);
    }
    ~Rows() { csv_free(&m_parser); }
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;

    /** One line with its end. False: reading ends here. */
    bool addLine(const QByteArray &line, qint64 bytesRead)
    {
        ++m_line;
        m_bytesRead = bytesRead;
        if (m_hasForm || takesForm(line))
            parse(line);
        return !m_ended && !m_error;
    }
    void finish()
    {
        if (!m_ended && !m_error)
            csv_fini(&m_parser, &cellEnded, &rowEnded, this);
    }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] bool hasHeadings() const { return m_hasHeadings; }

private:
    /** The separator is known before the first row is. False: the line says only that. */
    bool takesForm(const QByteArray &line)
    {
        const QByteArray text = line.trimmed();
        if (text.isEmpty())
            return false;
        m_hasForm = true;
        const bool isSaid = text.size() == 5 && text.toLower().startsWith("sep=");
        m_form.separator = isSaid ? text.back() : separatorOf(line);
        if (line.toLower().startsWith("sep=\t"))
            m_form.separator = '\t';
        csv_set_delim(&m_parser, static_cast<unsigned char>(m_form.separator));
        // A blank at the edge of a cell may be the separator itself, a tab.
        csv_set_space_func(&m_parser, [](unsigned char c) { return int(c == ' '); });
        return !isSaid && !line.toLower().startsWith("sep=\t");
    }

    void parse(const QByteArray &line)
    {
        if (!m_isOpen && !line.trimmed().isEmpty()) {
            m_isOpen = true;
            m_rowLine = m_line;
        }
        m_openBytes += line.size();
        if (m_openBytes > 8 * largestCell) {
            giveUp();
            return;
        }
        const auto size = size_t(line.size());
        if (csv_parse(&m_parser, line.constData(), size, &cellEnded, &rowEnded, this) != size)
            giveUp();
    }

    void giveUp()
    {
        m_error = Error{ErrorKind::Media,
                        tr("Line %1 does not end: a closing quotation mark is missing in it, or "
                           "the file is no CSV.")
                            .arg(m_rowLine)};
    }

    static void cellEnded(void *bytes, size_t size, void *self)
    {
        auto *rows = static_cast<Rows *>(self);
        rows->m_cells +=
            QString::fromUtf8(static_cast<const char *>(bytes), qsizetype(size)).trimmed();
        if (qsizetype(size) > largestCell)
            rows->giveUp();
    }

    static void rowEnded(int, void *self)
    {
        auto *rows = static_cast<Rows *>(self);
        rows->m_isOpen = false;
        rows->m_openBytes = 0;
        const QStringList cells = std::exchange(rows->m_cells, {});
        if (rows->m_error || rows->m_ended)
            return;
        if (!rows->m_hasHeadings)
            rows->takeHeadings(cells);
        else
            rows->takeCells(cells);
    }

    void takeHeadings(const QStringList &cells)
    {
        m_hasHeadings = true;
        m_places.fill(-1, cells.size());
        // Of several for one thing that which is called as Pinterest calls it, else the first.
        for (const bool isOwnName : {true, false}) {
            for (qsizetype i = 0; i < cells.size(); ++i) {
                const std::optional<CsvColumn> column = csvColumnOf(cells.at(i));
                if (column && !m_places.contains(int(*column)) &&
                    (!isOwnName || isCsvColumnName(cells.at(i), *column)))
                    m_places[i] = int(*column);
            }
        }
        for (qsizetype i = 0; i < cells.size(); ++i) {
            if (m_places.at(i) >= 0)
                m_form.columns += CsvColumn(m_places.at(i));
            else if (!cells.at(i).isEmpty())
                m_form.leftHeadings += cells.at(i);
        }
        if (!m_form.columns.contains(CsvColumn::Title) &&
            !m_form.columns.contains(CsvColumn::Media))
            m_error = Error{ErrorKind::Media,
                            tr("The first line does not name the columns. It has to be like "
                               "Pinterest's: Title,Media URL,Pinterest board,Thumbnail,"
                               "Description,Link,Publish date,Keywords.")};
    }

    void takeCells(const QStringList &cells)
    {
        CsvRow row;
        row.line = m_rowLine;
        bool hasText = false;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            hasText = hasText || !cells.at(i).isEmpty();
            if (i >= m_places.size())
                row.hasSpare = row.hasSpare || !cells.at(i).isEmpty();
            else if (m_places.at(i) >= 0)
                row.cells.at(size_t(m_places.at(i))) = cells.at(i);
        }
        if (hasText && !m_take(row, m_bytesRead))
            m_ended = true;
        if (m_ended)
            m_error = Error{ErrorKind::Cancelled, tr("Reading was cancelled.")};
    }

    CsvForm &m_form;
    const TakeCsvRow &m_take;
    csv_parser m_parser{};
    int m_line = 0;
    int m_rowLine = 0;
    qint64 m_bytesRead = 0;
    qsizetype m_openBytes = 0;
    bool m_hasForm = false;
    bool m_isOpen = false;
    bool m_hasHeadings = false;
    bool m_ended = false;
    QStringList m_cells;
    QList<int> m_places; // of each column of the file: which of ours; -1: none
    std::optional<Error> m_error;
};

/** Text in pieces to whole lines, with their ends: LF, CR LF, or CR alone. */
template<typename TakeLine>
bool cutLines(QByteArray &text, bool isLast, const TakeLine &take)
{
    qsizetype begin = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != '\n' && text.at(i) != '\r')
            continue;
        if (text.at(i) == '\r' && i + 1 == text.size() && !isLast)
            break; // its LF may come
        if (text.at(i) == '\r' && i + 1 < text.size() && text.at(i + 1) == '\n')
            ++i;
        if (!take(text.mid(begin, i + 1 - begin)))
            return false;
        begin = i + 1;
    }
    text.remove(0, begin);
    if (isLast && !text.isEmpty())
        return take(std::exchange(text, {}));
    // A cell without an end: handed on, or the text would grow without one.
    if (text.size() > largestCell)
        return take(std::exchange(text, {}));
    return true;
}

} // namespace

Result<CsvForm> readCsv(const QString &path, const TakeCsvRow &take)
{
    const QString name = QFileInfo(path).fileName();
    const Result<std::unique_ptr<QFile>> file = openLocalFile(path, name, largestFile);
    if (!file)
        return fail(file.error());
    CsvForm form;
    const Encoding encoding = encodingOf(**file);
    form.encoding = encoding.name;
    (*file)->seek(encoding.markBytes);
    Recoder recoder(encoding.name);
    Rows rows(form, take);
    QByteArray text;
    bool goesOn = true;
    for (bool isLast = false; goesOn && !isLast;) {
        const QByteArray piece = (*file)->read(pieceBytes);
        isLast = piece.isEmpty();
        text += recoder.add(piece);
        goesOn = cutLines(text, isLast, [&rows, &file](const QByteArray &line) {
            return rows.addLine(line, (*file)->pos());
        });
    }
    rows.finish();
    if (rows.error())
        return fail(*rows.error());
    if (!rows.hasHeadings())
        return fail(ErrorKind::Media, tr("“%1” is empty.").arg(name));
    return form;
}

} // namespace pinweek
