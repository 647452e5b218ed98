// SPDX-License-Identifier: GPL-3.0-or-later
#include "oauth/keychainvault.h"
#include "support/await.h"

#include <QElapsedTimer>
#include <QProcess>

using namespace pinweek;
using namespace pinweek::test;

using Found = std::optional<AccountSecrets>;

/**
 * The real Secret Service. tests/support/with-keyring makes the session and names its state in
 * PINWEEK_TEST_KEYRING, so that one program serves all of them: what does not apply in a state is
 * the other states' business.
 */
class TestKeychainVault : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void probeSaysHowTheKeychainStands();
    void itemIsWrittenReadAndRemoved();
    void missingItemIsCertainlyMissing();
    void itemIsReplacedNotDoubled();
    void itemIsWhereOtherProgramsFindIt();
    void lockedIsNeverTakenForMissing();
    void unavailableKeychainAnswersInTime();
    void silentKeychainEndsAtTheTimeLimit();

private:
    [[nodiscard]] static QByteArray state() { return qgetenv("PINWEEK_TEST_KEYRING"); }
    [[nodiscard]] static bool isUnlocked() { return state() == "unlocked"; }
    Result<Found> read(const QString &key);
    Result<void> write(const QString &key, const AccountSecrets &secrets);
    Result<void> remove(const QString &key);
    Result<void> probe();

    KeychainVault m_vault{std::chrono::seconds(5)};
    QString m_key = QStringLiteral("https://api.pinterest.com/v5|42");
};

namespace {

AccountSecrets someSecrets()
{
    AccountSecrets secrets;
    secrets.tokens.accessToken = QStringLiteral("access ü \U0001F511");
    secrets.tokens.refreshToken = QStringLiteral("refresh");
    secrets.tokens.accessEndsAt = fromEpoch(1794906000);
    secrets.tokens.scopes = {QStringLiteral("pins:read"), QStringLiteral("pins:write")};
    secrets.appSecret = QStringLiteral("app \"secret\"");
    return secrets;
}

} // namespace

void TestKeychainVault::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!qt\\.|QDBus).")));
    QVERIFY2(QList<QByteArray>({"unlocked", "locked", "none", "nobus", "silent"}).contains(state()),
             "run me through tests/support/with-keyring");
}

Result<Found> TestKeychainVault::read(const QString &key)
{
    return await<Found>(
        [&](QObject *c, Done<Found> done) { m_vault.read(key, c, std::move(done)); });
}

Result<void> TestKeychainVault::write(const QString &key, const AccountSecrets &secrets)
{
    return await<void>(
        [&](QObject *c, Done<void> done) { m_vault.write(key, secrets, c, std::move(done)); });
}

Result<void> TestKeychainVault::remove(const QString &key)
{
    return await<void>(
        [&](QObject *c, Done<void> done) { m_vault.remove(key, c, std::move(done)); });
}

Result<void> TestKeychainVault::probe()
{
    return await<void>([&](QObject *c, Done<void> done) { m_vault.probe(c, std::move(done)); });
}

void TestKeychainVault::probeSaysHowTheKeychainStands()
{
    const Result<void> there = probe();
    QCOMPARE(there.has_value(), isUnlocked() || state() == "silent");
    if (there)
        return;
    QCOMPARE(there.error().kind, ErrorKind::Keychain);
    const QString word = state() == "locked" ? QStringLiteral("locked")
                         : state() == "none" ? QStringLiteral("no program on this session")
                                             : QStringLiteral("no session bus");
    QVERIFY2(there.error().detail.contains(word), qPrintable(there.error().detail));
}

void TestKeychainVault::itemIsWrittenReadAndRemoved()
{
    if (!isUnlocked())
        return;
    QVERIFY(write(m_key, someSecrets()));
    const auto stored = read(m_key);
    QVERIFY(stored && *stored);
    QCOMPARE(**stored, someSecrets());
    QVERIFY(remove(m_key));
    QCOMPARE(read(m_key), Result<Found>(Found()));
    QVERIFY(remove(m_key)); // also when there is none
}

void TestKeychainVault::missingItemIsCertainlyMissing()
{
    if (!isUnlocked())
        return;
    QCOMPARE(read(QStringLiteral("no such key")), Result<Found>(Found()));
}

void TestKeychainVault::itemIsReplacedNotDoubled()
{
    if (!isUnlocked())
        return;
    QVERIFY(write(m_key, someSecrets()));
    AccountSecrets next = someSecrets();
    next.tokens.accessToken = QStringLiteral("next");
    QVERIFY(write(m_key, next));
    QCOMPARE((*read(m_key))->tokens.accessToken, QStringLiteral("next"));
    QVERIFY(remove(m_key));
    QCOMPARE(read(m_key), Result<Found>(Found()));
}

void TestKeychainVault::itemIsWhereOtherProgramsFindIt()
{
    if (!isUnlocked())
        return;
    QVERIFY(write(m_key, someSecrets()));
    QProcess tool;
    tool.start(QStringLiteral("secret-tool"),
               {QStringLiteral("lookup"), QStringLiteral("user"), m_key, QStringLiteral("server"),
                QStringLiteral("Pinweek")});
    QVERIFY(tool.waitForFinished());
    QVERIFY(!tool.readAllStandardOutput().isEmpty());
    QVERIFY(remove(m_key));
}

void TestKeychainVault::lockedIsNeverTakenForMissing()
{
    if (state() != "locked")
        return;
    for (const QString &key : {QStringLiteral("planted"), m_key}) {
        const auto found = read(key);
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::Keychain);
        const Result<void> removed = remove(key);
        QVERIFY(!removed);
        QCOMPARE(removed.error().kind, ErrorKind::Keychain);
        const Result<void> written = write(key, someSecrets());
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::Keychain);
    }
}

void TestKeychainVault::unavailableKeychainAnswersInTime()
{
    if (state() != "none" && state() != "nobus")
        return;
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(read(m_key).error().kind, ErrorKind::Keychain);
    QCOMPARE(write(m_key, someSecrets()).error().kind, ErrorKind::Keychain);
    QCOMPARE(remove(m_key).error().kind, ErrorKind::Keychain);
    QVERIFY(timer.elapsed() < 3000);
}

/** Without GLib's event loop the jobs behind QtKeychain never end, as with a password prompt that
 * nobody answers. */
void TestKeychainVault::silentKeychainEndsAtTheTimeLimit()
{
    if (state() != "silent")
        return;
    KeychainVault vault(std::chrono::milliseconds(500));
    QElapsedTimer timer;
    timer.start();
    const auto first =
        await<Found>([&](QObject *c, Done<Found> done) { vault.read(m_key, c, std::move(done)); });
    QCOMPARE(first.error().kind, ErrorKind::Keychain);
    QVERIFY(timer.elapsed() >= 450);
    // Nobody is made to wait a second time, and no second prompt piles up behind the first.
    timer.restart();
    const auto second = await<void>([&](QObject *c, Done<void> done) {
        vault.write(m_key, someSecrets(), c, std::move(done));
    });
    QCOMPARE(second.error().kind, ErrorKind::Keychain);
    QVERIFY(timer.elapsed() < 450);
}

QTEST_GUILESS_MAIN(TestKeychainVault)
#include "tst_keychainvault.moc"
