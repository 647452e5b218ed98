// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "planner/textedits.h"
#include "store/pinsearch.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace pinweek {

class Workspace;

/**
 * Find and replace in texts of the selected pins, or of all that the list shows: says how many
 * places and pins it would change before it does. Deletes itself.
 */
class ReplaceDialog : public QDialog
{
    Q_OBJECT

public:
    /** So many pins are changed by one step. */
    static constexpr int mostPins = 2000;

    /** @param selected  those of them that can be edited */
    ReplaceDialog(Workspace &workspace, const PinFilter &shown, const QList<Pin> &selected,
                  QWidget *parent);

signals:
    void replaceWanted(const QList<pinweek::TextEdit> &edits, const QString &stepName);

private:
    void ask();
    void takeFound(const QList<PinId> &pins, bool whole);
    void preview();
    [[nodiscard]] TextReplace replacement() const;

    Workspace &m_workspace;
    PinSearch m_search;
    const PinFilter m_shown;
    const QList<Pin> m_selected;
    QList<Pin> m_pins; // in which it looks
    bool m_cut = false;
    QLineEdit *m_find;
    QLineEdit *m_with;
    QRadioButton *m_inSelected;
    QRadioButton *m_inShown;
    QCheckBox *m_case;
    QCheckBox *m_words;
    QList<QCheckBox *> m_fields; // by PinText
    QLabel *m_preview;
    QPushButton *m_replace;
};

} // namespace pinweek
