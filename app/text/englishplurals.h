// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace pinweek {

/**
 * The plurals of the language that the texts are written in: "%n pin(s)" becomes "1 pin" or "3
 * pins". Translations bring their own plural forms and are installed after it, so they are asked
 * first. Installed by each main().
 */
class EnglishPlurals : public QTranslator
{
public:
    using QTranslator::QTranslator;
    [[nodiscard]] bool isEmpty() const override { return false; }
    /** Null (the text stays as it is) for texts without a number or without "(s)". */
    [[nodiscard]] QString translate(const char *context, const char *sourceText,
                                    const char *disambiguation, int n) const override;
};

} // namespace pinweek
