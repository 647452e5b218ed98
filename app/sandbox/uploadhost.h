// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http.h"
#include "sandbox/state.h"

#include <QObject>

namespace pinweek::sandbox {

/**
 * Where registered videos are uploaded to: a host of its own (another port), as Pinterest's storage
 * is. Takes a browser-style POST (multipart/form-data) and is as strict as that storage: every
 * parameter of the registration comes back unchanged as a text part and no other does, the file is
 * last, the length is known (411), there is no Authorization header, and the signature has not
 * expired. 204, or an error as XML. Files are hashed, not kept. What is no video is taken too, and
 * can't be processed later.
 */
class UploadHost : public QObject
{
    Q_OBJECT

public:
    UploadHost(PinterestState &state, const Clock &clock);

    bool listen();
    void close();
    /** "http://127.0.0.1:PORT/video-uploads/" */
    [[nodiscard]] QString address() const;
    [[nodiscard]] static bool isUpload(const HttpRequest &request);
    void setPace(Pace pace);

    /** To a request that came whole. */
    HttpReply answer(const HttpRequest &request);
    /** An error as the storage words it. */
    static HttpReply refusal(int status, const QByteArray &code, const QByteArray &message);

signals:
    void headArrived(pinweek::sandbox::HttpRequest &request);
    void requestArrived(pinweek::sandbox::HttpConnection *connection,
                        const pinweek::sandbox::HttpRequest &request);

private:
    PinterestState &m_state;
    HttpListener m_listener;
};

} // namespace pinweek::sandbox
