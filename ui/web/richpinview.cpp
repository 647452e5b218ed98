// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/web/richpinview.h"

#include "text/webtexts.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr qsizetype mostRows = 4;
}

RichPinView::RichPinView(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("richPinView"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(metrics::space1);
    m_text = bodyLabel({}, QStringLiteral("richPinLabel"), this);
    m_column->addWidget(m_text);
}

void RichPinView::setRichPin(const RichPin &pin)
{
    qDeleteAll(m_rows);
    m_rows.clear();
    m_text->setText(richPinText(pin));
    for (const RichPinGap &gap : pin.missing.mid(0, mostRows))
        m_rows.append(rowOf(pin, gap));
    if (pin.missing.size() > 1) {
        QStringList tags;
        for (const RichPinGap &gap : pin.missing)
            tags.append(gap.tag);
        auto *all = new QPushButton(tr("Copy all %n tag(s)", nullptr, int(tags.size())), this);
        all->setObjectName(QStringLiteral("copyTagsPushButton"));
        all->setAutoDefault(false);
        connect(all, &QPushButton::clicked, this, [this, tags] {
            QApplication::clipboard()->setText(tags.join(QLatin1Char('\n')));
            emit copied(
                tr("Copied %n tag(s): add to the page, within <head>.", nullptr, int(tags.size())));
        });
        m_rows.append(all);
    }
    for (QWidget *row : std::as_const(m_rows))
        m_column->addWidget(row);
}

QWidget *RichPinView::rowOf(const RichPin &pin, const RichPinGap &gap)
{
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(metrics::space1);
    auto *name = new QLabel(richPinGapText(pin, gap), row);
    name->setToolTip(gap.tag);
    setTone(name, gap.needed ? Tone::Warning : Tone::Secondary);
    QToolButton *copy =
        panelButton(QStringLiteral("copyTagToolButton"), QStringLiteral("copy"),
                    tr("Copy the tag for “%1”").arg(richPinFieldText(gap.field)), row);
    copy->setToolTip(tr("Copy %1").arg(gap.tag));
    connect(copy, &QToolButton::clicked, this, [this, tag = gap.tag] {
        QApplication::clipboard()->setText(tag);
        emit copied(tr("Copied: %1").arg(tag));
    });
    line->addWidget(name, 1);
    line->addWidget(copy);
    return row;
}

} // namespace pinweek
