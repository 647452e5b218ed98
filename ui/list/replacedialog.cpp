// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/list/replacedialog.h"

#include "planner/slices.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <array>

namespace pinweek {

namespace {
constexpr std::array fieldNames{"title", "description", "link", "altText"};
constexpr qsizetype sliceToRead = 200; // pins: some ms
constexpr qsizetype sliceToCount = 500;
} // namespace

ReplaceDialog::ReplaceDialog(Workspace &workspace, const PinFilter &shown,
                             const QList<PinId> &selected, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_search(workspace.store())
    , m_shown(shown)
    , m_selected(selected)
    , m_find(new QLineEdit(this))
    , m_with(new QLineEdit(this))
    , m_inSelected(
          new QRadioButton(tr("In %n selected pin(s)", nullptr, int(selected.size())), this))
    , m_inShown(new QRadioButton(tr("In &all pins of the list"), this))
    , m_case(new QCheckBox(tr("Large and small letters &differ"), this))
    , m_words(new QCheckBox(tr("&Whole words only"), this))
    , m_preview(bodyLabel({}, QStringLiteral("previewLabel"), this))
{
    setObjectName(QStringLiteral("replaceDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Find and replace"));
    m_find->setObjectName(QStringLiteral("findLineEdit"));
    m_with->setObjectName(QStringLiteral("withLineEdit"));
    m_find->setMinimumWidth(320);
    m_inSelected->setObjectName(QStringLiteral("selectedRadioButton"));
    m_inShown->setObjectName(QStringLiteral("shownRadioButton"));
    m_case->setObjectName(QStringLiteral("caseCheckBox"));
    m_words->setObjectName(QStringLiteral("wordsCheckBox"));
    m_inSelected->setEnabled(!selected.isEmpty());
    (selected.size() > 1 ? m_inSelected : m_inShown)->setChecked(true);

    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    form->setHorizontalSpacing(metrics::space4);
    form->addRow(tr("&Find"), m_find);
    form->addRow(tr("&Replace with"), m_with);
    auto *fields = new QHBoxLayout;
    fields->setSpacing(metrics::space3);
    const std::array labels{tr("&Title"), tr("D&escription"), tr("&Link"), tr("Alt te&xt")};
    for (size_t i = 0; i < labels.size(); ++i) {
        auto *box = new QCheckBox(labels[i], this);
        box->setObjectName(QString::fromLatin1(fieldNames[i]) + QStringLiteral("CheckBox"));
        box->setChecked(true);
        connect(box, &QCheckBox::toggled, this, &ReplaceDialog::preview);
        fields->addWidget(box);
        m_fields += box;
    }
    fields->addStretch(1);
    form->addRow(tr("In"), fields);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_replace = buttons->addButton(tr("Replace"), QDialogButtonBox::AcceptRole);
    m_replace->setObjectName(QStringLiteral("replacePushButton"));
    m_replace->setDefault(true);
    setPrimary(m_replace);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    column->setSpacing(metrics::space2);
    column->addLayout(form);
    for (QWidget *widget : {static_cast<QWidget *>(m_inSelected), static_cast<QWidget *>(m_inShown),
                            static_cast<QWidget *>(m_case), static_cast<QWidget *>(m_words),
                            static_cast<QWidget *>(m_preview)})
        column->addWidget(widget);
    column->addWidget(buttons);

    connect(m_find, &QLineEdit::textChanged, this, &ReplaceDialog::ask);
    connect(m_inShown, &QRadioButton::toggled, this, &ReplaceDialog::ask);
    connect(m_with, &QLineEdit::textChanged, this, &ReplaceDialog::preview);
    connect(m_case, &QCheckBox::toggled, this, &ReplaceDialog::preview);
    connect(m_words, &QCheckBox::toggled, this, &ReplaceDialog::preview);
    connect(&m_search, &PinSearch::found, this, &ReplaceDialog::takeFound);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit replaceWanted(m_edits, tr("Replace “%1”").arg(m_find->text().left(40)));
        accept();
    });
    ask();
}

TextReplace ReplaceDialog::replacement() const
{
    TextReplace replace{
        m_find->text(), m_with->text(), m_case->isChecked(), m_words->isChecked(), {}};
    for (int i = 0; i < m_fields.size(); ++i) {
        if (m_fields[i]->isChecked())
            replace.fields += PinText(i);
    }
    return replace;
}

/** The database finds the pins that may hold it; what they hold is looked at here. */
void ReplaceDialog::ask()
{
    if (m_find->text().isEmpty() || (m_inSelected->isChecked() && m_holdsSelected))
        return preview();
    ++m_reading;
    m_pins.clear();
    m_holdsSelected = false;
    m_replace->setEnabled(false);
    if (m_inSelected->isChecked())
        return read(m_selected);
    PinFilter holding = m_shown;
    holding.text += QLatin1Char(' ') + m_find->text();
    m_search.find({holding});
}

void ReplaceDialog::takeFound(const QList<PinId> &pins, bool whole)
{
    if (whole && !m_inSelected->isChecked() && !m_find->text().isEmpty())
        read(pins);
}

void ReplaceDialog::read(const QList<PinId> &pins)
{
    const QList<PinId> first = pins.first(qMin<qsizetype>(pins.size(), mostPins));
    m_cut = first.size() < pins.size();
    m_pins.clear();
    m_holdsSelected = false;
    inSlices(
        first.size(), sliceToRead, this,
        [this, first, reading = ++m_reading](qsizetype begin, qsizetype end) -> Result<void> {
            if (reading != m_reading)
                return fail(ErrorKind::Cancelled, {});
            auto slice = m_workspace.store().pins().pins(first.mid(begin, end - begin));
            if (!slice)
                return fail(slice.error());
            slice->removeIf([](const Pin &pin) { return !isEditable(pin.status); });
            m_pins += *slice;
            return {};
        },
        [this](const Result<void> &all) {
            if (!all) {
                if (all.error().kind != ErrorKind::Cancelled)
                    m_preview->setText(errorText(all.error()));
                return;
            }
            m_holdsSelected = m_inSelected->isChecked();
            preview();
        });
}

void ReplaceDialog::preview()
{
    m_edits.clear();
    m_places = 0;
    m_pinsChanged = 0;
    m_replace->setEnabled(false);
    inSlices(
        m_pins.size(), sliceToCount, this,
        [this, pins = m_pins, replacer = TextReplacer(replacement()),
         counting = ++m_counting](qsizetype begin, qsizetype end) -> Result<void> {
            if (counting != m_counting)
                return fail(ErrorKind::Cancelled, {});
            for (qsizetype i = begin; i < end; ++i) {
                const int here = replacer.countIn(pins[i].content);
                m_places += here;
                m_pinsChanged += here > 0;
                m_edits += replacer.editsOf(pins[i]);
            }
            return {};
        },
        [this](const Result<void> &all) {
            if (all)
                showPreview();
        });
}

void ReplaceDialog::showPreview()
{
    m_replace->setEnabled(m_places > 0);
    if (m_find->text().isEmpty()) {
        m_preview->setText(tr("Type what to look for."));
        return;
    }
    if (m_places == 0) {
        m_preview->setText(tr("Found in no pin that can still be edited."));
        return;
    }
    //: "12 places in 9 pins."
    QString text =
        tr("%1 in %2.")
            .arg(tr("%n place(s)", nullptr, m_places), tr("%n pin(s)", nullptr, m_pinsChanged));
    if (m_cut)
        text +=
            QLatin1Char(' ') +
            tr("More than %1 pins hold it: these are the first ones. Replace again for the rest.")
                .arg(QLocale().toString(mostPins));
    m_preview->setText(text);
}

} // namespace pinweek
