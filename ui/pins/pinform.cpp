// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/pinform.h"

#include "core/settings.h"
#include "media/imageimport.h"
#include "planner/mends.h"
#include "planner/pinchecks.h"
#include "planner/pineditor.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/crop/cropdesk.h"
#include "ui/links/linkfield.h"
#include "ui/pins/coveredit.h"
#include "ui/pins/likepins.h"
#include "ui/pins/lookalikepins.h"
#include "ui/pins/replacedmedia.h"
#include "ui/snippets/snippetpopup.h"
#include "ui/theme/theme.h"
#include "ui/widgets/imagedialog.h"
#include "ui/widgets/labels.h"
#include "ui/writer/texthelp.h"
#include "ui_pinform.h"
#include "workspace/workspace.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QKeyEvent>
#include <QMessageBox>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace pinweek {

namespace {

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

/** In an address "/" is what it is. */
bool isForLinks(const QLineEdit &field)
{
    return field.objectName().contains(QStringLiteral("link"), Qt::CaseInsensitive);
}

} // namespace

PinForm::PinForm(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_ui(std::make_unique<Ui::PinForm>())
    , m_hold(workspace.publisher(), workspace.clock(), this)
    , m_carousels(workspace.editor(), workspace.store())
{
    m_ui->setupUi(this);
    setUp();
}

PinForm::~PinForm()
{
    closeSaver();
}

// --- building

void PinForm::setUp()
{
    setTextStyle(m_ui->headingLabel, TextStyle::Section, true);
    setTextStyle(m_ui->checksLabel, TextStyle::Body, true);
    m_ui->closeToolButton->setIcon(themeIcon(QStringLiteral("x")));
    m_ui->footerLineFrame->setFixedHeight(1);
    m_ui->lockIconLabel->setFixedSize(iconSize, iconSize);
    m_ui->mediaImagePreview->setUp(m_workspace, m_theme);
    m_ui->pinCarouselEdit->setUp(m_workspace, m_theme);
    m_ui->pinBoardPicker->setUp(m_workspace, m_theme);
    m_ui->pinCampaignPicker->setUp(m_workspace, m_theme);
    m_ui->pinLinkField->setUp(m_workspace, m_theme);
    m_ui->severalPage->setUp(m_workspace, m_theme);
    m_ui->pinFooter->setUp(m_theme);
    m_ui->pinHistory->setUp(m_workspace.store());
    m_ui->titleCounterLabel->setLimits(titleLimit, titleLimit);
    m_ui->descriptionCounterLabel->setLimits(descriptionMark, descriptionLimit);
    m_ui->altCounterLabel->setLimits(altTextLimit, altTextLimit);
    m_ui->pinWhenEdit->setClock(m_workspace.clock());
    m_ui->pinCheckList->setUp(m_theme);
    connect(m_ui->pinCheckList, &CheckList::mendWanted, this, &PinForm::mend);
    m_lookAlikes = new LookAlikePins(m_workspace, this);
    m_ui->checksLayout->addWidget(m_lookAlikes);
    connect(m_lookAlikes, &LookAlikePins::changed, this, &PinForm::showChecks);
    connect(m_lookAlikes, &LookAlikePins::pinWanted, this, &PinForm::pinWanted);

    setUpFields();
    setUpSnippets();
    setUpTextHelp();
    setUpPictures();
    setUpFooter();
    setUpHold();
    connect(m_ui->severalPage, &SeveralPins::message, this,
            [this](const QString &text) { emit message(text); });
    m_dueTimer.setSingleShot(true);
    m_dueTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_dueTimer, &QTimer::timeout, this, [this] {
        // What was typed up to now is what goes out.
        commit();
        showChecks();
        showState();
        armDueTimer();
    });
    connect(m_ui->closeToolButton, &QToolButton::clicked, this, [this] {
        commit();
        emit closeWanted();
    });
    connect(&m_workspace.store(), &Store::changed, this,
            [this](const ChangeSet &changes) { storeChanged(changes); });
    connect(&m_theme, &ThemeManager::themeChanged, this, [this] { applyTheme(); });
    applyTheme();
    setEnabled(false);
}

/** "/" and a name put a text in that is written again and again. */
void PinForm::setUpSnippets()
{
    QList<QWidget *> fields{m_ui->titleLineEdit, m_ui->descriptionTextEdit, m_ui->altTextEdit,
                            m_ui->noteTextEdit};
    fields += m_ui->pinCarouselEdit->textFields();
    fields += m_ui->severalPage->textFields();
    for (QWidget *field : std::as_const(fields)) {
        SnippetPopup *popup = nullptr;
        if (auto *text = qobject_cast<QTextEdit *>(field))
            popup = new SnippetPopup(m_workspace, text);
        else if (auto *line = qobject_cast<QLineEdit *>(field); !isForLinks(*line))
            popup = new SnippetPopup(m_workspace, line);
        if (popup)
            connect(popup, &SnippetPopup::manageWanted, this, &PinForm::snippetsWanted);
    }
}

/** What is chosen goes into its field as if it was typed, but is a step of its own. */
void PinForm::setUpTextHelp()
{
    m_textHelp = new TextHelp(
        m_workspace,
        [this]() -> std::optional<TextHelp::Subject> {
            if (!m_saver || m_shownReadOnly.value_or(true))
                return std::nullopt;
            return TextHelp::Subject{m_saver->pin(), m_saver->wanted(), m_showing};
        },
        this);
    m_textHelp->addTo(m_ui->titleHeadLayout, WriterField::Title, m_ui->titleLineEdit);
    m_textHelp->addTo(m_ui->descriptionHeadLayout, WriterField::Description,
                      m_ui->descriptionTextEdit);
    m_textHelp->addTo(m_ui->altHeadLayout, WriterField::AltText, m_ui->altTextEdit);
    connect(m_textHelp, &TextHelp::stepBegun, this, [this](const QString &name) {
        m_helpStep = name;
        ++m_helpSteps;
    });
    connect(m_textHelp, &TextHelp::stepEnded, this, [this] { m_helpStep.clear(); });
    connect(m_textHelp, &TextHelp::message, this,
            [this](const QString &text) { emit message(text); });
}

void PinForm::setUpFields()
{
    connect(m_ui->titleLineEdit, &QLineEdit::textChanged, this, [this](const QString &text) {
        typed(tr("Edit title"), QStringLiteral("title"), [&](PinContent &c) { c.title = text; });
    });
    connect(m_ui->pinLinkField->edit(), &QLineEdit::textChanged, this, [this](const QString &text) {
        typed(tr("Edit link"), QStringLiteral("link"),
              [&](PinContent &c) { c.link = text.trimmed(); });
    });
    for (GrowingTextEdit *edit : findChildren<GrowingTextEdit *>()) {
        connect(edit, &GrowingTextEdit::pasteCut, this, [this](int units) {
            emit message(
                tr("The text is very long: its first %L1 characters were pasted.").arg(units));
        });
    }
    for (QWidget *field : QList<QWidget *>{m_ui->titleLineEdit, m_ui->pinLinkField->edit()} +
                              m_ui->pinCarouselEdit->textFields()) {
        const auto *line = qobject_cast<QLineEdit *>(field);
        if (!line)
            continue;
        connect(line, &QLineEdit::inputRejected, this, [this, line] {
            emit message(tr("The text is very long: what is beyond %L1 characters was left out.")
                             .arg(line->maxLength()));
        });
    }
    connect(m_ui->descriptionTextEdit, &QTextEdit::textChanged, this, [this] {
        typed(tr("Edit description"), QStringLiteral("description"),
              [&](PinContent &c) { c.description = m_ui->descriptionTextEdit->toPlainText(); });
    });
    connect(m_ui->altTextEdit, &QTextEdit::textChanged, this, [this] {
        typed(tr("Edit alt text"), QStringLiteral("alt"),
              [&](PinContent &c) { c.altText = m_ui->altTextEdit->toPlainText(); });
    });
    connect(m_ui->noteTextEdit, &QTextEdit::textChanged, this, [this] {
        typed(tr("Edit note"), QStringLiteral("note"),
              [&](PinContent &c) { c.note = m_ui->noteTextEdit->toPlainText(); });
    });
    connect(m_ui->pinBoardPicker, &BoardPicker::picked, this,
            [this](BoardId board, SectionId section) {
                typed(
                    tr("Change board"), QStringLiteral("board"),
                    [&](PinContent &c) {
                        c.board = board;
                        c.section = section;
                    },
                    true);
            });
    connect(m_ui->pinBoardPicker, &BoardPicker::problem, this,
            [this](const QString &text) { setNotice(text); });
    connect(m_ui->pinCampaignPicker, &CampaignPicker::picked, this, [this](CampaignId campaign) {
        typed(
            tr("Change campaign"), QStringLiteral("campaign"),
            [campaign](PinContent &c) { c.campaign = campaign; }, true);
    });
    connect(m_ui->pinLinkField, &LinkField::utmPicked, this,
            [this](const std::optional<UtmRecipeId> &utm) {
                typed(
                    tr("Change UTM tags"), QStringLiteral("utm"),
                    [&](PinContent &c) { c.utm = utm; }, true);
            });
    connect(m_ui->pinWhenEdit, &WhenEdit::edited, this, [this] {
        typed(
            tr("Change time"), QStringLiteral("time"),
            [&](PinContent &c) { c.planned = m_ui->pinWhenEdit->value(); }, true);
    });
    connect(m_ui->nextSlotPushButton, &QPushButton::clicked, this, &PinForm::takeNextSlot);
    for (QWidget *field :
         QList<QWidget *>{m_ui->titleLineEdit, m_ui->pinLinkField->edit(),
                          m_ui->descriptionTextEdit, m_ui->altTextEdit, m_ui->noteTextEdit} +
             m_ui->pinCarouselEdit->textFields())
        m_typingUndo.watch(field);
    connect(&m_typingUndo, &TypingUndo::ctrlEnterPressed, this, &PinForm::schedule);
    connect(&m_typingUndo, &TypingUndo::left, this, [this] {
        if (m_saver)
            m_saver->flush();
    });
}

/** Below the top: by which picture a video is shown. */
void PinForm::setUpCover()
{
    m_coverEdit = new CoverEdit(m_workspace, m_theme, this);
    QVBoxLayout *fields = m_ui->fieldsLayout;
    fields->insertWidget(fields->indexOf(m_ui->topLayout) + 1, m_coverEdit);
    connect(m_coverEdit, &CoverEdit::wanted, this, [this](const std::function<void(PinId)> &act) {
        onPicture([act](PinId id, int) { act(id); });
    });
    connect(m_coverEdit, &CoverEdit::looked, m_ui->mediaImagePreview, &ImagePreview::setLook);
    connect(m_coverEdit, &CoverEdit::problem, this, &PinForm::setNotice);
    connect(m_coverEdit, &CoverEdit::changed, this, [this] {
        if (m_saver && m_saver->pin().isValid())
            m_saver->refresh();
    });
}

void PinForm::setUpPictures()
{
    setUpCover();
    const ImagePreview *preview = m_ui->mediaImagePreview;
    connect(preview, &ImagePreview::playWanted, m_coverEdit, &CoverEdit::play);
    connect(m_ui->replaceImagePushButton, &QPushButton::clicked, this, [this] { chooseImage(); });
    connect(preview, &ImagePreview::replaceWanted, this, [this] { chooseImage(); });
    m_cropDesk = new CropDesk(m_workspace, m_theme, this);
    connect(m_cropDesk, &CropDesk::message, this, &PinForm::message);
    connect(m_ui->severalPage, &SeveralPins::cropWanted, m_cropDesk, &CropDesk::open);
    const auto crop = [this] {
        onPicture([this](PinId id, int place) { m_cropDesk->openOne(id, place); });
    };
    connect(preview, &ImagePreview::cropWanted, this, crop);
    connect(preview, &ImagePreview::originalWanted, this,
            [this] { onPicture([this](PinId id, int place) { m_cropDesk->reset(id, place); }); });
    connect(preview, &ImagePreview::fileDropped, this, [this](const QString &path) {
        setImage({path, {}, {}});
    });
    connect(preview, &ImagePreview::imageDropped, this,
            [this](const QByteArray &bytes, const QString &name) {
                setImage({{}, bytes, name});
            });
    connect(preview, &ImagePreview::filesDropped, this, [this](const QStringList &paths) {
        if (!m_ui->pinCarouselEdit->takesMore()) {
            setNotice(m_workspace.settings().carousels()
                          ? tr("A carousel has at most five pictures.")
                          : tr("A pin has one image or video: drop a single file here."));
            return;
        }
        QList<IntakeItem> items;
        for (const QString &path : paths)
            items.append({path, {}, {}});
        addPictures(items);
    });

    const CarouselEdit *pictures = m_ui->pinCarouselEdit;
    connect(pictures, &CarouselEdit::edited, this,
            [this](const QString &step, const QString &field, const QList<CarouselPicture> &list,
                   bool atOnce) {
                typed(
                    step, field, [&list](PinContent &c) { setPictures(c, list); }, atOnce);
            });
    connect(pictures, &CarouselEdit::placeChanged, this, [this] {
        if (m_saver)
            fillPreview(m_saver->wanted());
    });
    connect(pictures, &CarouselEdit::addWanted, this, &PinForm::addPictures);
    connect(pictures, &CarouselEdit::splitWanted, this, [this] {
        verb(
            [this](const QList<PinId> &ids, Done<EditOutcome> done) {
                m_carousels.split(ids.constFirst(), this, std::move(done));
            },
            tr("The other pictures are drafts in Unscheduled."));
    });
}

void PinForm::setUpFooter()
{
    const PinFooter *foot = m_ui->pinFooter;
    connect(foot, &PinFooter::scheduleWanted, this, &PinForm::schedule);
    connect(foot, &PinFooter::tryAgainWanted, this, &PinForm::tryAgain);
    connect(foot, &PinFooter::settled, this, &PinForm::settle);
    m_likePins = new LikePins(m_workspace, this);
    auto *column = qobject_cast<QVBoxLayout *>(foot->parentWidget()->layout());
    column->insertWidget(column->indexOf(foot), m_likePins);
    connect(
        m_likePins, &LikePins::chosen, this,
        [this](const QString &remoteId) { settleAs(remoteId); }, Qt::QueuedConnection);
    connect(foot, &PinFooter::publishHeldWanted, this, &PinForm::publishHeld);
    connect(foot, &PinFooter::holdWanted, this, &PinForm::holdBack);
    connect(foot, &PinFooter::openWanted, this, &PinForm::openAtPinterest);
    connect(foot, &PinFooter::copyLinkWanted, this, [this] {
        QGuiApplication::clipboard()->setText(addressAtPinterest().toString());
        emit message(tr("The pin's link is on the clipboard."));
    });
    connect(foot, &PinFooter::replaceWanted, this, &PinForm::chooseImage);
    connect(foot, &PinFooter::deleteWanted, this, &PinForm::deletePin);
    connect(foot, &PinFooter::publishNowWanted, this, [this] {
        verb(
            [this](const QList<PinId> &ids, Done<EditOutcome> done) {
                m_workspace.editor().publishNow(ids, this, std::move(done));
            },
            tr("Publishing now."));
    });
    connect(foot, &PinFooter::cancelUploadWanted, this, [this] {
        verb(
            [this](const QList<PinId> &ids, Done<EditOutcome> done) {
                m_workspace.editor().holdBack(ids, this, std::move(done), tr("Cancel upload"));
            },
            tr("The upload is cancelled. The pin is a draft that keeps its time."));
    });
    connect(foot, &PinFooter::unscheduleWanted, this, [this] {
        verb(
            [this](const QList<PinId> &ids, Done<EditOutcome> done) {
                m_workspace.editor().unschedule(ids, this, std::move(done));
            },
            tr("Moved to Unscheduled."));
    });
    connect(foot, &PinFooter::duplicateWanted, this, [this] {
        verb(
            [this](const QList<PinId> &ids, Done<EditOutcome> done) {
                m_workspace.editor().duplicate(ids, std::nullopt, this, std::move(done));
            },
            tr("A copy is in Unscheduled."));
    });
    connect(foot, &PinFooter::lockWanted, this, [this] {
        const bool locked = !m_saver->wanted().locked;
        verb(
            [this, locked](const QList<PinId> &ids, Done<EditOutcome> done) {
                m_workspace.editor().setLocked(ids, locked, this, std::move(done));
            },
            {});
    });
}

/** The bar of a pin that comes due while somebody writes in it (interaction.md 1). */
void PinForm::setUpHold()
{
    connect(&m_hold, &DueHold::began, this, [this] {
        showHold();
        emit message(tr("“%1” is due. It is published in a minute unless you hold it.")
                         .arg(m_saver->wanted().title));
    });
    connect(&m_hold, &DueHold::changed, this, [this] { showHold(); });
    connect(&m_hold, &DueHold::nearlyOver, this, [this] { commit(); });
}

void PinForm::applyTheme()
{
    const QIcon lock = themeIcon(QStringLiteral("lock"), m_theme.theme().secondary);
    m_ui->lockIconLabel->setPixmap(lock.pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    m_ui->pinHistory->refresh();
    if (m_saver) {
        showCounters();
        showState();
    }
}

// --- showing

void PinForm::showPin(PinId pin)
{
    if (m_saver && m_saver->pin() == pin && pin.isValid()) {
        m_saver->refresh();
        return;
    }
    const Result<Pin> found = m_workspace.store().pins().pin(pin);
    if (!found) {
        emit message(errorText(found.error()));
        return;
    }
    open(*found);
}

void PinForm::showNew(AccountId account, BoardId board, SectionId section,
                      const std::optional<WallTime> &at)
{
    Pin pin;
    pin.content.account = account;
    pin.content.board = board;
    pin.content.section = section;
    pin.content.planned = at;
    open(pin);
}

void PinForm::showSeveral(const QList<PinId> &pins)
{
    closeSaver();
    setEnabled(true);
    m_ui->pagesStackedWidget->setCurrentWidget(m_ui->severalPage);
    m_ui->lockIconLabel->hide();
    m_ui->severalPage->setPins(pins);
    m_ui->headingLabel->setText(tr("%n pin(s) selected", nullptr, int(pins.size())));
}

PinId PinForm::pin() const
{
    return m_saver ? m_saver->pin() : PinId{};
}

void PinForm::commit()
{
    m_ui->severalPage->commit();
    if (!m_saver)
        return;
    m_ui->pinWhenEdit->interpret();
    m_saver->flush();
}

void PinForm::focusTime()
{
    m_ui->pinWhenEdit->focusTime();
    m_ui->fieldsScrollArea->ensureWidgetVisible(m_ui->pinWhenEdit);
}

void PinForm::focusTitle()
{
    m_ui->titleLineEdit->setFocus();
    m_ui->titleLineEdit->selectAll();
}

void PinForm::closeSaver()
{
    m_dueTimer.stop();
    if (!m_saver)
        return;
    commit();
    m_hold.watch(std::nullopt);
    m_saver->disconnect(this);
    m_saver->release();
    m_saver = nullptr;
}

void PinForm::open(const Pin &pin)
{
    closeSaver();
    ++m_showing;
    m_ui->severalPage->setPins({});
    setNotice({});
    m_saver = new PinSaver(m_workspace.editor(), m_workspace.store().pins(), pin, &m_workspace);
    connect(m_saver, &PinSaver::refreshed, this, [this] { fill(); });
    connect(m_saver, &PinSaver::created, this, [this](PinId id) {
        fill();
        emit created(id);
    });
    connect(m_saver, &PinSaver::turnedDraft, this, [this] {
        setNotice(tr("It is a draft again: something is missing now. It keeps its time."));
        emit message(tr("“%1” is a draft again.").arg(m_saver->wanted().title));
    });
    connect(m_saver, &PinSaver::failed, this,
            [this](const Error &error) { setNotice(errorText(error)); });
    setEnabled(true);
    m_ui->pagesStackedWidget->setCurrentWidget(m_ui->singlePage);
    m_ui->fieldsScrollArea->ensureVisible(0, 0);
    m_ui->pinHistory->fold();
    fill();
}

void PinForm::fill()
{
    if (!m_saver)
        return;
    m_filling = true;
    const PinContent &content = m_saver->wanted();
    fillTop(content);
    setText(m_ui->titleLineEdit, content.title);
    // The stored link is trimmed; a space that is just being typed stays until the field is left.
    if (m_ui->pinLinkField->edit()->text().trimmed() != content.link)
        setText(m_ui->pinLinkField->edit(), content.link);
    setText(m_ui->descriptionTextEdit, content.description);
    setText(m_ui->altTextEdit, content.altText);
    setText(m_ui->noteTextEdit, content.note);
    m_filling = false;

    showReadOnly(!isEditable(shown().status));
    showCounters();
    showChecks();
    showState();
    m_ui->pinHistory->setPin(shown().id, zone());
    armDueTimer();
    m_hold.watch(shown());
}

void PinForm::fillTop(const PinContent &content)
{
    m_ui->pinCarouselEdit->setContent(content);
    fillPreview(content);
    m_ui->pinBoardPicker->setAccount(content.account);
    m_ui->pinBoardPicker->setChoice(content.board, content.section);
    m_ui->pinCampaignPicker->setChoice(content.campaign);
    m_ui->pinWhenEdit->setZone(zone());
    const std::optional<Account> owner = account();
    m_ui->pinWhenEdit->setAccountZone(owner ? owner->zone : QByteArray());
    m_ui->pinWhenEdit->setValue(content.planned);
    m_ui->headingLabel->setText(shown().id.isValid() ? tr("Pin") : tr("New pin"));
    m_ui->lockIconLabel->setVisible(content.locked);
}

/** The pin's image, or the picture of the carousel that is chosen below it. */
void PinForm::fillPreview(const PinContent &content)
{
    const MediaAssets media =
        m_workspace.store().media().shown(shownMedia(content)).value_or(MediaAssets());
    m_coverEdit->setContent(content, media);
    if (const auto video = videoOf(content, media)) {
        m_ui->mediaImagePreview->setVideo(*video, pictureOf(content, media));
        m_ui->mediaImagePreview->setPlace(0, 1, {});
        m_ui->replaceImagePushButton->setText(tr("Replace video…"));
        return;
    }
    const QList<CarouselPicture> pictures = picturesOf(content);
    const int place = qMin(m_ui->pinCarouselEdit->place(), qMax(0, int(pictures.size()) - 1));
    const auto asset = [this](const CarouselPicture &picture) -> std::optional<MediaAsset> {
        const Result<MediaAsset> found = m_workspace.store().media().asset(picture.media);
        return picture.media.isValid() && found ? std::optional(*found) : std::nullopt;
    };
    const std::optional<MediaAsset> shownOne = asset(pictures.value(place));
    const std::optional<MediaAsset> first = asset(pictures.value(0));
    m_ui->mediaImagePreview->setMedia(shownOne, pictures.value(place).fit);
    m_ui->mediaImagePreview->setPlace(
        place, int(pictures.size()),
        carouselShape(first ? fittedSize(pictures.value(0).fit, first->size) : QSize()));
    m_ui->replaceImagePushButton->setText(content.isCarousel() ? tr("Replace…")
                                          : shownOne           ? tr("Replace image…")
                                                               : tr("Choose file…"));
}

void PinForm::showReadOnly(bool readOnly)
{
    if (m_shownReadOnly == readOnly)
        return;
    m_shownReadOnly = readOnly;
    m_textHelp->setAvailable(!readOnly);
    m_ui->titleLineEdit->setReadOnly(readOnly);
    m_ui->pinLinkField->setReadOnly(readOnly);
    for (GrowingTextEdit *edit : {m_ui->descriptionTextEdit, m_ui->altTextEdit})
        edit->setReadOnly(readOnly);
    // The note is never sent, but it is part of the pin, which is closed now.
    m_ui->noteTextEdit->setReadOnly(readOnly);
    // An empty field that can't be filled in asks for nothing.
    m_ui->titleLineEdit->setPlaceholderText(readOnly ? QString() : tr("What is it?"));
    m_ui->descriptionTextEdit->setPlaceholderText(readOnly ? QString()
                                                           : tr("What makes it worth saving?"));
    m_ui->altTextEdit->setPlaceholderText(
        readOnly ? QString() : tr("What it shows, for people who can't see it"));
    m_ui->noteTextEdit->setPlaceholderText(readOnly ? QString() : tr("Never sent to Pinterest"));
    for (QWidget *field :
         QList<QWidget *>{m_ui->titleLineEdit, m_ui->pinLinkField->edit(),
                          m_ui->descriptionTextEdit, m_ui->altTextEdit, m_ui->noteTextEdit}) {
        // The sheet's rule for read-only fields is looked up again.
        field->style()->unpolish(field);
        field->style()->polish(field);
    }
    m_ui->pinBoardPicker->setEnabled(!readOnly);
    m_ui->pinCampaignPicker->setEnabled(!readOnly);
    m_ui->pinWhenEdit->setReadOnly(readOnly);
    m_ui->mediaImagePreview->setReadOnly(readOnly);
    m_ui->pinCarouselEdit->setReadOnly(readOnly);
    m_coverEdit->setReadOnly(readOnly);
    m_ui->replaceImagePushButton->setVisible(!readOnly);
    m_ui->nextSlotPushButton->setVisible(!readOnly);
    m_ui->checksLabel->setVisible(!readOnly);
    m_ui->pinCheckList->setVisible(!readOnly);
}

void PinForm::showCounters()
{
    const PinContent &content = m_saver->wanted();
    m_ui->titleCounterLabel->count(content.title);
    m_ui->descriptionCounterLabel->count(content.description);
    m_ui->altCounterLabel->count(content.altText);
    m_ui->pinLinkField->setPin(shown(), content);
}

void PinForm::showChecks()
{
    const bool editable = m_saver && isEditable(shown().status);
    m_lookAlikes->setPicture(editable ? shown().id : PinId(),
                             editable ? m_saver->wanted() : PinContent());
    if (!editable)
        return;
    QList<PinCheck> checks = m_workspace.checks().of(shown(), m_saver->wanted());
    if (m_lookAlikes->count() > 0)
        checks += PinCheck::LooksAlike;
    m_ui->pinCheckList->setChecks(checks);
}

void PinForm::showState()
{
    const std::optional<Account> owner = account();
    const bool sandbox = owner && owner->environment == Environment::Sandbox;
    m_likePins->setPin(shown());
    m_ui->pinFooter->setState(
        {shown(), m_saver->wanted(), zone(), sandbox, m_workspace.clock().now()});
}

void PinForm::setNotice(const QString &text)
{
    m_ui->pinFooter->setNotice(text);
}

/** Wakes shortly before the pin is due, to store what was typed, and right after, to show that its
 * time has passed. */
void PinForm::armDueTimer()
{
    m_dueTimer.stop();
    if (!m_saver || !shown().dueAt || !isEditable(shown().status))
        return;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        *shown().dueAt - m_workspace.clock().nowMillis());
    constexpr auto ahead = std::chrono::milliseconds(1500);
    constexpr auto after = std::chrono::milliseconds(1000);
    if (left + after <= std::chrono::milliseconds(0))
        return;
    const auto wait = left > ahead ? left - ahead : left + after;
    m_dueTimer.start(std::min<std::chrono::milliseconds>(wait, longestTimer));
}

void PinForm::showHold()
{
    const bool turned =
        m_ui->pinFooter->setHold(m_hold.isHolding() ? std::optional(m_hold.left()) : std::nullopt);
    if (turned && m_saver)
        showState();
}

void PinForm::storeChanged(const ChangeSet &changes)
{
    if (const QList<PinId> &several = m_ui->severalPage->pins(); !several.isEmpty()) {
        const bool ours =
            changes.everything || std::any_of(several.begin(), several.end(),
                                              [&](PinId id) { return changes.pins.contains(id); });
        if (ours)
            m_ui->severalPage->refresh();
        return;
    }
    if (!m_saver)
        return;
    const bool ours = m_saver->pin().isValid() && changes.pins.contains(m_saver->pin());
    if ((changes.everything || ours) && !m_saver->refresh()) {
        closeSaver();
        setEnabled(false);
        emit closeWanted();
        return;
    }
    if (changes.everything || changes.pins.size() > (ours ? 1 : 0))
        m_lookAlikes->lookAgain();
    if (!changes.boards.isEmpty() || !changes.accounts.isEmpty() || !changes.pins.isEmpty()) {
        showChecks();
        showState();
    }
}

// --- editing

template<typename Set>
void PinForm::typed(const QString &stepName, const QString &field, Set set, bool atOnce)
{
    if (m_filling || !m_saver)
        return;
    PinContent content = m_saver->wanted();
    set(content);
    if (content == m_saver->wanted())
        return;
    setNotice({});
    const bool isHelp = !m_helpStep.isEmpty();
    m_saver->want(content, isHelp ? m_helpStep : stepName,
                  isHelp ? QStringLiteral("help%1").arg(m_helpSteps) : field);
    if (atOnce || isHelp)
        m_saver->flush();
    showCounters();
    showChecks();
    showState();
}

void PinForm::setImage(const IntakeItem &item)
{
    if (m_saver && m_saver->wanted().isCarousel()) {
        takeImage(
            [this, item, place = m_ui->pinCarouselEdit->place()](PinId id, Done<EditOutcome> done) {
                m_carousels.replace(id, place, item, this, std::move(done));
            },
            {});
        return;
    }
    if (m_saver && !m_saver->pin().isValid() && !m_saver->isHeld()) {
        setNotice({});
        takeFirstImage(item);
        return;
    }
    takeImage(
        [this, item](PinId id, const Done<EditOutcome> &done) {
            const auto said = [this, done, replaced = ReplacedMedia(m_workspace.store(), id)](
                                  const Result<EditOutcome> &outcome) {
                done(outcome);
                if (outcome && replaced.hasLostCover())
                    emit message(replaced.sentence(), true);
            };
            if (item.path.isEmpty())
                m_workspace.editor().replaceImageData(id, item.bytes, item.name, this, said);
            else
                m_workspace.editor().replaceImage(id, item.path, this, said);
        },
        {});
}

/** Of a pin that is to be made, or is just being made: it takes the image when that is read, and
 * until then it is as any other. */
void PinForm::takeFirstImage(const IntakeItem &item)
{
    m_ui->mediaImagePreview->setBusy(true);
    m_saver->setAwaiting(true);
    const QPointer<PinSaver> target = m_saver;
    m_workspace.editor().takeImages(
        {item}, this, [this, target](const Result<IntakeResult> &taken) {
            const bool isShown = target && m_saver == target;
            if (isShown)
                m_ui->mediaImagePreview->setBusy(false);
            if (!target)
                return;
            if (taken) {
                PinContent content = target->wanted();
                content.media = taken->assets.constFirst().id;
                target->want(content, tr("Add image"), QStringLiteral("media"));
                target->flush();
                if (isShown)
                    fill();
            } else if (isShown) {
                setNotice(errorText(taken.error()));
            } else {
                emit message(errorText(taken.error()));
            }
            target->setAwaiting(false);
        });
}

void PinForm::addPictures(const QList<IntakeItem> &items)
{
    takeImage(
        [this, items](PinId id, Done<EditOutcome> done) {
            m_carousels.add(id, items, this, std::move(done));
        },
        [this, items](const DropTarget &target, Done<EditOutcome> done) {
            PinContent content;
            content.account = target.account;
            content.board = target.board;
            content.section = target.section;
            content.link = target.link;
            content.planned = target.at;
            m_carousels.make(content, items, this, std::move(done));
        });
}

/** Reads an image for the shown pin, or makes the new pin with it; typing goes on meanwhile. */
void PinForm::takeImage(const std::function<void(PinId, Done<EditOutcome>)> &replace,
                        const std::function<void(const DropTarget &, Done<EditOutcome>)> &add)
{
    if (!m_saver)
        return;
    if (m_saver->isHeld()) {
        setNotice(tr("The image before it is still being read."));
        return;
    }
    setNotice({});
    m_ui->mediaImagePreview->setBusy(true);
    const QPointer<PinSaver> target = m_saver;
    const auto finished = [this, target](const Result<EditOutcome> &outcome) {
        if (m_saver == target)
            m_ui->mediaImagePreview->setBusy(false);
        if (!target)
            return;
        if (outcome && m_saver == target && !outcome->refused.isEmpty())
            setNotice(outcome->refused.join(QLatin1Char('\n')));
        if (!outcome) {
            target->setHeld(false);
            if (m_saver == target)
                setNotice(errorText(outcome.error()));
            else
                emit message(errorText(outcome.error()));
        } else if (!target->pin().isValid()) {
            target->adopt(outcome->pins.value(0));
        } else {
            target->refresh();
        }
    };
    if (!m_saver->pin().isValid() && !m_saver->isSending()) {
        const PinContent &c = m_saver->wanted();
        m_saver->setHeld(true);
        add({c.account, c.board, c.section, c.planned, 60, c.link}, finished);
        return;
    }
    m_saver->whenStored(this, [target, replace, finished] { replace(target->pin(), finished); });
}

void PinForm::onPicture(const std::function<void(PinId pin, int place)> &act)
{
    if (!m_saver || m_saver->isEmptyNew())
        return;
    setNotice({});
    const QPointer<PinSaver> target = m_saver;
    m_saver->whenStored(this, [this, target, act, place = m_ui->pinCarouselEdit->place()] {
        if (target && m_saver == target)
            act(target->pin(), place);
    });
}

void PinForm::chooseImage()
{
    QFileDialog *dialog =
        newImageDialog("imageFileDialog", tr("Choose an image or a video"),
                       QFileDialog::ExistingFile, this, WantedFiles::ImagesAndVideos);
    const QPointer<PinSaver> target = m_saver;
    connect(dialog, &QFileDialog::fileSelected, this, [this, target](const QString &path) {
        if (target && target == m_saver)
            setImage({path, {}, {}});
    });
    dialog->open();
}

// --- verbs

void PinForm::takeNextSlot()
{
    if (!m_saver)
        return;
    m_ui->pinWhenEdit->interpret();
    setNotice({});
    const QPointer<PinSaver> target = m_saver;
    if (m_saver->isEmptyNew()) {
        // There is no pin yet that could take one: the time is shown, and taken with the first
        // word.
        const PinContent &content = m_saver->wanted();
        DropTarget next;
        next.account = content.account;
        next.board = content.board;
        if (content.planned)
            next.at = WallTime::fromUtc(content.planned->resolve().utc + std::chrono::seconds(1),
                                        content.planned->zone);
        m_workspace.editor().previewNextSlots(
            next, 1, this, [this, target](const Result<QList<WallTime>> &times) {
                if (!target || m_saver != target)
                    return;
                if (!times) {
                    setNotice(errorText(times.error()));
                    return;
                }
                m_ui->pinWhenEdit->setValue(times->constFirst());
                typed(
                    tr("Change time"), QStringLiteral("time"),
                    [&](PinContent &c) { c.planned = times->constFirst(); }, true);
            });
        return;
    }
    m_saver->whenStored(this, [this, target] {
        m_workspace.editor().moveToNextSlot(target->pin(), this,
                                            [this, target](const Result<EditOutcome> &outcome) {
                                                if (!outcome && m_saver == target)
                                                    setNotice(errorText(outcome.error()));
                                            });
    });
}

void PinForm::schedule()
{
    if (!m_saver || shown().status != PinStatus::Draft)
        return;
    m_ui->pinWhenEdit->interpret();
    if (m_saver->isEmptyNew()) {
        setNotice(tr("Add an image first."));
        return;
    }
    setNotice({});
    const QPointer<PinSaver> target = m_saver;
    m_saver->whenStored(this, [this, target] {
        m_workspace.editor().schedule({target->pin()}, this,
                                      [this, target](const Result<EditOutcome> &outcome) {
                                          if (!target)
                                              return;
                                          if (outcome) {
                                              emit scheduled(target->pin());
                                          } else if (m_saver == target) {
                                              setNotice(errorText(outcome.error()));
                                              focusFirstMissing();
                                          }
                                      });
    });
}

/** "Publish now" of the bar: the due time stays, the last text goes. */
void PinForm::publishHeld()
{
    if (!m_saver)
        return;
    commit();
    const QPointer<PinSaver> target = m_saver;
    m_saver->whenStored(this, [this, target] {
        if (m_saver == target)
            m_hold.letGo();
    });
}

/** "Hold" of the bar: a draft with its time, to be scheduled again when it is ready. */
void PinForm::holdBack()
{
    if (!m_saver)
        return;
    commit();
    const QPointer<PinSaver> target = m_saver;
    m_saver->whenStored(this, [this, target] {
        m_workspace.editor().holdBack({target->pin()}, this,
                                      [this, target](const Result<EditOutcome> &outcome) {
                                          if (!outcome && m_saver == target)
                                              setNotice(errorText(outcome.error()));
                                          else if (outcome)
                                              emit message(tr("Held. It is a draft now."));
                                      });
    });
}

void PinForm::focusFirstMissing()
{
    const QList<PinCheck> missing = m_workspace.editor().missing(m_saver->wanted());
    if (missing.isEmpty()) {
        focusTime();
        return;
    }
    QWidget *field = nullptr;
    switch (missing.first()) {
    case PinCheck::MediaMissing:
    case PinCheck::VideoTooShort:
    case PinCheck::VideoTooLong:
        field = m_ui->mediaImagePreview;
        break;
    case PinCheck::BoardMissing:
    case PinCheck::BoardNotAtPinterest:
        field = m_ui->pinBoardPicker;
        break;
    case PinCheck::TitleMissing:
    case PinCheck::TitleTooLong:
        field = m_ui->titleLineEdit;
        break;
    case PinCheck::LinkMissing:
    case PinCheck::LinkInvalid:
    case PinCheck::LinkTooLong:
    case PinCheck::TaggedLinkTooLong:
        field = m_ui->pinLinkField->edit();
        break;
    case PinCheck::DescriptionTooLong:
        field = m_ui->descriptionTextEdit;
        break;
    case PinCheck::AltTextTooLong:
        field = m_ui->altTextEdit;
        break;
    case PinCheck::CoverMissing:
        m_coverEdit->focusStrip();
        m_ui->fieldsScrollArea->ensureWidgetVisible(m_coverEdit);
        return;
    case PinCheck::CarouselOff:
    case PinCheck::PictureTextTooLong:
    case PinCheck::PictureLinkInvalid:
        m_ui->pinCarouselEdit->focusProblem();
        m_ui->fieldsScrollArea->ensureWidgetVisible(m_ui->pinCarouselEdit);
        return;
    default:
        return;
    }
    field->setFocus();
    m_ui->fieldsScrollArea->ensureWidgetVisible(field);
}

/** One click does what mendText() says, as one step. */
void PinForm::mend(PinCheck check)
{
    switch (mendOf(check)) {
    case PinMend::None:
        break;
    case PinMend::Crop:
        onPicture([this](PinId id, int place) { m_cropDesk->cropTo(FitShape::Tall, id, place); });
        break;
    case PinMend::Cut:
        typed(
            tr("Cut text"), QStringLiteral("cut%1").arg(++m_cuts),
            [check](PinContent &c) { cutTexts(c, check); }, true);
        fill();
        break;
    case PinMend::NextFreeTime:
        takeNextSlot();
        break;
    case PinMend::OpenSettings:
        emit settingsWanted(QStringLiteral("carouselsCheckBox"));
        break;
    }
}

void PinForm::tryAgain()
{
    verb(
        [this](const QList<PinId> &ids, Done<EditOutcome> done) {
            m_workspace.editor().schedule(ids, this, std::move(done));
        },
        tr("It is tried again."));
}

/** Stores what was typed, then acts on the shown pin; a refusal is said in the footer. */
void PinForm::verb(const std::function<void(const QList<PinId> &, Done<EditOutcome>)> &act,
                   const QString &said)
{
    if (!m_saver || m_saver->isEmptyNew())
        return;
    m_ui->pinWhenEdit->interpret();
    setNotice({});
    const QPointer<PinSaver> target = m_saver;
    m_saver->whenStored(this, [this, target, act, said] {
        act({target->pin()}, [this, target, said](const Result<EditOutcome> &outcome) {
            if (!outcome && target && m_saver == target)
                setNotice(errorText(outcome.error()));
            else if (!outcome)
                emit message(errorText(outcome.error()));
            else if (!said.isEmpty())
                emit message(said);
        });
    });
}

void PinForm::settle(bool isThere)
{
    if (isThere) {
        settleAs(shown().remoteId);
        return;
    }
    setNotice({});
    m_workspace.store().pins().settleAsUnsent(shown().id, shown().revision, this, settledOrSaid());
}

void PinForm::settleAs(const QString &remoteId)
{
    setNotice({});
    m_workspace.store().pins().settleAsPublished(shown().id, shown().revision, remoteId, this,
                                                 settledOrSaid());
}

Done<void> PinForm::settledOrSaid()
{
    return [this](const Result<void> &result) {
        if (!result)
            setNotice(errorText(result.error()));
    };
}

void PinForm::deletePin()
{
    if (shown().status == PinStatus::Published && !shown().remoteId.isEmpty()) {
        askHowToDelete(shown());
        return;
    }
    verb(
        [this](const QList<PinId> &ids, Done<EditOutcome> done) {
            m_workspace.editor().remove(ids, this, std::move(done));
        },
        tr("Deleted. Undo brings it back."));
}

void PinForm::askHowToDelete(const Pin &doomed)
{
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Delete pin"),
        tr("“%1” is published. Remove it from the calendar only, or delete it at Pinterest too?")
            .arg(doomed.content.title),
        QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("deletePublishedMessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *here = box->addButton(tr("&Remove from calendar"), QMessageBox::AcceptRole);
    QPushButton *there =
        box->addButton(tr("&Delete at Pinterest too"), QMessageBox::DestructiveRole);
    here->setObjectName(QStringLiteral("removeFromCalendarPushButton"));
    there->setObjectName(QStringLiteral("deleteAtPinterestPushButton"));
    box->setDefaultButton(here);
    const PinId id = doomed.id;
    const auto report = [this](const QString &said, const auto &result) {
        emit message(result ? said : errorText(result.error()));
    };
    connect(here, &QPushButton::clicked, this, [this, id, report] {
        m_workspace.editor().remove({id}, this, [report](const Result<EditOutcome> &r) {
            report(tr("Removed. Undo brings it back."), r);
        });
    });
    connect(there, &QPushButton::clicked, this, [this, id, report] {
        m_workspace.deleteAtPinterest(id, this, [report](const Result<void> &r) {
            report(tr("Deleted at Pinterest too."), r);
        });
    });
    box->open();
}

/** In the browser. */
void PinForm::openAtPinterest()
{
    const QUrl address = addressAtPinterest();
    if (!QDesktopServices::openUrl(address))
        setNotice(tr("No browser could be opened. The address is %1").arg(address.toString()));
}

std::optional<Account> PinForm::account() const
{
    const Result<Account> found = m_workspace.store().accounts().account(m_saver->wanted().account);
    return found ? std::optional(*found) : std::nullopt;
}

QByteArray PinForm::zone() const
{
    if (m_saver->wanted().planned)
        return m_saver->wanted().planned->zone;
    const std::optional<Account> owner = account();
    return owner && !owner->zone.isEmpty() ? owner->zone : systemZone();
}

/** The page that a person sees: on the host of the sign-in page, whatever the environment. */
QUrl PinForm::addressAtPinterest() const
{
    QUrl address;
    if (const std::optional<Account> owner = account())
        address = owner->endpoints.authorize;
    if (address.isEmpty())
        address = endpointsOf(Environment::Production).authorize;
    address.setPath(QStringLiteral("/pin/%1/").arg(shown().remoteId));
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
        if (isCtrlEnter(*key)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void PinForm::keyPressEvent(QKeyEvent *event)
{
    if (isCtrlEnter(*event)) {
        schedule();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        commit();
        emit closeWanted();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace pinweek
