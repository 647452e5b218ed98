// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/csvtexts.h"

#include "text/texts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

namespace pinweek {

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("CsvTexts", text, nullptr, n);
}

QString dayText(UtcTime at)
{
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(toEpoch(at)).date(),
                              QLocale::ShortFormat);
}

/** With the month in letters: that is what is to be seen. */
QString longDay(UtcTime at)
{
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(toEpoch(at)).date(),
                              QLocale::LongFormat);
}

} // namespace

QString csvLevelText(CsvLevel level)
{
    switch (level) {
    case CsvLevel::Good:
        return tr("Ready");
    case CsvLevel::Tip:
        return tr("Tip");
    case CsvLevel::Warning:
        return tr("Warning");
    case CsvLevel::Error:
        return tr("Error");
    }
    return {};
}

QString csvFindingText(const CsvFinding &finding)
{
    switch (finding.issue) {
    case CsvIssue::Pin:
        if (finding.check == PinCheck::TimePast)
            return tr("The time has passed: the pin will be a draft.");
        return finding.level == CsvLevel::Warning
                   ? tr("%1 Until then it is a draft.").arg(checkText(finding.check))
                   : checkText(finding.check);
    case CsvIssue::DateUnreadable:
        if (finding.detail.contains(QLatin1Char('/')))
            return tr("“%1” is no date that can be read for certain: day or month may come first. "
                      "Write it as 2026-12-24T18:00.")
                .arg(finding.detail);
        return tr("“%1” is no date that can be read. Write it as 2026-12-24T18:00.")
            .arg(finding.detail);
    case CsvIssue::DateByOrder:
        return tr("Read as %1, as the other dates of the file are written.")
            .arg(longDay(finding.at));
    case CsvIssue::BoardUnknown:
        return tr("There is no board “%1”. Create it, or choose another.").arg(finding.detail);
    case CsvIssue::SectionUnknown:
        return tr("The board has no section “%1”: the pin goes to the board itself.")
            .arg(finding.detail);
    case CsvIssue::MediaGone:
        return tr("There is no file “%1”.").arg(finding.detail);
    case CsvIssue::MediaAddress:
        return tr("“%1” leads to a page, not to a file. Use the address of the file itself.")
            .arg(finding.detail);
    case CsvIssue::MediaRefused:
        return finding.detail;
    case CsvIssue::SpareCells:
        return tr("The row has more cells than there are columns: a text with a comma has to stand "
                  "in quotation marks.");
    case CsvIssue::SameRow:
        return tr("The same as line %1.").arg(finding.line);
    case CsvIssue::AlreadyImported:
        return tr("Already imported on %1.").arg(dayText(finding.at));
    case CsvIssue::LinkAgain:
        return tr("The link is that of line %1 too.").arg(finding.line);
    case CsvIssue::ThumbnailLeft:
        return tr("Only a video has a thumbnail: it is left out.");
    case CsvIssue::ThumbnailUnreadable:
        return tr("“%1” is neither a time in the video, like 0:03, nor a picture: Pinweek chooses "
                  "the cover.")
            .arg(finding.detail);
    case CsvIssue::KeywordsKept:
        return tr("The keywords are kept in the private note, as Pinterest takes none from apps.");
    case CsvIssue::NextSlot:
        return tr("Gets the next free time.");
    }
    return {};
}

QString csvMendText(const CsvFinding &finding, const QString &board)
{
    switch (mendOf(finding)) {
    case CsvMend::None:
        return {};
    case CsvMend::Cut:
        return tr("Cut the text");
    case CsvMend::UseBoard:
        return board.isEmpty() ? tr("Without a board") : tr("Use “%1”").arg(board);
    case CsvMend::TakeNextSlot:
        return tr("Next free time");
    case CsvMend::ClearDate:
        return tr("Without a time");
    case CsvMend::ClearMedia:
        return tr("Without a picture");
    case CsvMend::ClearLink:
        return tr("Without a link");
    case CsvMend::KeepCells:
        return tr("Leave out what is too much");
    }
    return {};
}

QString csvLeftColumnsText(const QStringList &headings)
{
    return tr("Columns that are left out, as they are unknown or there twice: %1.")
        .arg(QLocale().createSeparatedList(headings));
}

QString csvDraftText(const CsvDraftReason &draft)
{
    QStringList reasons;
    for (const PinCheck check : draft.missing)
        reasons += checkText(check);
    return tr("Line %1 is a draft: %2").arg(draft.line).arg(reasons.join(QLatin1Char(' ')));
}

QString csvCountsText(const CsvCounts &counts)
{
    const int open = counts.rows - counts.imported;
    return tr("%1 of %n row(s) will be imported.", open).arg(counts.good);
}

QString csvNoteText(const CsvExportNote &note)
{
    switch (note.issue) {
    case CsvExportIssue::OnlyLocalMedia:
        return tr(
            "%n pin(s) with only a picture on this computer, which Pinterest can't fetch: "
            "give a folder for the pictures, and the web address under which you upload them.",
            note.pins);
    case CsvExportIssue::NoTitle:
        return tr("%n pin(s) without a title: Pinterest refuses such rows.", note.pins);
    case CsvExportIssue::NoBoard:
        return tr("%n pin(s) without a board: Pinterest refuses such rows.", note.pins);
    case CsvExportIssue::NoMedia:
        return tr("%n pin(s) without a picture: Pinterest refuses such rows.", note.pins);
    case CsvExportIssue::NoThumbnail:
        return tr(
            "%n video(s) with a cover of their own: Pinterest's file takes only a time of the "
            "video, and refuses such rows. Choose a frame as the cover.",
            note.pins);
    case CsvExportIssue::TitleLong:
        return tr("%n pin(s) with a title of over 100 characters: Pinterest refuses such rows.",
                  note.pins);
    case CsvExportIssue::TitleTwice:
        return tr("%n pin(s) with a title that is in the same file already, which Pinterest may "
                  "refuse.",
                  note.pins);
    case CsvExportIssue::LinkUnencrypted:
        return tr("%n pin(s) with a link that begins with http: Pinterest asks for https.",
                  note.pins);
    case CsvExportIssue::LinkTwice:
        return tr("%n pin(s) with a link that is in the same file already: Pinterest drops such "
                  "rows. A UTM tag that differs makes it another link.",
                  note.pins);
    case CsvExportIssue::DescriptionLong:
        return tr("%n pin(s) with a description of over 500 characters, which Pinterest refuses in "
                  "a file.",
                  note.pins);
    case CsvExportIssue::TimePast:
        return tr("%n pin(s) with a time that has passed: Pinterest publishes at once.", note.pins);
    case CsvExportIssue::FarAhead:
        return tr("%n pin(s) more than 14 days ahead, which some accounts may not do.", note.pins);
    case CsvExportIssue::VeryFarAhead:
        return tr("%n pin(s) more than 30 days ahead, which Pinterest may refuse.", note.pins);
    case CsvExportIssue::OnlyFirstPicture:
        return tr("%n carousel(s) with the first picture only.", note.pins);
    case CsvExportIssue::AltTextLeft:
        return tr("%n pin(s) without the alt text: Pinterest's file has no column for it.",
                  note.pins);
    case CsvExportIssue::SectionLeft:
        return tr("%n pin(s) on the board itself: Pinterest's file has no sections.", note.pins);
    }
    return {};
}

} // namespace pinweek
