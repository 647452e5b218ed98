// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/carouseledit.h"

#include "core/settings.h"
#include "planner/readiness.h"
#include "store/mediastore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/pins/charcounter.h"
#include "ui/pins/picturestrip.h"
#include "ui/pins/pinmime.h"
#include "ui/theme/theme.h"
#include "ui/widgets/growingtextedit.h"
#include "ui/widgets/imagedialog.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QDragEnterEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {

template<typename T>
T *named(T *widget, const char *name, const QString &spoken = {})
{
    widget->setObjectName(QString::fromLatin1(name));
    if (!spoken.isEmpty())
        widget->setAccessibleName(spoken);
    return widget;
}

QList<IntakeItem> itemsOf(const QStringList &paths)
{
    QList<IntakeItem> items;
    for (const QString &path : paths)
        items.append({path, {}, {}});
    return items;
}

void setText(QLineEdit *edit, const QString &text)
{
    if (edit->text() != text)
        edit->setText(text);
}

} // namespace

CarouselEdit::CarouselEdit(QWidget *parent) : QWidget(parent)
{
    setAcceptDrops(true);
    build();
    wire();
    hide();
}

// --- building

void CarouselEdit::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::space1);

    auto *head = new QHBoxLayout;
    m_heading = named(new QLabel(this), "picturesLabel");
    m_split = named(new QPushButton(tr("Make pins of them"), this), "splitCarouselPushButton");
    m_split->setFlat(true);
    m_split->setToolTip(tr("This pin keeps the first picture; the others become drafts"));
    head->addWidget(m_heading);
    head->addStretch();
    head->addWidget(m_split);
    column->addLayout(head);

    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space1);
    m_strip = new PictureStrip(this);
    m_add = named(new QToolButton(this), "addPicturesToolButton", tr("Add pictures"));
    m_add->setIcon(themeIcon(QStringLiteral("plus")));
    m_add->setToolTip(tr("Add pictures, or drop them here"));
    m_add->setMinimumSize(metrics::controlHeight, metrics::controlHeight);
    row->addWidget(m_strip);
    row->addWidget(m_add);
    row->addStretch();
    column->addLayout(row);

    m_makeCarousel =
        named(new QPushButton(besideIcon(tr("Add pictures…")), this), "makeCarouselPushButton");
    m_makeCarousel->setIcon(themeIcon(QStringLiteral("images")));
    m_makeCarousel->setToolTip(tr("Two to five pictures are one carousel"));
    column->addWidget(m_makeCarousel);

    m_cuts = metaLabel({}, QStringLiteral("pictureCutsLabel"), this);
    m_cuts->setWordWrap(true);
    column->addWidget(m_cuts);
    buildFields();
    column->addWidget(m_fields);
}

void CarouselEdit::buildFields()
{
    m_fields = new QWidget(this);
    auto *column = new QVBoxLayout(m_fields);
    column->setContentsMargins(0, metrics::space1, 0, 0);
    column->setSpacing(metrics::space1);
    auto *head = new QHBoxLayout;
    m_fieldsLabel = named(new QLabel(m_fields), "pictureNumberLabel");
    m_remove = named(new QToolButton(m_fields), "removePictureToolButton");
    m_remove->setIcon(themeIcon(QStringLiteral("trash-2")));
    m_remove->setAutoRaise(true);
    head->addWidget(m_fieldsLabel);
    head->addStretch();
    head->addWidget(m_remove);
    column->addLayout(head);
    m_title = named(new QLineEdit(m_fields), "pictureTitleLineEdit", tr("Title of this picture"));
    m_title->setMinimumHeight(metrics::controlHeight);
    m_description = named(new GrowingTextEdit(m_fields), "pictureDescriptionTextEdit",
                          tr("Description of this picture"));
    m_description->setLeastLines(1);
    m_link = named(new QLineEdit(m_fields), "pictureLinkLineEdit", tr("Link of this picture"));
    m_link->setMinimumHeight(metrics::controlHeight);
    column->addWidget(m_title);
    column->addWidget(m_description);
    column->addWidget(m_link);
}

void CarouselEdit::wire()
{
    connect(m_strip, &PictureStrip::placeChosen, this, [this] {
        if (m_filling)
            return;
        showTexts();
        emit placeChanged();
    });
    connect(m_strip, &PictureStrip::moveWanted, this, [this](int from, int to) {
        m_content.pictures.move(from, to);
        setPictures(m_content, m_content.pictures);
        {
            // The picture that was moved stays the chosen one.
            m_filling = true;
            m_strip->setPlace(to);
            m_filling = false;
        }
        want(tr("Move picture"), QStringLiteral("picture order"), true);
    });
    const auto remove = [this](int place) {
        QList<CarouselPicture> left = pictures();
        left.removeAt(place);
        setPictures(m_content, left);
        want(tr("Remove picture"), QStringLiteral("picture removal"), true);
    };
    connect(m_strip, &PictureStrip::removeWanted, this, remove);
    connect(m_remove, &QToolButton::clicked, this, [this, remove] { remove(place()); });
    connect(m_split, &QPushButton::clicked, this, &CarouselEdit::splitWanted);
    connect(m_add, &QToolButton::clicked, this, &CarouselEdit::chooseFiles);
    connect(m_makeCarousel, &QPushButton::clicked, this, &CarouselEdit::chooseFiles);
    connect(m_title, &QLineEdit::textChanged, this, [this](const QString &text) {
        typed(tr("Edit picture title"), QStringLiteral("title"),
              [&text](CarouselPicture &picture) { picture.title = text; });
    });
    connect(m_description, &QTextEdit::textChanged, this, [this] {
        typed(tr("Edit picture description"), QStringLiteral("description"),
              [this](CarouselPicture &picture) {
                  picture.description = m_description->toPlainText();
              });
    });
    connect(m_link, &QLineEdit::textChanged, this, [this](const QString &text) {
        typed(tr("Edit picture link"), QStringLiteral("link"),
              [&text](CarouselPicture &picture) { picture.link = text.trimmed(); });
    });
}

void CarouselEdit::setUp(Workspace &workspace, ThemeManager &theme)
{
    m_workspace = &workspace;
    m_theme = &theme;
    m_strip->setUp(workspace, theme);
    connect(&workspace.settings(), &Settings::changed, this, [this] { showContent(); });
    connect(&theme, &ThemeManager::themeChanged, this, [this] { update(); });
}

// --- showing

std::optional<MediaAsset> CarouselEdit::asset(MediaId id)
{
    if (const auto known = m_assets.constFind(id); known != m_assets.constEnd())
        return *known;
    const Result<MediaAsset> found = m_workspace->store().media().asset(id);
    if (!found)
        return std::nullopt;
    return *m_assets.insert(id, *found);
}

void CarouselEdit::setContent(const PinContent &content)
{
    m_content = content;
    showContent();
}

void CarouselEdit::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_strip->setReadOnly(readOnly);
    m_title->setReadOnly(readOnly);
    m_description->setReadOnly(readOnly);
    m_link->setReadOnly(readOnly);
    setAcceptDrops(!readOnly);
    showContent();
}

bool CarouselEdit::takesMore() const
{
    return m_workspace && !m_readOnly && m_workspace->settings().carousels() &&
           pictures().size() < mostPictures;
}

int CarouselEdit::place() const
{
    return m_content.isCarousel() ? qMax(0, m_strip->place()) : 0;
}

void CarouselEdit::showContent()
{
    if (!m_workspace)
        return;
    const bool carousel = m_content.isCarousel();
    const std::optional<MediaAsset> one = asset(m_content.media);
    const bool more = takesMore() && one && !one->isVideo();
    setVisible(carousel || more);
    m_heading->setVisible(carousel);
    m_strip->setVisible(carousel);
    m_add->setVisible(carousel && more);
    m_makeCarousel->setVisible(!carousel && more);
    m_split->setVisible(carousel && !m_readOnly);
    m_fields->setVisible(carousel);
    m_remove->setVisible(!m_readOnly);
    showPictures();
    showTexts();
}

void CarouselEdit::showPictures()
{
    QList<std::optional<MediaAsset>> shown;
    QList<MediaAsset> known;
    QList<PictureFit> fits;
    for (const CarouselPicture &picture : m_content.pictures) {
        shown.append(asset(picture.media));
        fits.append(picture.fit);
        known.append(shown.last().value_or(MediaAsset()));
        known.last().size = fittedSize(picture.fit, known.last().size);
    }
    m_filling = true;
    m_strip->setPictures(shown, fits);
    m_filling = false;
    m_heading->setText(tr("Carousel of %1").arg(shown.size()));
    const QString cuts = m_readOnly ? QString() : carouselCutText(known);
    m_cuts->setText(cuts);
    m_cuts->setVisible(!cuts.isEmpty());
}

void CarouselEdit::showTexts()
{
    const CarouselPicture picture = m_content.pictures.value(place());
    const int number = place() + 1;
    m_filling = true;
    m_fieldsLabel->setText(tr("Picture %1").arg(number));
    m_remove->setToolTip(tr("Remove picture %1").arg(number));
    m_remove->setAccessibleName(tr("Remove picture %1").arg(number));
    setText(m_title, picture.title);
    // The stored link is trimmed; a space that is just being typed stays.
    if (m_link->text().trimmed() != picture.link)
        setText(m_link, picture.link);
    if (m_description->toPlainText() != picture.description)
        m_description->setPlainText(picture.description);
    m_title->setPlaceholderText(m_readOnly ? QString() : tr("Its own title, if it has one"));
    m_description->setPlaceholderText(m_readOnly ? QString() : tr("Its own description"));
    m_link->setPlaceholderText(m_readOnly ? QString() : tr("Its own link: https://"));
    m_filling = false;
}

QList<QWidget *> CarouselEdit::textFields() const
{
    return {m_title, m_description, m_link};
}

void CarouselEdit::focusProblem()
{
    for (int i = 0; i < m_content.pictures.size(); ++i) {
        const CarouselPicture &picture = m_content.pictures.at(i);
        QWidget *field = nullptr;
        if (codePoints(picture.title) > titleLimit)
            field = m_title;
        else if (codePoints(picture.description) > descriptionLimit)
            field = m_description;
        else if (!isLinkSendable(picture.link))
            field = m_link;
        if (!field)
            continue;
        m_strip->setPlace(i);
        field->setFocus();
        return;
    }
    m_strip->setFocus();
}

// --- editing

void CarouselEdit::want(const QString &step, const QString &field, bool atOnce)
{
    showContent();
    // Each is a step of its own, however soon the next one comes.
    emit edited(step, QStringLiteral("%1 %2").arg(field).arg(++m_changes), pictures(), atOnce);
    emit placeChanged();
}

template<typename Set>
void CarouselEdit::typed(const QString &step, const QString &field, Set set)
{
    const int at = place();
    if (m_filling || at >= m_content.pictures.size())
        return;
    set(m_content.pictures[at]);
    emit edited(step, QStringLiteral("picture %1 %2").arg(at + 1).arg(field), m_content.pictures,
                false);
}

void CarouselEdit::chooseFiles()
{
    QFileDialog *dialog =
        newImageDialog("picturesFileDialog", tr("Add pictures"), QFileDialog::ExistingFiles, this);
    connect(dialog, &QFileDialog::filesSelected, this,
            [this](const QStringList &paths) { emit addWanted(itemsOf(paths)); });
    dialog->open();
}

void CarouselEdit::dragEnterEvent(QDragEnterEvent *event)
{
    const DroppedContent content = pinmime::peek(event->mimeData(), m_workspace->directory());
    const bool takes = takesMore() && (content.kind == DroppedContent::Kind::Files ||
                                       content.kind == DroppedContent::Kind::ImageData);
    if (!takes) {
        event->ignore();
        return;
    }
    // A Move would let the other program delete the user's file (interaction.md 8).
    event->setDropAction(Qt::CopyAction);
    event->accept();
    setDropping(true);
}

void CarouselEdit::dragMoveEvent(QDragMoveEvent *event)
{
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void CarouselEdit::dragLeaveEvent(QDragLeaveEvent *)
{
    setDropping(false);
}

void CarouselEdit::dropEvent(QDropEvent *event)
{
    setDropping(false);
    const DroppedContent content = pinmime::decode(event->mimeData(), m_workspace->directory());
    event->setDropAction(Qt::CopyAction);
    event->accept();
    if (content.kind == DroppedContent::Kind::ImageData)
        emit addWanted({{{}, content.image, content.name}});
    else if (content.kind == DroppedContent::Kind::Files)
        emit addWanted(itemsOf(content.paths));
}

void CarouselEdit::setDropping(bool dropping)
{
    m_dropping = dropping;
    update();
}

void CarouselEdit::paintEvent(QPaintEvent *)
{
    if (!m_dropping || !m_theme)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme->theme().accent, 2));
    painter.setBrush(m_theme->theme().selection);
    painter.drawRoundedRect(rect().adjusted(1, 1, -1, -1), metrics::controlRadius,
                            metrics::controlRadius);
}

} // namespace pinweek
