// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/requestlimits.h"

#include <QHash>
#include <QWidget>

class QComboBox;
class QSpinBox;

namespace pinweek {

/**
 * How many requests to Pinterest an account may make: as with trial or standard access, or numbers
 * of one's own, by category.
 */
class LimitsEdit : public QWidget
{
    Q_OBJECT

public:
    explicit LimitsEdit(const RequestLimits &limits, QWidget *parent = nullptr);

    [[nodiscard]] const RequestLimits &value() const { return m_value; }

signals:
    /** The user chose others. */
    void edited();

private:
    QSpinBox *number(const QString &name, const QString &spoken, int *of);
    void addNumbers();
    void choose(int access);
    void showNumbers();

    RequestLimits m_value;
    QComboBox *m_access;
    QWidget *m_numbers;
    /** Each field, and the number that it is of. */
    QHash<QSpinBox *, int *> m_fields;
};

} // namespace pinweek
