// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/lookverdict.h"

#include "publisher/lookschedule.h"
#include "publisher/retrypolicy.h"

namespace pinweek {

namespace {

LookVerdict verdict(const PinToFind &find, LookVerdict::What what)
{
    LookVerdict verdict;
    verdict.pin = find.pin.id;
    verdict.expectedRevision = find.pin.revision;
    verdict.expectedLooks = find.looks;
    verdict.what = what;
    return verdict;
}

LookVerdict sendAgain(const PinToFind &find, UtcTime at)
{
    LookVerdict again = verdict(find, LookVerdict::What::SendAgain);
    again.nextAttemptAt = at;
    again.error = {ErrorKind::Unclear,
                   QStringLiteral("The answer got lost, and %1 looks at the board did not find the "
                                  "pin: it is sent again.")
                       .arg(neededLooks),
                   0, 0};
    return again;
}

} // namespace

LookVerdict adoption(const PinToFind &find, const ListedPin &found)
{
    LookVerdict adopt = verdict(find, LookVerdict::What::Adopt);
    adopt.remoteId = found.remoteId;
    adopt.createdAt = found.createdAt;
    return adopt;
}

LookVerdict askPerson(const PinToFind &find, const QString &why)
{
    LookVerdict block = verdict(find, LookVerdict::What::Block);
    block.error = {ErrorKind::Unclear, why, 0, 0};
    return block;
}

LookVerdict verdictAfterLook(const PinToFind &find, const QStringList &maybe,
                             WhenNotFound whenNotFound, UtcTime now, double chance)
{
    if (!maybe.isEmpty()) {
        if (find.looks + 1 < neededLooks)
            return verdict(find, LookVerdict::What::Like);
        return askPerson(
            find, maybe.size() == 1
                      ? QStringLiteral("The answer got lost, and a pin like this one is on the "
                                       "board. Compare the pictures: is it this one?")
                      : QStringLiteral("The answer got lost, and pins like this one are on the "
                                       "board. Compare the pictures: which is it?"));
    }
    if (find.absent + 1 < neededLooks)
        return verdict(find, LookVerdict::What::Absent);
    if (whenNotFound == WhenNotFound::AskFirst)
        return askPerson(find, QStringLiteral("The answer got lost, and two looks did not find the "
                                              "pin on its board. You asked to decide yourself "
                                              "whether it is sent again."));
    const std::optional<std::chrono::seconds> wait = waitAfterAbsence(find.pin.attempts, chance);
    if (!wait)
        return askPerson(find,
                         QStringLiteral("It was sent %1 times without a clear answer, and it "
                                        "is not on its board. Look there before it is sent again.")
                             .arg(find.pin.attempts));
    return sendAgain(find, now + *wait);
}

} // namespace pinweek
