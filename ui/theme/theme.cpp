// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include "model/videoway.h"
#include "theme/iconengine.h"

#include <QApplication>
#include <QFont>
#include <QHash>

#include <array>

namespace pinweek {

namespace {

constexpr std::array<int, 4> textSizes{11, 13, 15, 20};

/** `base` moved by `share` (0 to 1) towards `other`. */
QColor mixed(const QColor &base, const QColor &other, qreal share)
{
    const auto mix = [share](int from, int to) { return qRound(from + (to - from) * share); };
    return {mix(base.red(), other.red()), mix(base.green(), other.green()),
            mix(base.blue(), other.blue())};
}

void setRole(QPalette &palette, QPalette::ColorRole role, const QColor &colour,
             const QColor &disabled)
{
    palette.setColor(role, colour);
    palette.setColor(QPalette::Disabled, role, disabled);
}

// The sheet's parts; "@name" stands for a colour or the set of the theme's small drawings.

constexpr auto fieldSheet = R"(
QLineEdit, QAbstractSpinBox, QComboBox {
    background: @surface; color: @text; border: 1px solid @edge; border-radius: 6px;
    padding: 0 8px; min-height: 30px; selection-background-color: @accent; selection-color: @onAccent; }
QPlainTextEdit, QTextEdit {
    background: @surface; color: @text; border: 1px solid @edge; border-radius: 6px; padding: 4px;
    selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: 2px solid @accent; padding: 0 7px; min-height: 28px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid @accent; padding: 3px; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
    background: @window; color: @secondary; border-color: @hairline; }
QLineEdit[readOnly="true"], QTextEdit[readOnly="true"], QAbstractSpinBox[readOnly="true"] {
    background: @window; border-color: @hairline; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"], QComboBox[invalid="true"],
QPlainTextEdit[invalid="true"] { border: 2px solid @needsYou; }
QLineEdit[readOnly="true"]:focus, QTextEdit[readOnly="true"]:focus, QAbstractSpinBox[readOnly="true"]:focus,
QLineEdit[invalid="true"]:focus, QAbstractSpinBox[invalid="true"]:focus, QComboBox[invalid="true"]:focus,
QPlainTextEdit[invalid="true"]:focus { border-color: @accent; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url(:/chrome/chevron-down-@set.themeicon); width: 16px; height: 16px; }
QComboBox QAbstractItemView {
    background: @surface; color: @text; border: 1px solid @edge; padding: 4px; outline: 0;
    selection-background-color: @selection; selection-color: @text; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 20px; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url(:/chrome/chevron-up-@set.themeicon); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow, QDateTimeEdit::drop-down {
    image: url(:/chrome/chevron-down-@set.themeicon); width: 12px; height: 12px; }
QDateTimeEdit::drop-down { border: none; width: 12px; padding: 0 4px; height: 30px; }
)";

constexpr auto buttonSheet = R"(
QPushButton {
    background: @surface; color: @text; border: 1px solid @edge; border-radius: 6px;
    padding: 0 16px; min-height: 30px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed, QPushButton:checked { background: @selection; }
QPushButton:checked { border-color: @accent; }
QPushButton:focus { border: 2px solid @accent; padding: 0 15px; min-height: 28px; }
QPushButton:disabled { color: @secondary; border-color: @hairline; background: @window; }
QPushButton[primary="true"] { background: @accent; color: @onAccent; border: 1px solid @accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: @accentHover; }
QPushButton[primary="true"]:focus { border: 2px solid @accent; }
QPushButton[primary="true"]:disabled { background: @hairline; color: @secondary; border-color: @hairline; }
QPushButton[compact="true"] { padding: 0 8px; }
QPushButton[compact="true"]:focus { padding: 0 7px; }
QPushButton[flat="true"] { background: transparent; border: 1px solid transparent; padding: 0 8px; }
QPushButton[flat="true"]:hover { background: @hover; }
QPushButton[flat="true"]:focus { border: 2px solid @accent; padding: 0 7px; min-height: 28px; }
QPushButton::menu-indicator { image: url(:/chrome/chevron-down-@set.themeicon); width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 4px; }
QToolButton {
    background: transparent; color: @text; border: 1px solid transparent; border-radius: 6px; padding: 6px; }
QToolButton[popupMode="1"] { padding-right: 20px; }
QToolButton[popupMode="2"] { padding-right: 18px; }
QToolButton:hover { background: @hover; border-color: @hairline; }
QToolButton:pressed, QToolButton:open { background: @selection; }
QToolButton:checked { background: @selection; border-color: @accent; }
QToolButton:focus { border: 2px solid @accent; padding: 5px; }
QToolButton[popupMode="1"]:focus { padding-right: 19px; }
QToolButton[popupMode="2"]:focus { padding-right: 17px; }
QToolButton:disabled { color: @secondary; }
QToolButton::menu-button { border: none; width: 16px; }
QToolButton::menu-indicator, QToolButton::menu-arrow {
    image: url(:/chrome/chevron-down-@set.themeicon); width: 12px; height: 12px; }
QToolButton::menu-indicator { subcontrol-position: center right; right: 4px; }
QCheckBox, QRadioButton { color: @text; spacing: 8px; min-height: 24px; }
QCheckBox:disabled, QRadioButton:disabled { color: @secondary; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
    width: 14px; height: 14px; border: 1px solid @edge; background: @surface; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: @accent; border-color: @accent; image: url(:/chrome/check-bold-@set.themeicon); }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent; background: @onAccent; }
QCheckBox::indicator:focus { width: 12px; height: 12px; border: 2px solid @accent; }
QRadioButton::indicator:unchecked:focus { width: 12px; height: 12px; border: 2px solid @accent; }
)";

constexpr auto listSheet = R"(
QTreeView, QListView, QTableView { background: transparent; color: @text; border: none; outline: 0;
    alternate-background-color: @past; selection-background-color: @selection; selection-color: @text; }
QTreeView::item, QListView::item { min-height: 28px; border: none; border-radius: 6px; color: @text; }
QTreeView::item { border-radius: 0; padding: 0 5px; }
QTreeView::item:hover, QListView::item:hover { background: @hover; }
QTreeView::item:selected, QListView::item:selected { background: @selection; color: @text; }
QListView[popup="true"]::item, QListWidget#snippetsListWidget::item { padding: 0 8px; }
QListView[popup="true"] { background: @surface; border: 1px solid @edge; border-radius: 6px; }
QTreeView::item:focus, QListView::item:focus { border: 2px solid @accent; }
QTreeView#boardTree { show-decoration-selected: 0; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url(:/chrome/chevron-right-@set.themeicon); }
QTreeView::branch:has-children:open { image: url(:/chrome/chevron-down-@set.themeicon); }
QHeaderView::section { background: @window; color: @secondary; border: none;
    border-bottom: 1px solid @hairline; padding: 4px 8px; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 4px; }
QHeaderView::up-arrow { image: url(:/chrome/chevron-up-@set.themeicon); }
QHeaderView::down-arrow { image: url(:/chrome/chevron-down-@set.themeicon); }
QAbstractScrollArea::corner { background: transparent; border: none; }
QFrame[card="true"] { background: @surface; border: 1px solid @hairline; border-radius: 8px; }
QTabWidget::pane { border: none; border-top: 1px solid @hairline; }
QTabBar::tab { color: @secondary; background: transparent; padding: 8px 12px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; font-weight: 600; }
QTabBar:focus { outline: none; }
QTabBar::tab:selected:focus { color: @accent; }
)";

constexpr auto chromeSheet = R"(
QToolTip { background: @surface; color: @text; border: 1px solid @edge; padding: 4px 6px; }
QMenu { background: @surface; color: @text; border: 1px solid @edge; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @secondary; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: @hairline; margin: 4px 8px; }
QMenuBar { background: @window; color: @text; border: none; }
QMenuBar::item { padding: 6px 8px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: @selection; }
QToolBar { background: @window; border: none; border-bottom: 1px solid @hairline; spacing: 4px; padding: 4px 8px; }
QToolBar::separator { background: @hairline; width: 1px; margin: 6px 4px; }
QStatusBar { background: @window; color: @secondary; border-top: 1px solid @hairline; }
QStatusBar::item { border: none; }
QSplitter::handle { background: @hairline; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QFrame[hairline="true"] { background: @hairline; border: none; max-height: 1px; }
QLabel[secondary="true"] { color: @secondary; }
QLabel[warning="true"] { color: @retrying; }
QLabel[problem="true"] { color: @needsYou; }
QLabel[meta="true"] { font-size: 11px; }
QLabel[section="true"] { font-size: 15px; }
QLabel[title="true"] { font-size: 20px; }
QLabel[strong="true"] { font-weight: 600; }
QProgressBar { background: @hairline; border: none; border-radius: 2px; max-height: 4px; color: transparent; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @edge; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

/** Puts colours in place of "@name"; a longer name is never cut by a shorter one, since a name ends
 * where its letters end. */
QString filled(const QString &sheet, const QHash<QString, QString> &values)
{
    QString out;
    out.reserve(sheet.size());
    for (qsizetype i = 0; i < sheet.size(); ++i) {
        if (sheet[i] != QLatin1Char('@')) {
            out += sheet[i];
            continue;
        }
        qsizetype end = i + 1;
        while (end < sheet.size() && sheet[end].isLetter())
            ++end;
        const QString name = sheet.mid(i + 1, end - i - 1);
        out += values.value(name, QLatin1Char('@') + name); // a test looks for what has no value
        i = end - 1;
    }
    return out;
}

} // namespace

Theme Theme::light()
{
    Theme theme;
    theme.window = QColor(0xF5F5F3U);
    theme.surface = QColor(0xFFFFFFU);
    theme.past = QColor(0xEFEFECU);
    theme.hairline = QColor(0xE2E2DDU);
    theme.controlEdge = QColor(0x868680U);
    theme.text = QColor(0x1D1D1BU);
    theme.secondary = QColor(0x5C5C57U);
    theme.accent = QColor(0x1F5FBFU);
    theme.onAccent = QColor(0xFFFFFFU);
    theme.selection = QColor(0xE8F0FCU);
    theme.published = QColor(0x1E7A43U);
    theme.retrying = QColor(0x8A5A00U);
    theme.needsYou = QColor(0xB3261EU);
    theme.checking = QColor(0x6B3FA0U);
    theme.boards = {QColor(0xB3475AU), QColor(0xA85A1CU), QColor(0x7D6B00U), QColor(0x3F7A2EU),
                    QColor(0x1F7A74U), QColor(0x2C6CB0U), QColor(0x6757B8U), QColor(0x9A4A9AU)};
    return theme;
}

Theme Theme::dark_()
{
    Theme theme;
    theme.dark = true;
    theme.window = QColor(0x1B1C1EU);
    theme.surface = QColor(0x232427U);
    theme.past = QColor(0x1E1F21U);
    theme.hairline = QColor(0x35373BU);
    theme.controlEdge = QColor(0x7D8087U);
    theme.text = QColor(0xECECEAU);
    theme.secondary = QColor(0xA9ABB0U);
    theme.accent = QColor(0x7FB0FFU);
    theme.onAccent = QColor(0x0E1B2EU);
    theme.selection = QColor(0x26354DU);
    theme.published = QColor(0x6FCF97U);
    theme.retrying = QColor(0xF0B75AU);
    theme.needsYou = QColor(0xFF8A80U);
    theme.checking = QColor(0xC6A5F5U);
    theme.boards = {QColor(0xF08CA0U), QColor(0xF0A46AU), QColor(0xD8C24AU), QColor(0x8FCB7CU),
                    QColor(0x6CCBC4U), QColor(0x86B8F0U), QColor(0xB0A2F5U), QColor(0xE29AE2U)};
    return theme;
}

Theme Theme::highContrastTheme()
{
    Theme theme = dark_();
    theme.highContrast = true;
    theme.window = QColor(0x000000U);
    theme.surface = QColor(0x000000U);
    theme.past = QColor(0x141414U);
    theme.hairline = QColor(0x8C8C8CU);
    theme.controlEdge = QColor(0xFFFFFFU);
    theme.text = QColor(0xFFFFFFU);
    theme.secondary = QColor(0xE6E6E6U);
    theme.accent = QColor(0x8FD0FFU);
    theme.onAccent = QColor(0x000000U);
    theme.selection = QColor(0x003A70U);
    theme.published = QColor(0x8CF0B4U);
    theme.retrying = QColor(0xFFD27AU);
    theme.needsYou = QColor(0xFFB0A8U);
    theme.checking = QColor(0xDCC6FFU);
    return theme;
}

QPalette Theme::palette() const
{
    QPalette palette;
    const QColor faded = secondary;
    setRole(palette, QPalette::Window, window, window);
    setRole(palette, QPalette::WindowText, text, faded);
    setRole(palette, QPalette::Base, surface, window);
    setRole(palette, QPalette::AlternateBase, past, past);
    setRole(palette, QPalette::Text, text, faded);
    setRole(palette, QPalette::PlaceholderText, secondary, secondary);
    setRole(palette, QPalette::Button, surface, window);
    setRole(palette, QPalette::ButtonText, text, faded);
    setRole(palette, QPalette::BrightText, needsYou, faded);
    setRole(palette, QPalette::Highlight, selection, hairline);
    setRole(palette, QPalette::HighlightedText, text, faded);
    setRole(palette, QPalette::Link, accent, faded);
    setRole(palette, QPalette::LinkVisited, checking, faded);
    setRole(palette, QPalette::ToolTipBase, surface, surface);
    setRole(palette, QPalette::ToolTipText, text, text);
    // Fusion draws what the sheet does not from these shades.
    setRole(palette, QPalette::Light, hover(), hover());
    setRole(palette, QPalette::Midlight, hairline, hairline);
    setRole(palette, QPalette::Mid, hairline, hairline);
    setRole(palette, QPalette::Dark, controlEdge, hairline);
    setRole(palette, QPalette::Shadow, dark ? QColor(0x000000U) : controlEdge, hairline);
    return palette;
}

QString Theme::styleSheet() const
{
    useSheetIcons();
    const auto set = highContrast ? QStringLiteral("contrast")
                     : dark       ? QStringLiteral("dark")
                                  : QStringLiteral("light");
    const QHash<QString, QString> values{
        {QStringLiteral("window"), window.name()},
        {QStringLiteral("surface"), surface.name()},
        {QStringLiteral("past"), past.name()},
        {QStringLiteral("hairline"), hairline.name()},
        {QStringLiteral("edge"), controlEdge.name()},
        {QStringLiteral("text"), text.name()},
        {QStringLiteral("secondary"), secondary.name()},
        {QStringLiteral("accent"), accent.name()},
        {QStringLiteral("accentHover"), mixed(accent, text, 0.12).name()},
        {QStringLiteral("onAccent"), onAccent.name()},
        {QStringLiteral("selection"), selection.name()},
        {QStringLiteral("hover"), hover().name()},
        {QStringLiteral("needsYou"), needsYou.name()},
        {QStringLiteral("retrying"), retrying.name()},
        {QStringLiteral("set"), set},
    };
    QString sheet;
    for (const char *part : {fieldSheet, buttonSheet, listSheet, chromeSheet})
        sheet += QString::fromLatin1(part);
    return filled(sheet, values);
}

QColor Theme::statusColour(PinStatus status) const
{
    switch (status) {
    case PinStatus::Draft:
    case PinStatus::HandedOver:
        return secondary;
    case PinStatus::Scheduled:
    case PinStatus::Publishing:
        return accent;
    case PinStatus::Published:
        return published;
    case PinStatus::Failed:
        return retrying;
    case PinStatus::Blocked:
        return needsYou;
    case PinStatus::Unconfirmed:
        return checking;
    }
    return secondary;
}

QString Theme::stateIconName(const Pin &pin)
{
    return isVideoUnderWay(pin) ? QStringLiteral("upload") : statusIconName(pin.status);
}

QString Theme::statusIconName(PinStatus status)
{
    switch (status) {
    case PinStatus::Draft:
        return QStringLiteral("circle-dashed");
    case PinStatus::Scheduled:
        return QStringLiteral("clock");
    case PinStatus::Publishing:
        return QStringLiteral("loader-circle");
    case PinStatus::Published:
        return QStringLiteral("circle-check");
    case PinStatus::Failed:
        return QStringLiteral("rotate-cw");
    case PinStatus::Blocked:
        return QStringLiteral("octagon-alert");
    case PinStatus::Unconfirmed:
        return QStringLiteral("circle-question-mark");
    case PinStatus::HandedOver:
        return QStringLiteral("send");
    }
    return QStringLiteral("circle-dashed");
}

QColor Theme::boardColour(int index) const
{
    const int count = int(boards.size());
    return boards[size_t(((index % count) + count) % count)];
}

QColor Theme::hover() const
{
    return mixed(surface, text, highContrast ? 0.15 : 0.03);
}

QFont themeFont(TextStyle style, bool bold)
{
    QFont font = QApplication::font();
    font.setPixelSize(textSizes.at(size_t(style)));
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    return font;
}

QFont paintedFont(TextStyle style, bool bold)
{
    QFont font = themeFont(style, bold);
    font.setStyleStrategy(QFont::StyleStrategy(QFont::PreferNoShaping | QFont::NoSubpixelAntialias));
    return font;
}

QIcon themeIcon(const QString &name)
{
    return QIcon(new ThemeIconEngine(name));
}

QIcon themeIcon(const QString &name, const QColor &colour)
{
    return QIcon(new ThemeIconEngine(name, colour));
}

} // namespace pinweek
