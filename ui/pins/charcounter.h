// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace pinweek {

// In code points. Source: pinterest-api.md section 8.
constexpr int titleLimit = 100;
constexpr int descriptionMark = 500; // where Pinterest's own site stops
constexpr int descriptionLimit = 800;
constexpr int altTextLimit = 500;

/** "12/100" beside a field, in the tone of what it says. Counts code points, as Pinterest does. */
class CharCounter : public QLabel
{
    Q_OBJECT

public:
    using QLabel::QLabel;
    /** @param mark  more is unwise; @param limit  more is refused. Source: pinterest-api.md
     * section 8. */
    void setLimits(int mark, int limit);
    void count(const QString &text);

private:
    int m_mark = 0;
    int m_limit = 0;
};

} // namespace pinweek
