// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"

#include <QList>
#include <QRegularExpression>
#include <QString>

namespace pinweek {

/** The texts of a pin that a table edits. */
enum class PinText
{
    Title,
    Description,
    Link,
    AltText,
    Note
};

/** A text of a pin is to be another. */
struct TextEdit
{
    PinId pin;
    PinText field = PinText::Title;
    QString value;
    friend bool operator==(const TextEdit &, const TextEdit &) = default;
};

QString &textOf(PinContent &content, PinText field);
const QString &textOf(const PinContent &content, PinText field);

/** Find and replace; a plain text, no patterns. */
struct TextReplace
{
    QString find;
    QString with;
    bool matchCase = false;
    bool wholeWords = false;
    QList<PinText> fields;
};

/** A replacement made ready for many pins. */
class TextReplacer
{
public:
    explicit TextReplacer(TextReplace replace);

    /** How often it is in the pin's texts; 0 when there is nothing to find. */
    [[nodiscard]] int countIn(const PinContent &content) const;
    /** One for each text of the pin that becomes another. */
    [[nodiscard]] QList<TextEdit> editsOf(const Pin &pin) const;

private:
    TextReplace m_replace;
    QRegularExpression m_pattern;
};

} // namespace pinweek
