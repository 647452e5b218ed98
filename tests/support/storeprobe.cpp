// SPDX-License-Identifier: GPL-3.0-or-later
// A second process on a workspace, for tests: opens its store, says "ready", and does what stdin
// asks, a line each.
//
//     claim <pin> <revision>   -> "claimed" or the error's kind
//     title <pin> <text>       -> "stored" or the error's kind
//     slot <account> <board>   adds a pin that takes the next slot -> its moment or the error's
//     kind die <pin> <revision>     claims, then ends at once without cleaning up
#include "store/pinstore.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTextStream>

#include <cstdio>
#include <cstdlib>

using namespace pinweek;

namespace {

void say(const QString &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

class Probe : public QObject
{
public:
    explicit Probe(Store &store)
        : m_store(store), m_input(stdin), m_notifier(fileno(stdin), QSocketNotifier::Read)
    {
        connect(&m_notifier, &QSocketNotifier::activated, this, &Probe::readLine);
    }

private:
    void readLine()
    {
        const QString line = m_input.readLine();
        if (line.isNull()) {
            QCoreApplication::quit();
            return;
        }
        const QStringList words = line.split(QLatin1Char(' '));
        const PinId pin = PinId::fromString(words.value(1));
        if (words.value(0) == QLatin1String("title"))
            setTitle(pin, words.mid(2).join(QLatin1Char(' ')));
        else if (words.value(0) == QLatin1String("slot"))
            takeSlot(AccountId::fromString(words.value(1)), BoardId::fromString(words.value(2)));
        else
            claim(pin, words.value(2).toLongLong(), words.value(0) == QLatin1String("die"));
    }

    void claim(PinId pin, qint64 revision, bool die)
    {
        Claim claim;
        claim.pin = pin;
        claim.expectedRevision = revision;
        claim.fingerprint = "probe " + QByteArray::number(pin.value);
        claim.bodySha256 = "00";
        claim.bootId = "boot";
        m_store.pins().claim(claim, this, [die](const Result<AttemptId> &attempt) {
            if (die)
                std::_Exit(9);
            say(attempt ? QStringLiteral("claimed") : errorKindName(attempt.error().kind));
        });
    }

    void setTitle(PinId id, const QString &title)
    {
        const Result<Pin> pin = m_store.pins().pin(id);
        PinChange change;
        if (pin)
            change = {id, pin->revision, pin->content, pin->status, false};
        change.content.title = title;
        m_store.pins().apply(
            {QStringLiteral("Edit"), {change}, {}}, this, [](const Result<StepOutcome> &outcome) {
                say(outcome ? QStringLiteral("stored") : errorKindName(outcome.error().kind));
            });
    }

    void takeSlot(AccountId account, BoardId board)
    {
        PinChange change;
        change.content.account = account;
        change.content.board = board;
        change.nextSlotFrom = fromEpoch(0);
        m_store.pins().apply(
            {QStringLiteral("Add pin"), {change}, {}}, this,
            [this](const Result<StepOutcome> &outcome) {
                say(outcome ? toIso(*m_store.pins().pin(outcome->pins.constFirst())->dueAt)
                            : errorKindName(outcome.error().kind));
            });
    }

    Store &m_store;
    QTextStream m_input;
    QSocketNotifier m_notifier;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    if (argc != 2)
        return 2;
    const SystemClock clock;
    auto store = Store::open(QString::fromLocal8Bit(argv[1]), clock, QStringLiteral("probe"));
    if (!store) {
        say(store.error().detail);
        return 1;
    }
    Probe probe(**store);
    say(QStringLiteral("ready"));
    return QCoreApplication::exec();
}
