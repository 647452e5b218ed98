// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/uploadbar.h"

#include "model/pin.h"
#include "model/videoway.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace pinweek {

namespace {

constexpr int whole = 100;        // %
constexpr int controlHeight = 32; // px

} // namespace

UploadBar::UploadBar(QWidget *parent)
    : QWidget(parent)
    , m_bar(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("Cancel &upload"), this))
{
    setObjectName(QStringLiteral("uploadBar"));
    m_bar->setObjectName(QStringLiteral("uploadProgressBar"));
    m_bar->setAccessibleName(tr("Upload of the video"));
    m_bar->setRange(0, whole);
    m_bar->setTextVisible(false);
    m_cancel->setObjectName(QStringLiteral("cancelUploadPushButton"));
    m_cancel->setToolTip(tr("Make the pin a draft that keeps its time"));
    m_cancel->setMinimumHeight(controlHeight);
    connect(m_cancel, &QPushButton::clicked, this, &UploadBar::cancelWanted);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::space2);
    row->addWidget(m_bar, 1);
    row->addWidget(m_cancel);
    hide();
}

void UploadBar::setPin(const Pin &pin)
{
    const bool isUnderWay = isVideoUnderWay(pin);
    if (isUnderWay) {
        // What has arrived is being prepared: nobody knows how far that is.
        m_bar->setValue(pin.video->step == VideoStep::Registered ? pin.video->percent : whole);
    }
    setVisible(isUnderWay);
}

} // namespace pinweek
