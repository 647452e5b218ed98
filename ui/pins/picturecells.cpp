// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/picturecells.h"

#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace pinweek {

namespace {
constexpr int columns = 3;
constexpr int rowsOfCell = 3;
} // namespace

PictureCells::PictureCells(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics::space3);
    m_grid->setVerticalSpacing(metrics::space1);
    m_grid->setColumnStretch(columns, 1);
}

QLabel *PictureCells::add(const QString &accessibleName, const QString &caption,
                          const QString &toolTip)
{
    const int row = m_count / columns * rowsOfCell;
    const int column = m_count % columns;
    ++m_count;
    auto *label = new QLabel(this);
    label->setMinimumSize(pictureSize);
    label->setAlignment(Qt::AlignCenter);
    label->setAccessibleName(accessibleName);
    label->setToolTip(toolTip);
    m_grid->addWidget(label, row, column);
    auto *line = metaLabel(caption, QStringLiteral("pictureCaptionLabel"), this);
    line->setWordWrap(true);
    line->setMaximumWidth(pictureSize.width());
    m_grid->addWidget(line, row + 1, column, Qt::AlignTop);
    return label;
}

QPushButton *PictureCells::addButton(const QString &text, const QString &accessibleName)
{
    const int place = m_count - 1;
    auto *button = new QPushButton(text, this);
    button->setAccessibleName(accessibleName);
    m_grid->addWidget(button, place / columns * rowsOfCell + 2, place % columns);
    return button;
}

void PictureCells::setPicture(QLabel *label, const QImage &picture)
{
    if (picture.isNull())
        return;
    const qreal ratio = label->devicePixelRatioF();
    QPixmap pixmap = QPixmap::fromImage(
        picture.scaled(pictureSize * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    label->setPixmap(pixmap);
}

} // namespace pinweek
