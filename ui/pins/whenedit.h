// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/walltime.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QDateEdit;
class QLabel;
class QPushButton;
class QTimeEdit;
class QToolButton;

namespace pinweek {

/**
 * Date and time of a pin in the locale's form, with its zone named, which can be another: the
 * time of day stays then. A time that a clock change
 * skips says what happens; one that comes twice lets the user choose which. Without a time there is
 * a button that offers one.
 */
class WhenEdit : public QWidget
{
    Q_OBJECT

public:
    explicit WhenEdit(QWidget *parent = nullptr);
    void setClock(const Clock &clock);
    /** Zone of a time that is chosen here first. */
    void setZone(const QByteArray &zone);
    /** The account's own, which is offered. */
    void setAccountZone(const QByteArray &zone);
    void setValue(const std::optional<WallTime> &value);
    [[nodiscard]] const std::optional<WallTime> &value() const;
    void setReadOnly(bool readOnly);
    /** F2: into the time; offers one when there is none. */
    void focusTime();
    /** Takes what is typed but not entered yet. */
    void interpret();

signals:
    /** The user chose another time. */
    void edited();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void show(const std::optional<WallTime> &value);
    void takeFields();
    void offerTime();
    void describe();
    void offerZones();
    void takeZone(const QByteArray &zone);
    void dressCalendar();

    const Clock *m_clock = nullptr;
    QByteArray m_zone;
    QByteArray m_accountZone;
    std::optional<WallTime> m_value;
    bool m_readOnly = false;
    bool m_showing = false;
    QDateEdit *m_date;
    QTimeEdit *m_time;
    QPushButton *m_choose;
    QComboBox *m_repeated;
    QLabel *m_zoneLabel;
    QToolButton *m_otherZone;
};

} // namespace pinweek
