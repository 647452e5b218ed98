// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/severalpins.h"

#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "ui_severalpins.h"
#include "workspace/workspace.h"

#include <QLocale>
#include <QMap>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace pinweek {

SeveralPins::SeveralPins(QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::SeveralPins>())
{
    m_ui->setupUi(this);
    setTone(m_ui->severalSummaryLabel, Tone::Secondary);
}

SeveralPins::~SeveralPins() = default;

void SeveralPins::setUp(Workspace &workspace, ThemeManager &theme)
{
    m_workspace = &workspace;
    m_ui->severalBoardPicker->setUp(workspace, theme);
    m_ui->severalBoardPicker->setEmptyText(tr("Set a board for all"));
    m_ui->severalCampaignPicker->setUp(workspace, theme);
    connect(m_ui->severalCampaignPicker, &CampaignPicker::picked, this,
            [this](CampaignId campaign) {
                act([campaign](PinEditor &e, const Ids &ids, QObject *c,
                               Finish done) { e.setCampaign(ids, campaign, c, std::move(done)); },
                    tr("The campaign is changed."));
            });
    m_ui->severalUtmPicker->setFlat(false);
    m_ui->severalUtmPicker->setMinimumHeight(metrics::controlHeight);
    m_ui->severalUtmPicker->setUp(workspace,
                                  [this] { return std::pair(m_first.id, m_first.content); });
    connect(m_ui->severalUtmPicker, &UtmPicker::picked, this,
            [this](const std::optional<UtmRecipeId> &utm) {
                act([utm](PinEditor &e, const Ids &ids, QObject *c,
                          Finish done) { e.setUtm(ids, utm, c, std::move(done)); },
                    tr("The UTM tags are changed."));
            });
    m_ui->severalTexts->setUp(workspace.editor());
    connect(m_ui->severalTexts, &SeveralTexts::message, this, &SeveralPins::message);
    addVerbs();
    connect(m_ui->severalBoardPicker, &BoardPicker::picked, this,
            [this](BoardId board, SectionId section) {
                act(
                    [board, section](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
                        e.setBoard(ids, board, section, c, std::move(done));
                    },
                    tr("The board is changed."));
            });
    connect(m_ui->severalBoardPicker, &BoardPicker::problem, this, &SeveralPins::message);
}

void SeveralPins::addVerbs()
{
    setPrimary(addVerb(QStringLiteral("scheduleAllPushButton"), {},
                       tr("Schedule those that are ready"), tr("Scheduled."),
                       [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
                           e.schedule(ids, c, std::move(done));
                       }));
    addVerb(QStringLiteral("publishAllNowPushButton"), QStringLiteral("send"), tr("Publish now"),
            tr("Publishing now."), [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
                e.publishNow(ids, c, std::move(done));
            });
    addVerb(QStringLiteral("unscheduleAllPushButton"), QStringLiteral("inbox"), tr("Unschedule"),
            tr("Moved to Unscheduled."), [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
                e.unschedule(ids, c, std::move(done));
            });
    addVerb(QStringLiteral("duplicateAllPushButton"), QStringLiteral("copy"), tr("Duplicate"),
            tr("Copies are in Unscheduled."),
            [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
                e.duplicate(ids, std::nullopt, c, std::move(done));
            });
    addVerb(
        QStringLiteral("cropAllPushButton"), QStringLiteral("crop"), tr("Crop and fit…"), {},
        [this](PinEditor &, const Ids &ids, QObject *, const Finish &) { emit cropWanted(ids); });
    addVerb(QStringLiteral("lockAllPushButton"), QStringLiteral("lock"), tr("Lock"), tr("Locked."),
            [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
                e.setLocked(ids, true, c, std::move(done));
            });
    addVerb(QStringLiteral("unlockAllPushButton"), QStringLiteral("lock-open"), tr("Unlock"),
            tr("Unlocked."), [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
                e.setLocked(ids, false, c, std::move(done));
            });
    addVerb(QStringLiteral("deleteAllPushButton"), QStringLiteral("trash-2"), tr("Delete"),
            tr("Deleted. Undo brings them back."),
            [](PinEditor &e, const Ids &ids, QObject *c, Finish done) {
                e.remove(ids, c, std::move(done));
            });
}

QPushButton *SeveralPins::addVerb(const QString &name, const QString &icon, const QString &text,
                                  const QString &said, const Verb &verb)
{
    auto *button = new QPushButton(text, this);
    if (!icon.isEmpty())
        button->setIcon(themeIcon(icon));
    button->setObjectName(name);
    button->setMinimumHeight(metrics::controlHeight);
    m_ui->severalVerbsLayout->addWidget(button);
    m_buttons.append(button);
    connect(button, &QPushButton::clicked, this, [this, verb, said] { act(verb, said); });
    return button;
}

void SeveralPins::act(const Verb &verb, const QString &said)
{
    verb(m_workspace->editor(), m_pins, this, [this, said](const Result<EditOutcome> &outcome) {
        emit message(outcome ? said : errorText(outcome.error()));
    });
}

void SeveralPins::setPins(const QList<PinId> &pins)
{
    m_pins = pins;
    if (pins.isEmpty())
        m_ui->severalTexts->showPins({});
    else
        refresh();
}

QList<QWidget *> SeveralPins::textFields() const
{
    return m_ui->severalTexts->fields();
}

void SeveralPins::commit()
{
    m_ui->severalTexts->commit();
}

void SeveralPins::refresh()
{
    const QList<Pin> pins = m_workspace->store().pins().pins(m_pins).value_or(QList<Pin>{});
    showSummary(pins);
    showBoard(pins);
    showCampaign(pins);
    showUtm(pins);
    m_ui->severalTexts->showPins(pins);
    const bool anyEditable = std::any_of(pins.begin(), pins.end(),
                                         [](const Pin &pin) { return isEditable(pin.status); });
    m_ui->severalBoardPicker->setEnabled(anyEditable);
    m_ui->severalCampaignPicker->setEnabled(anyEditable);
    m_ui->severalUtmPicker->setEnabled(anyEditable);
    for (QPushButton *button : std::as_const(m_buttons))
        button->setEnabled(anyEditable ||
                           button->objectName().startsWith(QStringLiteral("duplicate")) ||
                           button->objectName().startsWith(QStringLiteral("delete")));
}

/** "2 draft, 1 published". */
void SeveralPins::showSummary(const QList<Pin> &pins)
{
    QMap<int, int> counts;
    for (const Pin &each : pins)
        ++counts[int(each.status)];
    QStringList words;
    const QLocale locale;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        words.append(tr("%1 %2").arg(locale.toString(it.value()),
                                     statusText(PinStatus(it.key())).toLower()));
    m_ui->severalSummaryLabel->setText(words.join(tr(", ")));
}

/** The board that they share, if they do. */
void SeveralPins::showBoard(const QList<Pin> &pins)
{
    if (!pins.isEmpty())
        m_ui->severalBoardPicker->setAccount(pins.first().content.account);
    const PinContent first = pins.isEmpty() ? PinContent{} : pins.first().content;
    const bool same = std::all_of(pins.begin(), pins.end(), [&](const Pin &p) {
        return p.content.board == first.board && p.content.section == first.section;
    });
    m_ui->severalBoardPicker->setChoice(same ? first.board : BoardId{},
                                        same ? first.section : SectionId{});
}

/** The campaign that they share; where they differ, that is said. */
void SeveralPins::showCampaign(const QList<Pin> &pins)
{
    const CampaignId first = pins.isEmpty() ? CampaignId{} : pins.first().content.campaign;
    const bool same = std::all_of(pins.begin(), pins.end(),
                                  [&](const Pin &p) { return p.content.campaign == first; });
    m_ui->severalCampaignPicker->setEmptyText(same ? tr("No campaign") : tr("Several campaigns"));
    m_ui->severalCampaignPicker->setChoice(same ? first : CampaignId{}, !same);
}

/** The recipe that they share; where they differ, that is said. */
void SeveralPins::showUtm(const QList<Pin> &pins)
{
    m_first = pins.value(0);
    const PinContent &first = m_first.content;
    const bool same = std::all_of(pins.begin(), pins.end(), [&first](const Pin &p) {
        return p.content.utm == first.utm && (p.content.utm || p.content.account == first.account);
    });
    m_ui->severalUtmPicker->setChoice(first.account, first.utm, !same);
}

} // namespace pinweek
