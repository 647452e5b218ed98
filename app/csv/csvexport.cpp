// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvexport.h"

#include "core/durablefile.h"
#include "csv/csvrow.h"
#include "csv/csvwriter.h"
#include "media/preparedimage.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace pinweek {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CsvExport", text);
}

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

QString addressBelow(const QString &prefix, const QString &name)
{
    return prefix.endsWith(QLatin1Char('/')) || prefix.endsWith(QLatin1Char('='))
               ? prefix + name
               : prefix + QLatin1Char('/') + name;
}

} // namespace

Result<void> checkCsvExport(const CsvExportOptions &options)
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

qsizetype csvExportFiles(const CsvExportPlan &plan, const CsvExportOptions &options)
{
    return (plan.rows.size() + options.rowsPerFile - 1) / options.rowsPerFile;
}

QList<CsvExportNote> csvExportNotes(const CsvExportPlan &plan, const CsvExportOptions &options)
{
    std::array<int, csvExportIssues> counts = plan.counts;
    QSet<QString> links; // of one file
    QSet<QString> titles;
    const auto countAgain = [&counts](QSet<QString> &seen, const QString &text,
                                      CsvExportIssue issue) {
        if (!text.isEmpty() && seen.contains(text))
            ++counts.at(size_t(issue));
        seen.insert(text);
    };
    for (qsizetype i = 0; i < plan.rows.size(); ++i) {
        const CsvExportRow &row = plan.rows.at(i);
        if (i % options.rowsPerFile == 0) {
            links.clear();
            titles.clear();
        }
        // Any difference in its text makes another link there.
        countAgain(links, row.cells.at(size_t(CsvColumn::Link)), CsvExportIssue::LinkTwice);
        countAgain(titles, row.cells.at(size_t(CsvColumn::Title)), CsvExportIssue::TitleTwice);
        if (row.media && options.mediaPrefix.isEmpty())
            ++counts.at(size_t(CsvExportIssue::OnlyLocalMedia));
    }
    QList<CsvExportNote> notes;
    for (size_t i = 0; i < counts.size(); ++i) {
        if (counts.at(i) > 0)
            notes += CsvExportNote{CsvExportIssue(i), counts.at(i)};
    }
    return notes;
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

Result<CsvExportReport> writeCsvExport(const CsvExportPlan &plan, const QString &path,
                                       const QString &workspace, const CsvExportOptions &options,
                                       const std::atomic_bool *cancel,
                                       const std::function<void(int, int)> &progress)
{
    if (const Result<void> checked = checkCsvExport(options); !checked)
        return fail(checked.error());
    CsvExportReport report;
    const QStringList paths = csvExportPaths(path, csvExportFiles(plan, options));
    if (!options.mediaFolder.isEmpty() && !QDir().mkpath(options.mediaFolder))
        return fail(ErrorKind::Storage,
                    tr("The folder %1 can't be made.").arg(options.mediaFolder));
    for (qsizetype file = 0; file < paths.size(); ++file) {
        QByteArray text = pinterestCsvHead();
        const qsizetype end = std::min(plan.rows.size(), (file + 1) * options.rowsPerFile);
        for (qsizetype i = file * options.rowsPerFile; i < end; ++i) {
            if (cancel && *cancel)
                return fail(ErrorKind::Cancelled, tr("The export was cancelled."));
            const CsvExportRow &row = plan.rows.at(i);
            QString fileName = row.fileName;
            if (row.media && !options.mediaFolder.isEmpty()) {
                const Result<QString> name = writeMedia(row, workspace, options);
                if (!name && name.error().kind == ErrorKind::Storage)
                    return fail(name.error());
                fileName = name.value_or(QString());
                if (name)
                    ++report.pictures;
                else
                    report.refused += name.error().detail;
            }
            CsvCells cells = row.cells;
            if (!options.mediaPrefix.isEmpty() && !fileName.isEmpty())
                cells.at(size_t(CsvColumn::Media)) = addressBelow(options.mediaPrefix, fileName);
            text += pinterestCsvLine(cells);
            ++report.pins;
            if (progress)
                progress(report.pins, int(plan.rows.size()));
        }
        if (const Result<void> written = writeFileDurably(paths.at(file), text); !written)
            return fail(written.error());
        report.files += paths.at(file);
    }
    return report;
}

} // namespace pinweek
