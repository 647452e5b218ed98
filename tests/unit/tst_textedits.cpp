// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/textedits.h"

#include <QTest>

using namespace pinweek;

/** Find and replace in a pin's texts. */
class TestTextEdits : public QObject
{
    Q_OBJECT

private:
    static Pin pin(const QString &title, const QString &description = {})
    {
        Pin made;
        made.id = PinId{7};
        made.content.title = title;
        made.content.description = description;
        made.content.link = QStringLiteral("https://example.com/Soup");
        return made;
    }

private slots:
    void textsAreReplaced_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("find");
        QTest::addColumn<QString>("with");
        QTest::addColumn<bool>("matchCase");
        QTest::addColumn<bool>("wholeWords");
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("count");
        const auto row = [](const char *name, const char *title, const char *find, const char *with,
                            bool matchCase, bool words, const char *after, int count) {
            QTest::newRow(name) << QString::fromUtf8(title) << QString::fromUtf8(find)
                                << QString::fromUtf8(with) << matchCase << words
                                << QString::fromUtf8(after) << count;
        };
        row("every place", "soup, soup", "soup", "stew", false, false, "stew, stew", 2);
        row("large letters too", "Soup", "soup", "stew", false, false, "stew", 1);
        row("not large letters", "Soup", "soup", "stew", true, false, "Soup", 0);
        row("umlauts", "Äpfel", "äpfel", "Birnen", false, false, "Birnen", 1);
        row("inside words", "soups", "soup", "stew", false, false, "stews", 1);
        row("whole words only", "soups soup", "soup", "stew", false, true, "soups stew", 1);
        row("whole words beyond ASCII", "Apfelöl Apfel", "Apfel", "Nuss", false, true,
            "Apfelöl Nuss", 1);
        row("signs are signs", "a.c (50%)", "(50%)", "\\1", false, false, "a.c \\1", 1);
        row("nothing takes it away", "Soup now", " now", "", false, false, "Soup", 1);
        row("Japanese", "秋の弁当", "弁当", "ご飯", false, false, "秋のご飯", 1);
        row("nothing to find", "Soup", "", "x", false, false, "Soup", 0);
    }

    void textsAreReplaced()
    {
        QFETCH(QString, title);
        QFETCH(QString, find);
        QFETCH(QString, with);
        QFETCH(bool, matchCase);
        QFETCH(bool, wholeWords);
        QFETCH(QString, after);
        QFETCH(int, count);
        const TextReplacer replace({find, with, matchCase, wholeWords, {PinText::Title}});
        QCOMPARE(replace.countIn(pin(title).content), count);
        const QList<TextEdit> edits = replace.editsOf(pin(title));
        if (after == title)
            QVERIFY(edits.isEmpty());
        else
            QCOMPARE(edits, (QList<TextEdit>{{PinId{7}, PinText::Title, after}}));
    }

    void onlyTheChosenTextsAreLookedAt()
    {
        TextReplace replace{QStringLiteral("soup"),
                            QStringLiteral("stew"),
                            false,
                            false,
                            {PinText::Description, PinText::Link}};
        const Pin soup = pin(QStringLiteral("Soup"), QStringLiteral("A soup"));
        QCOMPARE(TextReplacer(replace).countIn(soup.content), 2);
        const QList<TextEdit> edits = TextReplacer(replace).editsOf(soup);
        QCOMPARE(edits.size(), 2);
        QCOMPARE(edits[0].field, PinText::Description);
        QCOMPARE(edits[1].value, QStringLiteral("https://example.com/stew"));
        replace.fields.clear();
        QCOMPARE(TextReplacer(replace).countIn(soup.content), 0);
    }
};

QTEST_APPLESS_MAIN(TestTextEdits)
#include "tst_textedits.moc"
