// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/sendqueue.h"

#include "store/pinstore.h"
#include "support/storetest.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <algorithm>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

namespace {

bool isSame(const Pin &a, const Pin &b)
{
    return a.id == b.id && a.revision == b.revision && a.content == b.content &&
           a.dueAt == b.dueAt && a.status == b.status && a.nextAttemptAt == b.nextAttemptAt &&
           a.attempts == b.attempts && a.lastError == b.lastError;
}

} // namespace

class TestSendQueue : public StoreTest
{
    Q_OBJECT

private slots:
    void knowsEveryChangeOfItsPins();
    void readsManyNewOnesInTheirOrder();
    void seesWhatAnotherProcessChanged();

private:
    /** The queue's answer must be what the store itself says, pin for pin. */
    [[nodiscard]] bool isTrue(SendQueue &queue) const
    {
        const QList<Pin> read = *queue.read(m_now, 100);
        const QList<Pin> stored = *m_space->pins().toSend(m_now, 100);
        return std::equal(read.begin(), read.end(), stored.begin(), stored.end(), isSame);
    }

    void follow(SendQueue &queue) const
    {
        connect(&m_space->store(), &Store::changed, this,
                [&queue](const ChangeSet &changes) { queue.storeChanged(changes); });
    }
};

void TestSendQueue::knowsEveryChangeOfItsPins()
{
    SendQueue queue(m_space->store());
    follow(queue);
    QVERIFY(isTrue(queue));
    const PinId first = m_space->scheduledPin(m_now - 3s, QStringLiteral("First"));
    const PinId second = m_space->scheduledPin(m_now - 2s, QStringLiteral("Second"));
    QVERIFY(isTrue(queue));
    QCOMPARE(queue.read(m_now, 100)->size(), 2);

    PinChange renamed = m_space->change(first);
    renamed.content.title = QStringLiteral("Renamed");
    QVERIFY(m_space->apply({QStringLiteral("edit"), {renamed}, {}}));
    QCOMPARE(queue.read(m_now, 100)->first().content.title, QStringLiteral("Renamed"));
    QVERIFY(isTrue(queue));

    PinChange later = m_space->change(first);
    later.content.planned = m_space->content({}, {}, {}, m_now - 1s).planned;
    QVERIFY(m_space->apply({QStringLiteral("move"), {later}, {}}));
    QCOMPARE(queue.read(m_now, 100)->first().id, second);
    QVERIFY(isTrue(queue));

    QVERIFY(m_space->claim(second));
    QVERIFY(isTrue(queue));
    QVERIFY(m_space->undo());
    QVERIFY(isTrue(queue));
}

void TestSendQueue::readsManyNewOnesInTheirOrder()
{
    SendQueue queue(m_space->store());
    follow(queue);
    for (int i = 0; i < 30; ++i) {
        m_space->scheduledPin(m_now - std::chrono::seconds(i % 7), QStringLiteral("Pin %1").arg(i));
        if (i % 11 == 0)
            QVERIFY(isTrue(queue));
    }
    QVERIFY(isTrue(queue));
    QCOMPARE(queue.read(m_now, 100)->size(), 30);
    QCOMPARE(queue.read(m_now, 10)->size(), 10);
}

// Also where the change leaves the revision as it was.
void TestSendQueue::seesWhatAnotherProcessChanged()
{
    SendQueue queue(m_space->store());
    follow(queue);
    const PinId id = m_space->scheduledPin(m_now - 1s);
    QVERIFY(isTrue(queue));
    {
        QSqlDatabase other =
            QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        other.setDatabaseName(m_space->path() + QStringLiteral("/pinweek.db"));
        QVERIFY(other.open());
        QVERIFY(QSqlQuery(other).exec(
            QStringLiteral("UPDATE pin SET link = 'https://other.example/' WHERE id = %1")
                .arg(id.toString())));
        other.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
    m_space->store().catchUp();
    QCOMPARE(queue.read(m_now, 100)->first().content.link,
             QStringLiteral("https://other.example/"));
    QVERIFY(isTrue(queue));
}

QTEST_GUILESS_MAIN(TestSendQueue)
#include "tst_sendqueue.moc"
