// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/iconengine.h"
#include "theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFontDatabase>
#include <QIcon>
#include <QImageReader>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace pinweek;

namespace {

/** Relative luminance and contrast ratio. Source: WCAG 2.1, "relative luminance" and "contrast
 * ratio". */
qreal channel(qreal value)
{
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}
qreal luminance(const QColor &colour)
{
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) +
           0.0722 * channel(colour.blueF());
}
qreal contrast(const QColor &a, const QColor &b)
{
    const qreal first = luminance(a);
    const qreal second = luminance(b);
    return (qMax(first, second) + 0.05) / (qMin(first, second) + 0.05);
}

constexpr std::array allStatuses{
    PinStatus::Draft,     PinStatus::Scheduled, PinStatus::Publishing, PinStatus::Unconfirmed,
    PinStatus::Published, PinStatus::Failed,    PinStatus::Blocked,    PinStatus::HandedOver};

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void textHasFourAndAHalfToOneAndEdgesThreeToOne_data()
    {
        QTest::addColumn<int>("look");
        QTest::newRow("light") << 0;
        QTest::newRow("dark") << 1;
        QTest::newRow("high contrast") << 2;
    }
    void textHasFourAndAHalfToOneAndEdgesThreeToOne()
    {
        QFETCH(int, look);
        const Theme theme = look == 0   ? Theme::light()
                            : look == 1 ? Theme::dark_()
                                        : Theme::highContrastTheme();
        const QList<QColor> grounds{theme.window, theme.surface, theme.past, theme.selection,
                                    theme.hover()};
        QList<QColor> texts{theme.text, theme.secondary, theme.accent, theme.needsYou};
        for (PinStatus status : allStatuses)
            texts.append(theme.statusColour(status));
        for (const QColor &ground : grounds) {
            for (const QColor &text : texts) {
                QVERIFY2(contrast(text, ground) >= 4.5,
                         qPrintable(QStringLiteral("%1 on %2: %3")
                                        .arg(text.name(), ground.name())
                                        .arg(contrast(text, ground))));
            }
            QVERIFY2(contrast(theme.controlEdge, ground) >= 3.0, qPrintable(ground.name()));
            for (const QColor &stripe : theme.boards)
                QVERIFY2(contrast(stripe, ground) >= 3.0,
                         qPrintable(stripe.name() + ground.name()));
        }
        QVERIFY(contrast(theme.onAccent, theme.accent) >= 4.5);
    }

    void everyStateHasAnIconThatIsThere()
    {
        for (PinStatus status : allStatuses)
            QVERIFY2(!themeIcon(Theme::statusIconName(status)).isNull(),
                     qPrintable(Theme::statusIconName(status)));
    }

    void boardColoursGoRound()
    {
        const Theme theme = Theme::light();
        QCOMPARE(theme.boardColour(0), QColor(0xB3475AU));
        QCOMPARE(theme.boardColour(8), theme.boardColour(0));
        QCOMPARE(theme.boardColour(-1), theme.boardColour(7));
    }

    void theSheetNamesNoColourThatItLacks()
    {
        const QString sheet = Theme::light().styleSheet();
        QVERIFY(!sheet.contains(QLatin1Char('@')));
        QVERIFY(sheet.contains(QStringLiteral("#1f5fbf")));
    }

    void theDrawingsOfTheSheetHaveTheThemesColours()
    {
        const auto colourOf = [](const QString &name) {
            const QImage image = QIcon(name).pixmap(QSize(24, 24)).toImage();
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y).alpha() > 250)
                        return image.pixelColor(x, y).name();
                }
            }
            return QString();
        };
        static const QRegularExpression address(QStringLiteral(R"(url\(([^)]+)\))"));
        for (const Theme &theme : {Theme::light(), Theme::dark_(), Theme::highContrastTheme()}) {
            auto matches = address.globalMatch(theme.styleSheet());
            QVERIFY(matches.hasNext());
            while (matches.hasNext()) {
                const QString file = matches.next().captured(1);
                QVERIFY2(QFile::exists(file), qPrintable(file));
                QCOMPARE(QImageReader(file).size(), QSize(16, 16));
                const bool isCheck = file.contains(QStringLiteral("check"));
                QCOMPARE(colourOf(file), (isCheck ? theme.onAccent : theme.secondary).name());
            }
        }
    }

    void everyIconLooksAsItsFile()
    {
        const QDir folder(QStringLiteral(PINWEEK_ICONS));
        const QStringList files = folder.entryList({QStringLiteral("*.svg")}, QDir::Files);
        QVERIFY(files.size() > 60);
        for (const QString &file : files) {
            QFile drawing(folder.filePath(file));
            QVERIFY(drawing.open(QIODevice::ReadOnly));
            QSvgRenderer renderer(drawing.readAll().replace("currentColor", "#1e7a43"));
            for (const QSize size : {QSize(12, 12), QSize(16, 16), QSize(40, 40), QSize(30, 18)}) {
                QImage expected(size, QImage::Format_ARGB32_Premultiplied);
                expected.fill(Qt::transparent);
                QPainter painter(&expected);
                painter.setRenderHint(QPainter::Antialiasing);
                const qreal side = qMin(size.width(), size.height());
                renderer.render(&painter, QRectF((size.width() - side) / 2,
                                                 (size.height() - side) / 2, side, side));
                painter.end();
                const QImage drawn =
                    renderIcon(QFileInfo(file).completeBaseName(), QColor(0x1E7A43), size)
                        .toImage()
                        .convertToFormat(QImage::Format_ARGB32_Premultiplied);
                QCOMPARE(drawn.size(), size);
                int farthest = 0;
                for (int y = 0; y < size.height(); ++y) {
                    for (int x = 0; x < size.width(); ++x)
                        farthest = qMax(farthest, qAbs(qAlpha(drawn.pixel(x, y)) -
                                                       qAlpha(expected.pixel(x, y))));
                }
                QVERIFY2(farthest <= 8, qPrintable(QStringLiteral("%1 at %2: %3 of 255")
                                                       .arg(file)
                                                       .arg(size.width())
                                                       .arg(farthest)));
            }
        }
    }

    void anIconIsDrawnInItsColourAtDeviceSize()
    {
        const QColor colour(0x1E7A43);
        const QPixmap pixmap =
            themeIcon(QStringLiteral("circle-check"), colour).pixmap(QSize(16, 16), 2.0);
        QCOMPARE(pixmap.size(), QSize(32, 32));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
        const QImage image = pixmap.toImage();
        int opaque = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y).alpha() < 250)
                    continue;
                ++opaque;
                QCOMPARE(image.pixelColor(x, y).rgb(), colour.rgb());
            }
        }
        QVERIFY(opaque > 20);
    }

    void anIconWithoutAColourFollowsThePalette()
    {
        const QIcon icon = themeIcon(QStringLiteral("plus"));
        const QPalette before = QApplication::palette();
        QPalette palette = Theme::dark_().palette();
        QApplication::setPalette(palette);
        const QImage image = icon.pixmap(QSize(20, 20)).toImage();
        QApplication::setPalette(before);
        const QColor middle = image.pixelColor(10, 10);
        QVERIFY(middle.alpha() > 240);
        // The two strokes cross here; smoothing their edges may cost one step of a channel.
        QVERIFY(qAbs(middle.lightness() - Theme::dark_().text.lightness()) <= 2);
    }

    void anUnknownIconIsNull() { QVERIFY(themeIcon(QStringLiteral("no-such-icon")).isNull()); }

    void choosingAThemeTakesEffectAtOnce()
    {
        QTemporaryDir dir;
        Settings settings(dir.filePath(QStringLiteral("s.ini")));
        settings.setTheme(ThemeChoice::Light);
        ThemeManager manager(settings);
        QVERIFY(!manager.theme().dark);
        QCOMPARE(QApplication::palette().color(QPalette::Window), Theme::light().window);
        QSignalSpy changed(&manager, &ThemeManager::themeChanged);
        settings.setTheme(ThemeChoice::Dark);
        QCOMPARE(changed.size(), 1);
        QVERIFY(manager.theme().dark);
        QCOMPARE(QApplication::palette().color(QPalette::Text), Theme::dark_().text);
        settings.setDayCap(7);
        QCOMPARE(changed.size(), 1);
        settings.setTheme(ThemeChoice::HighContrast);
        QVERIFY(manager.theme().highContrast);
    }

    void controlsAreThirtyTwoHighWithAndWithoutTheFocus()
    {
        QTemporaryDir dir;
        Settings settings(dir.filePath(QStringLiteral("s.ini")));
        ThemeManager manager(settings);
        QWidget window;
        QLineEdit edit(&window);
        QPushButton button(QStringLiteral("Schedule"), &window);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(edit.sizeHint().height(), metrics::controlHeight);
        QCOMPARE(button.sizeHint().height(), metrics::controlHeight);
        edit.setFocus();
        QCOMPARE(edit.sizeHint().height(), metrics::controlHeight);
    }

    void fontsHaveTheFourSizesAndTwoWeights()
    {
        QCOMPARE(themeFont(TextStyle::Meta).pixelSize(), 11);
        QCOMPARE(themeFont(TextStyle::Body).pixelSize(), 13);
        QCOMPARE(themeFont(TextStyle::Section).pixelSize(), 15);
        QCOMPARE(themeFont(TextStyle::Title, true).pixelSize(), 20);
        QCOMPARE(themeFont(TextStyle::Title, true).weight(), QFont::DemiBold);
        QCOMPARE(themeFont(TextStyle::Title).weight(), QFont::Normal);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
