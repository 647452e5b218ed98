// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/library/pictureuses.h"

#include "store/accountstore.h"
#include "store/librarystore.h"
#include "store/store.h"
#include "text/texts.h"
#include "text/videotexts.h"
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
    , m_more(metaLabel({}, QStringLiteral("morePinsLabel"), this))
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
    layout->addWidget(m_more);
    m_uses->setWordWrap(true);
    connect(m_mend, &QPushButton::clicked, this, [this] { emit mendWanted(m_picture.asset); });
}

void PictureUses::showOne(const LibraryPicture &picture, std::optional<LibraryFault> fault)
{
    m_picture = picture;
    const MediaAsset &asset = picture.asset;
    const int room = qMax(120, width() - 2 * metrics::panelPadding);
    m_name->setText(QFontMetrics(themeFont(TextStyle::Body, true))
                        .elidedText(asset.fileName, Qt::ElideMiddle, room));
    m_name->setToolTip(asset.fileName);
    if (asset.isVideo())
        m_size->setText(
            tr("Video, %1, here since %2").arg(videoFactsText(asset), dayText(asset.createdAt)));
    else
        m_size->setText(
            tr("%1 × %2 px, %3, here since %4")
                .arg(locale().toString(asset.size.width()), locale().toString(asset.size.height()),
                     locale().formattedDataSize(asset.bytes, 1, QLocale::DataSizeSIFormat),
                     dayText(asset.createdAt)));
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
    const bool one = picture.asset.id.isValid();
    QList<Row> rows;
    const QList<Pin> pins = one ? m_workspace.store()
                                      .library()
                                      .pinsWith(picture.asset.id, shownPins)
                                      .value_or(QList<Pin>())
                                : QList<Pin>();
    for (const Pin &pin : pins)
        rows.append(rowOf(pin));
    m_uses->setVisible(one);
    m_uses->setText(usesText(picture));
    const int more = picture.pins - int(pins.size());
    m_more->setVisible(one && more > 0);
    m_more->setText(tr("and %n more", nullptr, more));
    // The focus stays in rows that are the same.
    if (rows == m_rows)
        return;
    m_rows = rows;
    while (QLayoutItem *item = m_pins->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    QWidget *before = m_mend;
    for (const Row &row : std::as_const(m_rows)) {
        QPushButton *button = buttonFor(row);
        m_pins->addWidget(button, 0, Qt::AlignLeft);
        setTabOrder(before, button);
        before = button;
    }
}

QString PictureUses::usesText(const LibraryPicture &picture) const
{
    if (picture.pins > 0)
        return tr("Used in %n pin(s):", nullptr, picture.pins);
    if (picture.keptUntil)
        return tr("No pin uses it. It is kept until %1, as its pin was deleted lately.")
            .arg(dayText(*picture.keptUntil));
    return tr("No pin uses it.");
}

QString PictureUses::dayText(UtcTime time) const
{
    return locale().toString(QDateTime::fromSecsSinceEpoch(toEpoch(time)).date(),
                             shortDateFormat(locale()));
}

PictureUses::Row PictureUses::rowOf(const Pin &pin) const
{
    const QString title =
        pin.content.title.isEmpty() ? tr("Untitled") : pin.content.title.simplified();
    const Result<Account> account = m_workspace.store().accounts().account(pin.content.account);
    const std::optional<UtcTime> at = pin.publishedAt ? pin.publishedAt : pin.dueAt;
    const QString when = at && account ? momentText(*at, account->zone) : statusText(pin.status);
    return {pin.id, pin.status, title, when};
}

QPushButton *PictureUses::buttonFor(const Row &row)
{
    auto *button = new QPushButton(this);
    button->setObjectName(QStringLiteral("pinOfPicturePushButton"));
    button->setFlat(true);
    button->setAccessibleName(tr("%1, %2, %3").arg(row.title, statusText(row.status), row.when));
    button->setToolTip(button->accessibleName());
    button->setIcon(themeIcon(Theme::statusIconName(row.status)));
    const int room = width() - 2 * metrics::panelPadding - metrics::space5 * 2;
    button->setText(besideIcon(
        QFontMetrics(button->font())
            .elidedText(tr("%1: %2").arg(row.when, row.title), Qt::ElideRight, qMax(room, 120))));
    connect(button, &QPushButton::clicked, this, [this, id = row.pin] { emit pinOpened(id); });
    return button;
}

} // namespace pinweek
