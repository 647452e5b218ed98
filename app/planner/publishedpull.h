// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/account.h"
#include "model/board.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace pinweek {

class Store;

namespace pinterest {
class Client;
}

struct PullReport
{
    int added = 0;
    int known = 0;
    int deleted = 0;  // of the known ones: they stay out
    int others = 0;   // pins of other people on a group board, left out
    int pictures = 0; // that came
    int missing = 0;  // pins whose picture is not to be had
};

/**
 * Brings the published pins of a board in: every page of it and of its sections, through the
 * client, whose limits it keeps; then their pictures one after the other, without a token, by the
 * limits of any image that is taken in. What was cut off goes on where it was at the next run, and
 * nothing comes twice. Main thread; its end, or cancel(), stops it and keeps what came.
 */
class PublishedPull : public QObject
{
    Q_OBJECT

public:
    /** @param gap  between two pictures: nobody waits for them, and their host is asked politely */
    PublishedPull(Store &store, pinterest::Client &client, QObject *parent = nullptr,
                  std::chrono::milliseconds gap = std::chrono::milliseconds(250));
    ~PublishedPull() override;

    /** Once. Errors: those of the client; Conflict as PullStore::add(); Rejected (the board is not
     * at Pinterest); Cancelled; Offline or Storage in the middle. */
    void run(const Account &account, const Board &board, QObject *context, Done<PullReport> done);
    void cancel();

signals:
    /** In pins whose picture is there; `total` 0: the lists are being read. */
    void progress(qint64 done, qint64 total);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
