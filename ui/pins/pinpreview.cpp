// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/pinpreview.h"

#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/pins/previewpicture.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QFrame>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTextLayout>
#include <QUrl>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr int feedWidth = 236;   // px: a column of the feed
constexpr int openedWidth = 272; // px: the picture's half of an opened pin
constexpr int textWidth = 260;   // px: the other half
constexpr int sheetRadius = 24;
constexpr int readAtFirst = 3;   // lines of a description before "more"

/** The text in so many lines of that width, the last elided. */
QString inLines(const QString &text, const QFont &font, int width, int lines, const QString &more)
{
    QTextLayout layout(text.simplified(), font);
    layout.beginLayout();
    QString shown;
    for (int i = 0; i < lines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        const bool last = i == lines - 1;
        const QString rest = layout.text().mid(line.textStart());
        if (last && line.textLength() < rest.size()) {
            const QFontMetrics metrics(font);
            shown +=
                metrics.elidedText(rest, Qt::ElideRight, width - metrics.horizontalAdvance(more)) +
                more;
        } else {
            shown += rest.left(line.textLength());
        }
    }
    layout.endLayout();
    return shown;
}

/** The sheet that an opened pin lies on. */
class Sheet : public QWidget
{
public:
    Sheet(ThemeManager &theme, QWidget *parent) : QWidget(parent), m_theme(theme) {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_theme.theme().hairline);
        painter.setBrush(m_theme.theme().surface);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), sheetRadius,
                                sheetRadius);
    }

private:
    ThemeManager &m_theme;
};

} // namespace

struct PinPreview::Private
{
    PinPreview *q;
    Workspace &workspace;
    PinId pin;
    PreviewPicture *feed = nullptr;
    PreviewPicture *opened = nullptr;
    QLabel *feedTitle = nullptr;
    QLabel *feedAccount = nullptr;
    QLabel *link = nullptr;
    QLabel *title = nullptr;
    QLabel *description = nullptr;
    QLabel *account = nullptr;
    QLabel *board = nullptr;
    QLabel *cut = nullptr;
    QStackedWidget *pages = nullptr;

    Private(PinPreview *preview, Workspace &w) : q(preview), workspace(w) {}

    void build(ThemeManager &theme);
    QWidget *buildFeed(ThemeManager &theme);
    QWidget *buildOpened(ThemeManager &theme);
    void show();
    void showTexts(const PinContent &content);
};

PinPreview::PinPreview(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QDialog(parent), d(std::make_unique<Private>(this, workspace))
{
    d->build(theme);
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything || changes.pins.contains(d->pin) || !changes.boards.isEmpty() ||
            !changes.accounts.isEmpty())
            d->show();
    });
}

PinPreview::~PinPreview() = default;

void PinPreview::setPin(PinId pin)
{
    if (pin == d->pin && pin.isValid())
        return;
    d->pin = pin;
    d->show();
}

PinId PinPreview::pin() const
{
    return d->pin;
}

void PinPreview::Private::build(ThemeManager &theme)
{
    q->setObjectName(QStringLiteral("pinPreviewDialog"));
    q->setWindowTitle(PinPreview::tr("Preview"));
    auto *inside = new QWidget(q);
    auto *columns = new QHBoxLayout(inside);
    columns->setContentsMargins(metrics::space5, metrics::space4, metrics::space5, metrics::space4);
    columns->setSpacing(metrics::space6);
    columns->addWidget(buildFeed(theme));
    columns->addWidget(buildOpened(theme));
    columns->addStretch();
    auto *area = new QScrollArea(q);
    area->setObjectName(QStringLiteral("previewScrollArea"));
    area->setAccessibleName(PinPreview::tr("Preview"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(inside);
    auto *note = metaLabel(PinPreview::tr("A sketch: Pinterest changes how it shows pins now and "
                                          "then."),
                           QStringLiteral("previewNoteLabel"), q);
    note->setContentsMargins(metrics::space5, 0, metrics::space5, metrics::space3);
    auto *empty = new EmptyState(QStringLiteral("preview"), QStringLiteral("eye"), q);
    empty->setText(PinPreview::tr("Select one pin to see it as people will"));
    pages = new QStackedWidget(q);
    pages->setObjectName(QStringLiteral("previewStackedWidget"));
    pages->addWidget(area);
    pages->addWidget(empty);
    auto *layout = new QVBoxLayout(q);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages, 1);
    layout->addWidget(note);
    q->resize(feedWidth + openedWidth + textWidth + 3 * metrics::space6 + 2 * metrics::space5, 600);
    QObject::connect(feed, &PreviewPicture::placeChanged, opened, &PreviewPicture::setPlace);
    QObject::connect(opened, &PreviewPicture::placeChanged, feed, &PreviewPicture::setPlace);
    QObject::connect(feed, &PreviewPicture::placeChanged, q, [this] { show(); });
}

QWidget *PinPreview::Private::buildFeed(ThemeManager &theme)
{
    auto *side = new QWidget(q);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::space2);
    column->addWidget(
        metaLabel(PinPreview::tr("In the feed"), QStringLiteral("feedHeadingLabel"), side));
    feed = new PreviewPicture(workspace, theme, PreviewPicture::Shape::Feed, feedWidth, side);
    feed->setObjectName(QStringLiteral("feedPreviewPicture"));
    feedTitle = bodyLabel({}, QStringLiteral("feedTitleLabel"), side);
    setTextStyle(feedTitle, TextStyle::Body, true);
    feedAccount = metaLabel({}, QStringLiteral("feedAccountLabel"), side);
    cut = metaLabel({}, QStringLiteral("feedCutLabel"), side);
    cut->setWordWrap(true);
    setTone(cut, Tone::Warning);
    column->addWidget(feed);
    for (QLabel *label : {feedTitle, feedAccount, cut}) {
        label->setTextFormat(Qt::PlainText);
        label->setFixedWidth(feedWidth);
        column->addWidget(label);
    }
    column->addStretch();
    return side;
}

QWidget *PinPreview::Private::buildOpened(ThemeManager &theme)
{
    auto *side = new QWidget(q);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::space2);
    column->addWidget(
        metaLabel(PinPreview::tr("Opened"), QStringLiteral("openedHeadingLabel"), side));
    auto *sheet = new Sheet(theme, side);
    auto *row = new QHBoxLayout(sheet);
    row->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space4);
    row->setSpacing(metrics::space4);
    opened = new PreviewPicture(workspace, theme, PreviewPicture::Shape::Whole, openedWidth, side);
    opened->setObjectName(QStringLiteral("openedPreviewPicture"));
    row->addWidget(opened, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(metrics::space2);
    link = bodyLabel({}, QStringLiteral("openedLinkLabel"), side);
    title = bodyLabel({}, QStringLiteral("openedTitleLabel"), side);
    setTextStyle(title, TextStyle::Title, true);
    description = bodyLabel({}, QStringLiteral("openedDescriptionLabel"), side);
    account = bodyLabel({}, QStringLiteral("openedAccountLabel"), side);
    setTextStyle(account, TextStyle::Body, true);
    board = metaLabel({}, QStringLiteral("openedBoardLabel"), side);
    setTone(link, Tone::Secondary);
    for (QLabel *label : {link, title, description, account, board}) {
        label->setTextFormat(Qt::PlainText);
        label->setFixedWidth(textWidth);
        texts->addWidget(label);
    }
    texts->addStretch();
    row->addLayout(texts);
    column->addWidget(sheet);
    column->addStretch();
    return side;
}

void PinPreview::Private::show()
{
    const Result<Pin> found =
        pin.isValid() ? workspace.store().pins().pin(pin)
                      : Result<Pin>(fail(ErrorKind::NotFound, QStringLiteral("no pin is open")));
    const PinContent content = found ? found->content : PinContent();
    const QList<PinPicture> shown = found
                                        ? pinPictures(workspace.store(), {pin}, VideoPins::ByCover)
                                              .value_or(QList<PinPicture>())
                                        : QList<PinPicture>();
    feed->setPictures(shown);
    opened->setPictures(shown);
    showTexts(content);
    const double lost = shown.size() == 1
                            ? PreviewPicture::cutInFeed(
                                  fittedSize(shown.constFirst().fit, shown.constFirst().asset.size))
                            : 0;
    constexpr double seen = 0.02; // of the height
    cut->setVisible(lost > seen);
    cut->setText(PinPreview::tr("Taller than 2:3: the feed hides about %1 % of it.")
                     .arg(qRound(lost * 100)));
    pages->setCurrentIndex(found ? 0 : 1);
}

void PinPreview::Private::showTexts(const PinContent &content)
{
    // Of a carousel, the picture's own texts where it has some.
    const QList<CarouselPicture> all = picturesOf(content);
    const CarouselPicture one = all.value(opened->place());
    const bool own = content.isCarousel();
    const auto text = [own](const QString &ownText, const QString &pinText) {
        return own && !ownText.isEmpty() ? ownText : pinText;
    };
    const QString titleText = text(one.title, content.title).simplified();
    const QString missing = PinPreview::tr("No title yet");
    feedTitle->setText(inLines(titleText.isEmpty() ? missing : titleText,
                               themeFont(TextStyle::Body, true), feedWidth, 2, {}));
    title->setText(titleText.isEmpty() ? missing : titleText);
    for (QLabel *label : {feedTitle, title})
        setTone(label, titleText.isEmpty() ? Tone::Secondary : Tone::Usual);
    const QString descriptionText = text(one.description, content.description);
    description->setVisible(!descriptionText.isEmpty());
    description->setText(inLines(descriptionText, themeFont(TextStyle::Body), textWidth,
                                 readAtFirst, PinPreview::tr(" more")));
    const QUrl address(text(one.link, content.link).trimmed());
    QString host = address.host();
    if (host.startsWith(QLatin1String("www.")))
        host = host.mid(4);
    link->setVisible(!host.isEmpty());
    link->setText(host);
    const Result<Account> owner = workspace.store().accounts().account(content.account);
    const QString name = owner ? accountName(*owner) : QString();
    feedAccount->setText(name);
    account->setText(name);
    const Result<Board> on = workspace.store().boards().board(content.board);
    board->setVisible(on.has_value());
    if (on)
        board->setText(PinPreview::tr("Saved to %1").arg(on->name));
}

} // namespace pinweek
