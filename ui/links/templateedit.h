// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace pinweek {

/** A text with variables in braces, and a menu that puts one in at the cursor. */
class TemplateEdit : public QWidget
{
    Q_OBJECT

public:
    /** @param key  the tag ("utm_source"): it names the parts and is what a screen reader says */
    explicit TemplateEdit(const QString &key, QWidget *parent = nullptr);
    [[nodiscard]] QString text() const;
    void setText(const QString &text);

signals:
    void edited();

private:
    void openMenu();
    void insert(const QString &variable);

    QLineEdit *m_edit;
    QToolButton *m_button;
};

} // namespace pinweek
