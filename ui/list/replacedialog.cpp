// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/list/replacedialog.h"

#include "store/pinstore.h"
#include "store/store.h"
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
}

ReplaceDialog::ReplaceDialog(Workspace &workspace, const PinFilter &shown,
                             const QList<Pin> &selected, QWidget *parent)
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
        const TextReplace replace = replacement();
        QList<TextEdit> edits;
        for (const Pin &pin : std::as_const(m_pins))
            edits += replace.editsOf(pin);
        emit replaceWanted(edits, tr("Replace “%1”").arg(replace.find.left(40)));
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
    m_cut = false;
    m_pins.clear();
    m_replace->setEnabled(false);
    if (m_find->text().isEmpty())
        return preview();
    if (m_inSelected->isChecked()) {
        m_pins = m_selected;
        return preview();
    }
    PinFilter holding = m_shown;
    holding.text += QLatin1Char(' ') + m_find->text();
    m_search.find({holding});
}

void ReplaceDialog::takeFound(const QList<PinId> &pins, bool whole)
{
    if (!whole || m_inSelected->isChecked() || m_find->text().isEmpty())
        return;
    m_cut = pins.size() > mostPins;
    m_pins = m_workspace.store()
                 .pins()
                 .pins(pins.first(qMin<qsizetype>(pins.size(), mostPins)))
                 .value_or(QList<Pin>());
    m_pins.removeIf([](const Pin &pin) { return !isEditable(pin.status); });
    preview();
}

void ReplaceDialog::preview()
{
    const TextReplace replace = replacement();
    int places = 0;
    int pins = 0;
    for (const Pin &pin : std::as_const(m_pins)) {
        const int here = replace.countIn(pin.content);
        places += here;
        pins += here > 0;
    }
    m_replace->setEnabled(places > 0);
    if (replace.find.isEmpty()) {
        m_preview->setText(tr("Type what to look for."));
        return;
    }
    if (places == 0) {
        m_preview->setText(tr("Found in no pin that can still be edited."));
        return;
    }
    //: "12 places in 9 pins."
    QString text =
        tr("%1 in %2.").arg(tr("%n place(s)", nullptr, places), tr("%n pin(s)", nullptr, pins));
    if (m_cut)
        text += QLatin1Char(' ') + tr("More than %1 pins hold it: these are the first ones.")
                                       .arg(QLocale().toString(mostPins));
    m_preview->setText(text);
}

} // namespace pinweek
