// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QFormLayout;
class QLabel;
class QVBoxLayout;

namespace pinweek {

/** One section of SettingsDialog: a heading, a word of explanation, fields. */
class SettingsPage : public QWidget
{
    Q_OBJECT

public:
    /** @param number  from 1, for the object names; @param icon  in the list of sections */
    SettingsPage(int number, const QString &name, const QString &icon, const QString &intro,
                 QWidget *parent);
    [[nodiscard]] QString name() const { return m_name; }
    [[nodiscard]] QString icon() const { return m_icon; }

    /** As all forms of the dialog look. */
    static QFormLayout *newForm();
    /** A field with its label before it and a hint below; gives the hint. Null: there is none. */
    static QLabel *addRow(QFormLayout *form, const QString &label, QWidget *field,
                          const QString &hint = {});

protected:
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    /** A form that fills the page. */
    QFormLayout *addForm();

private:
    QString m_name;
    QString m_icon;
    QVBoxLayout *m_body;
};

} // namespace pinweek
