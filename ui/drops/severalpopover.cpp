// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drops/severalpopover.h"

#include "core/settings.h"
#include "media/videoimport.h"
#include "planner/pineditor.h"
#include "planner/planrules.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/slotstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "text/timetext.h"
#include "ui/boards/boardpicker.h"
#include "ui/drops/popoverplace.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QComboBox>
#include <QFormLayout>
#include <QGraphicsDropShadowEffect>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int popoverWidth = 372;
constexpr int shadowBlur = 32;
constexpr auto farAhead = std::chrono::hours(24 * 366 * 3);
constexpr int examplesShown = 3;

template<typename T>
T *named(T *widget, const char *name, const QString &spoken = {})
{
    widget->setObjectName(QString::fromLatin1(name));
    if (!spoken.isEmpty())
        widget->setAccessibleName(spoken);
    return widget;
}

} // namespace

SeveralPopover::SeveralPopover(Workspace &workspace, ThemeManager &theme, const QStringList &files,
                               const SeveralChoice &choice, QWidget *window)
    : QFrame(window)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_files(files)
    , m_choice(choice)
    , m_slots(workspace.editor())
{
    setObjectName(QStringLiteral("severalPopoverFrame"));
    setAccessibleName(tr("Several images"));
    setFocusPolicy(Qt::ClickFocus);
    build();
    wire();
    applyTheme();
    plan();
    qApp->installEventFilter(this);
}

// --- what it is made of

void SeveralPopover::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::space4, metrics::space3, metrics::space4, metrics::space4);
    column->setSpacing(metrics::space2);
    m_summary = headingLabel({}, QStringLiteral("newImagesSummaryLabel"), this);
    m_summary->setWordWrap(true);
    column->addWidget(m_summary);
    buildTimes();
    column->addSpacing(metrics::space1);
    buildFields();
    m_spacing = metaLabel({}, QStringLiteral("newImagesSpacingLabel"), this);
    m_spacing->setWordWrap(true);
    column->addWidget(m_spacing);
    m_ready = bodyLabel({}, QStringLiteral("newImagesReadyLabel"), this);
    column->addWidget(m_ready);

    auto *left = new QHBoxLayout;
    m_leftOutText = metaLabel({}, QStringLiteral("newImagesLeftOutLabel"), this);
    m_showLeftOut =
        named(new QToolButton(this), "showLeftOutToolButton", tr("Show left out files"));
    m_showLeftOut->setText(tr("Show"));
    left->addWidget(m_leftOutText);
    left->addWidget(m_showLeftOut);
    left->addStretch();
    column->addLayout(left);
    m_leftOutText->hide();
    m_showLeftOut->hide();

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space2);
    m_progress = metaLabel({}, QStringLiteral("newImagesProgressLabel"), this);
    m_leave = named(new QPushButton(tr("Leave unscheduled"), this), "leaveUnscheduledPushButton");
    m_accept = named(new QPushButton(this), "scheduleSeveralPushButton");
    setPrimary(m_accept);
    buttons->addWidget(m_progress, 1);
    buttons->addWidget(m_leave);
    buttons->addWidget(m_accept);
    column->addLayout(buttons);
    setFixedWidth(popoverWidth);
}

void SeveralPopover::buildTimes()
{
    m_nextFree = named(new QRadioButton(this), "nextFreeRadioButton");
    nameNextFree();
    m_everyHours = named(new QRadioButton(tr("Every"), this), "everyHoursRadioButton",
                         tr("Every so many hours"));
    m_hours = named(new QSpinBox(this), "everyHoursSpinBox", tr("Hours between pins"));
    m_hours->setRange(1, 24 * 14);
    m_hours->setValue(m_choice.spread.hours);
    m_hours->setSuffix(tr(" h", "hours"));
    m_hours->setFixedWidth(96);
    m_sameTime = named(new QRadioButton(tr("All at %1")
                                            .arg(dayClockText(m_choice.spread.first.date,
                                                              m_choice.spread.first.time)),
                                        this),
                       "sameTimeRadioButton");
    m_carousel = named(new QRadioButton(tr("One carousel"), this), "carouselRadioButton");
    m_carouselsOn = named(new QPushButton(tr("Switch on"), this), "carouselsOnPushButton",
                          tr("Switch carousels on"));
    m_carouselsOn->setFlat(true);
    m_carouselHint = metaLabel({}, QStringLiteral("carouselHintLabel"), this);
    m_carouselHint->setWordWrap(true);
    m_nextFree->setChecked(true);
    auto *hours = new QHBoxLayout;
    hours->setSpacing(metrics::space2);
    hours->addWidget(m_everyHours);
    hours->addWidget(m_hours);
    hours->addStretch();
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(m_nextFree);
    column->addLayout(hours);
    column->addWidget(m_sameTime);
    auto *carousel = new QHBoxLayout;
    carousel->setSpacing(metrics::space2);
    carousel->addWidget(m_carousel);
    carousel->addWidget(m_carouselsOn);
    carousel->addStretch();
    column->addLayout(carousel);
    column->addWidget(m_carouselHint);
}

void SeveralPopover::buildFields()
{
    m_board = named(new BoardPicker(m_workspace, m_theme, this), "newImagesBoardPicker");
    m_board->setEmptyText(tr("Choose a board"));
    m_board->setAccount(m_choice.account);
    m_board->setChoice(m_choice.board, m_choice.section);
    m_link = named(new QLineEdit(m_choice.link, this), "newImagesLinkLineEdit", tr("Link for all"));
    m_link->setPlaceholderText(tr("https://… for all of them"));
    m_link->setMaxLength(longestLink);
    m_titles = named(new QComboBox(this), "newImagesTitlesComboBox", tr("Titles"));
    m_titles->addItem(tr("From the file name"), int(TitleSource::FileName));
    m_titles->addItem(tr("The same for all"), int(TitleSource::Same));
    m_titles->addItem(tr("None yet"), int(TitleSource::None));
    m_titles->setCurrentIndex(m_titles->findData(int(m_choice.titles)));
    m_title = named(new QLineEdit(this), "newImagesTitleLineEdit", tr("Title for all"));
    m_title->setText(m_choice.title);
    m_title->setPlaceholderText(tr("Title for all of them"));
    m_title->setMaxLength(longestTitle);
    m_examples = metaLabel({}, QStringLiteral("newImagesExamplesLabel"), this);
    m_examples->setWordWrap(true);

    auto *form = new QGridLayout;
    form->setHorizontalSpacing(metrics::space3);
    form->setVerticalSpacing(metrics::space2);
    form->setColumnStretch(1, 1);
    const auto row = [&](int at, const QString &text, QWidget *field) {
        auto *label = new QLabel(text, this);
        label->setBuddy(field);
        form->addWidget(label, at, 0);
        form->addWidget(field, at, 1);
    };
    row(0, tr("&Board"), m_board);
    row(1, tr("&Link"), m_link);
    row(2, tr("&Titles"), m_titles);
    form->addWidget(m_title, 3, 1);
    form->addWidget(m_examples, 4, 1);
    static_cast<QVBoxLayout *>(layout())->addLayout(form);
}

void SeveralPopover::wire()
{
    for (QRadioButton *each : {m_nextFree, m_everyHours, m_sameTime, m_carousel})
        connect(each, &QRadioButton::toggled, this, [this](bool on) {
            if (on)
                plan();
        });
    connect(m_carouselsOn, &QPushButton::clicked, this, [this] {
        m_workspace.settings().setCarousels(true);
        m_carousel->setChecked(true); // plans
        m_carousel->setFocus();
    });
    connect(&m_workspace.settings(), &Settings::changed, this, [this] {
        offerCarousel();
        describe();
    });
    connect(m_hours, &QSpinBox::valueChanged, this, [this] {
        if (m_everyHours->isChecked())
            plan();
        else
            m_everyHours->setChecked(true); // plans
    });
    connect(m_board, &BoardPicker::picked, this, [this](BoardId board, SectionId section) {
        m_choice.board = board;
        m_choice.section = section;
        nameNextFree();
        plan(); // a board can have slots of its own
    });
    connect(m_board, &BoardPicker::problem, this, &SeveralPopover::problem);
    connect(m_link, &QLineEdit::textChanged, this, [this] {
        if (m_nextFree->isChecked())
            planSlots(); // pins of one link keep their distance
        describe();
    });
    connect(&m_slots, &SlotPreview::changed, this, &SeveralPopover::showSlotTimes);
    connect(&m_workspace.store(), &Store::changed, this, [this](const ChangeSet &changes) {
        // Somebody else may have taken one of these times.
        if (changes.everything || !changes.pins.isEmpty() ||
            changes.accounts.contains(m_choice.account)) {
            nameNextFree();
            if (m_nextFree->isChecked())
                m_slots.askAgain();
        }
        if (changes.everything || !changes.boards.isEmpty())
            forgetBoardThatIsGone();
    });
    connect(m_titles, &QComboBox::currentIndexChanged, this, [this] {
        describe();
        emit planChanged();
        if (m_title->isVisible())
            m_title->setFocus();
    });
    connect(m_title, &QLineEdit::textChanged, this, [this] {
        describe();
        emit planChanged();
    });
    connect(m_showLeftOut, &QToolButton::clicked, this,
            [this] { emit showLeftOutWanted(m_leftOut); });
    connect(m_leave, &QPushButton::clicked, this, [this] { end(false); });
    connect(m_accept, &QPushButton::clicked, this, [this] { end(true); });
    connect(&m_theme, &ThemeManager::themeChanged, this, &SeveralPopover::applyTheme);
}

void SeveralPopover::applyTheme()
{
    const Theme &theme = m_theme.theme();
    setStyleSheet(QStringLiteral("#severalPopoverFrame { background: %1; border: 1px solid %2; "
                                 "border-radius: %3px; }")
                      .arg(theme.surface.name(), theme.controlEdge.name())
                      .arg(metrics::cardRadius));
    auto *shadow = new QGraphicsDropShadowEffect(this); // replaces the former one
    QColor colour = Qt::black;
    colour.setAlphaF(theme.dark ? 0.6F : 0.25F);
    shadow->setColor(colour);
    shadow->setBlurRadius(shadowBlur);
    shadow->setOffset(0, metrics::space2);
    setGraphicsEffect(shadow);
}

// --- what it says

SeveralChoice SeveralPopover::choice() const
{
    SeveralChoice choice = m_choice;
    choice.link = completedLink(m_link->text());
    choice.titles = TitleSource(m_titles->currentData().toInt());
    choice.title = m_title->text();
    choice.spread.hours = m_hours->value();
    choice.spread.how = m_everyHours->isChecked() ? Spread::How::EveryHours
                        : m_nextFree->isChecked() ? Spread::How::NextFree
                                                  : Spread::How::SameTime;
    choice.carousel = m_carousel->isChecked();
    return choice;
}

/** For two to five images; while carousels are switched off it says so, and one click away is on.
 */
void SeveralPopover::offerCarousel()
{
    const bool fits = m_files.size() >= fewestPictures && m_files.size() <= mostPictures &&
                      std::none_of(m_files.cbegin(), m_files.cend(), hasVideoName);
    const bool isOn = m_workspace.settings().carousels();
    m_carousel->setVisible(fits);
    m_carousel->setEnabled(isOn);
    m_carouselsOn->setVisible(fits && !isOn);
    if (m_carousel->isChecked() && !(fits && isOn))
        m_nextFree->setChecked(true); // plans
}

int SeveralPopover::pinCount() const
{
    return m_carousel->isChecked() ? 1 : int(m_files.size());
}

QString SeveralPopover::carouselHint() const
{
    if (!m_carousel->isChecked())
        return m_carouselsOn->isVisibleTo(this)
                   ? tr("Carousels are experimental: Pinterest may refuse them.")
                   : QString();
    QList<MediaAsset> assets =
        m_workspace.store().media().assets(m_media).value_or(QList<MediaAsset>());
    return carouselCutText(assets);
}

void SeveralPopover::plan()
{
    m_sameTime->setVisible(m_files.size() <= mostAtSameTime);
    offerCarousel();
    if (m_nextFree->isChecked()) {
        planSlots();
        describe();
        return;
    }
    m_slots.clear();
    const SeveralChoice wanted = choice();
    const UtcTime first = wanted.spread.first.resolve().utc;
    const Settings &settings = m_workspace.settings();
    const DayShape shape{settings.windowStart(), settings.windowEnd(), settings.dayCap(),
                         settings.leastGap()};
    const QList<UtcTime> taken =
        m_workspace.store()
            .pins()
            .takenTimes(wanted.account, first - std::chrono::hours(24), first + farAhead)
            .value_or(QList<UtcTime>());
    m_times = spreadTimes(pinCount(), wanted.spread, shape, taken);
    describe();
    emit planChanged();
}

/** The store finds them, by the account's time slots: showSlotTimes() follows. */
void SeveralPopover::planSlots()
{
    const SeveralChoice wanted = choice();
    PinContent content;
    content.account = wanted.account;
    content.board = wanted.board;
    content.section = wanted.section;
    content.link = wanted.link;
    QList<PinContent> contents(m_files.size(), content);
    for (qsizetype i = 0; i < qMin(contents.size(), m_media.size()); ++i)
        contents[i].media = m_media.at(i);
    m_slots.ask(contents, wanted.spread.first.resolve().utc, wanted.spread.first.zone);
}

void SeveralPopover::showSlotTimes()
{
    if (!m_nextFree->isChecked())
        return;
    m_times = m_slots.times();
    describe();
    emit planChanged();
}

void SeveralPopover::forgetBoardThatIsGone()
{
    if (!m_choice.board.isValid() || m_workspace.store().boards().board(m_choice.board))
        return;
    m_choice.board = {};
    m_choice.section = {};
    m_board->setChoice({}, {});
    nameNextFree();
    plan();
}

void SeveralPopover::nameNextFree()
{
    const QList<TimeSlot> all =
        m_workspace.store().timeSlots().slotsOf(m_choice.account).value_or(QList<TimeSlot>());
    m_nextFree->setText(slotsForBoard(all, m_choice.board).isEmpty()
                            ? tr("At the next free times")
                            : tr("In the next time slots"));
}

/** Why one link's pins are days apart; empty where they are not. */
QString SeveralPopover::spacingHint(const SeveralChoice &wanted) const
{
    if (!m_nextFree->isChecked() || m_files.size() < 2 || wanted.link.isEmpty())
        return {};
    const int days = planRules(m_workspace.settings()).spacing.daysFor(linkKey(wanted.link));
    return days < 1
               ? QString()
               : tr("Pins of one link stay %n day(s) apart (Settings → Planning).", nullptr, days);
}

void SeveralPopover::describe()
{
    const SeveralChoice wanted = choice();
    m_summary->setText(wanted.carousel ? carouselSummary(int(m_files.size()), m_times)
                                       : severalSummary(int(m_files.size()), m_times));
    const QString hint = carouselHint();
    m_carouselHint->setText(hint);
    m_carouselHint->setVisible(!hint.isEmpty());
    m_title->setVisible(wanted.titles == TitleSource::Same);
    m_examples->setVisible(wanted.titles == TitleSource::FileName);
    QStringList examples;
    for (const QString &file : m_files.mid(0, qMin(examplesShown, pinCount()))) {
        const QString title = titleOf(wanted, file);
        examples.append(title.isEmpty() ? tr("(none)", "a title") : tr("“%1”").arg(title));
    }
    if (pinCount() > examplesShown)
        examples.append(QStringLiteral("…"));
    m_examples->setText(examples.join(QStringLiteral(", ")));
    const QString spacing = spacingHint(wanted);
    m_spacing->setText(spacing);
    m_spacing->setVisible(!spacing.isEmpty());
    Readiness ready = readiness();
    const int count = pinCount();
    const bool nowhere = m_nextFree->isChecked() && m_slots.problem();
    if (nowhere)
        ready = {errorText(*m_slots.problem()), count};
    m_ready->setText(ready.text);
    setTone(m_ready, ready.drafts == 0 ? Tone::Secondary : Tone::Warning);
    m_accept->setText(acceptText(ready));
    m_accept->setEnabled(!m_files.isEmpty() && !nowhere);
    fit();
}

QString SeveralPopover::acceptText(const Readiness &ready) const
{
    const int count = pinCount();
    if (m_carousel->isChecked())
        return ready.drafts == 0 ? tr("Schedule carousel") : tr("Add draft carousel");
    return ready.drafts == 0       ? tr("Schedule %n pin(s)", nullptr, count)
           : ready.drafts == count ? tr("Add %n draft(s)", nullptr, count)
                                   : tr("Add %n pin(s)", nullptr, count);
}

/** As high as its wrapped lines need, and inside the window. */
void SeveralPopover::fit()
{
    layout()->activate();
    resize(popoverWidth, layout()->totalHeightForWidth(popoverWidth));
    if (isVisible())
        move(movedInside(pos(), size(), room()));
}

/** Of the window, where it may lie. */
QRect SeveralPopover::room() const
{
    return parentWidget()->rect().adjusted(metrics::space2, metrics::space2, -metrics::space2,
                                           -metrics::space2);
}

SeveralPopover::Readiness SeveralPopover::readiness() const
{
    const SeveralChoice wanted = choice();
    const int count = int(m_files.size());
    const int untitled =
        int(std::count_if(m_files.begin(), m_files.end(), [&wanted](const QString &file) {
            return titleOf(wanted, file).isEmpty();
        }));
    PinContent sample;
    sample.account = wanted.account;
    sample.board = wanted.board;
    sample.section = wanted.section;
    sample.link = wanted.link;
    sample.title = untitled == count ? QString() : QStringLiteral("x");
    QList<PinCheck> lacks = m_workspace.editor().missing(sample);
    lacks.removeOne(PinCheck::MediaMissing);
    if (wanted.carousel) {
        sample.title = titleOf(wanted, m_files.value(0));
        return readinessOfOne(m_workspace.editor().missing(sample));
    }
    if (!lacks.isEmpty()) {
        const QString needs = needsText(lacks);
        return {needs.isEmpty() ? tr("They will be drafts.")
                                : tr("%1. They will be drafts.").arg(needs),
                count};
    }
    sample.title.clear();
    const bool titleNeeded = m_workspace.editor().missing(sample).contains(PinCheck::TitleMissing);
    if (untitled > 0 && titleNeeded)
        return {
            tr("%n file name(s) give no title: drafts, until you write one.", nullptr, untitled),
            untitled};
    return {tr("All of them are ready and will be published."), 0};
}

SeveralPopover::Readiness SeveralPopover::readinessOfOne(const QList<PinCheck> &lacks) const
{
    QList<PinCheck> left = lacks;
    left.removeOne(PinCheck::MediaMissing);
    if (left.isEmpty())
        return {tr("It is ready and will be published."), 0};
    const QString needs = needsText(left);
    return {needs.isEmpty() ? tr("It will be a draft.") : tr("%1. It will be a draft.").arg(needs),
            1};
}

void SeveralPopover::setProgress(int done, int total)
{
    m_progress->setText(tr("Reading %1 of %2…").arg(done).arg(total));
}

void SeveralPopover::setTaken(const QStringList &files, const QList<MediaId> &media,
                              const QStringList &leftOut)
{
    m_progress->clear();
    m_leftOut = leftOut;
    m_media = media;
    m_leftOutText->setVisible(!leftOut.isEmpty());
    m_showLeftOut->setVisible(!leftOut.isEmpty());
    m_leftOutText->setText(tr("%n file(s) left out", nullptr, int(leftOut.size())));
    const bool same = files.size() == m_files.size();
    m_files = files;
    if (same && !m_nextFree->isChecked())
        describe();
    else
        plan();
}

// --- where it is, and how it ends

void SeveralPopover::showBeside(const QRect &place, const QList<QRect> &ghosts)
{
    fit();
    move(popoverPlace(size(), place, room(), ghosts, layoutDirection() == Qt::RightToLeft));
    show();
    raise();
    window()->activateWindow(); // what was dropped may come from another one
    // Enter accepts at once; arrows choose another time, Tab goes on.
    m_nextFree->setFocus(Qt::PopupFocusReason);
}

void SeveralPopover::end(bool accept)
{
    if (m_ended || (accept && !m_accept->isEnabled()))
        return;
    m_ended = true;
    hide();
    deleteLater();
    if (accept)
        emit accepted();
    else
        emit dismissed();
}

void SeveralPopover::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        // A focused button is what is meant.
        end(!m_leave->hasFocus());
        return;
    case Qt::Key_Escape:
        end(false);
        return;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        emit turnWanted(event->key() == Qt::Key_PageDown ? 1 : -1);
        return;
    default:
        event->accept(); // what is meant for the calendar is not typed here
    }
}

/** Tab goes round inside. */
bool SeveralPopover::focusNextPrevChild(bool next)
{
    QWidget *from = focusWidget() ? focusWidget() : this;
    for (QWidget *each = from;;) {
        each = next ? each->nextInFocusChain() : each->previousInFocusChain();
        if (each == from)
            return false;
        const bool fits = isAncestorOf(each) && (each->focusPolicy() & Qt::TabFocus) &&
                          !each->focusProxy() && each->isVisible() && each->isEnabled();
        if (fits) {
            each->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
}

bool SeveralPopover::isInside(const QObject *object) const
{
    for (; object; object = object->parent()) {
        if (object == this)
            return true;
    }
    return false;
}

bool SeveralPopover::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType() && isVisible() &&
        static_cast<QWidget *>(watched)->window() == window() && !isInside(watched))
        end(false);
    return QFrame::eventFilter(watched, event);
}

} // namespace pinweek
