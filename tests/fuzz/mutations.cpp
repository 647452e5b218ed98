// SPDX-License-Identifier: GPL-3.0-or-later
// A target without libFuzzer: fuzz_x [--runs N | --seconds N] FILE|FOLDER… gives it each seed as it
// is, then N changed ones, the same at each run. For ctest, and for a compiler without libFuzzer.
#include "fuzz/fuzztarget.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>

#include <array>
#include <csignal>
#include <cstdio>
#include <limits>
#include <random>

#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr int defaultRuns = 400;
/** Where sanitizers make all slow, fewer runs are enough. */
constexpr qint64 usualTime = 20'000; // ms

QList<QByteArray> readSeeds(const QStringList &places)
{
    QStringList files;
    for (const QString &place : places) {
        QDirIterator folder(place, QDir::Files);
        while (folder.hasNext())
            files += folder.next();
        if (QFileInfo(place).isFile())
            files += place;
    }
    files.sort();
    QList<QByteArray> seeds;
    for (const QString &path : std::as_const(files)) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            seeds += file.readAll();
    }
    return seeds;
}

/** Changes bytes as files are damaged and as attackers do. */
class Mutator
{
public:
    explicit Mutator(const QList<QByteArray> &seeds) : m_seeds(seeds) {}

    QByteArray next()
    {
        QByteArray bytes = seed();
        for (qsizetype i = 0, times = 1 + upTo(4); i < times; ++i)
            change(bytes);
        return bytes;
    }

private:
    qsizetype upTo(qsizetype last) { return qsizetype(m_random() % std::size_t(last + 1)); }
    const QByteArray &seed() { return m_seeds.at(upTo(m_seeds.size() - 1)); }

    void change(QByteArray &bytes)
    {
        static constexpr std::array<char, 12> telling{'\0', '\n', '\r', '"', ',',    '<',
                                                      '{',  '\\', '9',  '-', '\x7F', '\xFF'};
        const qsizetype at = upTo(bytes.size());
        const qsizetype length = upTo(qMin<qsizetype>(bytes.size() - at, 40));
        switch (upTo(6)) {
        case 0:
            if (at < bytes.size())
                bytes[at] = char(bytes.at(at) ^ (1 << upTo(7)));
            break;
        case 1:
            if (at < bytes.size())
                bytes[at] = telling.at(std::size_t(upTo(telling.size() - 1)));
            break;
        case 2:
            bytes.insert(at, telling.at(std::size_t(upTo(telling.size() - 1))));
            break;
        case 3:
            bytes.remove(at, length);
            break;
        case 4:
            bytes.insert(at, bytes.mid(at, length).repeated(1 + upTo(8)));
            break;
        case 5:
            bytes.truncate(at);
            break;
        default:
            bytes.insert(at, seed().mid(upTo(40), length));
            break;
        }
    }

    const QList<QByteArray> &m_seeds;
    std::mt19937_64 m_random{20261129};
};

QByteArray given; // now

/** What a target ends itself at is kept, as libFuzzer does. */
void keepGiven(int signal)
{
    const int file = ::open("crash-input", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file >= 0 && ::write(file, given.constData(), std::size_t(given.size())) == given.size())
        std::fputs("It is in crash-input.\n", stderr);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void give(const QByteArray &bytes)
{
    given = bytes;
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                           std::size_t(bytes.size()));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE})
        std::signal(signal, keepGiven);
    QStringList places = QCoreApplication::arguments().mid(1);
    int runs = defaultRuns;
    qint64 mostTime = usualTime;
    if (places.value(0) == QLatin1String("--runs")) {
        runs = places.value(1).toInt();
        places = places.mid(2);
    } else if (places.value(0) == QLatin1String("--seconds")) {
        runs = std::numeric_limits<int>::max();
        mostTime = places.value(1).toLongLong() * 1000;
        places = places.mid(2);
    }
    const QList<QByteArray> seeds = readSeeds(places);
    if (seeds.isEmpty()) {
        std::fputs("There are no seeds.\n", stderr);
        return 1;
    }
    QElapsedTimer clock;
    clock.start();
    for (const QByteArray &seed : seeds)
        give(seed);
    give({});
    Mutator mutator(seeds);
    int done = 0;
    for (; done < runs && clock.elapsed() < mostTime; ++done)
        give(mutator.next());
    std::printf("%d seeds and %d changes of them in %lld ms\n", int(seeds.size()), done,
                static_cast<long long>(clock.elapsed()));
    return 0;
}
