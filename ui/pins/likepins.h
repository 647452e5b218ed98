// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "store/checkstore.h"

#include <QWidget>

class QLabel;

namespace pinweek {

class PictureCells;
class Workspace;

/**
 * The picture of a blocked pin beside those of the pins at Pinterest that may be the same, each
 * with a button that says so. Hidden where there are none. Main thread.
 */
class LikePins : public QWidget
{
    Q_OBJECT

public:
    LikePins(Workspace &workspace, QWidget *parent);

    /** True if it is blocked because nobody can tell whether it is at Pinterest. */
    [[nodiscard]] static bool isUnclear(const Pin &pin);
    void setPin(const Pin &pin);
    [[nodiscard]] int count() const { return int(m_candidates.size()); }

signals:
    /** The person says that it is this pin at Pinterest. */
    void chosen(const QString &remoteId);

private:
    void build();
    void showOwn();
    void addOwn();
    void add(const Candidate &candidate, const QString &caption);

    Workspace &m_workspace;
    Pin m_pin;
    QString m_sha256;
    QString m_format;
    QList<Candidate> m_candidates;
    PictureCells *m_cells = nullptr;
    QLabel *m_own = nullptr;
};

} // namespace pinweek
