// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windowdialogs.h"

#include "ui/accounts/connectdialog.h"
#include "ui/links/linksdialog.h"
#include "ui/pins/pinpreview.h"
#include "ui/pins/recentlydeleted.h"
#include "ui/pinverbs.h"
#include "ui/plansummary.h"
#include "ui/settings/settingsdialog.h"
#include "ui/shortcutsdialog.h"
#include "ui/snippets/snippetsdialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/imagedialog.h"
#include "workspace/workspace.h"

#include <QMessageBox>
#include <QPushButton>

namespace pinweek {

namespace {

constexpr int mostNamed = 5;

} // namespace

WindowDialogs::WindowDialogs(Workspace &workspace, ThemeManager &theme, QWidget *window)
    : QObject(window), m_workspace(workspace), m_theme(theme), m_window(window)
{
}

void WindowDialogs::openConnect(const std::optional<Account> &again)
{
    auto *dialog = new ConnectDialog(m_workspace, m_theme, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (again)
        dialog->reconnect(*again);
    connect(dialog, &ConnectDialog::connected, this, &WindowDialogs::connected);
    dialog->open();
}

void WindowDialogs::openSettings(const QString &control)
{
    auto *dialog = new SettingsDialog(m_workspace, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::connectWanted, this, [this] { openConnect(); });
    dialog->open();
    if (!control.isEmpty())
        dialog->showControl(control);
}

void WindowDialogs::openRecentlyDeleted()
{
    auto *dialog = new RecentlyDeletedDialog(m_workspace, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WindowDialogs::openPreview(PinId pin)
{
    if (m_preview && m_preview->isVisible()) {
        m_preview->close(); // the same keys
        return;
    }
    if (!m_preview) {
        m_preview = new PinPreview(m_workspace, m_theme, m_window);
        m_preview->setAttribute(Qt::WA_DeleteOnClose);
        // The keyboard stays in the composer, which lies at the other side.
        m_preview->setAttribute(Qt::WA_ShowWithoutActivating);
        const bool rightToLeft = m_window->layoutDirection() == Qt::RightToLeft;
        const QPoint corner = m_window->mapToGlobal(
            QPoint(rightToLeft ? m_window->width() - m_preview->width() - metrics::space5
                               : metrics::space5,
                   metrics::menuBarHeight + metrics::toolRowHeight + metrics::space5));
        m_preview->move(corner);
    }
    m_preview->setPin(pin);
    m_preview->show();
    m_preview->raise();
}

void WindowDialogs::followPin(PinId pin)
{
    if (m_preview)
        m_preview->setPin(pin);
}

void WindowDialogs::openSnippets()
{
    (new SnippetsDialog(m_workspace, m_window))->open();
}

void WindowDialogs::openLinks()
{
    if (!m_links) {
        m_links = new LinksDialog(m_workspace, m_window);
        connect(m_links, &LinksDialog::pinWanted, this, &WindowDialogs::pinWanted);
        m_links->show();
    }
    m_links->raise();
    m_links->activateWindow();
}

void WindowDialogs::openShortcuts(const QList<QAction *> &actions)
{
    auto *dialog = new ShortcutsDialog(actions, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void WindowDialogs::openAbout()
{
    auto *box = new QMessageBox(m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("aboutMessageBox"));
    box->setWindowTitle(tr("About Pinweek"));
    box->setIconPixmap(m_window->windowIcon().pixmap(64, 64));
    box->setText(tr("Pinweek %1").arg(QStringLiteral(PINWEEK_VERSION)));
    box->setInformativeText(
        tr("Drop images on a week, and they are published on Pinterest on time, from your own "
           "computer.\n\n"
           "Free software under the GNU General Public License, version 3 or later. "
           "Not affiliated with Pinterest. Icons by Lucide (ISC)."));
    box->open();
}

void WindowDialogs::chooseImages(std::function<void(const QStringList &)> chosen)
{
    QFileDialog *dialog =
        newImageDialog("addImagesFileDialog", tr("Add images or videos"),
                       QFileDialog::ExistingFiles, m_window, WantedFiles::ImagesAndVideos);
    connect(dialog, &QFileDialog::filesSelected, this, std::move(chosen));
    dialog->open();
}

void WindowDialogs::chooseReplacement(std::function<void(const QString &)> chosen)
{
    QFileDialog *dialog =
        newImageDialog("replaceImageFileDialog", tr("Replace image or video"),
                       QFileDialog::ExistingFile, m_window, WantedFiles::ImagesAndVideos);
    connect(dialog, &QFileDialog::fileSelected, this, std::move(chosen));
    dialog->open();
}

void WindowDialogs::askToQuit(const QByteArray &zone, bool tray)
{
    const QList<Pin> due = dueWithinADay(m_workspace);
    if (due.isEmpty()) {
        emit quitWanted();
        return;
    }
    QStringList lines;
    for (const Pin &pin : due.mid(0, mostNamed)) {
        const WallTime at = WallTime::fromUtc(pin.dueAt.value_or(m_workspace.clock().now()), zone);
        const QDate today = WallTime::fromUtc(m_workspace.clock().now(), zone).date;
        lines.append(tr("%1: %2", "time, title").arg(shortWhen(at, today), quotedTitle(pin)));
    }
    if (due.size() > mostNamed)
        lines.append(tr("and %n more", nullptr, int(due.size()) - mostNamed));
    auto *box = new QMessageBox(m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("quitMessageBox"));
    box->setIcon(QMessageBox::Question);
    box->setText(tr("Due within 24 hours: %n pin(s). Pins go out only while Pinweek runs.", nullptr,
                    int(due.size())));
    box->setInformativeText(lines.join(QLatin1Char('\n')));
    QPushButton *keep =
        box->addButton(tray ? tr("Keep in tray") : tr("Keep open"), QMessageBox::RejectRole);
    keep->setObjectName(QStringLiteral("keepPushButton"));
    QPushButton *quit = box->addButton(tr("Quit"), QMessageBox::DestructiveRole);
    quit->setObjectName(QStringLiteral("quitPushButton"));
    box->setDefaultButton(keep);
    connect(quit, &QPushButton::clicked, this, &WindowDialogs::quitWanted);
    connect(keep, &QPushButton::clicked, this, &WindowDialogs::keepWanted);
    emit windowNeeded();
    box->open();
}

} // namespace pinweek
