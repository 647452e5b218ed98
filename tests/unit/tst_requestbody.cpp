// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/requestbody.h"
#include "core/sha256.h"

#include <QTest>

using namespace pinweek;

namespace {

/** Every byte value, in an order that repeats late. */
QByteArray someFile(qsizetype size)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < size; ++i)
        bytes += char((i * 7 + i / 256) % 256);
    return bytes;
}

} // namespace

class TestRequestBody : public QObject
{
    Q_OBJECT

private slots:
    void fileIsWhatQtMakesOfItInBase64()
    {
        for (int size = 0; size < 200; ++size) {
            const QByteArray file = someFile(size);
            const QByteArray expected = "before" + file.toBase64() + "after";
            const RequestBody body("before", file, "after");
            QCOMPARE(body.whole(), expected);
            QCOMPARE(body.size(), expected.size());
        }
        const QByteArray large = someFile(100'000);
        QCOMPARE(RequestBody({}, large, {}).whole(), large.toBase64());
    }

    void anyStretchReadsAsInTheWhole()
    {
        for (const int size : {0, 1, 2, 3, 31, 32, 33}) {
            const RequestBody body("0123", someFile(size), "xy");
            const QByteArray whole = body.whole();
            for (qsizetype from = 0; from <= whole.size(); ++from) {
                for (qsizetype count = 0; count <= whole.size() - from + 1; ++count) {
                    QByteArray stretch(count, '-');
                    const qint64 read = body.read(from, stretch.data(), count);
                    QCOMPARE(stretch.first(read), whole.sliced(from, read));
                    QCOMPARE(read, std::min(count, whole.size() - from));
                }
            }
        }
    }

    void severalFilesReadAsOneText()
    {
        const RequestBody body = RequestBody("a", someFile(5), "b")
                                     .followedBy(RequestBody("c", someFile(7), {}))
                                     .followedBy(QByteArray("d"));
        const QByteArray whole = "a" + someFile(5).toBase64() + "bc" + someFile(7).toBase64() + "d";
        QCOMPARE(body.whole(), whole);
        QCOMPARE(body.size(), whole.size());
        QCOMPARE(body.sha256(),
                 sha256Hex("a" + sha256Hex(someFile(5)) + "bc" + sha256Hex(someFile(7)) + "d"));
        for (qsizetype from = 0; from <= whole.size(); ++from) {
            for (qsizetype count = 0; count <= whole.size() - from + 1; ++count) {
                QByteArray stretch(count, '-');
                const qint64 read = body.read(from, stretch.data(), count);
                QCOMPARE(stretch.first(read), whole.sliced(from, read));
            }
        }
        QCOMPARE(RequestBody().followedBy(QByteArray("x")).whole(), QByteArray("x"));
    }

    void hashHasThatOfTheFileInItsPlace()
    {
        for (const int size : {0, 1, 5000, 50'000}) {
            const RequestBody body("before", someFile(size), "after");
            const QByteArray hash = size > 0 ? sha256Hex(someFile(size)) : QByteArray();
            QCOMPARE(body.sha256(), sha256Hex("before" + hash + "after"));
            const RequestBody known("before", someFile(size), "after", hash);
            QCOMPARE(known.sha256(), body.sha256());
        }
    }
};

QTEST_APPLESS_MAIN(TestRequestBody)
#include "tst_requestbody.moc"
