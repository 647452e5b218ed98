// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvexport.h"

#include "core/durablefile.h"
#include "csv/csvdate.h"
#include "csv/csvrow.h"
#include "csv/csvwriter.h"
#include "media/preparedimage.h"
#include "model/spacing.h"
#include "planner/readiness.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/store.h"
#include "store/utmstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <array>

namespace pinweek {

namespace {

constexpr int advisedDescription = 500;
constexpr std::chrono::hours far{24 * 14};
constexpr std::chrono::hours veryFar{24 * 30};

QString tr(const char *text)
{
    return QCoreApplication::translate("CsvExport", text);
}

/** "Lemon cake!" of pin 12: "lemon-cake-12". */
QString plainName(const Pin &pin)
{
    static const QRegularExpression others(QStringLiteral("[^a-z0-9]+"));
    QString name = pin.content.title.normalized(QString::NormalizationForm_KD).toLower();
    name.remove(QRegularExpression(QStringLiteral("\\p{M}")));
    name.replace(others, QStringLiteral("-"));
    name = name.left(60);
    while (name.startsWith(QLatin1Char('-')))
        name.remove(0, 1);
    while (name.endsWith(QLatin1Char('-')))
        name.chop(1);
    return (name.isEmpty() ? QStringLiteral("pin") : name) + QLatin1Char('-') + pin.id.toString();
}

/** "1:05" of 65 s. */
QString minutes(std::chrono::milliseconds time)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

/** Makes the rows of an export, and counts what is to be said. */
class Planner
{
public:
    Planner(Store &store, const CsvExportOptions &options, UtcTime now)
        : m_store(store), m_options(options), m_now(now)
    {
    }

    void add(const Pin &pin)
    {
        const PinContent &content = pin.content;
        CsvExportRow row;
        const auto set = [&row](CsvColumn column, const QString &text) {
            row.cells.at(size_t(column)) = text;
        };
        set(CsvColumn::Title, content.title.simplified());
        set(CsvColumn::Board, boardName(content.board));
        // Pinterest wants it in one line.
        set(CsvColumn::Description, content.description.simplified());
        const QString link = m_store.utm().linkOf(pin.id, content).value_or(content.link);
        set(CsvColumn::Link, link);
        if (pin.dueAt)
            set(CsvColumn::Date, csvDate(*pin.dueAt));
        set(CsvColumn::Keywords, keywordsOfNote(content.note));
        addMedia(pin, row);
        count(pin, row);
        if (m_plan.files.isEmpty() || m_plan.files.constLast().size() >= m_options.rowsPerFile) {
            m_plan.files += QList<CsvExportRow>();
            m_links.clear();
        }
        // Any difference in its text makes another link there.
        if (!link.isEmpty() && m_links.contains(link))
            note(CsvExportIssue::LinkTwice);
        m_links.insert(link);
        m_plan.files.last() += row;
        ++m_plan.pins;
    }

    CsvExportPlan finish()
    {
        for (size_t i = 0; i < m_counts.size(); ++i) {
            if (m_counts.at(i) > 0)
                m_plan.notes += CsvExportNote{CsvExportIssue(i), m_counts.at(i)};
        }
        return std::move(m_plan);
    }

private:
    void note(CsvExportIssue issue) { ++m_counts.at(size_t(issue)); }

    QString boardName(BoardId id)
    {
        if (!id.isValid())
            return {};
        auto known = m_boards.constFind(id);
        if (known == m_boards.constEnd()) {
            const Result<Board> board = m_store.boards().board(id);
            known = m_boards.insert(id, board ? board->name : QString());
        }
        return *known;
    }

    void addMedia(const Pin &pin, CsvExportRow &row)
    {
        const PinContent &content = pin.content;
        const MediaAssets media =
            m_store.media().shown(shownMedia(content)).value_or(MediaAssets());
        const std::optional<MediaAsset> video = videoOf(content, media);
        const std::optional<MediaAsset> picture = pictureOf(content, media);
        row.media = video ? video : picture;
        row.fit = video ? PictureFit() : content.fit;
        if (!row.media) {
            note(CsvExportIssue::NoMedia);
            return;
        }
        row.fileName =
            plainName(pin) + QLatin1Char('.') + (video ? video->format : QStringLiteral("jpg"));
        if (video && picture && picture->kind == MediaKind::Still)
            row.cells.at(size_t(CsvColumn::Thumbnail)) = minutes(picture->duration);
        if (m_options.mediaPrefix.isEmpty())
            note(CsvExportIssue::OnlyLocalMedia);
    }

    void count(const Pin &pin, const CsvExportRow &row)
    {
        const PinContent &content = pin.content;
        const auto isEmpty = [&row](CsvColumn column) {
            return row.cells.at(size_t(column)).isEmpty();
        };
        if (isEmpty(CsvColumn::Title))
            note(CsvExportIssue::NoTitle);
        if (isEmpty(CsvColumn::Board))
            note(CsvExportIssue::NoBoard);
        if (codePoints(content.description) > advisedDescription)
            note(CsvExportIssue::DescriptionLong);
        if (pin.dueAt && *pin.dueAt < m_now)
            note(CsvExportIssue::TimePast);
        else if (pin.dueAt && *pin.dueAt > m_now + veryFar)
            note(CsvExportIssue::VeryFarAhead);
        else if (pin.dueAt && *pin.dueAt > m_now + far)
            note(CsvExportIssue::FarAhead);
        if (content.isCarousel())
            note(CsvExportIssue::OnlyFirstPicture);
        if (!content.altText.isEmpty())
            note(CsvExportIssue::AltTextLeft);
        if (content.section.isValid())
            note(CsvExportIssue::SectionLeft);
    }

    Store &m_store;
    const CsvExportOptions &m_options;
    UtcTime m_now;
    CsvExportPlan m_plan;
    QSet<QString> m_links; // of the file that is being filled
    QHash<BoardId, QString> m_boards;
    std::array<int, size_t(CsvExportIssue::SectionLeft) + 1> m_counts{};
};

/** What the row's file is called in the end: a picture with transparency stays a PNG. Empty: `why`
 * says why it could not be made. */
Result<QString> writeMedia(const CsvExportRow &row, const QString &workspace,
                           const CsvExportOptions &options)
{
    const QDir folder(options.mediaFolder);
    if (row.media->isVideo()) {
        const QString target = folder.filePath(row.fileName);
        QFile source(
            QDir(workspace).filePath(mediaRelativePath(row.media->sha256, row.media->format)));
        QFile::remove(target);
        if (!source.copy(target))
            return fail(ErrorKind::Storage, source.errorString());
        return row.fileName;
    }
    const Result<PreparedImage> image =
        prepareImage(*row.media, workspace, options.imageBytes, row.fit);
    if (!image)
        return fail(image.error());
    QString name = row.fileName;
    if (image->contentType == "image/png")
        name = QFileInfo(name).completeBaseName() + QStringLiteral(".png");
    if (const Result<void> written = writeFileDurably(folder.filePath(name), image->bytes);
        !written)
        return fail(written.error());
    return name;
}

Result<void> checkOptions(const CsvExportOptions &options)
{
    if (options.rowsPerFile < 1 || options.rowsPerFile > mostCsvRows)
        return fail(ErrorKind::Rejected,
                    tr("A file for Pinterest has 1 to %1 rows.").arg(mostCsvRows));
    const QUrl prefix(options.mediaPrefix);
    if (!options.mediaPrefix.isEmpty() &&
        (!isWebMedia(options.mediaPrefix) || prefix.host().isEmpty()))
        return fail(ErrorKind::Rejected,
                    tr("“%1” is no web address. Write it as https://example.com/pins/.")
                        .arg(options.mediaPrefix));
    return {};
}

QString addressBelow(const QString &prefix, const QString &name)
{
    return prefix.endsWith(QLatin1Char('/')) || prefix.endsWith(QLatin1Char('='))
               ? prefix + name
               : prefix + QLatin1Char('/') + name;
}

} // namespace

CsvExportPlan planCsvExport(Store &store, const QList<Pin> &pins, const CsvExportOptions &options,
                            UtcTime now)
{
    Planner planner(store, options, now);
    for (const Pin &pin : pins)
        planner.add(pin);
    return planner.finish();
}

QStringList csvExportPaths(const QString &path, qsizetype files)
{
    if (files <= 1)
        return {path};
    const QFileInfo info(path);
    QStringList paths;
    for (qsizetype i = 1; i <= files; ++i) {
        const QString ending =
            info.suffix().isEmpty() ? QString() : QLatin1Char('.') + info.suffix();
        paths += info.dir().filePath(
            QStringLiteral("%1-%2%3").arg(info.completeBaseName()).arg(i).arg(ending));
    }
    return paths;
}

Result<CsvExportReport> writeCsvExport(CsvExportPlan plan, const QString &path,
                                       const QString &workspace, const CsvExportOptions &options,
                                       const std::atomic_bool *cancel,
                                       const std::function<void(int, int)> &progress)
{
    if (const Result<void> checked = checkOptions(options); !checked)
        return fail(checked.error());
    CsvExportReport report;
    const QStringList paths = csvExportPaths(path, plan.files.size());
    if (!options.mediaFolder.isEmpty() && !QDir().mkpath(options.mediaFolder))
        return fail(ErrorKind::Storage,
                    tr("The folder %1 can't be made.").arg(options.mediaFolder));
    int seen = 0;
    for (qsizetype file = 0; file < plan.files.size(); ++file) {
        QByteArray text = pinterestCsvHead();
        for (CsvExportRow &row : plan.files[file]) {
            if (cancel && *cancel)
                return fail(ErrorKind::Cancelled, tr("The export was cancelled."));
            if (row.media && !options.mediaFolder.isEmpty()) {
                const Result<QString> name = writeMedia(row, workspace, options);
                if (!name && name.error().kind == ErrorKind::Storage)
                    return fail(name.error());
                row.fileName = name.value_or(QString());
                if (name)
                    ++report.pictures;
                else
                    report.refused += name.error().detail;
            }
            if (!options.mediaPrefix.isEmpty() && !row.fileName.isEmpty())
                row.cells.at(size_t(CsvColumn::Media)) =
                    addressBelow(options.mediaPrefix, row.fileName);
            text += pinterestCsvLine(row.cells);
            ++report.pins;
            if (progress)
                progress(++seen, plan.pins);
        }
        if (const Result<void> written = writeFileDurably(paths.at(file), text); !written)
            return fail(written.error());
        report.files += paths.at(file);
    }
    return report;
}

} // namespace pinweek
