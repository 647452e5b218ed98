// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/pinform.h"

#include "media/imageimport.h"
#include "planner/pineditor.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/pins/duehold.h"
#include "ui/pins/pinsaver.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/localeformats.h"
#include "ui_pinform.h"
#include "workspace/workspace.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QStandardPaths>
#include <QStyle>
#include <QTextBlock>
#include <QTimer>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int titleLimit = 100;      // code points; pinterest-api.md section 8
constexpr int descriptionMark = 500; // where Pinterest's own site stops
constexpr int descriptionLimit = 800;
constexpr int altTextLimit = 500;
constexpr int iconSize = 16;
constexpr auto longestTimer =
    std::chrono::hours(6); // a longer QTimer can overflow (protocols.md 3.6)

/** Sets a text without moving the cursor further than needed; its undo history ends here. */
void setText(QLineEdit *edit, const QString &text)
{
    if (edit->text() == text)
        return;
    const int cursor = edit->cursorPosition();
    edit->setText(text);
    edit->setCursorPosition(edit->hasFocus() ? qMin(cursor, int(text.size())) : 0);
}

void setText(GrowingTextEdit *edit, const QString &text)
{
    if (edit->toPlainText() == text)
        return;
    const int position = edit->textCursor().position();
    edit->setPlainText(text);
    QTextCursor cursor = edit->textCursor();
    cursor.setPosition(qMin(position, int(text.size())));
    edit->setTextCursor(cursor);
}

QString when(UtcTime time, const QByteArray &zone)
{
    const WallTime local = WallTime::fromUtc(time, zone);
    const QLocale locale;
    return PinForm::tr("%1, %2").arg(locale.toString(local.date, QLocale::ShortFormat),
                                     locale.toString(local.time, shortTimeFormat(locale)));
}

/** The network or a stop took the answer away: whether Pinterest has the pin is for the user to
 * say. */
bool mayBeAtPinterest(const Pin &pin)
{
    if (pin.status == PinStatus::Unconfirmed)
        return true;
    if (pin.status != PinStatus::Blocked || pin.attempts == 0 || !pin.lastError)
        return false;
    switch (pin.lastError->kind) {
    case ErrorKind::Interrupted:
    case ErrorKind::Offline:
    case ErrorKind::Server:
    case ErrorKind::Conflict:
        return true;
    default:
        return false;
    }
}

} // namespace

struct PinForm::Private
{
    PinForm *q;
    Workspace &workspace;
    ThemeManager &theme;
    Ui::PinForm ui;
    QPointer<PinSaver> saver;
    QList<PinId> several;
    /** One sentence about what was just refused or done; gone with the next change. */
    QString notice;
    bool filling = false;
    std::optional<bool> shownReadOnly;
    QTimer dueTimer;
    DueHold hold;
    QAction *openAction = nullptr;
    QAction *copyLinkAction = nullptr;
    QAction *replaceAction = nullptr;
    QAction *unscheduleAction = nullptr;
    QAction *duplicateAction = nullptr;
    QAction *lockAction = nullptr;
    QAction *deleteAction = nullptr;
    QList<QWidget *> severalButtons;

    Private(PinForm *form, Workspace &space, ThemeManager &manager)
        : q(form), workspace(space), theme(manager), hold(space.publisher(), space.clock(), form)
    {
    }

    // --- building
    void setUp();
    void setUpFields();
    void setUpFooter();
    void setUpHold();
    void setUpMenu();
    void setUpSeveral();
    void applyTheme();

    // --- showing
    void open(const Pin &pin);
    void closeSaver();
    void fill();
    void fillTop(const PinContent &content);
    void showCounters();
    void showChecks();
    void showState();
    void showError(const Pin &pin);
    void showHistory();
    void showReadOnly(bool readOnly);
    void showSeveralSummary();
    void setNotice(const QString &text);
    void armDueTimer();
    void showHold();
    void storeChanged(const ChangeSet &changes);

    // --- editing
    template<typename Set>
    void typed(const QString &stepName, const QString &field, Set set, bool atOnce = false);
    void setImageFile(const QString &path);
    void setImageData(const QByteArray &bytes, const QString &name);
    void takeImage(const std::function<void(PinId, Done<EditOutcome>)> &replace,
                   const std::function<void(const DropTarget &, Done<EditOutcome>)> &add);
    void chooseImage();

    // --- verbs
    void schedule();
    void publishHeld();
    void holdBack();
    void tryAgain();
    void verb(const std::function<void(const QList<PinId> &, Done<EditOutcome>)> &act,
              const QString &said);
    void settle(bool isThere);
    void deletePin();
    void askHowToDelete(const Pin &pin);
    void focusFirstMissing();
    void severalVerb(const std::function<void(Done<EditOutcome>)> &act, const QString &said);

    [[nodiscard]] const Pin &pin() const { return saver->seen(); }
    [[nodiscard]] std::optional<Account> account() const;
    [[nodiscard]] QByteArray zone() const;
    [[nodiscard]] QUrl addressAtPinterest() const;
};

PinForm::PinForm(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(this, workspace, theme))
{
    d->ui.setupUi(this);
    d->setUp();
}

PinForm::~PinForm()
{
    d->closeSaver();
}

// --- building

void PinForm::Private::setUp()
{
    setTextStyle(ui.headingLabel, TextStyle::Section, true);
    setTextStyle(ui.checksLabel, TextStyle::Body, true);
    ui.closeToolButton->setIcon(themeIcon(QStringLiteral("x")));
    ui.replaceImagePushButton->setFlat(true);
    setTextStyle(ui.historyLabel, TextStyle::Meta);
    setTone(ui.historyLabel, Tone::Secondary);
    setTone(ui.severalSummaryLabel, Tone::Secondary);
    ui.footerLineFrame->setProperty("hairline", true);
    ui.footerLineFrame->setFixedHeight(1);
    ui.stateIconLabel->setFixedSize(iconSize, iconSize);
    ui.lockIconLabel->setFixedSize(iconSize, iconSize);
    ui.mediaImagePreview->setUp(workspace, theme);
    ui.pinBoardPicker->setUp(workspace, theme);
    ui.severalBoardPicker->setUp(workspace, theme);
    ui.severalBoardPicker->setEmptyText(tr("Set a board for all"));
    ui.pinWhenEdit->setClock(workspace.clock());
    ui.pinCheckList->setUp(theme);
    QWidget::setTabOrder(ui.pinBoardPicker, ui.pinWhenEdit);
    QWidget::setTabOrder(ui.pinWhenEdit, ui.titleLineEdit);

    setUpFields();
    setUpFooter();
    setUpHold();
    setUpMenu();
    setUpSeveral();
    dueTimer.setSingleShot(true);
    dueTimer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&dueTimer, &QTimer::timeout, q, [this] {
        // What was typed up to now is what goes out.
        q->commit();
        showChecks();
        showState();
        armDueTimer();
    });
    QObject::connect(ui.closeToolButton, &QToolButton::clicked, q, [this] {
        q->commit();
        emit q->closeWanted();
    });
    QObject::connect(&workspace.store(), &Store::changed, q,
                     [this](const ChangeSet &changes) { storeChanged(changes); });
    QObject::connect(&theme, &ThemeManager::themeChanged, q, [this] { applyTheme(); });
    applyTheme();
    q->setEnabled(false);
}

void PinForm::Private::setUpFields()
{
    QObject::connect(ui.titleLineEdit, &QLineEdit::textChanged, q, [this](const QString &text) {
        typed(tr("Edit title"), QStringLiteral("title"), [&](PinContent &c) { c.title = text; });
    });
    QObject::connect(ui.linkLineEdit, &QLineEdit::textChanged, q, [this](const QString &text) {
        typed(tr("Edit link"), QStringLiteral("link"),
              [&](PinContent &c) { c.link = text.trimmed(); });
    });
    QObject::connect(ui.descriptionTextEdit, &QTextEdit::textChanged, q, [this] {
        typed(tr("Edit description"), QStringLiteral("description"),
              [&](PinContent &c) { c.description = ui.descriptionTextEdit->toPlainText(); });
    });
    QObject::connect(ui.altTextEdit, &QTextEdit::textChanged, q, [this] {
        typed(tr("Edit alt text"), QStringLiteral("alt"),
              [&](PinContent &c) { c.altText = ui.altTextEdit->toPlainText(); });
    });
    QObject::connect(ui.noteTextEdit, &QTextEdit::textChanged, q, [this] {
        typed(tr("Edit note"), QStringLiteral("note"),
              [&](PinContent &c) { c.note = ui.noteTextEdit->toPlainText(); });
    });
    QObject::connect(ui.pinBoardPicker, &BoardPicker::picked, q,
                     [this](BoardId board, SectionId section) {
                         typed(
                             tr("Change board"), QStringLiteral("board"),
                             [&](PinContent &c) {
                                 c.board = board;
                                 c.section = section;
                             },
                             true);
                     });
    QObject::connect(ui.pinBoardPicker, &BoardPicker::problem, q,
                     [this](const QString &text) { setNotice(text); });
    QObject::connect(ui.pinWhenEdit, &WhenEdit::edited, q, [this] {
        typed(
            tr("Change time"), QStringLiteral("time"),
            [&](PinContent &c) { c.planned = ui.pinWhenEdit->value(); }, true);
    });
    QObject::connect(ui.mediaImagePreview, &ImagePreview::clicked, q, [this] { chooseImage(); });
    QObject::connect(ui.replaceImagePushButton, &QPushButton::clicked, q,
                     [this] { chooseImage(); });
    QObject::connect(ui.mediaImagePreview, &ImagePreview::fileDropped, q,
                     [this](const QString &path) { setImageFile(path); });
    QObject::connect(
        ui.mediaImagePreview, &ImagePreview::imageDropped, q,
        [this](const QByteArray &bytes, const QString &name) { setImageData(bytes, name); });
    QObject::connect(ui.mediaImagePreview, &ImagePreview::refused, q,
                     [this](const QString &why) { setNotice(why); });
    for (QWidget *field : QList<QWidget *>{ui.titleLineEdit, ui.linkLineEdit,
                                           ui.descriptionTextEdit, ui.altTextEdit, ui.noteTextEdit})
        field->installEventFilter(q);
}

void PinForm::Private::setUpFooter()
{
    ui.schedulePushButton->setProperty("primary", true);
    ui.tryAgainPushButton->setProperty("primary", true);
    ui.moreToolButton->setIcon(themeIcon(QStringLiteral("ellipsis")));
    // The dots say already that there is a menu.
    ui.moreToolButton->setStyleSheet(QStringLiteral(
        "QToolButton { padding-right: 6px; } QToolButton::menu-indicator { image: none; }"));
    for (QWidget *sometimes :
         QList<QWidget *>{ui.openAtPinterestPushButton, ui.tryAgainPushButton, ui.isTherePushButton,
                          ui.isNotTherePushButton, ui.errorLabel, ui.historyLabel})
        sometimes->hide();
    ui.openAtPinterestPushButton->setIcon(themeIcon(QStringLiteral("external-link")));
    QObject::connect(ui.schedulePushButton, &QPushButton::clicked, q, [this] { schedule(); });
    QObject::connect(ui.publishNowPushButton, &QPushButton::clicked, q, [this] {
        verb(
            [this](const QList<PinId> &ids, Done<EditOutcome> done) {
                workspace.editor().publishNow(ids, q, std::move(done));
            },
            tr("Publishing now."));
    });
    QObject::connect(ui.openAtPinterestPushButton, &QPushButton::clicked, q,
                     [this] { openAction->trigger(); });
    QObject::connect(ui.tryAgainPushButton, &QPushButton::clicked, q, [this] { tryAgain(); });
    QObject::connect(ui.isTherePushButton, &QPushButton::clicked, q, [this] { settle(true); });
    QObject::connect(ui.isNotTherePushButton, &QPushButton::clicked, q, [this] { settle(false); });
    QObject::connect(ui.historyToolButton, &QToolButton::toggled, q, [this] { showHistory(); });
}

/** The bar of a pin that comes due while somebody writes in it (interaction.md 1). */
void PinForm::Private::setUpHold()
{
    setTextStyle(ui.holdLabel, TextStyle::Body, true);
    setTone(ui.holdLabel, Tone::Warning);
    ui.holdWidget->hide();
    QObject::connect(&hold, &DueHold::began, q, [this] {
        showHold();
        emit q->message(tr("“%1” is due. It is published in a minute unless you hold it.")
                            .arg(saver->wanted().title));
    });
    QObject::connect(&hold, &DueHold::changed, q, [this] { showHold(); });
    QObject::connect(&hold, &DueHold::nearlyOver, q, [this] { q->commit(); });
    QObject::connect(ui.publishHeldPushButton, &QPushButton::clicked, q, [this] { publishHeld(); });
    QObject::connect(ui.holdPushButton, &QPushButton::clicked, q, [this] { holdBack(); });
}

void PinForm::Private::setUpMenu()
{
    auto *menu = new QMenu(q);
    menu->setObjectName(QStringLiteral("moreMenu"));
    const auto add = [&](const QString &name, const QString &icon, const QString &text,
                         const std::function<void()> &act) {
        QAction *action = menu->addAction(themeIcon(icon), text);
        action->setObjectName(name);
        QObject::connect(action, &QAction::triggered, q, act);
        return action;
    };
    openAction = add(
        QStringLiteral("openAtPinterestAction"), QStringLiteral("external-link"),
        tr("&Open on Pinterest"), [this] {
            const QUrl address = addressAtPinterest();
            if (!QDesktopServices::openUrl(address))
                setNotice(
                    tr("No browser could be opened. The address is %1").arg(address.toString()));
        });
    copyLinkAction = add(QStringLiteral("copyPinLinkAction"), QStringLiteral("link"),
                         tr("Copy pin &link"), [this] {
                             QGuiApplication::clipboard()->setText(addressAtPinterest().toString());
                             emit q->message(tr("The pin's link is on the clipboard."));
                         });
    menu->addSeparator();
    replaceAction = add(QStringLiteral("replaceImageAction"), QStringLiteral("image"),
                        tr("&Replace image…"), [this] { chooseImage(); });
    unscheduleAction =
        add(QStringLiteral("unscheduleAction"), QStringLiteral("inbox"), tr("&Unschedule"), [this] {
            verb(
                [this](const QList<PinId> &ids, Done<EditOutcome> done) {
                    workspace.editor().unschedule(ids, q, std::move(done));
                },
                tr("Moved to Unscheduled."));
        });
    duplicateAction =
        add(QStringLiteral("duplicateAction"), QStringLiteral("copy"), tr("&Duplicate"), [this] {
            verb(
                [this](const QList<PinId> &ids, Done<EditOutcome> done) {
                    workspace.editor().duplicate(ids, std::nullopt, q, std::move(done));
                },
                tr("A copy is in Unscheduled."));
        });
    lockAction = add(QStringLiteral("lockAction"), QStringLiteral("lock"), tr("Loc&k"), [this] {
        const bool locked = !saver->wanted().locked;
        verb(
            [this, locked](const QList<PinId> &ids, Done<EditOutcome> done) {
                workspace.editor().setLocked(ids, locked, q, std::move(done));
            },
            {});
    });
    menu->addSeparator();
    deleteAction = add(QStringLiteral("deleteAction"), QStringLiteral("trash-2"), tr("D&elete"),
                       [this] { deletePin(); });
    ui.moreToolButton->setMenu(menu);
}

void PinForm::Private::setUpSeveral()
{
    const auto add = [this](const QString &name, const QString &icon, const QString &text,
                            const QString &said, auto act) {
        auto *button = new QPushButton(text, q);
        if (!icon.isEmpty())
            button->setIcon(themeIcon(icon));
        button->setObjectName(name);
        button->setMinimumHeight(metrics::controlHeight);
        ui.severalVerbsLayout->addWidget(button);
        severalButtons.append(button);
        QObject::connect(button, &QPushButton::clicked, q, [this, act, said] {
            severalVerb(
                [this, act](Done<EditOutcome> done) {
                    act(workspace.editor(), several, q, std::move(done));
                },
                said);
        });
        return button;
    };
    using Ids = QList<PinId>;
    using Finish = Done<EditOutcome>;
    add(QStringLiteral("scheduleAllPushButton"), {}, tr("Schedule those that are ready"),
        tr("Scheduled."),
        [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
            e.schedule(ids, c, std::move(done));
        })
        ->setProperty("primary", true);
    add(QStringLiteral("publishAllNowPushButton"), QStringLiteral("send"), tr("Publish now"),
        tr("Publishing now."), [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
            e.publishNow(ids, c, std::move(done));
        });
    add(QStringLiteral("unscheduleAllPushButton"), QStringLiteral("inbox"), tr("Unschedule"),
        tr("Moved to Unscheduled."), [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
            e.unschedule(ids, c, std::move(done));
        });
    add(QStringLiteral("duplicateAllPushButton"), QStringLiteral("copy"), tr("Duplicate"),
        tr("Copies are in Unscheduled."),
        [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
            e.duplicate(ids, std::nullopt, c, std::move(done));
        });
    add(QStringLiteral("lockAllPushButton"), QStringLiteral("lock"), tr("Lock"), tr("Locked."),
        [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
            e.setLocked(ids, true, c, std::move(done));
        });
    add(QStringLiteral("unlockAllPushButton"), QStringLiteral("lock-open"), tr("Unlock"),
        tr("Unlocked."), [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
            e.setLocked(ids, false, c, std::move(done));
        });
    add(QStringLiteral("deleteAllPushButton"), QStringLiteral("trash-2"), tr("Delete"),
        tr("Deleted. Undo brings them back."),
        [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
            e.remove(ids, c, std::move(done));
        });
    QObject::connect(
        ui.severalBoardPicker, &BoardPicker::picked, q, [this](BoardId board, SectionId section) {
            severalVerb(
                [this, board, section](Done<EditOutcome> done) {
                    workspace.editor().setBoard(several, board, section, q, std::move(done));
                },
                tr("The board is changed."));
        });
    QObject::connect(ui.severalBoardPicker, &BoardPicker::problem, q,
                     [this](const QString &text) { emit q->message(text); });
}

void PinForm::Private::applyTheme()
{
    const QIcon lock = themeIcon(QStringLiteral("lock"), theme.theme().secondary);
    ui.lockIconLabel->setPixmap(lock.pixmap(QSize(iconSize, iconSize), q->devicePixelRatioF()));
    showHistory();
    if (saver) {
        showCounters();
        showState();
    }
}

// --- showing

void PinForm::showPin(PinId pin)
{
    if (d->saver && d->saver->pin() == pin && pin.isValid()) {
        d->saver->refresh();
        return;
    }
    const Result<Pin> found = d->workspace.store().pins().pin(pin);
    if (!found) {
        emit message(errorText(found.error()));
        return;
    }
    d->open(*found);
}

void PinForm::showNew(AccountId account, BoardId board, SectionId section,
                      const std::optional<WallTime> &at)
{
    Pin pin;
    pin.content.account = account;
    pin.content.board = board;
    pin.content.section = section;
    pin.content.planned = at;
    d->open(pin);
}

void PinForm::showSeveral(const QList<PinId> &pins)
{
    d->closeSaver();
    d->several = pins;
    setEnabled(true);
    d->ui.pagesStackedWidget->setCurrentWidget(d->ui.severalPage);
    d->ui.lockIconLabel->hide();
    d->showSeveralSummary();
}

PinId PinForm::pin() const
{
    return d->saver ? d->saver->pin() : PinId{};
}

void PinForm::commit()
{
    if (!d->saver)
        return;
    d->ui.pinWhenEdit->interpret();
    d->saver->flush();
}

void PinForm::focusTime()
{
    d->ui.pinWhenEdit->focusTime();
    d->ui.fieldsScrollArea->ensureWidgetVisible(d->ui.pinWhenEdit);
}

void PinForm::focusTitle()
{
    d->ui.titleLineEdit->setFocus();
    d->ui.titleLineEdit->selectAll();
}

void PinForm::Private::closeSaver()
{
    dueTimer.stop();
    if (!saver)
        return;
    q->commit();
    hold.watch(std::nullopt);
    saver->disconnect(q);
    saver->release();
    saver = nullptr;
}

void PinForm::Private::open(const Pin &pin)
{
    closeSaver();
    several.clear();
    notice.clear();
    saver = new PinSaver(workspace.editor(), workspace.store().pins(), pin, &workspace);
    QObject::connect(saver, &PinSaver::refreshed, q, [this] { fill(); });
    QObject::connect(saver, &PinSaver::created, q, [this](PinId id) {
        fill();
        emit q->created(id);
    });
    QObject::connect(saver, &PinSaver::turnedDraft, q, [this] {
        setNotice(tr("It is a draft again: something is missing now. It keeps its time."));
        emit q->message(tr("“%1” is a draft again.").arg(saver->wanted().title));
    });
    QObject::connect(saver, &PinSaver::failed, q,
                     [this](const Error &error) { setNotice(errorText(error)); });
    q->setEnabled(true);
    ui.pagesStackedWidget->setCurrentWidget(ui.singlePage);
    ui.fieldsScrollArea->ensureVisible(0, 0);
    ui.historyToolButton->setChecked(false);
    fill();
}

void PinForm::Private::fill()
{
    if (!saver)
        return;
    filling = true;
    const PinContent &content = saver->wanted();
    fillTop(content);
    setText(ui.titleLineEdit, content.title);
    // The stored link is trimmed; a space that is just being typed stays until the field is left.
    if (ui.linkLineEdit->text().trimmed() != content.link)
        setText(ui.linkLineEdit, content.link);
    setText(ui.descriptionTextEdit, content.description);
    setText(ui.altTextEdit, content.altText);
    setText(ui.noteTextEdit, content.note);
    filling = false;

    showReadOnly(!isEditable(pin().status));
    showCounters();
    showChecks();
    showState();
    showHistory();
    armDueTimer();
    hold.watch(pin());
}

void PinForm::Private::fillTop(const PinContent &content)
{
    std::optional<MediaAsset> media;
    if (content.media.isValid()) {
        if (const auto asset = workspace.store().media().asset(content.media))
            media = *asset;
    }
    ui.mediaImagePreview->setMedia(media);
    ui.replaceImagePushButton->setText(media ? tr("Replace image…") : tr("Choose image…"));
    ui.pinBoardPicker->setAccount(content.account);
    ui.pinBoardPicker->setChoice(content.board, content.section);
    ui.pinWhenEdit->setZone(zone());
    ui.pinWhenEdit->setValue(content.planned);
    ui.headingLabel->setText(pin().id.isValid() ? tr("Pin") : tr("New pin"));
    ui.lockIconLabel->setVisible(content.locked);
}

void PinForm::Private::showReadOnly(bool readOnly)
{
    if (shownReadOnly == readOnly)
        return;
    shownReadOnly = readOnly;
    ui.titleLineEdit->setReadOnly(readOnly);
    ui.linkLineEdit->setReadOnly(readOnly);
    for (GrowingTextEdit *edit : {ui.descriptionTextEdit, ui.altTextEdit})
        edit->setReadOnly(readOnly);
    // The note is never sent, but it is part of the pin, which is closed now.
    ui.noteTextEdit->setReadOnly(readOnly);
    // An empty field that can't be filled in asks for nothing.
    ui.titleLineEdit->setPlaceholderText(readOnly ? QString() : tr("What is it?"));
    ui.descriptionTextEdit->setPlaceholderText(readOnly ? QString()
                                                        : tr("What makes it worth saving?"));
    ui.linkLineEdit->setPlaceholderText(readOnly ? QString() : QStringLiteral("https://"));
    ui.altTextEdit->setPlaceholderText(
        readOnly ? QString() : tr("What the image shows, for people who can't see it"));
    ui.noteTextEdit->setPlaceholderText(readOnly ? QString() : tr("Never sent to Pinterest"));
    for (QWidget *field :
         QList<QWidget *>{ui.titleLineEdit, ui.linkLineEdit, ui.descriptionTextEdit, ui.altTextEdit,
                          ui.noteTextEdit}) {
        // The sheet's rule for read-only fields is looked up again.
        field->style()->unpolish(field);
        field->style()->polish(field);
    }
    ui.pinBoardPicker->setEnabled(!readOnly);
    ui.pinWhenEdit->setReadOnly(readOnly);
    ui.mediaImagePreview->setReadOnly(readOnly);
    ui.replaceImagePushButton->setVisible(!readOnly);
    ui.checksLabel->setVisible(!readOnly);
    ui.pinCheckList->setVisible(!readOnly);
}

void PinForm::Private::showCounters()
{
    const auto count = [](QLabel *label, const QString &text, int mark, int limit) {
        const int points = codePoints(text);
        setTextStyle(label, TextStyle::Meta, points > limit);
        label->setText(tr("%1/%2").arg(points).arg(limit));
        //: %1 of %2 characters
        label->setAccessibleName(tr("%1 of %2 characters").arg(points).arg(limit));
        setTone(label, points > limit  ? Tone::Problem
                       : points > mark ? Tone::Warning
                                       : Tone::Secondary);
    };
    const PinContent &content = saver->wanted();
    count(ui.titleCounterLabel, content.title, titleLimit, titleLimit);
    count(ui.descriptionCounterLabel, content.description, descriptionMark, descriptionLimit);
    count(ui.altCounterLabel, content.altText, altTextLimit, altTextLimit);
}

void PinForm::Private::showChecks()
{
    if (!saver || !isEditable(pin().status))
        return;
    QList<PinCheck> checks = workspace.editor().check(saver->wanted());
    const bool retried = pin().status == PinStatus::Failed || pin().status == PinStatus::Blocked;
    // Trying again means now: the planned time has always passed then.
    if (retried || pin().status == PinStatus::Scheduled)
        checks.removeAll(PinCheck::TimePast);
    ui.pinCheckList->setChecks(checks);
}

void PinForm::Private::showState()
{
    const Pin &shown = pin();
    const std::optional<Account> owner = account();
    const PinStatus status = shown.status;
    QString text = statusText(shown, zone());
    const bool sandbox = owner && owner->environment == Environment::Sandbox;
    if (!shown.id.isValid())
        text = tr("New: it is kept from the first image or character on.");
    else if (status == PinStatus::Published)
        text = sandbox ? tr("Published in the sandbox") : text;
    else if (shown.isMissed(workspace.clock().now()))
        text = tr("Missed: its time passed while it was a draft.");
    if (status == PinStatus::Published && shown.publishedAt)
        text = tr("%1 on %2").arg(text, when(*shown.publishedAt, zone()));
    ui.stateLabel->setText(text);
    const QIcon icon = themeIcon(Theme::statusIconName(status), theme.theme().statusColour(status));
    ui.stateIconLabel->setPixmap(icon.pixmap(QSize(iconSize, iconSize), q->devicePixelRatioF()));

    showError(shown);
    const bool editable = isEditable(status);
    const bool published = status == PinStatus::Published;
    const bool exists = shown.id.isValid();
    const bool unsure = mayBeAtPinterest(shown);
    const bool again = status == PinStatus::Failed || (status == PinStatus::Blocked && !unsure);
    ui.tryAgainPushButton->setVisible(again);
    ui.isTherePushButton->setVisible(unsure);
    ui.isNotTherePushButton->setVisible(unsure);
    ui.schedulePushButton->setVisible(status == PinStatus::Draft);
    ui.publishNowPushButton->setVisible(editable && !unsure && !hold.isHolding());
    ui.openAtPinterestPushButton->setVisible(published && !shown.remoteId.isEmpty());
    openAction->setEnabled(!shown.remoteId.isEmpty());
    copyLinkAction->setEnabled(!shown.remoteId.isEmpty());
    replaceAction->setEnabled(editable);
    unscheduleAction->setEnabled(editable && saver->wanted().planned.has_value());
    duplicateAction->setEnabled(exists);
    lockAction->setEnabled(exists && editable);
    lockAction->setText(saver->wanted().locked ? tr("Unloc&k") : tr("Loc&k"));
    lockAction->setIcon(
        themeIcon(saver->wanted().locked ? QStringLiteral("lock-open") : QStringLiteral("lock")));
    deleteAction->setEnabled(exists && (editable || published));
}

void PinForm::Private::showError(const Pin &shown)
{
    QString text = notice;
    const bool failing = shown.status == PinStatus::Failed || shown.status == PinStatus::Blocked ||
                         shown.status == PinStatus::Unconfirmed;
    if (text.isEmpty() && failing)
        text = problemText(shown);
    ui.errorLabel->setText(text);
    ui.errorLabel->setVisible(!text.isEmpty());
}

void PinForm::Private::showHistory()
{
    const bool exists = saver && pin().id.isValid();
    const bool open = ui.historyToolButton->isChecked();
    ui.historyToolButton->setVisible(exists);
    ui.historyToolButton->setIcon(
        themeIcon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    ui.historyLabel->setVisible(exists && open);
    if (!exists || !open)
        return;
    QStringList lines;
    const QList<PinEvent> events =
        workspace.store().pins().history(pin().id).value_or(QList<PinEvent>{});
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        const QString change = event->from == event->to ? statusText(event->to)
                                                        : tr("%1 → %2").arg(statusText(event->from),
                                                                            statusText(event->to));
        QString line = tr("%1 · %2 · %3").arg(when(event->at, zone()), change, event->origin);
        if (!event->detail.isEmpty())
            line += QStringLiteral("\n    ") + event->detail;
        lines.append(line);
    }
    ui.historyLabel->setText(lines.isEmpty() ? tr("Nothing has happened yet.")
                                             : lines.join(QLatin1Char('\n')));
}

void PinForm::Private::showSeveralSummary()
{
    ui.headingLabel->setText(tr("%n pin(s) selected", nullptr, int(several.size())));
    const QList<Pin> pins = workspace.store().pins().pins(several).value_or(QList<Pin>{});
    QMap<int, int> counts;
    int frozen = 0;
    for (const Pin &each : pins) {
        ++counts[int(each.status)];
        frozen += isEditable(each.status) ? 0 : 1;
    }
    QStringList words;
    const QLocale locale;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        words.append(tr("%1 %2").arg(locale.toString(it.value()),
                                     statusText(PinStatus(it.key())).toLower()));
    ui.severalSummaryLabel->setText(words.join(tr(", ")));
    if (!pins.isEmpty())
        ui.severalBoardPicker->setAccount(pins.first().content.account);
    BoardId board = pins.isEmpty() ? BoardId{} : pins.first().content.board;
    SectionId section = pins.isEmpty() ? SectionId{} : pins.first().content.section;
    const bool same = std::all_of(pins.begin(), pins.end(), [&](const Pin &p) {
        return p.content.board == board && p.content.section == section;
    });
    ui.severalBoardPicker->setChoice(same ? board : BoardId{}, same ? section : SectionId{});
    const bool anyEditable = frozen < pins.size();
    ui.severalBoardPicker->setEnabled(anyEditable);
    for (QWidget *button : std::as_const(severalButtons))
        button->setEnabled(anyEditable ||
                           button->objectName().startsWith(QStringLiteral("duplicate")) ||
                           button->objectName().startsWith(QStringLiteral("delete")));
}

void PinForm::Private::setNotice(const QString &text)
{
    notice = text;
    if (saver)
        showError(pin());
}

/** Wakes shortly before the pin is due, to store what was typed, and right after, to show that its
 * time has passed. */
void PinForm::Private::armDueTimer()
{
    dueTimer.stop();
    if (!saver || !pin().dueAt || !isEditable(pin().status))
        return;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        *pin().dueAt - workspace.clock().nowMillis());
    constexpr auto ahead = std::chrono::milliseconds(1500);
    constexpr auto after = std::chrono::milliseconds(1000);
    if (left + after <= std::chrono::milliseconds(0))
        return;
    const auto wait = left > ahead ? left - ahead : left + after;
    dueTimer.start(std::min<std::chrono::milliseconds>(wait, longestTimer));
}

void PinForm::Private::showHold()
{
    const bool holding = hold.isHolding();
    if (holding)
        ui.holdLabel->setText(
            tr("Publishing in %1 s").arg(q->locale().toString(hold.left().count())));
    if (holding == !ui.holdWidget->isHidden())
        return;
    ui.holdWidget->setVisible(holding);
    if (saver)
        showState();
}

void PinForm::Private::storeChanged(const ChangeSet &changes)
{
    if (!several.isEmpty()) {
        const bool ours =
            changes.everything || std::any_of(several.begin(), several.end(),
                                              [&](PinId id) { return changes.pins.contains(id); });
        if (ours)
            showSeveralSummary();
        return;
    }
    if (!saver)
        return;
    const bool ours = saver->pin().isValid() && changes.pins.contains(saver->pin());
    if ((changes.everything || ours) && !saver->refresh()) {
        closeSaver();
        q->setEnabled(false);
        emit q->closeWanted();
        return;
    }
    if (!changes.boards.isEmpty() || !changes.accounts.isEmpty()) {
        showChecks();
        showState();
    }
}

// --- editing

template<typename Set>
void PinForm::Private::typed(const QString &stepName, const QString &field, Set set, bool atOnce)
{
    if (filling || !saver)
        return;
    PinContent content = saver->wanted();
    set(content);
    if (content == saver->wanted())
        return;
    setNotice({});
    saver->want(content, stepName, field);
    if (atOnce)
        saver->flush();
    showCounters();
    showChecks();
    showState();
}

void PinForm::Private::setImageFile(const QString &path)
{
    takeImage(
        [this, path](PinId id, Done<EditOutcome> done) {
            workspace.editor().replaceImage(id, path, q, std::move(done));
        },
        [this, path](const DropTarget &target, Done<EditOutcome> done) {
            workspace.editor().addImages({path}, target, q, std::move(done));
        });
}

void PinForm::Private::setImageData(const QByteArray &bytes, const QString &name)
{
    takeImage(
        [this, bytes, name](PinId id, Done<EditOutcome> done) {
            workspace.editor().replaceImageData(id, bytes, name, q, std::move(done));
        },
        [this, bytes, name](const DropTarget &target, Done<EditOutcome> done) {
            workspace.editor().addImageData(bytes, name, target, q, std::move(done));
        });
}

/** Reads an image for the shown pin, or makes the new pin with it; typing goes on meanwhile. */
void PinForm::Private::takeImage(
    const std::function<void(PinId, Done<EditOutcome>)> &replace,
    const std::function<void(const DropTarget &, Done<EditOutcome>)> &add)
{
    if (!saver)
        return;
    if (saver->isHeld()) {
        setNotice(tr("The image before it is still being read."));
        return;
    }
    setNotice({});
    ui.mediaImagePreview->setBusy(true);
    const QPointer<PinSaver> target = saver;
    const auto finished = [this, target](const Result<EditOutcome> &outcome) {
        if (saver == target)
            ui.mediaImagePreview->setBusy(false);
        if (!target)
            return;
        if (!outcome) {
            target->setHeld(false);
            if (saver == target)
                setNotice(errorText(outcome.error()));
            else
                emit q->message(errorText(outcome.error()));
        } else if (!target->pin().isValid()) {
            target->adopt(outcome->pins.value(0));
        } else {
            target->refresh();
        }
    };
    if (!saver->pin().isValid() && !saver->isSending()) {
        const PinContent &c = saver->wanted();
        saver->setHeld(true);
        add({c.account, c.board, c.section, c.planned, 60, c.link}, finished);
        return;
    }
    saver->whenStored(q, [target, replace, finished] { replace(target->pin(), finished); });
}

void PinForm::Private::chooseImage()
{
    auto *dialog =
        new QFileDialog(q, tr("Choose an image"),
                        QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
    dialog->setObjectName(QStringLiteral("imageFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Images (*.jpg *.jpeg *.png *.webp *.gif)"), tr("All files (*)")});
    const QPointer<PinSaver> target = saver;
    QObject::connect(dialog, &QFileDialog::fileSelected, q, [this, target](const QString &path) {
        if (target && target == saver)
            setImageFile(path);
    });
    dialog->open();
}

// --- verbs

void PinForm::Private::schedule()
{
    if (!saver || pin().status != PinStatus::Draft)
        return;
    ui.pinWhenEdit->interpret();
    if (saver->isEmptyNew()) {
        setNotice(tr("Add an image first."));
        return;
    }
    setNotice({});
    const QPointer<PinSaver> target = saver;
    saver->whenStored(q, [this, target] {
        workspace.editor().schedule({target->pin()}, q,
                                    [this, target](const Result<EditOutcome> &outcome) {
                                        if (!target)
                                            return;
                                        if (outcome) {
                                            emit q->scheduled(target->pin());
                                        } else if (saver == target) {
                                            setNotice(errorText(outcome.error()));
                                            focusFirstMissing();
                                        }
                                    });
    });
}

/** "Publish now" of the bar: the due time stays, the last text goes. */
void PinForm::Private::publishHeld()
{
    if (!saver)
        return;
    q->commit();
    const QPointer<PinSaver> target = saver;
    saver->whenStored(q, [this, target] {
        if (saver == target)
            hold.letGo();
    });
}

/** "Hold" of the bar: a draft with its time, to be scheduled again when it is ready. */
void PinForm::Private::holdBack()
{
    if (!saver)
        return;
    q->commit();
    const QPointer<PinSaver> target = saver;
    saver->whenStored(q, [this, target] {
        workspace.editor().holdBack({target->pin()}, q,
                                    [this, target](const Result<EditOutcome> &outcome) {
                                        if (!outcome && saver == target)
                                            setNotice(errorText(outcome.error()));
                                        else if (outcome)
                                            emit q->message(tr("Held. It is a draft now."));
                                    });
    });
}

void PinForm::Private::focusFirstMissing()
{
    const QList<PinCheck> missing = workspace.editor().missing(saver->wanted());
    if (missing.isEmpty()) {
        q->focusTime();
        return;
    }
    QWidget *field = nullptr;
    switch (missing.first()) {
    case PinCheck::MediaMissing:
        field = ui.mediaImagePreview;
        break;
    case PinCheck::BoardMissing:
    case PinCheck::BoardNotAtPinterest:
        field = ui.pinBoardPicker;
        break;
    case PinCheck::TitleMissing:
    case PinCheck::TitleTooLong:
        field = ui.titleLineEdit;
        break;
    case PinCheck::LinkMissing:
    case PinCheck::LinkInvalid:
    case PinCheck::LinkTooLong:
        field = ui.linkLineEdit;
        break;
    case PinCheck::DescriptionTooLong:
        field = ui.descriptionTextEdit;
        break;
    case PinCheck::AltTextTooLong:
        field = ui.altTextEdit;
        break;
    default:
        return;
    }
    field->setFocus();
    ui.fieldsScrollArea->ensureWidgetVisible(field);
}

void PinForm::Private::tryAgain()
{
    verb([this](const QList<PinId> &ids,
                Done<EditOutcome> done) { workspace.editor().schedule(ids, q, std::move(done)); },
         tr("It is tried again."));
}

/** Stores what was typed, then acts on the shown pin; a refusal is said in the footer. */
void PinForm::Private::verb(const std::function<void(const QList<PinId> &, Done<EditOutcome>)> &act,
                            const QString &said)
{
    if (!saver || saver->isEmptyNew())
        return;
    ui.pinWhenEdit->interpret();
    setNotice({});
    const QPointer<PinSaver> target = saver;
    saver->whenStored(q, [this, target, act, said] {
        act({target->pin()}, [this, target, said](const Result<EditOutcome> &outcome) {
            if (!outcome && target && saver == target)
                setNotice(errorText(outcome.error()));
            else if (!outcome)
                emit q->message(errorText(outcome.error()));
            else if (!said.isEmpty())
                emit q->message(said);
        });
    });
}

void PinForm::Private::settle(bool isThere)
{
    const auto done = [this](const Result<void> &result) {
        if (!result)
            setNotice(errorText(result.error()));
    };
    setNotice({});
    PinStore &pins = workspace.store().pins();
    if (isThere)
        pins.settleAsPublished(pin().id, pin().revision, pin().remoteId, q, done);
    else
        pins.settleAsUnsent(pin().id, pin().revision, q, done);
}

void PinForm::Private::deletePin()
{
    if (pin().status == PinStatus::Published && !pin().remoteId.isEmpty()) {
        askHowToDelete(pin());
        return;
    }
    verb([this](const QList<PinId> &ids,
                Done<EditOutcome> done) { workspace.editor().remove(ids, q, std::move(done)); },
         tr("Deleted. Undo brings it back."));
}

void PinForm::Private::askHowToDelete(const Pin &shown)
{
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Delete pin"),
        tr("“%1” is published. Remove it from the calendar only, or delete it at Pinterest too?")
            .arg(shown.content.title),
        QMessageBox::Cancel, q);
    box->setObjectName(QStringLiteral("deletePublishedMessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *here = box->addButton(tr("&Remove from calendar"), QMessageBox::AcceptRole);
    QPushButton *there =
        box->addButton(tr("&Delete at Pinterest too"), QMessageBox::DestructiveRole);
    here->setObjectName(QStringLiteral("removeFromCalendarPushButton"));
    there->setObjectName(QStringLiteral("deleteAtPinterestPushButton"));
    box->setDefaultButton(here);
    const PinId id = shown.id;
    const auto report = [this](const QString &said, const auto &result) {
        emit q->message(result ? said : errorText(result.error()));
    };
    QObject::connect(here, &QPushButton::clicked, q, [this, id, report] {
        workspace.editor().remove({id}, q, [report](const Result<EditOutcome> &r) {
            report(tr("Removed. Undo brings it back."), r);
        });
    });
    QObject::connect(there, &QPushButton::clicked, q, [this, id, report] {
        workspace.deleteAtPinterest(
            id, q, [report](const Result<void> &r) { report(tr("Deleted at Pinterest too."), r); });
    });
    box->open();
}

void PinForm::Private::severalVerb(const std::function<void(Done<EditOutcome>)> &act,
                                   const QString &said)
{
    act([this, said](const Result<EditOutcome> &outcome) {
        emit q->message(outcome ? said : errorText(outcome.error()));
    });
}

std::optional<Account> PinForm::Private::account() const
{
    const Result<Account> found = workspace.store().accounts().account(saver->wanted().account);
    return found ? std::optional(*found) : std::nullopt;
}

QByteArray PinForm::Private::zone() const
{
    if (saver->wanted().planned)
        return saver->wanted().planned->zone;
    const std::optional<Account> owner = account();
    return owner && !owner->zone.isEmpty() ? owner->zone : systemZone();
}

/** The page that a person sees: on the host of the sign-in page, whatever the environment. */
QUrl PinForm::Private::addressAtPinterest() const
{
    QUrl address;
    if (const std::optional<Account> owner = account())
        address = owner->endpoints.authorize;
    if (address.isEmpty())
        address = endpointsOf(Environment::Production).authorize;
    address.setPath(QStringLiteral("/pin/%1/").arg(pin().remoteId));
    address.setQuery(QString());
    return address;
}

// --- events

bool PinForm::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // Ctrl+Enter belongs to the form while it has the focus, whatever else the window uses it
        // for.
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void PinForm::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers().testFlag(Qt::ControlModifier)) {
        d->schedule();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        commit();
        emit closeWanted();
        return;
    }
    QWidget::keyPressEvent(event);
}

/** Ctrl+Z undoes typing until the field is left; with nothing typed the keys are the window's
 * (interaction.md 14). */
bool PinForm::eventFilter(QObject *watched, QEvent *event)
{
    auto *line = qobject_cast<QLineEdit *>(watched);
    auto *text = qobject_cast<GrowingTextEdit *>(watched);
    if (!line && !text)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool undo = key->matches(QKeySequence::Undo);
        const bool redo = key->matches(QKeySequence::Redo);
        const bool canUndo = line ? line->isUndoAvailable() : text->document()->isUndoAvailable();
        const bool canRedo = line ? line->isRedoAvailable() : text->document()->isRedoAvailable();
        if ((undo && !canUndo) || (redo && !canRedo)) {
            event->ignore();
            return true;
        }
    } else if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
            d->schedule();
            return true;
        }
    } else if (event->type() == QEvent::FocusOut &&
               static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason &&
               static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason) {
        if (d->saver)
            d->saver->flush();
        if (line) {
            const QSignalBlocker blocker(line);
            line->setText(line->text()); // forgets its steps
            line->setCursorPosition(0);
        } else {
            text->document()->clearUndoRedoStacks();
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace pinweek
