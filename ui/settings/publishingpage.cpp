// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/publishingpage.h"

#include "core/settings.h"

#include <QFormLayout>
#include <QSpinBox>

namespace pinweek {

namespace {

constexpr qint64 megabyte = 1'000'000;

} // namespace

PublishingPage::PublishingPage(Settings &settings, QWidget *parent)
    : SettingsPage(4, tr("Publishing"), QStringLiteral("send"),
                   tr("Originals are never changed. What is sent is a copy without "
                      "place, camera and other private data."),
                   parent)
    , m_settings(settings)
{
    QFormLayout *form = addForm();
    m_imageTarget = new QSpinBox(this);
    m_imageTarget->setObjectName(QStringLiteral("imageTargetSpinBox"));
    m_imageTarget->setRange(1, 20);
    m_imageTarget->setSuffix(tr(" MB"));
    m_imageTarget->setValue(int(m_settings.imageTargetBytes() / megabyte));
    m_imageTarget->setMinimumWidth(120);
    addRow(form, tr("Send images of &at most"), m_imageTarget,
           tr("Larger ones are made smaller first. Pinterest takes up to 20 MB."));
    connect(m_imageTarget, &QSpinBox::valueChanged, this,
            [this](int size) { m_settings.setImageTargetBytes(size * megabyte); });
}

} // namespace pinweek
