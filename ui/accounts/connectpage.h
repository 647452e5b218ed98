// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace pinweek {

/** One page of ConnectDialog: what a step asks or says. Which page comes next is the dialog's. */
class ConnectPage : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectPage(QWidget *parent);
    /** Shows what follows from the fields as they are now: when the page comes up and after each
     * edited(). */
    virtual void refresh() {}
    /** Everything that the page asks for is there. */
    [[nodiscard]] virtual bool isComplete() const { return true; }
    /** Where typing begins; nullptr: nothing is typed here. */
    [[nodiscard]] virtual QWidget *firstField() const { return nullptr; }

signals:
    void edited();

protected:
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    /** A field with its label above it. @param name  the object name without "LineEdit" */
    QLineEdit *addField(const QString &label, const QString &name);
    /** A button at the leading edge. @param name  the object name without "PushButton" */
    QPushButton *addButton(const QString &text, const QString &name);

private:
    QVBoxLayout *m_body;
};

} // namespace pinweek
