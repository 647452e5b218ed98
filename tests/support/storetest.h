// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/testworkspace.h"

#include <QObject>
#include <QTest>

#include <memory>

namespace pinweek::test {

/** A test of the store's parts: each function has a workspace of its own, and a warning fails it.
 */
class StoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_space = std::make_unique<TestWorkspace>();
        m_now = m_space->clock.now();
    }
    void cleanup() { m_space.reset(); }

protected:
    std::unique_ptr<TestWorkspace> m_space;
    /** The clock's time at the start. */
    UtcTime m_now{};
};

} // namespace pinweek::test
