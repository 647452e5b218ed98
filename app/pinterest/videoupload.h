// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fileupload.h"
#include "pinterest/wiretypes.h"

#include <memory>

namespace pinweek::pinterest {

/**
 * Uploads a video's file to where it was registered (pinterest-api.md 9), whose host is not
 * Pinterest's API: no token goes there. Deleted before its end it is given up, and is silent. Main
 * thread.
 */
class VideoUpload : public QObject
{
    Q_OBJECT

public:
    /**
     * Begins at once.
     * @param path  of the file
     * @param format  "mp4", "mov" or "m4v"
     * @param bytes  the file's size: one that was cut short is not sent
     * @param done  errors: Storage (the file can't be read, or has another size), Offline, Tls; of
     * a complete answer, with its httpStatus and the storage's own code as apiMessage: Rejected
     * (4xx: the registration is used up or has expired), Server (all others)
     */
    VideoUpload(const MediaRegistration &registration, const QString &path, const QString &format,
                qint64 bytes, QObject *context, Done<void> done, QObject *parent = nullptr);

signals:
    /** Bytes that have left, at most ten times a second. */
    void progressed(qint64 sent, qint64 total);

private:
    std::unique_ptr<FileUpload> m_upload;
};

/** The error that an answer of the storage's is; nullopt: the upload has arrived. */
std::optional<Error> errorOfUpload(const HttpAnswer &answer);

} // namespace pinweek::pinterest
