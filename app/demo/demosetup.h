// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "demo/demopinterest.h"
#include "model/account.h"
#include "model/board.h"

#include <QDate>
#include <QHash>
#include <QObject>

namespace pinweek {

class Workspace;

/** "~/.local/share/pinweek-demo": where the demo lies unless --data-dir says otherwise. */
QString demoDirectory();

/**
 * Makes the directory an empty demo workspace. Only a directory that is new, empty, or marked as a
 * demo is cleared. Errors: Rejected (there is something else in it), Storage. No workspace may be
 * open there.
 */
Result<void> clearDemo(const QString &directory);

/**
 * Fills an open demo workspace: starts the stand-in, connects its account for this run only, reads
 * the boards, takes the pictures in, plans the week. Main thread.
 */
class DemoSetup : public QObject
{
    Q_OBJECT

public:
    DemoSetup(Workspace &workspace, QObject *parent = nullptr);
    /** @param firstDay of the week that is filled, local. `done` comes when all pins are there. */
    void run(QDate firstDay, QObject *context, Done<void> done);
    /** The last pin of the sample plan: those after it are the user's. */
    [[nodiscard]] PinId lastPin() const { return m_lastPin; }

private:
    void connectAccount(const DemoAddress &address);
    void takePictures();
    void storePlan(const QHash<QString, MediaId> &media);
    void giveCampaign(CampaignId campaign, const QList<Board> &boards);
    void storeSlots();
    void storePublished();
    void storePlanned();
    void storeBlocked();
    void finish(Result<void> result);

    Workspace &m_workspace;
    DemoPinterest m_pinterest;
    QDate m_firstDay;
    Account m_account;
    PinId m_lastPin;
    struct Plan;
    std::shared_ptr<Plan> m_plan;
    QObject *m_context = nullptr;
    Done<void> m_done;
};

} // namespace pinweek
