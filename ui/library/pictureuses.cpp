// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/library/pictureuses.h"

#include "store/accountstore.h"
#include "store/librarystore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/localeformats.h"
#include "workspace/workspace.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr int shownPins = 5;
} // namespace

PictureUses::PictureUses(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_name(bodyLabel({}, QStringLiteral("pictureNameLabel"), this))
    , m_size(metaLabel({}, QStringLiteral("pictureSizeLabel"), this))
    , m_fault(bodyLabel({}, QStringLiteral("pictureFaultLabel"), this))
    , m_mend(new QPushButton(tr("&Find its file…"), this))
    , m_uses(metaLabel({}, QStringLiteral("pictureUsesLabel"), this))
    , m_pins(new QVBoxLayout)
{
    setObjectName(QStringLiteral("pictureUses"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::panelPadding, metrics::space2, metrics::panelPadding, 0);
    layout->setSpacing(metrics::space1);
    setTextStyle(m_name, TextStyle::Body, true);
    m_name->setTextFormat(Qt::PlainText);
    m_size->setWordWrap(true);
    setTone(m_fault, Tone::Problem);
    m_mend->setObjectName(QStringLiteral("mendPicturePushButton"));
    m_pins->setSpacing(0);
    for (QWidget *each : {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_size),
                          static_cast<QWidget *>(m_fault)})
        layout->addWidget(each);
    layout->addWidget(m_mend, 0, Qt::AlignLeft);
    layout->addWidget(m_uses);
    layout->addLayout(m_pins);
    connect(m_mend, &QPushButton::clicked, this, [this] { emit mendWanted(m_picture.asset); });
}

void PictureUses::showOne(const LibraryPicture &picture, std::optional<LibraryFault> fault)
{
    m_picture = picture;
    const MediaAsset &asset = picture.asset;
    m_name->setText(asset.fileName);
    m_size->setText(
        tr("%1 × %2 px, %3, here since %4")
            .arg(locale().toString(asset.size.width()), locale().toString(asset.size.height()),
                 locale().formattedDataSize(asset.bytes, 1, QLocale::DataSizeSIFormat),
                 locale().toString(QDateTime::fromSecsSinceEpoch(toEpoch(asset.createdAt)).date(),
                                   shortDateFormat(locale()))));
    m_fault->setVisible(fault.has_value());
    m_mend->setVisible(fault.has_value());
    if (fault) {
        m_fault->setText(*fault == LibraryFault::Missing
                             ? tr("Its file is missing. Pins with it can't be published until you "
                                  "show Pinweek a copy of the same file.")
                             : tr("Its file is damaged. Pins with it can't be published until you "
                                  "show Pinweek a whole copy of the same file."));
    }
    listPins(picture);
}

void PictureUses::showSeveral(int count, qint64 bytes)
{
    m_picture = {};
    m_name->setText(tr("%n picture(s)", nullptr, count));
    m_size->setText(locale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat));
    m_fault->hide();
    m_mend->hide();
    listPins({});
}

void PictureUses::listPins(const LibraryPicture &picture)
{
    while (QLayoutItem *item = m_pins->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const bool one = picture.asset.id.isValid();
    m_uses->setVisible(one);
    if (!one)
        return;
    m_uses->setText(picture.pins == 0 ? tr("No pin uses it.")
                                      : tr("Used in %n pin(s):", nullptr, picture.pins));
    const QList<Pin> pins =
        m_workspace.store().library().pinsWith(picture.asset.id, shownPins).value_or(QList<Pin>());
    for (const Pin &pin : pins) {
        const QString title =
            pin.content.title.isEmpty() ? tr("Untitled") : pin.content.title.simplified();
        const Result<Account> account = m_workspace.store().accounts().account(pin.content.account);
        const std::optional<UtcTime> at = pin.publishedAt ? pin.publishedAt : pin.dueAt;
        const QString when =
            at && account ? momentText(*at, account->zone) : statusText(pin.status);
        auto *button = new QPushButton(this);
        button->setObjectName(QStringLiteral("pinOfPicturePushButton"));
        button->setFlat(true);
        button->setProperty("row", true);
        button->setAccessibleName(tr("%1, %2, %3").arg(title, statusText(pin.status), when));
        button->setToolTip(button->accessibleName());
        button->setIcon(themeIcon(Theme::statusIconName(pin.status)));
        const int room = width() - 2 * metrics::panelPadding - metrics::space5 * 2;
        const QFontMetrics sizes(button->font());
        button->setText(besideIcon(
            sizes.elidedText(tr("%1: %2").arg(when, title), Qt::ElideRight, qMax(room, 120))));
        m_pins->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, [this, id = pin.id] { emit pinOpened(id); });
    }
    if (picture.pins > pins.size())
        m_pins->addWidget(metaLabel(tr("and %n more", nullptr, picture.pins - int(pins.size())),
                                    QStringLiteral("morePinsLabel"), this));
}

} // namespace pinweek
