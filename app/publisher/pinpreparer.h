// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/requestbody.h"
#include "core/result.h"
#include "model/pin.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace pinweek {

class Settings;
class Store;

/** The final request body of a pin, made ahead of its time. */
struct PreparedPin
{
    qint64 revision = 0; // of the pin that it was made from
    RequestBody body;    // JSON of POST /pins
    QByteArray sha256;   // RequestBody::sha256()
    QString link;        // in the body, with its tags
    QString video;       // Pinterest's id of the uploaded video; empty: a pin of pictures
};

/** Hash over what makes two planned pins the same request: account, board, section and the
 * normalised texts. protocols.md 1.A */
QByteArray pinFingerprint(const PinContent &content);

/** Makes request bodies on a worker and keeps a few of them. Main thread. */
class PinPreparer : public QObject
{
    Q_OBJECT

public:
    /** Whether a pin's due time is sent along; only handing over does that. */
    enum class Date
    {
        LeftOut,
        Sent
    };
    PinPreparer(Store &store, Settings &settings, Date date = Date::LeftOut,
                QObject *parent = nullptr);
    ~PinPreparer() override;

    /** The body, if it is ready for this revision of the pin, and its tagged link is still the one
     * that the pin would get now (a recipe or a board's name may be another). */
    [[nodiscard]] const PreparedPin *prepared(const Pin &pin) const;
    /** True while there is room for another body. */
    [[nodiscard]] bool hasRoom() const;
    /** Starts on a pin unless it is ready or under way; `ready` or `failed` follows. Not on one
     * whose video is not ready at Pinterest. */
    void prepare(const Pin &pin);
    void forget(PinId pin);
    /** Drops the bodies of all other pins. */
    void keepOnly(const QSet<PinId> &pins);

signals:
    void ready(pinweek::PinId pin, pinweek::AccountId account);
    /** The pin can't be sent as it is: Media, NotFound (board or section not at Pinterest),
     * Carousel (they are switched off), Storage. */
    void failed(pinweek::PinId pin, qint64 revision, const pinweek::Error &error);

private:
    [[nodiscard]] QString remoteVideoOf(const Pin &pin) const;

    Store &m_store;
    Settings &m_settings;
    Date m_date;
    QThreadPool m_pool;
    QHash<PinId, PreparedPin> m_ready;
    QSet<PinId> m_underWay;
};

} // namespace pinweek
