// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/answerreader.h"

#include <QTest>

using namespace pinweek;

using State = AnswerReader::State;
Q_DECLARE_METATYPE(State)

namespace {

/** Head and body of what is read from pieces of `size` bytes. */
State readInPieces(AnswerReader &reader, const QByteArray &bytes, qsizetype size)
{
    State state = State::Incomplete;
    for (qsizetype at = 0; at < bytes.size(); at += size)
        state = reader.add(QByteArrayView(bytes).sliced(at, std::min(size, bytes.size() - at)));
    return state;
}

} // namespace

/** An answer reads the same however its bytes come in, and one that is not whole never passes for
 * one. Source: RFC 9112. */
class TestAnswerReader : public QObject
{
    Q_OBJECT

private slots:
    void answerIsReadFromPiecesOfAnySize_data();
    void answerIsReadFromPiecesOfAnySize();
    void cutAnswerIsIncomplete();
    void answerWithoutLengthEndsWithTheConnection();
    void whatIsNotHttpIsBroken_data();
    void whatIsNotHttpIsBroken();
    void announcementIsPassedOver();
    void bytesAfterTheAnswerAreLeftOut();
};

void TestAnswerReader::answerIsReadFromPiecesOfAnySize_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("with a length") << QByteArray("HTTP/1.1 201 Created\r\nX-One: first \r\n"
                                                 "Content-Length: 5\r\nX-TWO:second\r\n\r\nhello")
                                   << 201 << QByteArray("hello");
    QTest::newRow("in chunks")
        << QByteArray("HTTP/1.1 500 Oops\r\nX-One: first\r\nTransfer-Encoding: chunked\r\n"
                      "x-two:   second\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n")
        << 500 << QByteArray("hello");
    QTest::newRow("no content")
        << QByteArray("HTTP/1.1 204 No Content\r\nX-One: first\r\nX-Two: second\r\n\r\n") << 204
        << QByteArray();
    QTest::newRow("HTTP 1.0") << QByteArray("HTTP/1.0 429 Slow\r\nX-One: first\r\nX-Two: second\r\n"
                                            "Content-Length: 2\r\n\r\n{}")
                              << 429 << QByteArray("{}");
}

void TestAnswerReader::answerIsReadFromPiecesOfAnySize()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    for (qsizetype size = 1; size <= bytes.size(); ++size) {
        AnswerReader reader;
        QCOMPARE(readInPieces(reader, bytes, size), State::Complete);
        QCOMPARE(reader.answer().status, status);
        QCOMPARE(reader.answer().body, body);
        QCOMPARE(reader.answer().header("x-one"), "first");
        QCOMPARE(reader.answer().header("X-Two"), "second");
    }
}

void TestAnswerReader::cutAnswerIsIncomplete()
{
    for (const QByteArray &whole :
         {QByteArray("HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello"),
          QByteArray(
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")}) {
        for (qsizetype length = 0; length < whole.size(); ++length) {
            AnswerReader reader;
            QCOMPARE(reader.add(QByteArrayView(whole).first(length)), State::Incomplete);
            QCOMPARE(reader.end(), State::Incomplete);
        }
    }
}

void TestAnswerReader::answerWithoutLengthEndsWithTheConnection()
{
    AnswerReader reader;
    QCOMPARE(reader.add("HTTP/1.1 200 OK\r\nDate: today\r\n\r\nall that "), State::Incomplete);
    QCOMPARE(reader.add("there is"), State::Incomplete);
    QCOMPARE(reader.end(), State::Complete);
    QCOMPARE(reader.answer().body, "all that there is");
}

void TestAnswerReader::whatIsNotHttpIsBroken_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("mail server") << QByteArray("220 mail.example ESMTP\r\n");
    QTest::newRow("web page") << QByteArray("<html></html>");
    QTest::newRow("two lengths") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello");
    QTest::newRow("another protocol")
        << QByteArray("HTTP/1.1 101 Switching Protocols\r\n"
                      "Connection: upgrade\r\nUpgrade: other\r\n\r\n");
}

void TestAnswerReader::whatIsNotHttpIsBroken()
{
    QFETCH(QByteArray, bytes);
    AnswerReader reader;
    QCOMPARE(reader.add(bytes), State::Broken);
    QCOMPARE(reader.add("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), State::Broken);
    QCOMPARE(reader.end(), State::Broken);
}

void TestAnswerReader::announcementIsPassedOver()
{
    const QByteArray bytes("HTTP/1.1 100 Continue\r\nX-Early: yes\r\n\r\n"
                           "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                           "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}");
    for (qsizetype size = 1; size <= bytes.size(); ++size) {
        AnswerReader reader;
        QCOMPARE(readInPieces(reader, bytes, size), State::Complete);
        QCOMPARE(reader.answer().status, 201);
        QCOMPARE(reader.answer().body, "{}");
        QCOMPARE(reader.answer().headers.size(), 1);
    }
}

void TestAnswerReader::bytesAfterTheAnswerAreLeftOut()
{
    AnswerReader reader;
    QCOMPARE(reader.add("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 500 No\r\n\r\n"),
             State::Complete);
    QCOMPARE(reader.add("more"), State::Complete);
    QCOMPARE(reader.answer().status, 200);
    QCOMPARE(reader.answer().body, "{}");
}

QTEST_APPLESS_MAIN(TestAnswerReader)
#include "tst_answerreader.moc"
