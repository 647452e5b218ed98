// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "store/pinfilter.h"

#include <QByteArray>
#include <QDate>
#include <QObject>
#include <QStringList>

#include <memory>

namespace pinweek {

class Workspace;

struct PlanPictureRequest
{
    /** ".pdf", or ".png": more than one page of which become "name-1.png", "name-2.png". A file of
     * this name is replaced, but only by a whole one. */
    QString file;
    bool mayReplace = false; // also files with the names of more pages
    /** From `first`, the first of a month; else the seven days from `first` on. */
    bool isMonth = false;
    QDate first;
    /** Of the times that are written; days begin and end there. IANA. */
    QByteArray zone;
    PinFilter filter = {};
};

struct PlanPictureFiles
{
    int pins = 0;
    int pages = 0;
    QStringList files;
};

/** True if a picture can be written into a file of this name. */
bool isPictureFile(const QString &file);

/**
 * Makes a picture of a week or month for a client's approval: every pin with its picture, time,
 * state, title and board, laid out for paper, in light colours and the interface's language. Rows
 * are read on the main thread, some a turn; everything else runs on a thread of its own, one
 * picture in memory at a time. Nothing half-made stays. One run for each object; its end calls it
 * off. Needs a QGuiApplication (fonts). Main thread.
 */
class PlanPicture : public QObject
{
    Q_OBJECT

public:
    explicit PlanPicture(Workspace &workspace, QObject *parent = nullptr);
    ~PlanPicture() override;

    /** Errors: Cancelled, Storage, Rejected (no such kind of file), Conflict (a file with
     * the name of one of several pages is there). */
    void run(const PlanPictureRequest &request, QObject *context, Done<PlanPictureFiles> done);
    void cancel();

signals:
    /** In pins. */
    void progress(qint64 done, qint64 total);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
