// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>
#include <utility>

class QThread;

namespace pinweek {

/** A file and what goes with it. */
struct FormFile
{
    QUrl url;
    /** Text parts, in this order, before the file. */
    QList<std::pair<QByteArray, QByteArray>> fields;
    QString path;
    QByteArray name;        // as the server is told; ASCII without quotes
    QByteArray contentType; // "video/mp4"
    qint64 bytes = -1;      // a file of another size is not sent; -1: of any
};

/**
 * Uploads one file as multipart/form-data (RFC 7578): the fields, then the part "file", with a
 * known length, over a connection of its own (WriteExchange). The file is read as it leaves, so
 * that two gigabytes take no memory; reading, TLS and sending have a thread of their own, which a
 * slow disk does not hold up the window's. No token goes along and no redirect is followed. It ends
 * without a word if it is deleted, which waits for nothing: a thread that a disk holds up ends by
 * itself later. Main thread.
 */
class FileUpload : public QObject
{
    Q_OBJECT

public:
    /**
     * Begins at once.
     * @param done  as that of sendHttp(): the complete answer of any status, or Storage (the file
     * can't be read, or has another size), Offline (also when nothing moves for two minutes), Tls,
     * Server
     */
    FileUpload(const FormFile &file, QObject *context, Done<HttpAnswer> done,
               QObject *parent = nullptr);
    ~FileUpload() override;

signals:
    /** Bytes of the whole body that have left, at most ten times a second. */
    void progressed(qint64 sent, qint64 total);

private:
    class Way;

    void end(const Result<HttpAnswer> &result);

    std::shared_ptr<Way> m_way;
    QPointer<QThread> m_thread; // deletes itself
    QPointer<QObject> m_context;
    Done<HttpAnswer> m_done;
};

} // namespace pinweek
