// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/boards/boardpicker.h"

#include "core/settings.h"
#include "store/boardstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/boards/boardchoices.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QFrame>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPointer>
#include <QScreen>
#include <QStyledItemDelegate>
#include <QStyleOptionButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int stripeWidth = 4; // px
constexpr int stripeHeight = 14;
constexpr int popupRows = 9;
constexpr int markSize = 16;

class ChoiceDelegate : public QStyledItemDelegate
{
public:
    ChoiceDelegate(ThemeManager &theme, const BoardChoiceModel &model, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_model(model)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {0, metrics::rowHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Theme &theme = m_theme.theme();
        const BoardChoice &choice = m_model.choice(index.row());
        const bool current = option.state & QStyle::State_Selected;
        painter->save();
        if (current)
            painter->fillRect(option.rect, theme.selection);
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(option.rect, theme.hover());
        if (choice.endsRecent)
            painter->fillRect(
                QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                theme.hairline);

        const bool rtl = option.direction == Qt::RightToLeft;
        const int indent = choice.kind == BoardChoice::Kind::Section ? metrics::space4 : 0;
        QRect line = option.rect.adjusted(metrics::space2 + (rtl ? 0 : indent), 0,
                                          -metrics::space2 - (rtl ? indent : 0), 0);
        const auto takeLeading = [&](int width) {
            const QRect part(rtl ? line.right() - width + 1 : line.left(), line.top(), width,
                             line.height());
            if (rtl)
                line.setRight(part.left() - metrics::space2);
            else
                line.setLeft(part.right() + metrics::space2);
            return part;
        };
        const auto centred = [](const QRect &in, QSize size) {
            return QRect(
                QPoint(in.center().x() - size.width() / 2, in.center().y() - size.height() / 2 + 1),
                size);
        };
        const QRect lead = takeLeading(markSize);
        if (choice.kind == BoardChoice::Kind::Board) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.boardColour(choice.colourIndex));
            painter->drawRoundedRect(centred(lead, {stripeWidth, stripeHeight}), 2, 2);
        } else if (choice.kind == BoardChoice::Kind::Create) {
            themeIcon(QStringLiteral("plus"), theme.accent)
                .paint(painter, centred(lead, {markSize, markSize}));
        }
        if (choice.secret) {
            const QRect mark(rtl ? line.left() : line.right() - markSize + 1, line.top(), markSize,
                             line.height());
            themeIcon(QStringLiteral("eye-off"), theme.secondary)
                .paint(painter, centred(mark, {markSize, markSize}));
            if (rtl)
                line.setLeft(mark.right() + metrics::space1);
            else
                line.setRight(mark.left() - metrics::space1);
        }
        painter->setFont(option.font);
        painter->setPen(choice.kind == BoardChoice::Kind::Create ? theme.accent
                        : choice.kind == BoardChoice::Kind::None ? theme.secondary
                                                                 : theme.text);
        const QString text =
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, line.width());
        painter->drawText(line, int(Qt::AlignVCenter | (rtl ? Qt::AlignRight : Qt::AlignLeft)),
                          text);
        painter->restore();
    }

private:
    ThemeManager &m_theme;
    const BoardChoiceModel &m_model;
};

/** The list that drops down. Arrow keys, Page Up/Down and Enter in the search field work the list,
 * so the hand stays there. */
class PickerPopup : public QFrame
{
    Q_DECLARE_TR_FUNCTIONS(PickerPopup)

public:
    PickerPopup(ThemeManager &theme, QWidget *parent)
        : QFrame(parent, Qt::Popup)
        , search(new QLineEdit(this))
        , list(new QListView(this))
        , model(new BoardChoiceModel(this))
    {
        setObjectName(QStringLiteral("boardPickerPopupFrame"));
        setFrameShape(QFrame::StyledPanel);
        search->setObjectName(QStringLiteral("boardSearchLineEdit"));
        search->setPlaceholderText(tr("Search or create a board"));
        search->setAccessibleName(tr("Search boards"));
        search->addAction(themeIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
        search->setFixedHeight(metrics::controlHeight);
        list->setObjectName(QStringLiteral("boardChoicesListView"));
        list->setAccessibleName(tr("Boards"));
        list->setModel(model);
        list->setItemDelegate(new ChoiceDelegate(theme, *model, list));
        list->setFrameShape(QFrame::NoFrame);
        list->setUniformItemSizes(true);
        list->setMouseTracking(true);
        list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        list->setFocusPolicy(Qt::NoFocus);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(metrics::space2, metrics::space2, metrics::space2,
                                   metrics::space2);
        layout->setSpacing(metrics::space2);
        layout->addWidget(search);
        layout->addWidget(list);
        search->installEventFilter(this);
        setFocusProxy(search);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == search && event->type() == QEvent::KeyPress) {
            const int key = static_cast<QKeyEvent *>(event)->key();
            const int rows = model->rowCount();
            const int row = list->currentIndex().row();
            const auto go = [&](int to) {
                list->setCurrentIndex(model->index(qBound(0, to, rows - 1), 0));
                return true;
            };
            if (key == Qt::Key_Down)
                return go(row + 1);
            if (key == Qt::Key_Up)
                return go(row - 1);
            if (key == Qt::Key_PageDown)
                return go(row + popupRows - 1);
            if (key == Qt::Key_PageUp)
                return go(row - popupRows + 1);
        }
        return QFrame::eventFilter(watched, event);
    }

    QLineEdit *search;
    QListView *list;
    BoardChoiceModel *model;
};

} // namespace

struct BoardPicker::Private
{
    Workspace *workspace = nullptr;
    ThemeManager *theme = nullptr;
    AccountId account;
    BoardId board;
    SectionId section;
    QString emptyText;
    QString shownName;
    QString shownSection;
    int colourIndex = -1;
    QList<Board> boards;
    QPointer<PickerPopup> popup;
    BoardPicker *q = nullptr;

    void readName();
    void readBoards();
    void fill();
    void choose(int row);
    void create(const QString &name);
    [[nodiscard]] bool isThere(const BoardChoice &choice) const;
    void readAgain();
    void sayGone(const BoardChoice &choice);
    [[nodiscard]] QSize sizeFor(int width) const;
};

void BoardPicker::Private::readName()
{
    shownName.clear();
    shownSection.clear();
    colourIndex = -1;
    if (workspace && board.isValid()) {
        if (const auto found = workspace->store().boards().board(board)) {
            shownName = found->name;
            colourIndex = found->colourIndex;
            for (const BoardSection &s : found->sections) {
                if (s.id == section)
                    shownSection = s.name;
            }
        }
    }
    const QString whole =
        shownSection.isEmpty() ? shownName : tr("%1, section %2").arg(shownName, shownSection);
    q->setToolTip(whole);
    q->setAccessibleName(whole.isEmpty() ? tr("Board: none") : tr("Board: %1").arg(whole));
    q->update();
}

void BoardPicker::Private::readBoards()
{
    boards = workspace->store().boards().boards(account).value_or(QList<Board>{});
}

void BoardPicker::Private::fill()
{
    const QString text = popup->search->text();
    const QList<BoardChoice> choices =
        boardChoices(boards, workspace->settings().recentBoards(), text);
    popup->model->setChoices(choices);
    int current = 0;
    if (text.trimmed().isEmpty()) {
        for (int row = 0; row < choices.size(); ++row) {
            if (choices.at(row).board == board && choices.at(row).section == section) {
                current = row;
                break;
            }
        }
    } else {
        // The row that bears the text is what Enter should take, not the board that merely holds
        // such a section.
        for (int row = 0; row < choices.size(); ++row) {
            if (choices.at(row).name.contains(text.simplified(), Qt::CaseInsensitive)) {
                current = row;
                break;
            }
        }
    }
    if (popup->model->rowCount() > 0)
        popup->list->setCurrentIndex(popup->model->index(current, 0));
}

void BoardPicker::Private::choose(int row)
{
    if (row < 0 || row >= popup->model->rowCount())
        return;
    const BoardChoice choice = popup->model->choice(row);
    popup->close();
    if (choice.kind == BoardChoice::Kind::Create) {
        create(choice.name);
        return;
    }
    if (choice.board.isValid() && !isThere(choice)) {
        sayGone(choice);
        return;
    }
    if (choice.board.isValid())
        workspace->settings().addRecentBoard(choice.board);
    if (choice.board == board && choice.section == section)
        return;
    q->setChoice(choice.board, choice.section);
    emit q->picked(choice.board, choice.section);
}

/** What was deleted while the list is open must not be chosen; if it was about to be, that is said.
 */
void BoardPicker::Private::readAgain()
{
    const int row = popup->list->currentIndex().row();
    const BoardChoice chosen = row < 0 ? BoardChoice() : popup->model->choice(row);
    readBoards();
    fill();
    if (chosen.board.isValid() && !isThere(chosen))
        sayGone(chosen);
}

void BoardPicker::Private::sayGone(const BoardChoice &choice)
{
    emit q->problem(tr("“%1” is no longer there: it was deleted at Pinterest or by another "
                       "program. Choose another board.")
                        .arg(choice.name));
}

/** Another process may have deleted it a moment ago. */
bool BoardPicker::Private::isThere(const BoardChoice &choice) const
{
    const Result<Board> found = workspace->store().boards().board(choice.board);
    return found && (!choice.section.isValid() ||
                     std::any_of(found->sections.begin(), found->sections.end(),
                                 [&](const BoardSection &s) { return s.id == choice.section; }));
}

void BoardPicker::Private::create(const QString &name)
{
    q->setEnabled(false);
    workspace->createBoard(account, name, BoardPrivacy::Public, q,
                           [this](const Result<Board> &made) {
                               q->setEnabled(true);
                               if (!made) {
                                   emit q->problem(errorText(made.error()));
                                   return;
                               }
                               workspace->settings().addRecentBoard(made->id);
                               q->setChoice(made->id, {});
                               emit q->picked(made->id, {});
                           });
}

BoardPicker::BoardPicker(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : BoardPicker(parent)
{
    setUp(workspace, theme);
}

BoardPicker::BoardPicker(QWidget *parent) : QPushButton(parent), d(std::make_unique<Private>())
{
    d->q = this;
    d->emptyText = tr("Choose a board");
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(metrics::controlHeight);
    connect(this, &QPushButton::clicked, this, &BoardPicker::openPopup);
}

BoardPicker::~BoardPicker() = default;

void BoardPicker::setUp(Workspace &workspace, ThemeManager &theme)
{
    d->workspace = &workspace;
    d->theme = &theme;
    connect(&workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (!changes.everything && changes.boards.isEmpty())
            return;
        d->readName();
        if (d->popup)
            d->readAgain();
    });
    d->readName();
}

void BoardPicker::setAccount(AccountId account)
{
    d->account = account;
}

void BoardPicker::setChoice(BoardId board, SectionId section)
{
    d->board = board;
    d->section = section;
    d->readName();
}

BoardId BoardPicker::board() const
{
    return d->board;
}

SectionId BoardPicker::section() const
{
    return d->section;
}

void BoardPicker::setEmptyText(const QString &text)
{
    d->emptyText = text;
    update();
}

void BoardPicker::openPopup()
{
    if (d->popup)
        return;
    d->readBoards();
    auto *popup = new PickerPopup(*d->theme, this);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    d->popup = popup;
    connect(popup->search, &QLineEdit::textChanged, this, [this] { d->fill(); });
    connect(popup->search, &QLineEdit::returnPressed, this,
            [this] { d->choose(d->popup->list->currentIndex().row()); });
    connect(popup->list, &QListView::clicked, this,
            [this](const QModelIndex &index) { d->choose(index.row()); });
    d->fill();

    constexpr int leastWidth = 260;
    const int rows = qBound(3, popup->model->rowCount(), popupRows);
    const QSize size(qMax(width(), leastWidth),
                     rows * metrics::rowHeight + metrics::controlHeight + 3 * metrics::space2 + 4);
    const QRect room = screen()->availableGeometry();
    QPoint at = mapToGlobal(QPoint(0, height() + metrics::space1));
    if (at.y() + size.height() > room.bottom())
        at.setY(mapToGlobal(QPoint(0, 0)).y() - size.height() - metrics::space1);
    at.setX(qBound(room.left(), at.x(), qMax(room.left(), room.right() - size.width())));
    popup->setGeometry(QRect(at, size));
    popup->show();
    popup->search->setFocus();
    // The recent ones are on top to be seen: with them the list opens there, else at the choice.
    const bool hasRecent = popup->model->rowCount() > 1 && popup->model->startsWithRecent();
    if (hasRecent) {
        popup->list->setCurrentIndex(popup->model->index(1, 0));
        popup->list->scrollToTop();
    } else {
        popup->list->scrollTo(popup->list->currentIndex());
    }
}

void BoardPicker::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_F4) {
        openPopup();
        return;
    }
    QPushButton::keyPressEvent(event);
}

QSize BoardPicker::sizeHint() const
{
    return {160, metrics::controlHeight};
}

QSize BoardPicker::minimumSizeHint() const
{
    return {80, metrics::controlHeight};
}

/** The style draws the button; name, stripe and chevron are placed by hand, since a button can't
 * elide its text. */
void BoardPicker::paintEvent(QPaintEvent *event)
{
    QPushButton::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    QRect line = rect().adjusted(metrics::space3 - 2, 0, -metrics::space2, 0);
    const auto mirrored = [&](const QRect &part) {
        return QStyle::visualRect(layoutDirection(), rect(), part);
    };
    const QRect chevron(line.right() - markSize + 1, (height() - markSize) / 2, markSize, markSize);
    themeIcon(QStringLiteral("chevron-down"))
        .paint(&painter, mirrored(chevron), Qt::AlignCenter,
               isEnabled() ? QIcon::Normal : QIcon::Disabled);
    line.setRight(chevron.left() - metrics::space1);
    if (d->colourIndex >= 0 && d->theme) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(d->theme->theme().boardColour(d->colourIndex));
        const QRect stripe(line.left(), (height() - stripeHeight) / 2, stripeWidth, stripeHeight);
        painter.drawRoundedRect(mirrored(stripe), 2, 2);
        line.setLeft(stripe.right() + metrics::space2);
    }
    const bool empty = d->shownName.isEmpty();
    const QPalette::ColorGroup group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    painter.setPen(
        palette().color(group, empty ? QPalette::PlaceholderText : QPalette::ButtonText));
    const QString text = empty ? d->emptyText
                         : d->shownSection.isEmpty()
                             ? d->shownName
                             //: board / section
                             : tr("%1 / %2").arg(d->shownName, d->shownSection);
    painter.drawText(mirrored(line), int(Qt::AlignVCenter | (rtl ? Qt::AlignRight : Qt::AlignLeft)),
                     fontMetrics().elidedText(text, Qt::ElideRight, line.width()));
}

} // namespace pinweek
