// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sha256.h"

#include <QCryptographicHash>
#include <QTest>

using namespace pinweek;

class TestSha256 : public QObject
{
    Q_OBJECT

private slots:
    // The examples of FIPS 180-4 for SHA-256, and the empty message.
    void isWhatTheStandardSays_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("hash");
        QTest::newRow("nothing")
            << QByteArray()
            << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("abc")
            << QByteArray("abc")
            << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("two blocks")
            << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
            << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        QTest::newRow("a million")
            << QByteArray(1'000'000, 'a')
            << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    void isWhatTheStandardSays()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, hash);
        QCOMPARE(sha256Hex(bytes), hash);
    }

    void piecesAreHashedAsTheirWhole()
    {
        const QByteArray bytes(1000, 'p');
        for (qsizetype cut = 0; cut <= bytes.size(); cut += 37) {
            Sha256 hash;
            hash.add(QByteArrayView(bytes).first(cut));
            hash.add(QByteArrayView(bytes).sliced(cut));
            QCOMPARE(hash.hex(), sha256Hex(bytes));
        }
    }

    void isWhatQtSaysAroundTheEndsOfBlocks()
    {
        for (int size = 50; size < 140; ++size) {
            const QByteArray bytes(size, char(size));
            QCOMPARE(sha256Hex(bytes),
                     QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        }
    }
};

QTEST_APPLESS_MAIN(TestSha256)
#include "tst_sha256.moc"
