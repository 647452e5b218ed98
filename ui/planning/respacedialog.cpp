// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/planning/respacedialog.h"

#include "ui/pinverbs.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr QSize dialogSize{640, 420};

QString whyText(SpacingBreak why)
{
    return why == SpacingBreak::Image ? RespaceDialog::tr("same image")
                                      : RespaceDialog::tr("same link");
}

} // namespace

RespaceDialog::RespaceDialog(const QList<RespacedPin> &pins, UtcTime now, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("respaceDialog"));
    setWindowTitle(tr("Respace"));
    resize(dialogSize);
    auto *intro = bodyLabel(
        tr("%n pin(s) come too soon after another one. They would move like this:", nullptr,
           int(pins.size())),
        QStringLiteral("respaceIntroLabel"), this);
    auto *list = new QTreeWidget(this);
    list->setObjectName(QStringLiteral("respaceTreeWidget"));
    list->setAccessibleName(tr("Pins that move"));
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->setHeaderLabels({tr("Pin"), tr("Too near"), tr("Now"), tr("Then")});
    for (const RespacedPin &each : pins) {
        const QString title = each.pin.content.title.simplified();
        const WallTime from = WallTime::fromUtc(each.pin.dueAt.value_or(now), each.to.zone);
        const QDate today = WallTime::fromUtc(now, each.to.zone).date;
        auto *row = new QTreeWidgetItem(list);
        row->setText(0, title.isEmpty() ? tr("Untitled") : title);
        row->setText(1, whyText(each.why));
        row->setText(2, shortWhen(from, today));
        row->setText(3, shortWhen(each.to, today));
    }
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->setObjectName(QStringLiteral("respaceButtonBox"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelPushButton"));
    QPushButton *move = buttons->addButton(tr("&Move %n pin(s)", nullptr, int(pins.size())),
                                           QDialogButtonBox::AcceptRole);
    move->setObjectName(QStringLiteral("respacePushButton"));
    setPrimary(move);
    move->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    layout->setSpacing(metrics::space3);
    layout->addWidget(intro);
    layout->addWidget(list, 1);
    layout->addWidget(buttons);
}

} // namespace pinweek
