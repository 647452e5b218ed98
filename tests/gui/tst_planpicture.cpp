// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "exports/paperlayout.h"
#include "exports/planpicture.h"
#include "planner/pineditor.h"
#include "support/await.h"
#include "support/planfixture.h"
#include "ui/calendar/calendarviews.h"
#include "ui/exports/exportdesk.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QMessageBox>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace pinweek;
using namespace pinweek::test;

namespace {

const QString longTitle =
    QStringLiteral("Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel "
                   "かぼちゃのスープを作る方法 and a lemon cake");

PaperPlan paper(bool isMonth, int cardsADay, int titles = 1)
{
    PaperPlan plan;
    plan.title = QStringLiteral("anna");
    plan.range = QStringLiteral("16 – 22 Nov 2026");
    plan.about = QStringLiteral("many pins");
    plan.footer = QStringLiteral("Made today");
    plan.isMonth = isMonth;
    for (int week = 0; week < (isMonth ? 5 : 1); ++week) {
        QList<PaperDay> days;
        for (int day = 0; day < 7; ++day) {
            PaperDay made{QDate(2026, 11, 2).addDays(7 * week + day), true, {}};
            for (int i = 0; i < (day % 2 == 0 ? cardsADay : cardsADay / 3); ++i) {
                PaperCard card;
                card.time = QStringLiteral("10:15 AM");
                for (int n = 0; n <= i % 3 * titles; ++n)
                    card.title += longTitle;
                card.board = QStringLiteral("Recipes › Soups for long winter evenings");
                card.state = QStringLiteral("Wird um 14:35 Uhr noch einmal versucht");
                card.kind = i % 4 == 0 ? QStringLiteral("Video") : QString();
                if (i % 5 != 4)
                    card.picture = MediaAsset{};
                if (card.picture)
                    card.picture->size = i % 2 == 0 ? QSize(1000, 1500) : QSize(1600, 900);
                made.cards.append(card);
                ++plan.pins;
            }
            days.append(made);
        }
        plan.weeks.append(days);
    }
    return plan;
}

} // namespace

/** A picture of the week or month for a client: laid out for paper, and written. */
class TestPlanPicture : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_plan = std::make_unique<PlanFixture>(); }
    void cleanup() { m_plan.reset(); }
    void everyPinIsThereOnceAndWhole_data();
    void everyPinIsThereOnceAndWhole();
    void aCardThatNoPageHoldsMakesItsPageLonger();
    void aPdfHasAllPagesAndNothingHalfMadeStays();
    void aPngIsTwiceAsFineAndShowsThePictures();
    void whatTheFilterLeavesOutIsNotThere();
    void furtherPagesReplaceNothingUnasked();
    void theFileHasTheUsualMode();
    void cancelledItLeavesNothing();
    void aPlaceThatCannotBeWrittenToIsSaid();
    void theWindowMakesItOfWhatIsShown();

private:
    [[nodiscard]] QString file(const QString &name) const
    {
        return m_plan->directory.filePath(name);
    }
    [[nodiscard]] QStringList files(const QString &pattern) const
    {
        return QDir(m_plan->directory.path()).entryList({pattern}, QDir::Files | QDir::Hidden);
    }
    [[nodiscard]] PlanPictureRequest request(const QString &name, bool isMonth = false) const
    {
        PlanPictureRequest request;
        request.file = file(name);
        request.isMonth = isMonth;
        const QDate today = toDateTime(m_plan->clock.now()).date();
        request.first = isMonth ? QDate(today.year(), today.month(), 1) : today;
        request.zone = "UTC";
        request.filter.account = m_plan->account.id;
        return request;
    }
    [[nodiscard]] Result<PlanPictureFiles> make(const PlanPictureRequest &request) const
    {
        PlanPicture picture(*m_plan->workspace);
        return await<PlanPictureFiles>(
            [&](QObject *context, auto done) { picture.run(request, context, done); });
    }

    std::unique_ptr<PlanFixture> m_plan;
};

void TestPlanPicture::everyPinIsThereOnceAndWhole_data()
{
    QTest::addColumn<bool>("isMonth");
    QTest::addColumn<int>("cardsADay");
    QTest::addColumn<bool>("isTight");
    QTest::addColumn<bool>("isRightToLeft");
    QTest::addColumn<bool>("hasSeveralPages");
    QTest::newRow("empty week") << false << 0 << false << false << false;
    QTest::newRow("quiet week") << false << 1 << false << false << false;
    QTest::newRow("crowded week") << false << 30 << false << false << true;
    QTest::newRow("crowded week as one picture") << false << 5 << true << false << false;
    QTest::newRow("crowded month") << true << 20 << false << false << true;
    QTest::newRow("right to left") << true << 9 << false << true << true;
}

void TestPlanPicture::everyPinIsThereOnceAndWhole()
{
    QFETCH(bool, isMonth);
    QFETCH(int, cardsADay);
    QFETCH(bool, isTight);
    QFETCH(bool, isRightToLeft);
    QFETCH(bool, hasSeveralPages);
    PaperPlan plan = paper(isMonth, cardsADay);
    plan.isRightToLeft = isRightToLeft;
    const PaperLayout layout(plan, isTight ? 3000 : paperPage.height(), isTight);
    const QList<int> cards = layout.cardsOfPages();
    QCOMPARE(std::accumulate(cards.begin(), cards.end(), 0), plan.pins);
    QVERIFY(layout.isWhole());
    QCOMPARE(layout.pageCount() > 1, hasSeveralPages);
    QVERIFY(cardsADay == 0 || !cards.contains(0)); // no page is for nothing
    if (!isTight) {
        for (int page = 0; page < layout.pageCount(); ++page)
            QCOMPARE(layout.pageSize(page), paperPage);
    }
    // Each card is painted, once.
    int painted = 0;
    QImage image(QSize(1200, 3200), QImage::Format_RGB32);
    QPainter painter(&image);
    for (int page = 0; page < layout.pageCount(); ++page)
        layout.paint(
            page, painter, 1, [](const PaperCard &, QSize) { return QImage(); },
            [&] { return ++painted > 0; });
    QCOMPARE(painted, plan.pins);
}

void TestPlanPicture::aCardThatNoPageHoldsMakesItsPageLonger()
{
    const PaperLayout layout(paper(true, 3, 20), paperPage.height(), false);
    const QList<int> cards = layout.cardsOfPages();
    QCOMPARE(std::accumulate(cards.begin(), cards.end(), 0), paper(true, 3).pins);
    QVERIFY(layout.isWhole());
    bool isLonger = false;
    for (int page = 0; page < layout.pageCount(); ++page)
        isLonger = isLonger || layout.pageSize(page).height() > paperPage.height();
    QVERIFY(isLonger);
}

void TestPlanPicture::aPdfHasAllPagesAndNothingHalfMadeStays()
{
    for (int i = 0; i < 12; ++i)
        m_plan->scheduled(QStringLiteral("Lemon cake %1").arg(i), 3600 + 60 * i);
    const Result<PlanPictureFiles> made = make(request(QStringLiteral("plan.pdf")));
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    QCOMPARE(made->pins, 12);
    QVERIFY(made->pages > 1);
    QCOMPARE(made->files, {file(QStringLiteral("plan.pdf"))});
    QFile pdf(made->files.constFirst());
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    const QByteArray bytes = pdf.readAll();
    QVERIFY(bytes.startsWith("%PDF-"));
    QVERIFY(bytes.trimmed().endsWith("%%EOF"));
    QCOMPARE(bytes.count("/Type /Page\n"), made->pages);
    QVERIFY(bytes.contains("/DCTDecode")); // pictures, as JPEG
    QCOMPARE(files(QStringLiteral("*plan*")), {QStringLiteral("plan.pdf")});
}

void TestPlanPicture::aPngIsTwiceAsFineAndShowsThePictures()
{
    PinContent content = m_plan->content(QStringLiteral("Lemon cake"), 3600);
    const QString path = file(QStringLiteral("green.jpg"));
    QImage green(600, 900, QImage::Format_RGB32);
    green.fill(QColor(0x20, 0xc0, 0x40));
    QVERIFY(green.save(path));
    const auto taken = await<EditOutcome>([&](QObject *context, auto done) {
        DropTarget target;
        target.account = m_plan->account.id;
        target.at = content.planned;
        m_plan->workspace->editor().addImages({path}, target, context, done);
    });
    QVERIFY(taken);
    const Result<PlanPictureFiles> made = make(request(QStringLiteral("month.PNG"), true));
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    QCOMPARE(made->pins, 1);
    const QImage image(made->files.constFirst());
    QCOMPARE(image.width(), 2 * int(paperPage.width()));
    int greens = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor colour = image.pixelColor(x, y);
            greens += colour.green() > 170 && colour.red() < 70 && colour.blue() < 100;
        }
    }
    QCOMPARE_GE(greens, 60 * 96);
    QCOMPARE_LE(greens, 70 * 104);
}

void TestPlanPicture::whatTheFilterLeavesOutIsNotThere()
{
    m_plan->scheduled(QStringLiteral("Lemon cake"), 3600);
    m_plan->scheduled(QStringLiteral("Pumpkin soup"), 7200);
    m_plan->scheduled(QStringLiteral("Next week's"), 8 * 24 * 3600);
    PlanPictureRequest wanted = request(QStringLiteral("soup.png"));
    QCOMPARE(make(wanted)->pins, 2);
    wanted.filter.text = QStringLiteral("soup");
    QCOMPARE(make(wanted)->pins, 1);
    wanted.filter.states = {PinStatus::Draft};
    QCOMPARE(make(wanted)->pins, 0); // an empty week is a picture as well
    QVERIFY(!QImage(wanted.file).isNull());
}

void TestPlanPicture::furtherPagesReplaceNothingUnasked()
{
    for (int i = 0; i < 60; ++i)
        m_plan->scheduled(QStringLiteral("Lemon cake %1").arg(i), 3600 + 60 * i);
    QFile other(file(QStringLiteral("plan-2.png")));
    QVERIFY(other.open(QIODevice::WriteOnly));
    QCOMPARE(other.write("mine"), 4);
    other.close();
    PlanPictureRequest wanted = request(QStringLiteral("plan.png"));
    const Result<PlanPictureFiles> refused = make(wanted);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QVERIFY(refused.error().detail.contains(QStringLiteral("plan-2.png")));
    QCOMPARE(other.size(), 4);
    QCOMPARE(files(QStringLiteral("*plan*")), {QStringLiteral("plan-2.png")});
    wanted.mayReplace = true;
    QVERIFY(must(make(wanted)).files.size() > 1);
    QVERIFY(other.size() > 4);
}

void TestPlanPicture::theFileHasTheUsualMode()
{
    QFile usual(file(QStringLiteral("usual")));
    QVERIFY(usual.open(QIODevice::WriteOnly));
    const PlanPictureFiles made = must(make(request(QStringLiteral("plan.pdf"))));
    QCOMPARE(QFileInfo(made.files.constFirst()).permissions(), QFileInfo(usual).permissions());
}

void TestPlanPicture::cancelledItLeavesNothing()
{
    for (int i = 0; i < 12; ++i)
        m_plan->scheduled(QStringLiteral("Lemon cake %1").arg(i), 3600 + 60 * i);
    PlanPicture picture(*m_plan->workspace);
    const auto made = await<PlanPictureFiles>([&](QObject *context, auto done) {
        picture.run(request(QStringLiteral("plan.pdf")), context, done);
        connect(&picture, &PlanPicture::progress, &picture, &PlanPicture::cancel);
    });
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Cancelled);
    QCOMPARE(files(QStringLiteral("*plan.pdf*")), QStringList());
}

void TestPlanPicture::aPlaceThatCannotBeWrittenToIsSaid()
{
    const Result<PlanPictureFiles> made = make(request(QStringLiteral("nowhere/plan.pdf")));
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Storage);
    QCOMPARE(make(request(QStringLiteral("plan.gif"))).error().kind, ErrorKind::Rejected);
}

void TestPlanPicture::theWindowMakesItOfWhatIsShown()
{
    m_plan->scheduled(QStringLiteral("Lemon cake"), 3600);
    QWidget window;
    window.show();
    ThemeManager theme(m_plan->workspace->settings());
    CalendarViews views(*m_plan->workspace, theme, &window);
    views.setAccount(m_plan->account.id, m_plan->account.id);
    views.setZone("UTC");
    views.setKind(CalendarKind::Month);
    views.showDay(toDateTime(m_plan->clock.now()).date());
    ExportDesk desk(*m_plan->workspace, &window);
    QSignalSpy said(&desk, &ExportDesk::message);
    desk.askForPicture(views);
    auto *dialog = window.findChild<QFileDialog *>(QStringLiteral("pictureFileDialog"));
    QVERIFY(dialog);
    emit dialog->fileSelected(file(QStringLiteral("month.pdf")));
    dialog->close();
    QTRY_COMPARE(said.size(), 1);
    QVERIFY(said.at(0).at(0).toString().startsWith(QStringLiteral("Painted 1 pin")));
    QVERIFY(said.at(0).at(0).toString().contains(QStringLiteral("“month.pdf”")));
    QVERIFY(QFileInfo(file(QStringLiteral("month.pdf"))).size() > 1000);

    desk.run(request(QStringLiteral("nowhere/plan.pdf")));
    QTRY_VERIFY(window.findChild<QMessageBox *>(QStringLiteral("exportProblemMessageBox")));
    QCOMPARE(said.size(), 1);
}

QTEST_MAIN(TestPlanPicture)
#include "tst_planpicture.moc"
