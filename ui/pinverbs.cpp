// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pinverbs.h"

#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/linkstore.h"
#include "store/pausestore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "text/timetext.h"
#include "ui/pins/replacedmedia.h"
#include "workspace/workspace.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace pinweek {

namespace {
constexpr qsizetype mostLookedAt = 500; // pins, for a sentence
}

QUrl pinAddress(const Account &account, const Pin &pin)
{
    QUrl address = account.endpoints.authorize;
    if (address.isEmpty())
        address = endpointsOf(Environment::Production).authorize;
    address.setPath(QStringLiteral("/pin/%1/").arg(pin.remoteId));
    address.setQuery(QString());
    return address;
}

QString quotedTitle(const Pin &pin)
{
    const QString title = pin.content.title.simplified();
    return title.isEmpty() ? PinVerbs::tr("the pin") : PinVerbs::tr("“%1”").arg(title);
}

QString shortWhen(const WallTime &time, QDate today)
{
    const QLocale locale;
    const qint64 days = today.daysTo(time.date);
    const QString clock = clockText(time.time);
    if (days == 0)
        return PinVerbs::tr("today %1", "a time of day").arg(clock);
    const QString day = locale.dayName(time.date.dayOfWeek(), QLocale::ShortFormat);
    if (days > 0 && days < 7)
        //: day of the week, time
        return PinVerbs::tr("%1 %2").arg(day, clock);
    //: day of the week, date, time
    return PinVerbs::tr("%1 %2, %3")
        .arg(day, locale.toString(time.date, QStringLiteral("d MMM")), clock);
}

PinVerbs::PinVerbs(Workspace &workspace, QWidget *window)
    : QObject(window), m_workspace(workspace), m_window(window)
{
}

QList<Pin> PinVerbs::read(const QList<PinId> &pins) const
{
    return m_workspace.store().pins().pins(pins).value_or(QList<Pin>());
}

Done<EditOutcome> PinVerbs::reporting(std::function<QString(const EditOutcome &)> said,
                                      bool undoable)
{
    return [this, said = std::move(said), undoable](const Result<EditOutcome> &result) {
        if (!result) {
            emit message(errorText(result.error()), false);
            return;
        }
        QString text = said(*result);
        if (!result->turnedDraft.isEmpty()) {
            const int count = int(result->turnedDraft.size());
            const QList<Pin> one = count == 1 ? read(result->turnedDraft) : QList<Pin>();
            text = one.isEmpty()
                       ? tr("Drafts again, since something is missing: %n pin(s).", nullptr, count)
                       : tr("%1 is a draft again. %2")
                             .arg(quotedTitle(one.first()),
                                  needsText(m_workspace.editor().missing(one.first().content)));
        }
        emit message(text, undoable);
    };
}

QString PinVerbs::sentenceOn(const Pin &pin) const
{
    if (!pin.content.planned)
        return tr("In Unscheduled.");
    const QDate today =
        WallTime::fromUtc(m_workspace.clock().now(), pin.content.planned->zone).date;
    const QString when = shortWhen(*pin.content.planned, today);
    if (pin.status != PinStatus::Draft)
        return tr("Scheduled for %1.").arg(when);
    const QString needs = needsText(m_workspace.editor().missing(pin.content));
    return needs.isEmpty() ? tr("Draft for %1.").arg(when)
                           : tr("Draft for %1. %2.").arg(when, needs);
}

QString PinVerbs::placed(const EditOutcome &outcome) const
{
    const QList<Pin> one = outcome.pins.size() == 1 ? read(outcome.pins) : QList<Pin>();
    if (!one.isEmpty())
        return sentenceOn(one.first());
    const int drafts = int(outcome.pins.size()) - outcome.scheduled;
    const QString first = tr("%n pin(s) scheduled.", nullptr, outcome.scheduled);
    if (drafts == 0)
        return first;
    const QString second = draftsText(outcome.pins, drafts);
    //: "3 pins scheduled. 2 drafts."
    return outcome.scheduled == 0 ? second : tr("%1 %2").arg(first, second);
}

/** "2 drafts: they need a board." where it is a board that all of them lack. */
QString PinVerbs::draftsText(const QList<PinId> &pins, int drafts) const
{
    const QList<Pin> all = pins.size() <= mostLookedAt ? read(pins) : QList<Pin>();
    const auto lacking = std::count_if(all.begin(), all.end(), [this](const Pin &pin) {
        return pin.status == PinStatus::Draft &&
               m_workspace.editor().missing(pin.content).contains(PinCheck::BoardMissing);
    });
    if (lacking != drafts)
        return tr("%n draft(s).", nullptr, drafts);
    return drafts == 1 ? tr("1 draft: it needs a board.")
                       : tr("%n draft(s): they need a board.", nullptr, drafts);
}

void PinVerbs::addImages(const QStringList &paths, const DropTarget &target)
{
    m_workspace.editor().addImages(
        paths, target, this, [this](const Result<EditOutcome> &result) { tellAdded(result); });
}

void PinVerbs::addImageData(const QByteArray &bytes, const QString &name, const DropTarget &target)
{
    m_workspace.editor().addImageData(
        bytes, name, target, this,
        [this](const Result<EditOutcome> &result) { tellAdded(result); });
}

void PinVerbs::tellAdded(const Result<EditOutcome> &result)
{
    if (!result) {
        const bool cancelled = result.error().kind == ErrorKind::Cancelled;
        emit message(cancelled ? tr("Cancelled: nothing was added.") : errorText(result.error()),
                     false);
        emit added({});
        return;
    }
    emit added(result->pins);
    if (!result->refused.isEmpty()) {
        const int count = int(result->refused.size());
        emit refused(tr("%1 %2").arg(placed(*result), tr("%n file(s) left out.", nullptr, count)),
                     result->refused);
        return;
    }
    emit message(placed(*result), true);
}

void PinVerbs::move(const QList<PinId> &pins, const QList<WallTime> &to, bool copy)
{
    const auto said = [this](const EditOutcome &outcome) { return placed(outcome); };
    if (copy)
        m_workspace.editor().duplicate(pins, to, this, reporting(said, true));
    else
        m_workspace.editor().move(pins, to, this, reporting(said, true));
}

void PinVerbs::shift(const QList<PinId> &pins, int days, int minutes, const QByteArray &zone)
{
    m_workspace.editor().shift(pins, days, std::chrono::minutes(minutes), zone, this,
                               reporting(
                                   [](const EditOutcome &outcome) {
                                       return tr("%n pin(s) moved.", nullptr,
                                                 int(outcome.pins.size()));
                                   },
                                   true));
}

/** What else happens to pins of another account than the board's (interaction.md 11). */
QString PinVerbs::movedToAccount(const QList<PinId> &ids, BoardId board) const
{
    Store &store = m_workspace.store();
    const Result<Board> to = store.boards().board(board);
    const Result<Account> owner = to ? store.accounts().account(to->account)
                                     : Result<Account>(fail(ErrorKind::NotFound, QString()));
    if (!owner)
        return {};
    bool moves = false;
    bool hadSection = false;
    for (const Pin &pin : store.pins().pins(ids).value_or(QList<Pin>())) {
        if (pin.content.account == owner->id)
            continue;
        moves = true;
        hadSection = hadSection || pin.content.section.isValid();
    }
    if (!moves)
        return {};
    const QString said = QLatin1Char(' ') + tr("The account is %1 now.").arg(accountName(*owner));
    return hadSection ? said + QLatin1Char(' ') + tr("The section is cleared.") : said;
}

void PinVerbs::assign(const QList<PinId> &pins, BoardId board, SectionId section, bool copy)
{
    if (copy) {
        copyFor(pins, board, section);
        return;
    }
    m_workspace.editor().setBoard(
        pins, board, section, this,
        reporting(
            [said = movedToAccount(pins, board)](const EditOutcome &outcome) {
                return tr("%n pin(s) put on the board.", nullptr, int(outcome.pins.size())) + said;
            },
            true));
}

void PinVerbs::editTexts(const QList<TextEdit> &edits, const QString &stepName)
{
    m_workspace.editor().editTexts(edits, stepName, this,
                                   reporting(
                                       [](const EditOutcome &outcome) {
                                           return tr("%n pin(s) changed.", nullptr,
                                                     int(outcome.pins.size()));
                                       },
                                       true));
}

void PinVerbs::addForLink(const QString &link, const DropTarget &target)
{
    PinContent content;
    content.account = target.account;
    content.board = target.board;
    content.section = target.section;
    content.link = link;
    m_workspace.editor().addPin(content, this, [this](const Result<EditOutcome> &result) {
        reporting([](const EditOutcome &) { return tr("A new draft in Unscheduled."); },
                  true)(result);
        if (result && !result->pins.isEmpty())
            emit addedForLink(result->pins.first());
    });
}

void PinVerbs::copyFor(const QList<PinId> &pins, BoardId board, SectionId section)
{
    const Result<Board> target = m_workspace.store().boards().board(board);
    if (!target) {
        emit message(errorText(target.error()), false);
        return;
    }
    QList<PinContent> copies;
    for (const Pin &pin : read(pins)) {
        PinContent content = pin.content;
        content.account = target->account;
        content.board = board;
        content.section = section;
        content.planned.reset();
        content.locked = false;
        copies.append(content);
    }
    m_workspace.editor().addPins(copies, this,
                                 reporting(
                                     [name = target->name](const EditOutcome &outcome) {
                                         return tr("%n duplicate(s) for %1 in Unscheduled.",
                                                   nullptr, int(outcome.pins.size()))
                                             .arg(name);
                                     },
                                     true));
}

void PinVerbs::schedule(const QList<PinId> &pins)
{
    m_workspace.editor().schedule(pins, this, [this, pins](const Result<EditOutcome> &result) {
        reporting([this](const EditOutcome &outcome) { return placed(outcome); }, true)(result);
        if (result && pins.size() == 1)
            emit scheduledOne(pins.first());
    });
}

void PinVerbs::unschedule(const QList<PinId> &pins)
{
    m_workspace.editor().unschedule(pins, this, [this](const Result<EditOutcome> &result) {
        const int count = result ? int(result->pins.size()) : 0;
        reporting(
            [count](const EditOutcome &) {
                return count == 0 ? tr("Nothing moved: that is in Unscheduled already.")
                                  : tr("%n pin(s) moved to Unscheduled.", nullptr, count);
            },
            count > 0)(result);
    });
}

void PinVerbs::publishNow(const QList<PinId> &pins)
{
    m_workspace.editor().publishNow(pins, this, reporting([](const EditOutcome &outcome) {
                                        return tr("Publishing %n pin(s) now…", nullptr,
                                                  int(outcome.pins.size()));
                                    }));
}

void PinVerbs::publishWithBrokenLink(PinId pin, const QString &link)
{
    m_workspace.store().links().accept(link, this, [this, pin](const Result<void> &accepted) {
        if (accepted)
            tryAgain(pin);
        else
            emit message(errorText(accepted.error()), false);
    });
}

void PinVerbs::tryAgain(PinId pin)
{
    m_workspace.editor().schedule(
        {pin}, this, reporting([this](const EditOutcome &outcome) {
            const QList<Pin> pins = read(outcome.pins);
            return pins.isEmpty() ? QString()
                                  : tr("Trying %1 again…").arg(quotedTitle(pins.first()));
        }));
}

void PinVerbs::openOnPinterest(const QList<PinId> &pins)
{
    for (const Pin &pin : read(pins)) {
        const Result<Account> account = m_workspace.store().accounts().account(pin.content.account);
        if (!pin.remoteId.isEmpty() && account)
            emit browserWanted(pinAddress(*account, pin));
    }
}

void PinVerbs::copyLinks(const QList<PinId> &pins)
{
    QStringList addresses;
    for (const Pin &pin : read(pins)) {
        const Result<Account> account = m_workspace.store().accounts().account(pin.content.account);
        if (!pin.remoteId.isEmpty() && account)
            addresses.append(pinAddress(*account, pin).toString());
    }
    if (addresses.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(addresses.join(QLatin1Char('\n')));
    emit message(tr("%n link(s) copied.", nullptr, int(addresses.size())), false);
}

void PinVerbs::replaceImage(PinId pin, const QString &path)
{
    m_workspace.editor().replaceImage(
        pin, path, this,
        reporting([replaced = ReplacedMedia(m_workspace.store(), pin)](
                      const EditOutcome &) { return replaced.sentence(); },
                  true));
}

void PinVerbs::duplicate(const QList<PinId> &pins)
{
    m_workspace.editor().duplicate(
        pins, std::nullopt, this, [this](const Result<EditOutcome> &result) {
            reporting(
                [](const EditOutcome &outcome) {
                    return tr("%n new draft(s) in Unscheduled.", nullptr, int(outcome.pins.size()));
                },
                true)(result);
            if (result)
                emit added(result->pins);
        });
}

void PinVerbs::setLocked(const QList<PinId> &pins, bool locked)
{
    m_workspace.editor().setLocked(pins, locked, this,
                                   reporting([locked](const EditOutcome &outcome) {
                                       const int count = int(outcome.pins.size());
                                       return locked ? tr("%n pin(s) locked.", nullptr, count)
                                                     : tr("%n pin(s) unlocked.", nullptr, count);
                                   }));
}

void PinVerbs::remove(const QList<PinId> &pins)
{
    const QList<Pin> found = read(pins);
    QList<Pin> published;
    std::copy_if(found.begin(), found.end(), std::back_inserter(published),
                 [](const Pin &pin) { return pin.status == PinStatus::Published; });
    if (published.isEmpty()) {
        removeNow(pins);
        return;
    }
    auto *box = new QMessageBox(m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("removePublishedMessageBox"));
    box->setIcon(QMessageBox::Question);
    box->setText(published.size() == 1
                     ? tr("%1 is published.").arg(quotedTitle(published.first()))
                     : tr("%n of these pins are published.", nullptr, int(published.size())));
    box->setInformativeText(tr("Removed from the calendar, it stays at Pinterest. Deleting at "
                               "Pinterest can't be undone."));
    QPushButton *calendar = box->addButton(tr("Remove from calendar"), QMessageBox::AcceptRole);
    QPushButton *both =
        box->addButton(tr("Also delete at Pinterest"), QMessageBox::DestructiveRole);
    box->addButton(QMessageBox::Cancel);
    calendar->setObjectName(QStringLiteral("removeFromCalendarPushButton"));
    both->setObjectName(QStringLiteral("alsoDeleteAtPinterestPushButton"));
    box->setDefaultButton(calendar);
    connect(calendar, &QPushButton::clicked, this, [this, pins] { removeNow(pins); });
    connect(both, &QPushButton::clicked, this, [this, pins, published] {
        QList<PinId> there;
        QList<PinId> rest = pins;
        for (const Pin &pin : published) {
            if (!pin.remoteId.isEmpty())
                there.append(pin.id);
        }
        rest.removeIf([&there](PinId pin) { return there.contains(pin); });
        if (!rest.isEmpty())
            removeNow(rest);
        deleteNextAtPinterest(there, 0);
    });
    box->open();
}

void PinVerbs::removeNow(const QList<PinId> &pins)
{
    m_workspace.editor().remove(pins, this,
                                reporting(
                                    [](const EditOutcome &outcome) {
                                        return tr("%n pin(s) deleted.", nullptr,
                                                  int(outcome.pins.size()));
                                    },
                                    true));
}

void PinVerbs::removeAtPinterest(const QList<PinId> &pins)
{
    QList<PinId> there;
    for (const Pin &pin : read(pins)) {
        if (pin.status == PinStatus::Published && !pin.remoteId.isEmpty())
            there.append(pin.id);
    }
    if (there.isEmpty())
        return;
    auto *box = new QMessageBox(m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("deleteAtPinterestMessageBox"));
    box->setIcon(QMessageBox::Warning);
    box->setText(there.size() == 1
                     ? tr("Delete %1 at Pinterest?").arg(quotedTitle(read(there).value(0)))
                     : tr("Delete %n pin(s) at Pinterest?", nullptr, int(there.size())));
    box->setInformativeText(tr("Its saves, comments and numbers go too. This can't be undone."));
    QPushButton *go = box->addButton(tr("Delete at Pinterest"), QMessageBox::DestructiveRole);
    go->setObjectName(QStringLiteral("deleteAtPinterestPushButton"));
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(go, &QPushButton::clicked, this, [this, there] { deleteNextAtPinterest(there, 0); });
    box->open();
}

void PinVerbs::deleteNextAtPinterest(QList<PinId> left, int deleted)
{
    if (left.isEmpty()) {
        emit message(tr("%n pin(s) deleted at Pinterest.", nullptr, deleted), false);
        return;
    }
    const PinId pin = left.takeFirst();
    m_workspace.deleteAtPinterest(pin, this, [this, left, deleted](const Result<void> &result) {
        // What went wrong with one goes wrong with the rest: stop, and say how far it got.
        if (!result)
            emit message(deleted == 0 ? errorText(result.error())
                                      : tr("%n pin(s) deleted at Pinterest. %1", nullptr, deleted)
                                            .arg(errorText(result.error())),
                         false);
        else
            deleteNextAtPinterest(left, deleted + 1);
    });
}

void PinVerbs::settle(PinId id, bool isThere, const QString &remoteId)
{
    const Result<Pin> pin = m_workspace.store().pins().pin(id);
    if (!pin) {
        emit message(errorText(pin.error()), false);
        return;
    }
    const auto done = [this, pin = *pin, isThere](const Result<void> &result) {
        if (!result)
            emit message(errorText(result.error()), false);
        else if (isThere)
            emit message(tr("%1 counts as published.").arg(quotedTitle(pin)), false);
        else
            emit message(tr("%1 will be sent.").arg(quotedTitle(pin)), false);
    };
    if (isThere)
        m_workspace.store().pins().settleAsPublished(id, pin->revision, remoteId, this, done);
    else
        m_workspace.store().pins().settleAsUnsent(id, pin->revision, this, done);
}

void PinVerbs::markPosted(PinId id, const QString &remoteId)
{
    const Result<Pin> pin = m_workspace.store().pins().pin(id);
    if (!pin) {
        emit message(errorText(pin.error()), false);
        return;
    }
    const QString title = quotedTitle(*pin);
    m_workspace.store().pins().markPosted(
        id, pin->revision, remoteId, this, [this, title](const Result<void> &stored) {
            emit message(stored ? tr("%1 is marked as posted.").arg(title)
                                : errorText(stored.error()),
                         false);
        });
}

void PinVerbs::remindAgain(PinId id, UtcTime at)
{
    const Result<Pin> pin = m_workspace.store().pins().pin(id);
    if (!pin) {
        emit message(errorText(pin.error()), false);
        return;
    }
    const QByteArray zone = pin->content.planned ? pin->content.planned->zone : systemZone();
    const QDate today = WallTime::fromUtc(m_workspace.clock().now(), zone).date;
    const QString said = tr("You are reminded of %1 %2.")
                             .arg(quotedTitle(*pin), shortWhen(WallTime::fromUtc(at, zone), today));
    m_workspace.store().pins().remindAgain(
        id, pin->revision, at, this, [this, said](const Result<void> &stored) {
            emit message(stored ? said : errorText(stored.error()), false);
        });
}

void PinVerbs::goOn(AccountId account)
{
    m_workspace.store().pauses().goOn(account, {}, this, [this](const Result<int> &back) {
        emit message(back ? tr("Its pins go out again.") : errorText(back.error()), false);
    });
}

void PinVerbs::postByHandFromNowOn(AccountId account)
{
    m_workspace.store().accounts().setDelivery(
        account, DeliveryMode::RemindMe, this, [this, account](const Result<void> &set) {
            if (!set) {
                emit message(errorText(set.error()), false);
                return;
            }
            m_workspace.store().pauses().goOn(
                account, {PauseReason::AccessTier}, this, [this](const Result<int> &back) {
                    emit message(back ? tr("From now on you are reminded when a pin is due, and "
                                           "post it by hand.")
                                      : errorText(back.error()),
                                 false);
                });
        });
}

void PinVerbs::undo()
{
    m_workspace.editor().undo(this,
                              [this](const Result<UndoOutcome> &result) { stepped(result, true); });
}

void PinVerbs::redo()
{
    m_workspace.editor().redo(
        this, [this](const Result<UndoOutcome> &result) { stepped(result, false); });
}

QString PinVerbs::stayed(const QList<Pin> &skipped) const
{
    if (skipped.size() > 1)
        return tr("%n pin(s) have moved on and stay as they are.", nullptr, int(skipped.size()));
    const Pin &pin = skipped.first();
    switch (pin.status) {
    case PinStatus::Published:
        return tr("%1 is published.").arg(quotedTitle(pin));
    case PinStatus::Publishing:
        return tr("%1 is being published.").arg(quotedTitle(pin));
    case PinStatus::Unconfirmed:
        return tr("%1 may be at Pinterest already.").arg(quotedTitle(pin));
    default:
        return tr("%1 was changed since.").arg(quotedTitle(pin));
    }
}

void PinVerbs::stepped(const Result<UndoOutcome> &result, bool undone)
{
    if (!result) {
        const bool nothing = result.error().kind == ErrorKind::NotFound;
        const QString none =
            undone ? tr("There is nothing to undo.") : tr("There is nothing to redo.");
        emit message(nothing ? none : errorText(result.error()), false);
        return;
    }
    if (result->skipped.isEmpty() && result->changed.isEmpty() && result->rows == 0) {
        emit message(tr("“%1” was changed since and stays as it is.").arg(result->name), false);
        return;
    }
    if (result->skipped.isEmpty()) {
        emit message(undone ? tr("Undone: %1.").arg(result->name)
                            : tr("Done again: %1.").arg(result->name),
                     false);
        return;
    }
    const QString why = stayed(result->skipped);
    if (result->changed.isEmpty())
        emit message(undone ? tr("“%1” can't be undone: %2").arg(result->name, why)
                            : tr("“%1” can't be done again: %2").arg(result->name, why),
                     false);
    else
        emit message(undone ? tr("Undone in part: %1. %2").arg(result->name, why)
                            : tr("Done again in part: %1. %2").arg(result->name, why),
                     false);
}

} // namespace pinweek
