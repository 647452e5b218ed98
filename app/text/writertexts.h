// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "writer/writerclient.h"
#include "writer/writerprompt.h"

#include <QString>

// The sentences about the program that writes texts. Translated.
namespace pinweek {

/** "Title", "Description", "Alt text". */
QString writerFieldText(WriterField field);
/** Where a sentence about the writer stands. */
enum class WriterPlace
{
    Composer,
    Settings, // where its address, key and model are entered
};

/** What went wrong, and what to do: a sentence or two. @param model  that was asked */
QString writerErrorText(const WriterError &error, const QString &model,
                        WriterPlace place = WriterPlace::Composer);
/** That the keychain did not say whether there is a key. */
QString writerKeyErrorText(const Error &error);
/** That an answer ended before its end. @param text  what of it can be used */
QString writerPartText(const QString &text);
/** What is sent, and where: a sentence. @param withPicture  the picture goes along */
QString writerPrivacyText(const QString &address, bool withPicture);
/** That a text was cut to what Pinterest takes. */
QString writerCutText(WriterField field);

} // namespace pinweek
