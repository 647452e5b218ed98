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
    /** So many pins are changed by one step: it keeps what each was before. */
    static constexpr int mostPins = 10000;

    /** @param selected  published ones too, which are left as they are */
    ReplaceDialog(Workspace &workspace, const PinFilter &shown, const QList<PinId> &selected,
                  QWidget *parent);

signals:
    void replaceWanted(const QList<pinweek::TextEdit> &edits, const QString &stepName);

private:
    void ask();
    void takeFound(const QList<PinId> &pins, bool whole);
    /** Slice by slice, so that the window stays quick; then preview(). */
    void read(const QList<PinId> &pins);
    void preview();
    void showPreview();
    [[nodiscard]] TextReplace replacement() const;

    Workspace &m_workspace;
    PinSearch m_search;
    const PinFilter m_shown;
    const QList<PinId> m_selected;
    QList<Pin> m_pins; // in which it looks
    bool m_cut = false;
    bool m_holdsSelected = false; // m_pins are those of m_selected
    /** Numbers of the last reading and counting: those of before come to nothing. */
    int m_reading = 0;
    int m_counting = 0;
    QList<TextEdit> m_edits;
    int m_places = 0;
    int m_pinsChanged = 0;
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
