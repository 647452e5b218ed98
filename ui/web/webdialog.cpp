// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/web/webdialog.h"

#include "planner/readiness.h"
#include "text/texts.h"
#include "text/webtexts.h"
#include "ui/boards/boardpicker.h"
#include "ui/drops/severalimages.h"
#include "ui/theme/theme.h"
#include "ui/web/richpinview.h"
#include "ui/web/weblist.h"
#include "ui/web/webmodel.h"
#include "ui/web/webpreview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/labels.h"
#include "web/pickedpage.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr QSize firstSize(940, 740);
constexpr int textsWidth = 288;       // px
constexpr int descriptionHeight = 88; // px

QFrame *hairline(QWidget *parent, Qt::Orientation orientation)
{
    auto *line = new QFrame(parent);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    if (orientation == Qt::Vertical)
        line->setFixedWidth(1);
    else
        line->setFixedHeight(1);
    return line;
}

/** As people type it: "kitchen.example/soup", "localhost:8000". */
QString pageAddress(const QString &typed)
{
    const QString text = typed.trimmed();
    if (text.isEmpty() || text.contains(QLatin1String("://")))
        return text;
    const bool isHere = text.startsWith(QLatin1String("localhost"));
    return (isHere ? QStringLiteral("http://") : QStringLiteral("https://")) + text;
}

/** Why it can't be asked for: a sentence; empty: it can. */
QString addressProblem(const QString &typed)
{
    const QUrl address(pageAddress(typed), QUrl::TolerantMode);
    const bool isWeb =
        address.scheme() == QLatin1String("http") || address.scheme() == QLatin1String("https");
    if (address.isValid() && !isWeb)
        return WebDialog::tr("Only pages of the web can be opened: their addresses begin with "
                             "https:// or http://. Images of this computer are added by File, Add "
                             "images or videos.");
    if (!address.isValid() || address.host().isEmpty())
        return WebDialog::tr("“%1” is no web address. One looks like this: kitchen.example/soup")
            .arg(typed.trimmed());
    return {};
}

} // namespace

WebDialog::WebDialog(Workspace &workspace, ThemeManager &theme, const DropTarget &target,
                     QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_account(target.account)
    , m_model(new WebModel(m_visit, this))
{
    setObjectName(QStringLiteral("webDialog"));
    setWindowTitle(tr("From a web page"));
    setAttribute(Qt::WA_DeleteOnClose);
    build(workspace, target);
    wire();
    resize(firstSize);
    showEmpty(tr("Enter the address of one of your pages to see its pictures. Then drag them onto "
                 "the calendar, or schedule them from here."));
    updateButtons();
    m_address->setFocus();
}

WebDialog::~WebDialog() = default;

// --- building

void WebDialog::build(Workspace &workspace, const DropTarget &target)
{
    m_address = new QLineEdit(this);
    m_address->setObjectName(QStringLiteral("pageAddressLineEdit"));
    m_address->setAccessibleName(tr("Address of the page"));
    m_address->setPlaceholderText(QStringLiteral("https://"));
    m_address->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_go = new QPushButton(this);
    m_go->setObjectName(QStringLiteral("goPushButton"));
    m_go->setAutoDefault(false);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space2);
    top->setSpacing(metrics::space2);
    top->addWidget(m_address, 1);
    top->addWidget(m_go);

    m_state = metaLabel({}, QStringLiteral("webStateLabel"), this);
    m_state->setContentsMargins(metrics::space4, 0, metrics::space4, metrics::space2);

    m_list = new WebList(m_theme, *m_model, this);
    m_empty = new EmptyState(QStringLiteral("web"), QStringLiteral("globe"), this);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_list);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_pages, 1);
    middle->addWidget(buildTexts(workspace, target));

    auto *own = metaLabel(tr("Pins must be your own content, or content that you may use."),
                          QStringLiteral("ownContentLabel"), this);
    own->setWordWrap(true);
    const auto button = [this](const char *name, const QString &text) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(QString::fromLatin1(name));
        made->setAutoDefault(false);
        return made;
    };
    m_unscheduled = button("toUnscheduledPushButton", tr("Add to &Unscheduled"));
    m_schedule = button("toNextSlotsPushButton", tr("Sc&hedule to next slots"));
    setPrimary(m_schedule);
    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(metrics::space4, metrics::space3, metrics::space4, metrics::space3);
    bottom->setSpacing(metrics::space2);
    bottom->addWidget(own, 1);
    bottom->addWidget(m_unscheduled);
    bottom->addWidget(m_schedule);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_state);
    column->addWidget(hairline(this, Qt::Horizontal));
    column->addLayout(middle, 1);
    column->addWidget(hairline(this, Qt::Horizontal));
    column->addLayout(bottom);
}

QWidget *WebDialog::buildTexts(Workspace &workspace, const DropTarget &target)
{
    m_texts = new QWidget(this);
    m_texts->setFixedWidth(textsWidth + 1);
    auto *inside = new QWidget(m_texts);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(metrics::panelPadding, metrics::panelPadding, metrics::panelPadding,
                               metrics::panelPadding);
    column->setSpacing(metrics::space1);
    const auto add = [inside, column](auto *field, const char *name, const QString &text) {
        field->setObjectName(QString::fromLatin1(name));
        auto *label = new QLabel(text, inside);
        label->setBuddy(field);
        setTone(label, Tone::Secondary);
        column->addWidget(label);
        column->addWidget(field);
        column->addSpacing(metrics::space2);
    };
    m_board = new BoardPicker(workspace, m_theme, inside);
    m_board->setAccessibleName(tr("Board"));
    m_board->setEmptyText(tr("Choose a board"));
    m_board->setAccount(target.account);
    m_board->setChoice(target.board, target.section);
    add(m_board, "webBoardPicker", tr("&Board"));
    m_title = new QLineEdit(inside);
    m_title->setMaxLength(longestTitle);
    add(m_title, "webTitleLineEdit", tr("&Title"));
    m_description = new QPlainTextEdit(inside);
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(descriptionHeight);
    add(m_description, "webDescriptionPlainTextEdit", tr("&Description"));
    m_link = new QLineEdit(inside);
    add(m_link, "webLinkLineEdit", tr("&Link"));
    m_altText = new QLineEdit(inside);
    m_altText->setMaxLength(longestAltText);
    add(m_altText, "webAltTextLineEdit", tr("&Alt text"));
    m_noPins = bodyLabel(tr("This page asks Pinterest not to save its pictures (“nopin”). If it is "
                            "yours, take that tag out of it."),
                         QStringLiteral("noPinsLabel"), inside);
    setTone(m_noPins, Tone::Warning);
    column->addWidget(m_noPins);
    m_richPinHeading = headingLabel(tr("Rich pin"), QStringLiteral("richPinHeadingLabel"), inside);
    column->addWidget(m_richPinHeading);
    m_richPin = new RichPinView(inside);
    column->addWidget(m_richPin);
    column->addStretch(1);
    m_browser = new QPushButton(tr("Open in a b&rowser window"), inside);
    m_browser->setObjectName(QStringLiteral("browserPushButton"));
    m_browser->setAutoDefault(false);
    m_browser->setToolTip(
        tr("For pages whose pictures come by scripts, or only while one scrolls."));
    column->addWidget(m_browser);

    auto *scroll = new QScrollArea(m_texts);
    scroll->setObjectName(QStringLiteral("webTextsScrollArea"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    auto *line = new QHBoxLayout(m_texts);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(hairline(m_texts, Qt::Vertical));
    line->addWidget(scroll, 1);
    return m_texts;
}

void WebDialog::wire()
{
    connect(m_address, &QLineEdit::returnPressed, this, [this] { open(m_address->text()); });
    connect(m_address, &QLineEdit::textChanged, this, &WebDialog::updateButtons);
    connect(m_go, &QPushButton::clicked, this, &WebDialog::goOrStop);
    connect(&m_visit, &PageVisit::pageRead, this, &WebDialog::pageRead);
    connect(&m_visit, &PageVisit::found, this, &WebDialog::found);
    connect(&m_visit, &PageVisit::finished, this, &WebDialog::finished);
    connect(&m_visit, &PageVisit::failed, this, &WebDialog::failed);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &WebDialog::selectionChanged);
    connect(m_list, &WebList::chosen, this, &WebDialog::showLarge);
    connect(m_board, &BoardPicker::picked, this, [this](BoardId board, SectionId section) {
        m_hasOwnBoard = true;
        m_board->setChoice(board, section);
    });
    connect(m_board, &BoardPicker::problem, this, &WebDialog::problem);
    connect(m_altText, &QLineEdit::textEdited, this, &WebDialog::keepAltText);
    connect(m_unscheduled, &QPushButton::clicked, this,
            [this] { emit toUnscheduledWanted(pinsOf(m_list->selectedImages())); });
    connect(m_schedule, &QPushButton::clicked, this,
            [this] { emit toNextSlotsWanted(pinsOf(m_list->selectedImages())); });
    connect(m_richPin, &RichPinView::copied, this,
            [this](const QString &what) { showState(what, m_isBusy); });
    const auto browse = [this] { emit browserWanted(address()); };
    connect(m_browser, &QPushButton::clicked, this, browse);
    connect(m_empty, &EmptyState::firstPressed, this, [this] { open(m_address->text()); });
    connect(m_empty, &EmptyState::secondPressed, this, browse);
}

// --- a page

QUrl WebDialog::address() const
{
    return QUrl(pageAddress(m_address->text()), QUrl::TolerantMode);
}

TypedSite WebDialog::site() const
{
    return m_visit.site();
}

void WebDialog::open(const QString &address)
{
    if (address.trimmed().isEmpty())
        return;
    if (const QString problem = addressProblem(address); !problem.isEmpty()) {
        refuse(problem);
        return;
    }
    m_address->setText(pageAddress(address));
    begun();
    m_visit.open(this->address());
    updateButtons();
}

void WebDialog::take(const PickedPage &page)
{
    begun();
    m_visit.take(page);
    updateButtons();
}

/** Nothing is asked for, and the address stays as it was typed. */
void WebDialog::refuse(const QString &text)
{
    m_visit.stop();
    m_model->clear();
    m_altTexts.clear();
    m_texts->hide();
    showState({}, false);
    showEmpty(text);
    updateButtons();
}

void WebDialog::begun()
{
    if (m_isBrowsing)
        emit browserUnwanted();
    m_model->clear();
    m_altTexts.clear();
    m_texts->hide();
    showState(tr("Reading the page…"), false);
    showEmpty(tr("Reading %1…").arg(address().host()));
}

void WebDialog::goOrStop()
{
    if (m_isBrowsing)
        emit browserUnwanted();
    else if (m_visit.isBusy())
        m_visit.stop();
    else
        open(m_address->text());
}

void WebDialog::pageRead()
{
    const WebPage &page = m_visit.page();
    m_title->setText(page.title);
    m_title->setCursorPosition(0);
    m_description->setPlainText(page.description);
    m_link->setText(page.link.toString(QUrl::FullyEncoded));
    m_link->setCursorPosition(0);
    m_noPins->setVisible(page.asksForNoPins);
    m_richPin->setRichPin(page.richPin);
    m_richPinHeading->setVisible(!page.isPicture);
    m_richPin->setVisible(!page.isPicture);
    m_link->setPlaceholderText(page.isPicture ? tr("https://… of your page") : QString());
    m_texts->show();
    selectionChanged();
    showState(countText(), false);
    if (!page.images.isEmpty())
        showEmpty(tr("Looking at the pictures…"));
    updateButtons();
}

void WebDialog::failed(const Error &error)
{
    m_texts->hide();
    showState({}, false);
    showEmpty(errorText(error), tr("Try again"),
              m_visit.isFile() ? QString() : tr("Open in a browser window"));
    updateButtons();
}

void WebDialog::found()
{
    if (m_model->rowCount() == 1) {
        m_pages->setCurrentWidget(m_list);
        m_browser->setVisible(!m_visit.page().isPicture);
        if (m_address->hasFocus())
            m_list->setFocus();
    }
    selectFittest();
    showState(countText(), m_isBusy);
}

/** Until a person has selected something else. */
void WebDialog::selectFittest()
{
    const QList<QUrl> selected = m_list->selectedImages();
    if (!selected.isEmpty() && selected != QList<QUrl>{m_fittest})
        return;
    m_fittest = m_model->image(0).address;
    m_list->setCurrentIndex(m_model->index(0, 0));
}

void WebDialog::finished()
{
    if (m_model->rowCount() == 0 && m_visit.page().address.isEmpty())
        showEmpty(tr("Stopped."), tr("Try again"));
    else if (m_model->rowCount() == 0 && m_visit.page().isPicture)
        showEmpty(tr("This picture can't be read, or it is an icon of under 100 px."));
    else if (m_model->rowCount() == 0)
        showEmpty(tr("This page has no pictures that can be seen without its scripts, or only "
                     "icons."),
                  QString(), tr("Open in a browser window"));
    else
        m_list->scrollToTop();
    showState(m_model->rowCount() == 0 ? QString() : countText(), m_isBusy);
    updateButtons();
}

QString WebDialog::countText() const
{
    QStringList parts{tr("%n picture(s)", nullptr, m_model->rowCount())};
    if (m_visit.left() > 0)
        parts += tr("looking at %n more", nullptr, m_visit.left());
    if (m_visit.leftOut() > 0)
        parts += tr("the page has %n more, which were not looked at", nullptr, m_visit.leftOut());
    return parts.join(QStringLiteral(" · "));
}

void WebDialog::showEmpty(const QString &text, const QString &button, const QString &second)
{
    m_empty->setText(text);
    m_empty->setButtons(button, second);
    m_pages->setCurrentWidget(m_empty);
    m_browser->setVisible(second.isEmpty()); // said once
    if (m_visit.page().address.isEmpty())
        m_texts->hide();
}

// --- the pictures

void WebDialog::selectionChanged()
{
    const QList<QUrl> images = m_list->selectedImages();
    const bool one = images.size() == 1;
    m_altText->setEnabled(one);
    m_altText->setPlaceholderText(one                ? tr("What can be seen in the picture")
                                  : images.isEmpty() ? tr("Select a picture")
                                                     : tr("Each keeps its own"));
    const QList<PagePin> pins = pinsOf(images);
    m_altText->setText(one ? pins.first().altText : QString());
    m_altText->setCursorPosition(0);
    updateButtons();
}

void WebDialog::keepAltText()
{
    const QList<QUrl> images = m_list->selectedImages();
    if (images.size() == 1)
        m_altTexts.insert(images.first(), m_altText->text());
}

QList<PagePin> WebDialog::pinsOf(const QList<QUrl> &images) const
{
    QList<PagePin> pins;
    for (const QUrl &address : images) {
        const int row = m_model->rowOf(address);
        if (row < 0)
            continue;
        PagePin pin;
        pin.image = address;
        pin.file = m_visit.kept(address);
        pin.title = m_title->text().trimmed();
        pin.description = m_description->toPlainText().trimmed();
        pin.link = completedLink(m_link->text().trimmed());
        pin.altText = m_altTexts.value(address, m_model->image(row).altText);
        pins.append(pin);
    }
    return pins;
}

DropTarget WebDialog::withBoard(DropTarget target) const
{
    if (!target.board.isValid() && m_board->board().isValid()) {
        target.account = m_account;
        target.board = m_board->board();
        target.section = m_board->section();
    }
    return target;
}

void WebDialog::showLarge(int row)
{
    const QString words = m_model->data(m_model->index(row), Qt::AccessibleTextRole).toString();
    (new WebPreview(m_visit, m_model->image(row), words, this))->open();
}

void WebDialog::follow(const DropTarget &target)
{
    if (m_hasOwnBoard && target.account == m_account)
        return;
    m_hasOwnBoard = false;
    m_account = target.account;
    m_board->setAccount(target.account);
    m_board->setChoice(target.board, target.section);
    updateButtons();
}

void WebDialog::showBrowsing()
{
    showState(tr("The page is open in a window of its own: choose “Use these images” there."),
              true);
    m_isBrowsing = true;
    updateButtons();
}

void WebDialog::forgetSelection()
{
    m_list->clearSelection();
}

void WebDialog::showState(const QString &text, bool busy)
{
    m_isBusy = busy;
    m_isBrowsing = false;
    setTone(m_state, Tone::Secondary);
    m_state->setText(text);
    updateButtons();
}

void WebDialog::showProblem(const QString &text)
{
    m_isBusy = false;
    m_isBrowsing = false;
    m_state->setText(text);
    setTone(m_state, Tone::Problem);
    updateButtons();
}

void WebDialog::updateButtons()
{
    const bool chosen = m_list->selectionModel()->hasSelection();
    m_go->setText(m_isBrowsing ? tr("&Cancel") : m_visit.isBusy() ? tr("&Stop") : tr("&Go"));
    m_go->setEnabled(m_isBrowsing || m_visit.isBusy() || !m_address->text().trimmed().isEmpty());
    // A button that is switched off would pass the focus to whatever comes next.
    if (m_schedule->hasFocus() || m_unscheduled->hasFocus())
        m_list->setFocus();
    m_schedule->setEnabled(chosen && !m_isBusy);
    m_unscheduled->setEnabled(chosen && !m_isBusy);
    m_browser->setEnabled(!m_isBusy);
}

void WebDialog::keyPressEvent(QKeyEvent *event)
{
    // Enter in a field is the field's; there is no button that it would press.
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter)
        QDialog::keyPressEvent(event);
}

} // namespace pinweek
