// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/pulltext.h"

#include "planner/publishedpull.h"

#include <QCoreApplication>

namespace pinweek {

namespace {

struct Pull
{
    Q_DECLARE_TR_FUNCTIONS(pinweek::Pull)
};

QString mainText(const PullReport &report, const QString &board)
{
    if (report.added > 0)
        return Pull::tr("Brought in %n published pin(s) of “%1”.", nullptr, report.added)
            .arg(board);
    if (report.known == 0 && report.others == 0)
        return Pull::tr("“%1” has no published pins at Pinterest.").arg(board);
    if (report.known == 0)
        return Pull::tr("“%1” has no published pins of this account.").arg(board);
    if (report.deleted == report.known)
        return Pull::tr("The published pins of “%1” were deleted in Pinweek, so they stay out. "
                        "Look in Recently deleted to have them back.")
            .arg(board);
    return Pull::tr("All published pins of “%1” are here already.").arg(board);
}

} // namespace

QString pullText(const PullReport &report, const QString &board)
{
    QString said = mainText(report, board);
    if (report.others > 0)
        said += u' ' + Pull::tr("%n pin(s) by other people left out.", nullptr, report.others);
    if (report.missing > 0)
        said += u' ' + Pull::tr("%n picture(s) could not be had.", nullptr, report.missing);
    return said;
}

} // namespace pinweek
