// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/style.h"

#include "theme/iconengine.h"
#include "theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QIcon>
#include <QPainter>
#include <QRadioButton>
#include <QStyleOption>

namespace pinweek {

namespace {

QIcon ofMessage(const QString &name, QPalette::ColorRole role)
{
    return QIcon(new ThemeIconEngine(name, QApplication::palette().color(role)));
}

constexpr int frameWidth = 2;
constexpr int besideWords = 4; // px from the frame's outer edge to the words
constexpr int insideButton = 3;

/** A check box's or radio button's words, with what the frame needs round them. */
QRect wordsOf(const QAbstractButton &button, const QStyleOption &option)
{
    const bool isRadio = qobject_cast<const QRadioButton *>(&button);
    QStyleOptionButton whole;
    whole.initFrom(&button);
    const QRect contents = button.style()->subElementRect(
        isRadio ? QStyle::SE_RadioButtonContents : QStyle::SE_CheckBoxContents, &whole, &button);
    const QSize size = button.fontMetrics().size(Qt::TextShowMnemonic, button.text());
    const QRect words =
        QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter,
                            QSize(qMin(size.width(), contents.width()), size.height()), contents);
    return words.adjusted(-besideWords, -besideWords / 2, besideWords, besideWords / 2) &
           button.rect();
}

void drawFrame(QPainter &painter, const QRect &outer, const QColor &colour)
{
    constexpr qreal half = frameWidth / 2.0;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, frameWidth));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(outer).adjusted(half, half, -half, -half),
                            metrics::controlRadius - insideButton,
                            metrics::controlRadius - insideButton);
    painter.restore();
}

} // namespace

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) {}

QIcon Style::standardIcon(StandardPixmap icon, const QStyleOption *option,
                          const QWidget *widget) const
{
    switch (icon) {
    case SP_ToolBarHorizontalExtensionButton:
    case SP_ToolBarVerticalExtensionButton:
        return QIcon(new ThemeIconEngine(QStringLiteral("ellipsis")));
    case SP_LineEditClearButton:
        return QIcon(new ThemeIconEngine(QStringLiteral("x")));
    case SP_ArrowLeft:
        return QIcon(new ThemeIconEngine(QStringLiteral("chevron-left")));
    case SP_ArrowRight:
        return QIcon(new ThemeIconEngine(QStringLiteral("chevron-right")));
    case SP_MessageBoxQuestion:
        return ofMessage(QStringLiteral("circle-question-mark"), QPalette::Link);
    case SP_MessageBoxInformation:
        return ofMessage(QStringLiteral("info"), QPalette::Link);
    case SP_MessageBoxWarning:
        return ofMessage(QStringLiteral("triangle-alert"), QPalette::BrightText);
    case SP_MessageBoxCritical:
        return ofMessage(QStringLiteral("octagon-alert"), QPalette::BrightText);
    default:
        return QProxyStyle::standardIcon(icon, option, widget);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    if (element != PE_FrameFocusRect || !button) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    } else if (qobject_cast<const QCheckBox *>(button) ||
               qobject_cast<const QRadioButton *>(button)) {
        if (!button->text().isEmpty())
            drawFrame(*painter, wordsOf(*button, *option),
                      QApplication::palette().color(QPalette::Link));
    } else if (button->property("primary").toBool()) {
        // The button is of the colour that frames have.
        drawFrame(*painter,
                  button->rect().adjusted(insideButton, insideButton, -insideButton, -insideButton),
                  QApplication::palette().color(QPalette::Base));
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *more) const
{
    // What goes on is last, whatever desktop it is: as in the popover and in Connect.
    if (hint == SH_DialogButtonLayout)
        return QDialogButtonBox::GnomeLayout;
    // Words alone, as in the rest of the window.
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, more);
}

} // namespace pinweek
