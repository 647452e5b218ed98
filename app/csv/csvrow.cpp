// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvrow.h"

#include "core/sha256.h"
#include "media/heifimage.h"
#include "media/imagedecode.h"
#include "media/imageimport.h"
#include "media/localfile.h"
#include "media/videoimport.h"

#include <QDir>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace pinweek {

namespace {

const QString &keywordsMark()
{
    static const QString mark = QStringLiteral("Keywords: ");
    return mark;
}

CsvColumn columnOf(PinCheck check)
{
    switch (check) {
    case PinCheck::MediaMissing:
    case PinCheck::ImageSmall:
    case PinCheck::ImageNotTall:
    case PinCheck::ImageVeryTall:
    case PinCheck::VideoInSandbox:
    case PinCheck::ImageTooSoon:
        return CsvColumn::Media;
    case PinCheck::BoardMissing:
    case PinCheck::BoardNotAtPinterest:
        return CsvColumn::Board;
    case PinCheck::DescriptionTooLong:
    case PinCheck::DescriptionLong:
        return CsvColumn::Description;
    case PinCheck::AltTextTooLong:
        return CsvColumn::AltText;
    case PinCheck::LinkMissing:
    case PinCheck::LinkTooLong:
    case PinCheck::TaggedLinkTooLong:
    case PinCheck::LinkInvalid:
    case PinCheck::LinkShortened:
    case PinCheck::LinkUnencrypted:
    case PinCheck::LinkLookAlike:
    case PinCheck::LinkTooSoon:
        return CsvColumn::Link;
    case PinCheck::TimePast:
    case PinCheck::TimeMissing:
    case PinCheck::TimeInGap:
    case PinCheck::TimeRepeated:
    case PinCheck::DayFull:
        return CsvColumn::Date;
    default:
        return CsvColumn::Title;
    }
}

/** nullopt: nothing to say of a row of a file. */
std::optional<CsvLevel> csvLevelOf(PinCheck check)
{
    switch (check) {
    case PinCheck::NoAccount:          // said once, of the account
    case PinCheck::AltTextMissing:     // Pinterest's file has no place for it
    case PinCheck::DescriptionMissing: // is allowed to be
        return std::nullopt;
    case PinCheck::MediaMissing:
    case PinCheck::BoardMissing:
    case PinCheck::BoardNotAtPinterest:
    case PinCheck::TitleMissing:
    case PinCheck::LinkMissing:
    case PinCheck::TimePast:
    case PinCheck::VideoInSandbox:
        return CsvLevel::Warning; // a draft
    case PinCheck::VideoTooShort: // said once it is taken in, and known
    case PinCheck::VideoTooLong:
    case PinCheck::VideoCodecOther:
    case PinCheck::VideoShapeFar:
    case PinCheck::VideoShapeOther:
        return std::nullopt;
    default:
        return levelOf(check) == CheckLevel::Error ? CsvLevel::Error : CsvLevel::Tip;
    }
}

/** Stands for what is looked at when it is taken in. */
MediaAsset unseen(const CsvMedia &media)
{
    MediaAsset asset;
    asset.id = MediaId{1};
    asset.kind = media.isVideo ? MediaKind::Video : MediaKind::Image;
    asset.format = media.isVideo ? QStringLiteral("mp4") : QStringLiteral("jpeg");
    asset.size = media.size.isEmpty() ? QSize(1000, 1500) : media.size;
    return asset;
}

/** "0:03", "1:02:03", or seconds: "12", "12.5". */
std::optional<std::chrono::milliseconds> timeInVideo(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^(?:(?:(\\d{1,2}):)?(\\d{1,2}):)?(\\d{1,5}(?:\\.\\d{1,3})?)$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const double seconds = match.captured(3).toDouble() + 60 * match.captured(2).toInt() +
                           3600 * match.captured(1).toInt();
    return std::chrono::milliseconds(std::llround(seconds * 1000));
}

/** Pages that show a file instead of sending it. */
bool isSharePage(const QUrl &address)
{
    static const QStringList hosts{
        QStringLiteral("drive.google.com"),  QStringLiteral("docs.google.com"),
        QStringLiteral("photos.google.com"), QStringLiteral("onedrive.live.com"),
        QStringLiteral("1drv.ms"),           QStringLiteral("www.icloud.com"),
        QStringLiteral("share.icloud.com"),  QStringLiteral("photos.app.goo.gl")};
    const QString host = address.host().toLower();
    return hosts.contains(host) ||
           (host == QLatin1String("www.dropbox.com") && !address.query().contains(u"raw=1"));
}

/** Reads one row, cell by cell. */
class RowReader
{
public:
    RowReader(const CsvRow &row, const CsvRules &rules,
              const std::function<CsvMedia(const QString &)> &mediaAt)
        : m_row(row), m_rules(rules), m_mediaAt(mediaAt)
    {
    }

    CsvDraft read()
    {
        PinContent &content = m_draft.content;
        content.account = m_rules.account.id;
        content.title = cell(CsvColumn::Title);
        content.description = cell(CsvColumn::Description);
        content.link = cell(CsvColumn::Link);
        content.altText = cell(CsvColumn::AltText);
        if (m_row.hasSpare)
            add(CsvIssue::SpareCells, CsvColumn::Keywords, CsvLevel::Error);
        readBoard();
        readDate();
        readMedia();
        readRest();
        check();
        std::stable_sort(
            m_draft.findings.begin(), m_draft.findings.end(),
            [](const CsvFinding &a, const CsvFinding &b) { return a.level > b.level; });
        return std::move(m_draft);
    }

private:
    [[nodiscard]] const QString &cell(CsvColumn column) const
    {
        return m_row.cells.at(size_t(column));
    }

    void add(CsvIssue issue, CsvColumn column, CsvLevel level, const QString &detail = {})
    {
        CsvFinding finding;
        finding.issue = issue;
        finding.column = column;
        finding.level = level;
        finding.detail = detail;
        m_draft.findings += finding;
    }

    void readBoard()
    {
        const QString &name = cell(CsvColumn::Board);
        if (name.isEmpty()) {
            m_draft.content.board = m_rules.defaultBoard;
        } else {
            const int found = m_rules.boardByName.value(name.toCaseFolded(), -1);
            if (found < 0)
                add(CsvIssue::BoardUnknown, CsvColumn::Board, CsvLevel::Error, name);
            else
                m_draft.content.board = m_rules.boards.at(found).id;
        }
        const auto board =
            std::find_if(m_rules.boards.begin(), m_rules.boards.end(),
                         [this](const Board &each) { return each.id == m_draft.content.board; });
        if (board != m_rules.boards.end())
            m_board = *board;
        const QString &section = cell(CsvColumn::Section);
        if (section.isEmpty() || !m_board)
            return;
        for (const BoardSection &each : m_board->sections) {
            if (each.name.compare(section, Qt::CaseInsensitive) == 0)
                m_draft.content.section = each.id;
        }
        if (!m_draft.content.section.isValid())
            add(CsvIssue::SectionUnknown, CsvColumn::Section, CsvLevel::Warning, section);
    }

    void readDate()
    {
        const QString &date = cell(CsvColumn::Date);
        if (date.isEmpty())
            return;
        if (isCsvNextSlot(date)) {
            m_draft.isNextSlot = true;
            add(CsvIssue::NextSlot, CsvColumn::Date, CsvLevel::Tip);
            return;
        }
        const QByteArray zone =
            m_rules.account.zone.isEmpty() ? systemZone() : m_rules.account.zone;
        m_draft.content.planned = readCsvDate(date, m_rules.zone, zone, m_rules.dayOrder);
        if (!m_draft.content.planned) {
            add(CsvIssue::DateUnreadable, CsvColumn::Date, CsvLevel::Error, date);
        } else if (m_rules.dayOrder != CsvDayOrder::Unknown && isDayOrderOpen(date)) {
            add(CsvIssue::DateByOrder, CsvColumn::Date, CsvLevel::Tip);
            m_draft.findings.last().at = m_draft.content.planned->resolve().utc;
        }
    }

    void readMedia()
    {
        const QString &media = cell(CsvColumn::Media);
        if (media.isEmpty())
            return;
        if (isWebMedia(media)) {
            const QUrl address(media);
            m_draft.media = media;
            m_media = {true, hasVideoName(address.path()), {}, {}};
            if (!address.isValid() || address.host().isEmpty() || isSharePage(address))
                add(CsvIssue::MediaAddress, CsvColumn::Media, CsvLevel::Error, media);
            return;
        }
        m_draft.media = localPath(media);
        m_media = m_mediaAt(m_draft.media);
        if (!m_media.exists)
            add(CsvIssue::MediaGone, CsvColumn::Media, CsvLevel::Error, m_draft.media);
        else if (!m_media.refusal.isEmpty())
            add(CsvIssue::MediaRefused, CsvColumn::Media, CsvLevel::Error, m_media.refusal);
    }

    [[nodiscard]] QString localPath(const QString &media) const
    {
        const QString path =
            media.startsWith(QLatin1String("file:")) ? QUrl(media).toLocalFile() : media;
        return QDir::cleanPath(QDir(m_rules.folder).absoluteFilePath(path));
    }

    void readThumbnail()
    {
        const QString &thumbnail = cell(CsvColumn::Thumbnail);
        if (thumbnail.isEmpty())
            return;
        if (!m_media.isVideo) {
            add(CsvIssue::ThumbnailLeft, CsvColumn::Thumbnail, CsvLevel::Tip);
            return;
        }
        m_draft.coverAt = timeInVideo(thumbnail);
        if (m_draft.coverAt)
            return;
        const QString place = isWebMedia(thumbnail) ? thumbnail : localPath(thumbnail);
        const CsvMedia picture =
            isWebMedia(thumbnail) ? CsvMedia{true, false, {}, {}} : m_mediaAt(place);
        if (picture.exists && !picture.isVideo && picture.refusal.isEmpty())
            m_draft.cover = place;
        else
            add(CsvIssue::ThumbnailUnreadable, CsvColumn::Thumbnail, CsvLevel::Warning, thumbnail);
    }

    void readRest()
    {
        if (!cell(CsvColumn::Keywords).isEmpty()) {
            m_draft.content.note = keywordsNote(cell(CsvColumn::Keywords));
            add(CsvIssue::KeywordsKept, CsvColumn::Keywords, CsvLevel::Tip);
        }
        readThumbnail();
    }

    void check()
    {
        CheckContext context;
        context.account = m_rules.account;
        context.board = m_board;
        if (!m_draft.media.isEmpty()) {
            context.media = unseen(m_media);
            if (m_media.isVideo)
                context.cover = unseen({}); // one is made when it is taken in
            m_draft.content.media = context.media->id;
        }
        context.now = m_rules.now;
        for (const PinCheck check : checkPin(m_draft.content, context)) {
            const std::optional<CsvLevel> level = csvLevelOf(check);
            // It is said already, and better.
            if (!level || (check == PinCheck::BoardMissing && !cell(CsvColumn::Board).isEmpty()))
                continue;
            CsvFinding finding;
            finding.check = check;
            finding.column = columnOf(check);
            finding.level = *level;
            m_draft.findings += finding;
        }
        m_draft.content.media = {};
    }

    const CsvRow &m_row;
    const CsvRules &m_rules;
    const std::function<CsvMedia(const QString &)> &m_mediaAt;
    CsvDraft m_draft;
    CsvMedia m_media;
    std::optional<Board> m_board;
};

} // namespace

void CsvRules::setBoards(const QList<Board> &all)
{
    boards = all;
    boardByName.clear();
    for (qsizetype i = 0; i < boards.size(); ++i)
        boardByName.insert(boards.at(i).name.trimmed().toCaseFolded(), int(i));
}

QString csvNextSlotWord()
{
    return QStringLiteral("next free time");
}

bool isCsvNextSlot(const QString &cell)
{
    return cell.compare(csvNextSlotWord(), Qt::CaseInsensitive) == 0 ||
           cell.compare(QLatin1String("next slot"), Qt::CaseInsensitive) == 0;
}

CsvLevel CsvDraft::level() const
{
    CsvLevel level = CsvLevel::Good;
    for (const CsvFinding &finding : findings)
        level = std::max(level, finding.level);
    return level;
}

CsvDraft readCsvRow(const CsvRow &row, const CsvRules &rules,
                    const std::function<CsvMedia(const QString &path)> &mediaAt)
{
    return RowReader(row, rules, mediaAt).read();
}

CsvMedia lookAtCsvMedia(const QString &path)
{
    CsvMedia media;
    const QFileInfo info(path);
    media.exists = !path.contains(QChar::Null) && info.isFile();
    media.isVideo = hasVideoName(path);
    if (!media.exists || media.isVideo)
        return media;
    const QString name = info.fileName();
    const Result<std::unique_ptr<QFile>> file = openLocalFile(path, name, largestFileBytes);
    if (!file) {
        media.refusal = file.error().detail;
        return media;
    }
    QByteArray beginning;
    for (const qint64 piece : {64 << 10, 1 << 20}) {
        beginning += (*file)->read(piece - beginning.size());
        if (!heifFormat(beginning).isEmpty()) // another program is asked, once it is taken in
            return media;
        const Result<ImageHead> head = readImageHead(beginning, name);
        if (head) {
            media.size = head->upright();
            return media;
        }
        media.refusal = (*file)->atEnd() ? head.error().detail : QString();
        if ((*file)->atEnd())
            break;
    }
    if (QMimeDatabase().mimeTypeForData(beginning.left(4096)).name().startsWith(u"video/"))
        return {true, true, {}, {}};
    return media;
}

bool isPlanHint(const CsvFinding &finding)
{
    return finding.issue == CsvIssue::Pin &&
           (finding.check == PinCheck::LinkTooSoon || finding.check == PinCheck::ImageTooSoon ||
            finding.check == PinCheck::DayFull);
}

void addPlanHints(CsvDraft &draft, const QList<PinCheck> &hints)
{
    for (const PinCheck hint : hints) {
        CsvFinding finding;
        finding.check = hint;
        finding.column = columnOf(hint);
        finding.level = CsvLevel::Tip;
        draft.findings += finding; // tips come last
    }
}

qint64 csvRowHash(const CsvCells &cells, AccountId account)
{
    Sha256 hash;
    hash.add(account.toString().toLatin1());
    for (const QString &cell : cells) {
        hash.add("\x1F");
        hash.add(cell.toUtf8());
    }
    return qint64(hash.hex().left(16).toULongLong(nullptr, 16));
}

bool isWebMedia(const QString &media)
{
    return media.startsWith(QLatin1String("http://"), Qt::CaseInsensitive) ||
           media.startsWith(QLatin1String("https://"), Qt::CaseInsensitive);
}

QString keywordsNote(const QString &keywords)
{
    return keywordsMark() + keywords;
}

QString keywordsOfNote(const QString &note)
{
    const QStringList lines = note.split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        if (line.startsWith(keywordsMark()))
            return line.mid(keywordsMark().size()).trimmed();
    }
    return {};
}

} // namespace pinweek
