// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/firststeps/firststepscard.h"

#include "planner/sloteditor.h"
#include "text/timetext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QButtonGroup>
#include <QDragEnterEvent>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace pinweek {

namespace {
constexpr int cardWidth = 440;
constexpr int iconSize = 48;
constexpr int usualPace = 5;
} // namespace

FirstStepsCard::FirstStepsCard(QWidget *over) : QFrame(over), m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("firstStepsCard"));
    setAccessibleName(tr("First steps"));
    setProperty("card", true);
    setAutoFillBackground(true);
    setFrameShape(QFrame::StyledPanel);
    setFixedWidth(cardWidth);
    setAcceptDrops(true);
    m_close->setObjectName(QStringLiteral("closeFirstStepsToolButton"));
    m_close->setIcon(themeIcon(QStringLiteral("x")));
    m_close->setToolTip(tr("Close the first steps"));
    m_close->setAccessibleName(m_close->toolTip());
    m_close->setAutoRaise(true);
    m_close->setFixedSize(metrics::rowHeight, metrics::rowHeight);
    m_pages = {welcomePage(), pacePage(), imagesPage()};
    auto *top = new QHBoxLayout;
    top->addStretch();
    top->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space5, metrics::space2, metrics::space2, metrics::space5);
    layout->setSpacing(0);
    layout->addLayout(top);
    auto *pages = new QVBoxLayout;
    pages->setContentsMargins(0, 0, metrics::space4, 0);
    for (QWidget *each : std::as_const(m_pages))
        pages->addWidget(each);
    layout->addLayout(pages);
    connect(m_close, &QToolButton::clicked, this, &FirstStepsCard::finish);
    over->installEventFilter(this);
    paintIcons();
    showPage(Page::Welcome);
}

QVBoxLayout *FirstStepsCard::newPage(const QString &icon, const QString &heading,
                                     const QString &text)
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space3);
    auto *picture = new QLabel(page);
    picture->setObjectName(QStringLiteral("firstStepIconLabel"));
    picture->setProperty("iconName", icon);
    picture->setFixedHeight(iconSize);
    picture->setAlignment(Qt::AlignCenter);
    layout->addWidget(picture);
    QLabel *title = headingLabel(heading, QStringLiteral("firstStepHeadingLabel"), page);
    title->setAlignment(Qt::AlignHCenter);
    layout->addWidget(title);
    QLabel *body = bodyLabel(text, QStringLiteral("firstStepTextLabel"), page);
    body->setAlignment(Qt::AlignHCenter);
    setTone(body, Tone::Secondary);
    layout->addWidget(body);
    return layout;
}

QPushButton *FirstStepsCard::button(const QString &name, const QString &text, bool primary)
{
    auto *made = new QPushButton(text, this);
    made->setObjectName(name);
    made->setProperty("primary", primary);
    made->setMinimumHeight(metrics::controlHeight);
    made->setAutoDefault(true); // Enter presses what has the focus
    return made;
}

QWidget *FirstStepsCard::welcomePage()
{
    QVBoxLayout *layout = newPage(
        QStringLiteral("calendar-days"), tr("Welcome to Pinweek"),
        tr("Drop images on a week, and they are published on Pinterest, on time, from your own "
           "computer. Whichever way you begin, you can change your mind later."));
    layout->addSpacing(metrics::space1);
    QPushButton *connecting =
        button(QStringLiteral("firstConnectPushButton"), tr("&Connect Pinterest…"), true);
    QPushButton *planning =
        button(QStringLiteral("firstPlanPushButton"), tr("Plan first, connect la&ter"));
    planning->setToolTip(tr("Everything is planned in “My plan”; connecting takes it over"));
    QPushButton *demo = button(QStringLiteral("firstDemoPushButton"), tr("Look at a &demo week"));
    demo->setToolTip(tr("Opens a window of its own; nothing reaches Pinterest"));
    for (QPushButton *each : {connecting, planning, demo})
        layout->addWidget(each);
    connect(connecting, &QPushButton::clicked, this, &FirstStepsCard::connectWanted);
    connect(planning, &QPushButton::clicked, this, &FirstStepsCard::planWanted);
    connect(demo, &QPushButton::clicked, this, &FirstStepsCard::demoWanted);
    return layout->parentWidget();
}

QWidget *FirstStepsCard::pacePage()
{
    QVBoxLayout *layout =
        newPage(QStringLiteral("clock"), tr("How many pins a day?"),
                tr("Pinweek makes a time slot for each, on every day of the week. New pins take "
                   "the next free one. You can move the slots on the week."));
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space2);
    m_pace = new QButtonGroup(this);
    for (const int pace : slotPaces) {
        QPushButton *choice =
            button(QStringLiteral("pace%1PushButton").arg(pace), QLocale().toString(pace));
        choice->setCheckable(true);
        choice->setChecked(pace == usualPace);
        choice->setAccessibleName(tr("%n pin(s) a day", nullptr, pace));
        m_pace->addButton(choice, pace);
        row->addWidget(choice);
    }
    layout->addLayout(row);
    m_times = metaLabel({}, QStringLiteral("paceTimesLabel"), this);
    m_times->setAlignment(Qt::AlignHCenter);
    m_times->setWordWrap(true);
    layout->addWidget(m_times);
    m_problem = bodyLabel({}, QStringLiteral("firstStepProblemLabel"), this);
    setTone(m_problem, Tone::Problem);
    m_problem->hide();
    layout->addWidget(m_problem);
    auto *verbs = new QHBoxLayout;
    verbs->setSpacing(metrics::space2);
    QPushButton *skip = button(QStringLiteral("skipPacePushButton"), tr("&Not now"));
    QPushButton *make = button(QStringLiteral("makeSlotsPushButton"), tr("&Make the slots"), true);
    verbs->addWidget(skip);
    verbs->addWidget(make);
    layout->addLayout(verbs);
    connect(m_pace, &QButtonGroup::idClicked, this, [this] { showTimes(); });
    connect(skip, &QPushButton::clicked, this, [this] { showPage(Page::Images); });
    connect(make, &QPushButton::clicked, this, [this] { emit slotsWanted(perDay()); });
    showTimes();
    return layout->parentWidget();
}

QWidget *FirstStepsCard::imagesPage()
{
    QVBoxLayout *layout = newPage(
        QStringLiteral("images"), tr("Now the first image"),
        tr("Drag images from your file manager anywhere on the week, or choose them here. A pin "
           "that lacks something says what it needs."));
    auto *verbs = new QHBoxLayout;
    verbs->setSpacing(metrics::space2);
    QPushButton *done = button(QStringLiteral("endFirstStepsPushButton"), tr("&To the week"));
    QPushButton *choose =
        button(QStringLiteral("firstImagesPushButton"), tr("&Choose images…"), true);
    verbs->addWidget(done);
    verbs->addWidget(choose);
    layout->addLayout(verbs);
    connect(done, &QPushButton::clicked, this, &FirstStepsCard::finish);
    connect(choose, &QPushButton::clicked, this, &FirstStepsCard::imagesWanted);
    return layout->parentWidget();
}

void FirstStepsCard::showPage(Page page)
{
    m_page = page;
    for (int i = 0; i < m_pages.size(); ++i)
        m_pages.at(i)->setVisible(i == int(page));
    showProblem({});
    if (!isVisible())
        return;
    // Enter goes the usual way on, Esc away.
    for (QPushButton *each : m_pages.at(int(page))->findChildren<QPushButton *>()) {
        if (each->property("primary").toBool())
            each->setFocus();
    }
}

void FirstStepsCard::setDayShape(const DayShape &shape)
{
    m_shape = shape;
    showTimes();
}

int FirstStepsCard::perDay() const
{
    return m_pace->checkedId();
}

void FirstStepsCard::showTimes()
{
    QStringList times;
    for (const TimeSlot &slot : evenWeek(AccountId{1}, perDay(), m_shape, systemZone())) {
        if (slot.day == 1)
            times += clockText(slot.time);
    }
    m_times->setText(times.join(QStringLiteral("  ·  ")));
}

void FirstStepsCard::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    place();
}

void FirstStepsCard::paintIcons()
{
    const QColor colour = palette().color(QPalette::PlaceholderText);
    for (QLabel *each : findChildren<QLabel *>(QStringLiteral("firstStepIconLabel")))
        each->setPixmap(themeIcon(each->property("iconName").toString(), colour)
                            .pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

void FirstStepsCard::place()
{
    QWidget *over = parentWidget();
    layout()->activate();
    const int height =
        qMin(heightForWidth(cardWidth) > 0 ? heightForWidth(cardWidth) : sizeHint().height(),
             over->height());
    setGeometry((over->width() - cardWidth) / 2, qMax(0, (over->height() - height) * 2 / 5),
                cardWidth, height);
    raise();
}

void FirstStepsCard::finish()
{
    emit closed();
}

/** What is dragged is meant for the calendar below. */
void FirstStepsCard::dragEnterEvent(QDragEnterEvent *event)
{
    event->ignore();
    m_aside = true;
    hide();
    qApp->installEventFilter(this);
}

void FirstStepsCard::dragEnded(bool dropped)
{
    m_aside = false;
    qApp->removeEventFilter(this);
    if (dropped)
        finish(); // who drops images needs no more steps
    else
        show();
}

bool FirstStepsCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() &&
        (event->type() == QEvent::Resize || event->type() == QEvent::ChildAdded))
        place();
    const bool ends = event->type() == QEvent::DragLeave || event->type() == QEvent::Drop;
    if (m_aside && ends && watched->isWidgetType() && watched != this &&
        parentWidget()->isAncestorOf(static_cast<QWidget *>(watched))) {
        const bool dropped = event->type() == QEvent::Drop;
        QMetaObject::invokeMethod(
            this, [this, dropped] { dragEnded(dropped); }, Qt::QueuedConnection);
    }
    return QFrame::eventFilter(watched, event);
}

void FirstStepsCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        finish();
        return;
    }
    QFrame::keyPressEvent(event);
}

void FirstStepsCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_pace)
        paintIcons();
}

} // namespace pinweek
