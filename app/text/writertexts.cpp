// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/writertexts.h"

#include "text/texts.h"

#include <QCoreApplication>
#include <QUrl>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("WriterTexts", text, nullptr, n);
}

} // namespace

QString writerFieldText(WriterField field)
{
    switch (field) {
    case WriterField::Title:
        return tr("Title");
    case WriterField::Description:
        return tr("Description");
    case WriterField::AltText:
        return tr("Alt text");
    }
    return {};
}

QString writerErrorText(const WriterError &error, const QString &model, WriterPlace place)
{
    const bool isThere = place == WriterPlace::Settings;
    const auto withSaid = [&error](const QString &sentence) {
        //: %1: what is wrong, %2: what a server said
        return error.said.isEmpty() ? sentence : tr("%1 It says: %2").arg(sentence, error.said);
    };
    switch (error.problem) {
    case WriterProblem::BadAddress:
        return tr("The address is no web address. One looks like this: http://localhost:11434/v1");
    case WriterProblem::UnsafeAddress:
        return tr("Only programs of your own network may be asked without encryption. Begin the "
                  "address with https://");
    case WriterProblem::NoConnection:
        return isThere ? tr("The program can't be reached. Does it run, and is the address right?")
                       : tr("The program that writes can't be reached. Does it run, and is the "
                            "address in Settings → Writing help right?");
    case WriterProblem::BadCertificate:
        return tr("The certificate of the address is not valid, so nothing was sent.");
    case WriterProblem::TooSlow:
        return isThere ? tr("Nothing came for a minute. Try again, or choose a smaller model.")
                       : tr("Nothing came for a minute. Try again, or choose a smaller model in "
                            "Settings → Writing help.");
    case WriterProblem::BadKey:
        return withSaid(
            (isThere ? tr("The key is not accepted (error %1). Enter it again.")
                     : tr("The key is not accepted (error %1). Check it in Settings → Writing "
                          "help."))
                .arg(error.status));
    case WriterProblem::NotFound:
        return withSaid(
            model.isEmpty()
                ? tr("There is nothing at this address (error 404). Most end with /v1")
                : (isThere ? tr("There is no model “%1” at this address (error 404). Choose "
                                "another.")
                           : tr("There is no model “%1” at this address (error 404). Choose "
                                "another in Settings → Writing help."))
                      .arg(model));
    case WriterProblem::TooMany:
        return withSaid(
            error.retryAfter
                ? tr("It is asked too often. Try again in %n second(s).",
                     int(error.retryAfter->count()))
                : tr("It is asked too often, or your credit there is used up. Try again later."));
    case WriterProblem::Refused:
        return withSaid(tr("It refused the question (error %1).").arg(error.status));
    case WriterProblem::ServerTrouble:
        return withSaid(
            error.status > 0
                ? tr("It has a problem of its own (error %1). Try again later.").arg(error.status)
                : tr("It has a problem of its own. Try again later."));
    case WriterProblem::LeadsElsewhere:
        return error.said.isEmpty()
                   ? tr("The address leads on to another one, where your key is not sent. Enter "
                        "that address.")
                   : tr("The address leads on to %1, where your key is not sent. If you trust it, "
                        "enter that address.")
                         .arg(error.said);
    case WriterProblem::Garbage:
        return isThere ? tr("What came is no answer of a program that writes. Check the address.")
                       : tr("What came is no answer of a program that writes. Check the address "
                            "in Settings → Writing help.");
    case WriterProblem::Nothing:
        return tr("It answered with nothing. Try again, or change what is asked.");
    }
    return {};
}

QString writerKeyErrorText(const Error &error)
{
    return tr("Your key can't be read, so nothing was sent (%1). Try again.").arg(errorText(error));
}

QString writerPartText(const QString &text)
{
    return text.trimmed().isEmpty() ? tr("The answer was cut off before its text began. Try again.")
                                    : tr("The answer was cut off: this is only a part. Try again, "
                                         "or use what is there.");
}

QString writerPrivacyText(const QString &address, bool withPicture)
{
    const QString host = QUrl(address.trimmed()).host();
    return withPicture
               ? tr("What is written here, and the picture at a small size, go to %1 when you "
                    "press "
                    "Write.")
                     .arg(host)
               : tr("What is written here goes to %1 when you press Write, and nothing else.")
                     .arg(host);
}

QString writerCutText(WriterField field)
{
    return tr("It was longer than Pinterest takes, and is cut to %n character(s).",
              writerLimit(field));
}

} // namespace pinweek
