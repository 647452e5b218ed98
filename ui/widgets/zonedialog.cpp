// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/zonedialog.h"

#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTimeZone>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr QSize usualSize{360, 420};
}

ZoneDialog::ZoneDialog(const QByteArray &zone, QWidget *parent)
    : QDialog(parent), m_search(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("zoneDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Time zone"));
    resize(usualSize);
    m_search->setObjectName(QStringLiteral("zoneSearchLineEdit"));
    m_search->setPlaceholderText(tr("Search a city or region"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("zonesListWidget"));
    m_list->setAccessibleName(tr("Time zones"));
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds()) {
        QString name = QString::fromLatin1(id);
        // "Etc/GMT+5" and its like are five hours the other way round.
        if (name.startsWith(QLatin1String("Etc/")) && id != "Etc/UTC")
            continue;
        auto *item = new QListWidgetItem(name.replace(QLatin1Char('_'), QLatin1Char(' ')), m_list);
        item->setData(Qt::UserRole, id);
        if (id == zone)
            m_list->setCurrentItem(item);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->setObjectName(QStringLiteral("zoneDialogButtonBox"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelPushButton"));
    m_choose = buttons->addButton(tr("&Choose"), QDialogButtonBox::AcceptRole);
    m_choose->setObjectName(QStringLiteral("chooseZonePushButton"));
    setPrimary(m_choose);
    m_choose->setDefault(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addSpacing(metrics::space2);
    layout->addWidget(buttons);
    connect(m_search, &QLineEdit::textChanged, this, &ZoneDialog::find);
    connect(m_list, &QListWidget::itemDoubleClicked, this, &ZoneDialog::choose);
    connect(m_list, &QListWidget::currentItemChanged, this,
            [this](const QListWidgetItem *item) { m_choose->setEnabled(item != nullptr); });
    connect(buttons, &QDialogButtonBox::accepted, this, &ZoneDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_choose->setEnabled(m_list->currentItem() != nullptr);
    m_list->scrollToItem(m_list->currentItem(), QAbstractItemView::PositionAtCenter);
    m_search->setFocus();
}

/** The arrows go through the list while one types. */
bool ZoneDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown ||
            key == Qt::Key_PageUp) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void ZoneDialog::find(const QString &words)
{
    const QString wanted = words.simplified();
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const bool fits = item->text().contains(wanted, Qt::CaseInsensitive);
        item->setHidden(!fits);
        if (fits && !first)
            first = item;
    }
    if (!m_list->currentItem() || m_list->currentItem()->isHidden())
        m_list->setCurrentItem(first);
    m_list->scrollToItem(m_list->currentItem());
    m_choose->setEnabled(m_list->currentItem() != nullptr);
}

void ZoneDialog::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item || item->isHidden())
        return;
    emit chosen(item->data(Qt::UserRole).toByteArray());
    accept();
}

} // namespace pinweek
