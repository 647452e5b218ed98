// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demosetup.h"

#include "core/settings.h"
#include "demo/demoplan.h"
#include "planner/imageintake.h"
#include "store/boardstore.h"
#include "store/campaignstore.h"
#include "store/pinstore.h"
#include "store/slotstore.h"
#include "store/store.h"
#include "workspace/workspace.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

// Resources of a static library are registered by hand; Q_INIT_RESOURCE must stand outside a
// namespace.
static void registerDemoPictures()
{
    Q_INIT_RESOURCE(demo);
}

namespace pinweek {

struct DemoSetup::Plan : DemoPlan
{
    explicit Plan(DemoPlan plan) : DemoPlan(std::move(plan)) {}
};

namespace {

// Held by the window that is about to open here (ui/singleinstance.cpp).
const QString windowLockName = QStringLiteral("window.lock");
const QString markerName = QStringLiteral("this-is-a-pinweek-demo");

PinStep stepOf(const QList<PinContent> &contents, PinStatus status)
{
    PinStep step;
    step.name = DemoSetup::tr("Sample week");
    step.undoable = false;
    for (const PinContent &content : contents) {
        PinChange change;
        change.content = content;
        change.status = status;
        step.changes.append(change);
    }
    return step;
}

} // namespace

QString demoDirectory()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        .filePath(QStringLiteral("pinweek-demo"));
}

Result<void> clearDemo(const QString &directory)
{
    const QDir dir(directory);
    QStringList entries = dir.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    entries.removeAll(windowLockName);
    if (!entries.isEmpty() && !entries.contains(markerName))
        return fail(ErrorKind::Rejected,
                    DemoSetup::tr("“%1” is not a demo workspace, so the demo leaves it alone.").arg(directory));
    for (const QString &entry : entries) {
        const QFileInfo info(dir.filePath(entry));
        const bool removed = info.isDir() && !info.isSymLink() ? QDir(info.filePath()).removeRecursively()
                                                               : QFile::remove(info.filePath());
        if (!removed)
            return fail(ErrorKind::Storage, DemoSetup::tr("The old demo in “%1” can't be removed.").arg(directory));
    }
    QFile marker(dir.filePath(markerName));
    if (!dir.mkpath(QStringLiteral(".")) || !marker.open(QIODevice::WriteOnly))
        return fail(ErrorKind::Storage, DemoSetup::tr("The demo can't be written to “%1”.").arg(directory));
    return {};
}

DemoSetup::DemoSetup(Workspace &workspace, QObject *parent)
    : QObject(parent), m_workspace(workspace)
{
    registerDemoPictures();
}

void DemoSetup::run(QDate firstDay, QObject *context, Done<void> done)
{
    // The pins that come due while one watches must not lie in a folded hour.
    const QTime now = WallTime::fromUtc(m_workspace.clock().now(), systemZone()).time;
    Settings &settings = m_workspace.settings();
    settings.setWindow(QTime(qMin(settings.windowStart().hour(), now.hour()), 0),
                       QTime(qMin(23, qMax(settings.windowEnd().hour(), now.hour() + 1)), 0));
    settings.setCarousels(true); // its Pinterest takes them
    m_firstDay = firstDay;
    m_context = context;
    m_done = std::move(done);
    m_pinterest.start(this, [this](const Result<DemoAddress> &address) {
        if (address)
            connectAccount(*address);
        else
            finish(fail(address.error()));
    });
}

void DemoSetup::connectAccount(const DemoAddress &address)
{
    m_workspace.addToken(Environment::Custom, endpointsOfBase(address.apiBase), address.accessToken,
                         SecretStorage::ThisRunOnly, this, [this](const Result<Account> &account) {
                             if (!account) {
                                 finish(fail(account.error()));
                                 return;
                             }
                             m_account = *account;
                             m_workspace.syncBoards(m_account.id, this,
                                                    [this](const Result<int> &boards) {
                                                        if (boards)
                                                            takePictures();
                                                        else
                                                            finish(fail(boards.error()));
                                                    });
                         });
}

void DemoSetup::takePictures()
{
    QList<IntakeItem> items;
    QStringList files;
    for (const DemoPicture &picture : demoPictures()) {
        QFile file(QStringLiteral(":/demo/") + picture.file);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        items.append({{}, file.readAll(), picture.file});
        files.append(picture.file);
    }
    auto *intake = new ImageIntake(m_workspace.store(), this);
    intake->take(items, this, [this, files, intake](const Result<IntakeResult> &taken) {
        intake->deleteLater();
        if (!taken || taken->assets.size() != files.size()) {
            finish(fail(ErrorKind::Media, tr("The demo's pictures can't be read.")));
            return;
        }
        QHash<QString, MediaId> media;
        for (int i = 0; i < files.size(); ++i)
            media.insert(files.at(i), taken->assets.at(i).id);
        storePlan(media);
    });
}

void DemoSetup::storePlan(const QHash<QString, MediaId> &media)
{
    const QList<Board> boards =
        m_workspace.store().boards().boards(m_account.id).value_or(QList<Board>());
    m_plan = std::make_shared<Plan>(demoPlan(m_workspace.clock().now(), m_account.zone, m_firstDay,
                                             m_account.id, media, boards));
    m_workspace.store().campaigns().create(tr("Autumn at home"), {}, this,
                                           [this, boards](const Result<Campaign> &made) {
                                               if (made)
                                                   giveCampaign(made->id, boards);
                                               storeSlots();
                                           });
}

/** What is about autumn is a campaign of its own. */
void DemoSetup::giveCampaign(CampaignId campaign, const QList<Board> &boards)
{
    QSet<BoardId> autumn;
    for (const Board &board : boards) {
        if (board.name == QStringLiteral("Autumn décor") ||
            board.name == QStringLiteral("Preserving & pickling"))
            autumn.insert(board.id);
    }
    const auto give = [&](PinContent &content) {
        if (autumn.contains(content.board))
            content.campaign = campaign;
    };
    for (Pin &pin : m_plan->published)
        give(pin.content);
    for (PinContent &content : m_plan->planned)
        give(content);
}

void DemoSetup::storeSlots()
{
    SlotStep step;
    step.undoable = false;
    for (const TimeSlot &slot : std::as_const(m_plan->timeSlots))
        step.changes.append({slot, false});
    m_workspace.store().timeSlots().apply(step, this, [this](const Result<QList<SlotId>> &stored) {
        if (stored)
            storePublished();
        else
            finish(fail(stored.error()));
    });
}

void DemoSetup::storePublished()
{
    m_workspace.store().pins().insertPublished(m_plan->published, this,
                                               [this](const Result<void> &stored) {
                                                   if (stored)
                                                       storePlanned();
                                                   else
                                                       finish(stored);
                                               });
}

void DemoSetup::storePlanned()
{
    PinStep step = stepOf(m_plan->planned, PinStatus::Scheduled);
    step.changes += stepOf(m_plan->drafts, PinStatus::Draft).changes;
    m_workspace.store().pins().apply(step, this, [this](const Result<StepOutcome> &stored) {
        if (stored)
            storeBlocked();
        else
            finish(fail(stored.error()));
    });
}

void DemoSetup::storeBlocked()
{
    PinStore &pins = m_workspace.store().pins();
    pins.apply(
        stepOf({m_plan->blocked}, PinStatus::Scheduled), this,
        [this, &pins](const Result<StepOutcome> &stored) {
            const Result<Pin> pin =
                stored ? pins.pin(stored->pins.first()) : Result<Pin>(fail(stored.error()));
            if (!pin) {
                finish(fail(pin.error()));
                return;
            }
            m_lastPin = pin->id;
            const PinError gone{ErrorKind::NotFound, QStringLiteral("Board not found."), 404, 40};
            pins.blockUnsent(pin->id, pin->revision, gone, this,
                             [this](const Result<void> &blocked) { finish(blocked); });
        });
}

void DemoSetup::finish(Result<void> result)
{
    if (m_done)
        deliver<void>(m_context, std::exchange(m_done, nullptr), std::move(result));
}

} // namespace pinweek
