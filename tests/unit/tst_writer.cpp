// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/writertexts.h"
#include "writer/ssereader.h"
#include "writer/writeranswer.h"
#include "writer/writerclient.h"
#include "writer/writerprompt.h"

#include <QTest>

using namespace pinweek;

Q_DECLARE_METATYPE(std::optional<pinweek::WriterProblem>)

/** What is asked of a program that writes, and how its answers are read. */
class TestWriter : public QObject
{
    Q_OBJECT

private slots:
    void eventsAreReadHoweverTheyAreCut_data();
    void eventsAreReadHoweverTheyAreCut();
    void aStreamIsReadAsItComes();
    void anAnswerInOnePieceIsReadToo();
    void whatLacksItsEndIsSaid_data();
    void whatLacksItsEndIsSaid();
    void aFloodEnds_data();
    void aFloodEnds();
    void whatIsNoAnswerIsSaid_data();
    void whatIsNoAnswerIsSaid();
    void whatAServerSaysIsShortAndOnOneLine();
    void thePromptHasWhatIsKnownAndNoMore();
    void textsKeepWithinWhatPinterestTakes_data();
    void textsKeepWithinWhatPinterestTakes();
    void addressesAreJudgedBeforeTheyAreAsked_data();
    void addressesAreJudgedBeforeTheyAreAsked();
    void eachErrorIsASentence();

private:
    static QByteArray event(const char *text)
    {
        return QByteArray("data: {\"choices\":[{\"delta\":{\"content\":\"") + text + "\"}}]}\n\n";
    }
    static HttpAnswer answer(const QByteArray &type, const QByteArray &body)
    {
        return {200, body, {{"Content-Type", type}}};
    }
};

void TestWriter::eventsAreReadHoweverTheyAreCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<QByteArray>>("events");
    QTest::newRow("two") << QByteArray("data: a\n\ndata: b\n\n") << QList<QByteArray>{"a", "b"};
    QTest::newRow("CRLF") << QByteArray("data: a\r\n\r\ndata: b\r\n\r\n")
                          << QList<QByteArray>{"a", "b"};
    QTest::newRow("CR") << QByteArray("data: a\r\rdata: b\r\r") << QList<QByteArray>{"a", "b"};
    QTest::newRow("comments") << QByteArray(": keep-alive\n\n:\ndata: a\n\n")
                              << QList<QByteArray>{"a"};
    QTest::newRow("other fields") << QByteArray("event: x\nid: 4\ndata: a\nretry: 1\n\n")
                                  << QList<QByteArray>{"a"};
    QTest::newRow("several lines")
        << QByteArray("data: a\ndata: b\n\n") << QList<QByteArray>{"a\nb"};
    QTest::newRow("one space only")
        << QByteArray("data:  a\n\ndata:b\n\n") << QList<QByteArray>{" a", "b"};
    QTest::newRow("empty data") << QByteArray("data\n\ndata:\n\n") << QList<QByteArray>{"", ""};
    QTest::newRow("mark") << QByteArray("\xEF\xBB\xBF"
                                        "data: a\n\n")
                          << QList<QByteArray>{"a"};
    QTest::newRow("no end") << QByteArray("data: a\n\ndata: b") << QList<QByteArray>{"a", "b"};
    QTest::newRow("nothing") << QByteArray() << QList<QByteArray>{};
}

void TestWriter::eventsAreReadHoweverTheyAreCut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<QByteArray>, events);
    for (qsizetype size = 1; size <= std::max<qsizetype>(1, bytes.size()); ++size) {
        SseReader reader;
        QList<QByteArray> found;
        for (qsizetype at = 0; at < bytes.size(); at += size)
            found +=
                reader.add(QByteArrayView(bytes).sliced(at, std::min(size, bytes.size() - at)));
        found += reader.end();
        QCOMPARE(found, events);
    }
}

void TestWriter::aStreamIsReadAsItComes()
{
    const QByteArray whole = ": hello\n\n" + event("Lem") + event("on ") + event("cäke \\u00e9") +
                             "data: {\"choices\":[],\"usage\":{}}\n\n"
                             "data: [DONE]\n\n" +
                             event("too late");
    for (const qsizetype size : {1, 7, 64, 4096}) {
        WriterAnswer reader;
        QString pieces;
        HttpAnswer soFar = answer("text/event-stream; charset=utf-8", {});
        for (qsizetype at = 0; at < whole.size(); at += size) {
            soFar.body = whole.left(at + size);
            pieces += reader.take(soFar);
        }
        QVERIFY(reader.isDone());
        pieces += reader.end(soFar);
        QCOMPARE(pieces, QStringLiteral("Lemon cäke é"));
        QCOMPARE(reader.text(), pieces);
        QVERIFY(!reader.isGarbage());
    }
}

void TestWriter::anAnswerInOnePieceIsReadToo()
{
    WriterAnswer reader;
    const HttpAnswer whole =
        answer("application/json",
               R"({"choices":[{"message":{"role":"assistant","content":"Lemon cake"}}]})");
    HttpAnswer half = whole;
    half.body.chop(20);
    QCOMPARE(reader.take(half), QString());
    QCOMPARE(reader.end(whole), QStringLiteral("Lemon cake"));
    QVERIFY(reader.isDone() && !reader.isGarbage());
    // Whatever it calls itself, and in parts.
    WriterAnswer other;
    QCOMPARE(
        other.end(answer("text/plain", R"( {"choices":[{"message":{"content":[{"type":"text",)"
                                       R"("text":"Lemon"},{"type":"text","text":" cake"}]}}]})")),
        QStringLiteral("Lemon cake"));
}

void TestWriter::whatLacksItsEndIsSaid_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isCut");
    const QByteArray stream("text/event-stream");
    const auto last = [](const char *reason) {
        return "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"" + QByteArray(reason) +
               "\"}]}\n\n";
    };
    QTest::newRow("[DONE]") << stream << event("Lemon") + "data: [DONE]\n\n" << false;
    QTest::newRow("stop") << stream << event("Lemon") + last("stop") << false;
    QTest::newRow("no end") << stream << event("Lemon") << true;
    QTest::newRow("length") << stream << event("Lemon") + last("length") + "data: [DONE]\n\n"
                            << true;
    QTest::newRow("a thought without end")
        << stream << event("<think>A ca") + event("ke?") + "data: [DONE]\n\n"
        << true;
    QTest::newRow("a thought") << stream
                               << event("<thi") + event("nk>A cake?</th") + event("ink>Lemon") +
                                      "data: [DONE]\n\n"
                               << false;
    QTest::newRow("whole") << QByteArray("application/json")
                           << QByteArray(R"({"choices":[{"message":{"content":"Lemon"},)"
                                         R"("finish_reason":"stop"}]})")
                           << false;
    QTest::newRow("whole, length") << QByteArray("application/json")
                                   << QByteArray(R"({"choices":[{"message":{"content":"Lemon"},)"
                                                 R"("finish_reason":"length"}]})")
                                   << true;
}

void TestWriter::whatLacksItsEndIsSaid()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    WriterAnswer reader;
    reader.end(answer(type, body));
    QTEST(reader.isCut(), "isCut");
    QVERIFY(!reader.isGarbage());
}

void TestWriter::aFloodEnds_data()
{
    QTest::addColumn<QString>("before");
    QTest::newRow("text") << QString();
    QTest::newRow("after a long thought")
        << QStringLiteral("<think>%1</think>").arg(QString(20'000, u'x'));
}

void TestWriter::aFloodEnds()
{
    QFETCH(QString, before);
    WriterAnswer reader;
    HttpAnswer soFar = answer("text/event-stream",
                              before.isEmpty() ? QByteArray() : event(before.toUtf8().constData()));
    QString pieces = reader.take(soFar);
    for (int i = 0; i < 1000 && !reader.isDone(); ++i) {
        soFar.body += event("lemon cake ");
        pieces += reader.take(soFar);
    }
    QVERIFY(reader.isDone() && reader.isCut());
    QCOMPARE(reader.text(), pieces);
    const qsizetype size = withoutThought(reader.text()).size();
    QVERIFY2(size > 1600 && size < 6000, qPrintable(QString::number(size)));
}

void TestWriter::whatIsNoAnswerIsSaid_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isGarbage");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *type, const char *body, bool isGarbage,
                        const char *problem = "") {
        QTest::newRow(name) << QByteArray(type) << QByteArray(body) << isGarbage
                            << QString::fromLatin1(problem);
    };
    row("a page", "text/html", "<html><body>Welcome</body></html>", true);
    row("nothing", "text/event-stream", "", true);
    row("no JSON", "application/json", "{\"choices\": [", true);
    row("another JSON", "application/json", "{\"hello\": 1}", true);
    row("events of another", "text/event-stream", "data: hello\n\n", true);
    row("an error amid it", "text/event-stream",
        "data: {\"error\":{\"message\":\"out of memory\"}}\n\n", false, "out of memory");
}

void TestWriter::whatIsNoAnswerIsSaid()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    WriterAnswer reader;
    reader.end(answer(type, body));
    QTEST(reader.isGarbage(), "isGarbage");
    QTEST(reader.problem(), "problem");
    QVERIFY(reader.text().isEmpty());
}

void TestWriter::whatAServerSaysIsShortAndOnOneLine()
{
    QCOMPARE(writerErrorMessage(R"({"error":{"message":"No\n such  model"}})"),
             QStringLiteral("No such model"));
    QCOMPARE(writerErrorMessage(R"({"error":"plain"})"), QStringLiteral("plain"));
    QCOMPARE(writerErrorMessage("<html>"), QString());
    QCOMPARE(writerErrorMessage("{\"message\":\"" + QByteArray(5000, 'x') + "\"}").size(), 200);
}

void TestWriter::thePromptHasWhatIsKnownAndNoMore()
{
    WriterFacts facts;
    facts.board = QStringLiteral("Cakes");
    facts.keywords = {QStringLiteral("lemon cake"), QStringLiteral("glaze")};
    facts.pageTitle = QStringLiteral("The best lemon cake");
    facts.title = QStringLiteral("Lemon\ncake");
    const QString prompt = writerPrompt(WriterField::Description, facts);
    for (const char *part : {"Board: Cakes\n", "Keywords: lemon cake, glaze\n",
                             "Page that the pin leads to: The best lemon cake\n",
                             "Title: Lemon cake\n", "At most 800 characters", "description"})
        QVERIFY2(prompt.contains(QString::fromLatin1(part)), part);
    for (const char *part : {"Note:", "Description:", "Alt text:"})
        QVERIFY2(!prompt.contains(QString::fromLatin1(part)), part);
    QVERIFY(writerPrompt(WriterField::Title, {}).contains(QStringLiteral("At most 100")));
    QVERIFY(writerPrompt(WriterField::AltText, {}).contains(QStringLiteral("At most 500")));
}

void TestWriter::textsKeepWithinWhatPinterestTakes_data()
{
    QTest::addColumn<WriterField>("field");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isCut");
    const auto title = WriterField::Title;
    QTest::newRow("as it is") << title << QStringLiteral(" Lemon cake\n")
                              << QStringLiteral("Lemon cake") << false;
    QTest::newRow("thought") << title << QStringLiteral("<think>\nA cake?\n</think>\n\nLemon cake")
                             << QStringLiteral("Lemon cake") << false;
    QTest::newRow("a thought without end")
        << title << QStringLiteral("<think>\nA cake? Well") << QString() << false;
    QTest::newRow("quoted") << title << QStringLiteral("“Lemon cake”")
                            << QStringLiteral("Lemon cake") << false;
    QTest::newRow("two quotes") << title << QStringLiteral("\"Lemon\" and \"cake\"")
                                << QStringLiteral("\"Lemon\" and \"cake\"") << false;
    QTest::newRow("lines") << title << QStringLiteral("Lemon\n\ncake")
                           << QStringLiteral("Lemon cake") << false;
    QTest::newRow("lines stay") << WriterField::Description << QStringLiteral("Lemon\n\ncake")
                                << QStringLiteral("Lemon\n\ncake") << false;
    const QString words = QStringLiteral("lemon ").repeated(20).trimmed(); // 119
    QTest::newRow("between words")
        << title << words << QStringLiteral("lemon ").repeated(16).trimmed() << true;
    QTest::newRow("one long word") << title << QString(130, u'x') << QString(100, u'x') << true;
    // Counted in code points: none is cut in two.
    const QString cake = QString::fromUcs4(U"\U0001F370");
    QTest::newRow("emoji fit") << title << cake.repeated(100) << cake.repeated(100) << false;
    QTest::newRow("emoji") << title << cake.repeated(101) << cake.repeated(100) << true;
    QTest::newRow("800") << WriterField::Description << QString(800, u'x') << QString(800, u'x')
                         << false;
    QTest::newRow("501") << WriterField::AltText << QString(501, u'x') << QString(500, u'x')
                         << true;
}

void TestWriter::textsKeepWithinWhatPinterestTakes()
{
    QFETCH(WriterField, field);
    QFETCH(QString, answer);
    const WriterText fitted = fittedText(field, answer);
    QTEST(fitted.text, "text");
    QTEST(fitted.isCut, "isCut");
    QVERIFY(fitted.text.toUcs4().size() <= writerLimit(field));
    QCOMPARE(fittedText(field, fitted.text).text, fitted.text);
}

void TestWriter::addressesAreJudgedBeforeTheyAreAsked_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<std::optional<WriterProblem>>("problem");
    const auto row = [](const char *address, std::optional<WriterProblem> problem = {}) {
        QTest::newRow(address) << QString::fromLatin1(address) << problem;
    };
    row("https://api.example.com/v1");
    row("http://localhost:11434/v1");
    row("http://127.0.0.1:8080");
    row("http://[::1]:8080/v1/");
    row("http://192.168.1.20:11434/v1");
    row("http://studio.local/v1");
    row("http://server/v1");
    row("http://api.example.com/v1", WriterProblem::UnsafeAddress);
    row("http://8.8.8.8/v1", WriterProblem::UnsafeAddress);
    row("", WriterProblem::BadAddress);
    row("localhost:11434", WriterProblem::BadAddress);
    row("ftp://example.com", WriterProblem::BadAddress);
    row("https://me:key@example.com/v1", WriterProblem::BadAddress);
    row("https://example.com/v1?key=1", WriterProblem::BadAddress);
}

void TestWriter::addressesAreJudgedBeforeTheyAreAsked()
{
    QFETCH(QString, address);
    QFETCH(std::optional<WriterProblem>, problem);
    QVERIFY(writerAddressProblem(address) == problem);
}

void TestWriter::eachErrorIsASentence()
{
    QSet<QString> sentences;
    for (int i = 0; i <= int(WriterProblem::Nothing); ++i) {
        const QString text =
            writerErrorText({WriterProblem(i), 418, {}, {}}, QStringLiteral("tiny"));
        QVERIFY2(text.size() > 20, qPrintable(QString::number(i)));
        sentences += text;
    }
    QCOMPARE(sentences.size(), int(WriterProblem::Nothing) + 1);
    QVERIFY(writerErrorText({WriterProblem::NotFound, 404, {}, QStringLiteral("pull it first")},
                            QStringLiteral("tiny"))
                .contains(QStringLiteral("pull it first")));
    QVERIFY(writerErrorText({WriterProblem::TooMany, 429, std::chrono::seconds(20), {}}, {})
                .contains(QStringLiteral("20")));
    QVERIFY(writerErrorText({WriterProblem::TooMany, 429, std::chrono::seconds(20),
                             QStringLiteral("3 a minute")},
                            {})
                .contains(QStringLiteral("3 a minute")));
    QVERIFY(
        writerErrorText(
            {WriterProblem::LeadsElsewhere, 302, {}, QStringLiteral("https://example.com/v1")}, {})
            .contains(QStringLiteral("to https://example.com/v1,")));
    // On the page itself nobody is sent there.
    for (int i = 0; i <= int(WriterProblem::Nothing); ++i)
        QVERIFY(!writerErrorText({WriterProblem(i), 418, {}, {}}, QStringLiteral("tiny"),
                                 WriterPlace::Settings)
                     .contains(QStringLiteral("Settings")));
}

QTEST_GUILESS_MAIN(TestWriter)
#include "tst_writer.moc"
