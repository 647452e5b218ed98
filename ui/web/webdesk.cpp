// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/web/webdesk.h"

#include "text/texts.h"
#include "ui/pinverbs.h"
#include "ui/web/webdialog.h"

namespace pinweek {

WebDesk::WebDesk(Workspace &workspace, ThemeManager &theme, PinVerbs &verbs,
                 std::function<DropTarget()> unscheduled, QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_verbs(verbs)
    , m_unscheduled(std::move(unscheduled))
    , m_window(window)
    , m_pins(workspace)
{
    connect(&m_pins, &PagePins::progress, this, [this](int loaded, int total) {
        const QString text = tr("Loading pictures: %1 of %2").arg(loaded).arg(total);
        emit working(text);
        if (m_dialog)
            m_dialog->showState(text, true);
    });
}

void WebDesk::open(const QUrl &page)
{
    if (!m_dialog) {
        m_dialog = new WebDialog(m_workspace, m_theme, m_unscheduled(), m_window);
        connect(m_dialog, &WebDialog::toUnscheduledWanted, this,
                [this](const QList<PagePin> &pins) { addFromDialog(pins, false); });
        connect(m_dialog, &WebDialog::toNextSlotsWanted, this,
                [this](const QList<PagePin> &pins) { addFromDialog(pins, true); });
        connect(m_dialog, &WebDialog::browserWanted, this, &WebDesk::browse);
        connect(m_dialog, &WebDialog::browserUnwanted, &m_browser, &PickerProcess::close);
        connect(m_dialog, &WebDialog::problem, this,
                [this](const QString &text) { emit message(text, false); });
        connect(m_dialog, &QObject::destroyed, &m_browser, &PickerProcess::close);
    }
    if (!page.isEmpty())
        m_dialog->open(page.toString(QUrl::FullyEncoded));
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void WebDesk::follow()
{
    if (m_dialog)
        m_dialog->follow(m_unscheduled());
}

void WebDesk::drop(const QList<QUrl> &images, const DropTarget &target)
{
    const QList<PagePin> pins = m_dialog ? m_dialog->pinsOf(images) : QList<PagePin>();
    if (pins.isEmpty())
        emit message(tr("These pictures belong to a page that is no longer open."), false);
    else if (pins.size() > 1 && target.at && !target.nextSlots)
        ask(pins, m_dialog->withBoard(target));
    else
        add(pins, m_dialog->withBoard(target));
}

void WebDesk::ask(const QList<PagePin> &pins, const DropTarget &target)
{
    m_dialog->showState(tr("Loading %n picture(s)…", nullptr, int(pins.size())), true);
    m_pins.takeIn(pins, m_dialog->site(), [this, target](const Result<TakenPictures> &taken) {
        emit idle();
        if (!taken) {
            emit message(errorText(taken.error()), false);
            if (m_dialog)
                m_dialog->showProblem(errorText(taken.error()));
            return;
        }
        if (m_dialog) {
            m_dialog->forgetSelection();
            m_dialog->showState({}, false);
            m_dialog->hide(); // it would lie over the week and what is asked there
        }
        emit severalTaken(*taken, target);
    });
}

void WebDesk::comeBack()
{
    if (!m_dialog || m_dialog->isVisible())
        return;
    m_dialog->setAttribute(Qt::WA_ShowWithoutActivating);
    m_dialog->move(m_dialog->pos()); // where it was: else the window manager chooses a place
    m_dialog->show();
    m_dialog->setAttribute(Qt::WA_ShowWithoutActivating, false);
}

/** The board is what is chosen there, also none. */
void WebDesk::addFromDialog(const QList<PagePin> &pins, bool nextSlots)
{
    DropTarget target = m_unscheduled();
    target.board = {};
    target.section = {};
    target.nextSlots = nextSlots;
    add(pins, m_dialog->withBoard(target));
}

void WebDesk::cancel()
{
    m_pins.cancel();
}

void WebDesk::add(const QList<PagePin> &pins, const DropTarget &target)
{
    if (pins.isEmpty())
        return;
    if (m_dialog)
        m_dialog->showState(tr("Adding %n pin(s)…", nullptr, int(pins.size())), true);
    m_pins.add(pins, m_dialog ? m_dialog->site() : TypedSite(), target,
               [this](const Result<EditOutcome> &result) { added(result); });
}

void WebDesk::browse(const QUrl &page)
{
    m_dialog->showBrowsing();
    const TypedSite site = m_dialog->site();
    m_browser.show(page, site.isOf(page) && site.isKnownPublic(), m_dialog,
                   [this](const Result<std::optional<PickedPage>> &picked) {
                       if (!picked)
                           m_dialog->showProblem(errorText(picked.error()));
                       else if (*picked)
                           m_dialog->take(**picked);
                       else
                           m_dialog->showState({}, false);
                   });
}

void WebDesk::added(const Result<EditOutcome> &result)
{
    emit idle();
    m_verbs.tellAdded(result);
    if (!m_dialog)
        return;
    if (!result) {
        m_dialog->showProblem(errorText(result.error()));
        return;
    }
    m_dialog->forgetSelection();
    const QString placed = m_verbs.placed(*result);
    if (result->refused.isEmpty())
        m_dialog->showState(placed, false);
    else
        m_dialog->showProblem(tr("%1 %2").arg(placed, result->refused.first()));
}

} // namespace pinweek
