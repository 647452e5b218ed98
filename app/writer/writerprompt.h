// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace pinweek {

/** What is to be written. */
enum class WriterField
{
    Title,
    Description,
    AltText,
};

/** What a prompt tells of a pin; what is empty is left out. */
struct WriterFacts
{
    QString board;
    QStringList keywords;
    QString pageTitle; // of the page that the link leads to
    QString title;
    QString description;
    QString altText;
};

/** Code points that Pinterest takes: 100, 800, 500. */
int writerLimit(WriterField field);
/** What is asked of the model: all that it is told, in words that a person can read and change. In
 * English, and asks for the language of the texts. */
QString writerPrompt(WriterField field, const WriterFacts &facts);

/** A text for a field out of a model's answer. */
struct WriterText
{
    QString text;
    /** It was longer than Pinterest takes, and ends at a word before that. */
    bool isCut = false;
};

/** Without what some models think aloud first, with or without an end. */
QString withoutThought(const QString &answer);
/** Without a thought, without quotation marks around all of it, a title without line breaks, and
 * within the limit. */
WriterText fittedText(WriterField field, const QString &answer);

} // namespace pinweek
