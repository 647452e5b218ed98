// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/publishingpage.h"

#include "core/settings.h"

#include <QComboBox>
#include <QFormLayout>
#include <QSpinBox>

namespace pinweek {

namespace {

constexpr qint64 megabyte = 1'000'000;
constexpr int fieldWidth = 120; // px

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
    m_imageTarget->setMinimumWidth(fieldWidth);
    addRow(form, tr("Send images of &at most"), m_imageTarget,
           tr("Larger ones are made smaller first. Pinterest takes up to 20 MB."));
    connect(m_imageTarget, &QSpinBox::valueChanged, this,
            [this](int size) { m_settings.setImageTargetBytes(size * megabyte); });
    addLateRows(form);
    addLostRow(form);
    addLinkRow(form);
}

void PublishingPage::addLostRow(QFormLayout *form)
{
    auto *lost = new QComboBox(this);
    lost->setObjectName(QStringLiteral("whenNotFoundComboBox"));
    lost->addItem(tr("Send again"), int(WhenNotFound::SendAgain));
    lost->addItem(tr("Ask me first"), int(WhenNotFound::AskFirst));
    lost->setCurrentIndex(lost->findData(int(m_settings.whenNotFound())));
    addRow(form, tr("Answer l&ost, not found"), lost,
           tr("When no answer came, and two looks did not find the pin on its board."));
    connect(lost, &QComboBox::activated, this, [this, lost] {
        m_settings.setWhenNotFound(WhenNotFound(lost->currentData().toInt()));
    });
}

void PublishingPage::addLinkRow(QFormLayout *form)
{
    auto *links = new QComboBox(this);
    links->setObjectName(QStringLiteral("linkRuleComboBox"));
    links->addItem(tr("Don't check"), int(LinkRule::Off));
    links->addItem(tr("Tell me, publish anyway"), int(LinkRule::Warn));
    links->addItem(tr("Hold the pin for me"), int(LinkRule::Hold));
    links->setCurrentIndex(links->findData(int(m_settings.linkRule())));
    addRow(form, tr("&Broken links"), links,
           tr("Links are checked when you enter them, and again ten minutes before their pin goes "
              "out. Needs you lists the broken ones."));
    connect(links, &QComboBox::activated, this,
            [this, links] { m_settings.setLinkRule(LinkRule(links->currentData().toInt())); });
}

void PublishingPage::addLateRows(QFormLayout *form)
{
    m_latePolicy = new QComboBox(this);
    m_latePolicy->setObjectName(QStringLiteral("latePolicyComboBox"));
    m_latePolicy->addItem(tr("Publish, minutes apart"), int(LatePolicy::Publish));
    m_latePolicy->addItem(tr("Move to the next free times"), int(LatePolicy::NextFree));
    m_latePolicy->addItem(tr("Ask me about each"), int(LatePolicy::Ask));
    m_latePolicy->addItem(tr("Leave out, keep as drafts"), int(LatePolicy::Skip));
    m_latePolicy->setCurrentIndex(m_latePolicy->findData(int(m_settings.latePolicy())));
    addRow(form, tr("La&te pins"), m_latePolicy,
           tr("Their time passed while this computer was asleep, off or offline, or publishing "
              "was paused. A locked pin is never moved."));
    m_lateHours = new QSpinBox(this);
    m_lateHours->setObjectName(QStringLiteral("greatestLatenessSpinBox"));
    m_lateHours->setRange(1, 60 * 24);
    m_lateHours->setSuffix(tr(" hours"));
    m_lateHours->setValue(int(m_settings.greatestLateness().count()));
    m_lateHours->setMinimumWidth(fieldWidth);
    addRow(form, tr("Ask me if &later than"), m_lateHours);
    connect(m_latePolicy, &QComboBox::activated, this, [this] {
        m_settings.setLatePolicy(LatePolicy(m_latePolicy->currentData().toInt()));
        showLateLimit();
    });
    connect(m_lateHours, &QSpinBox::valueChanged, this,
            [this](int hours) { m_settings.setGreatestLateness(std::chrono::hours(hours)); });
    showLateLimit();
}

void PublishingPage::showLateLimit()
{
    const LatePolicy policy = m_settings.latePolicy();
    m_lateHours->setEnabled(policy == LatePolicy::Publish || policy == LatePolicy::NextFree);
}

} // namespace pinweek
