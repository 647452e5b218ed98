// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/videotool.h"

#include "core/logging.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>

#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto lookEvery = 20ms;
constexpr rlim_t processorSeconds = 60;
constexpr rlim_t memoryBytes = rlim_t(2) * 1024 * 1024 * 1024; // addresses; an 8K frame is 50 MB
constexpr rlim_t openFiles = 64;

void limit(__rlimit_resource what, rlim_t value)
{
    const struct rlimit both
    {
        value, value
    };
    ::setrlimit(what, &both);
}

/** In the child, before the program: only what may be called after fork(). */
void restrictChild()
{
    limit(RLIMIT_CPU, processorSeconds);
    limit(RLIMIT_AS, memoryBytes);
    limit(RLIMIT_NOFILE, openFiles);
    limit(RLIMIT_FSIZE, 0); // a pipe is no file
    limit(RLIMIT_CORE, 0);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

void end(QProcess &process)
{
    process.kill();
    process.waitForFinished();
}

VideoToolState stateOf(const QProcess &process)
{
    if (process.exitStatus() == QProcess::CrashExit)
        return VideoToolState::Crashed;
    return process.exitCode() == 0 ? VideoToolState::Done : VideoToolState::Refused;
}

} // namespace

bool hasVideoTools()
{
    return !QStandardPaths::findExecutable(u"ffprobe"_s).isEmpty() &&
           !QStandardPaths::findExecutable(u"ffmpeg"_s).isEmpty();
}

QStringList videoInput(const QString &file)
{
    return {u"-protocol_whitelist"_s, u"file"_s, u"-f"_s, u"mov"_s, u"-i"_s, u"file:"_s + file};
}

VideoToolAnswer runVideoTool(const QString &program, const QStringList &arguments,
                             const VideoToolLimits &limits, const std::atomic<bool> &cancelled)
{
    const QString path = QStandardPaths::findExecutable(program);
    if (path.isEmpty())
        return {VideoToolState::Absent, {}};
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(u"LC_ALL"_s, u"C"_s);
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier(restrictChild);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(path, arguments, QIODevice::ReadOnly);
    if (!process.waitForStarted())
        return {VideoToolState::Absent, {}};
    QElapsedTimer since;
    since.start();
    VideoToolAnswer answer;
    while (process.state() != QProcess::NotRunning) {
        process.waitForReadyRead(int(lookEvery.count()));
        answer.output += process.readAllStandardOutput();
        const bool isTooMuch = answer.output.size() > limits.mostBytes;
        const bool isTooSlow = since.elapsed() > limits.patience.count();
        if (!cancelled && !isTooMuch && !isTooSlow)
            continue;
        end(process);
        answer.state = cancelled   ? VideoToolState::Cancelled
                       : isTooMuch ? VideoToolState::TooMuch
                                   : VideoToolState::TooSlow;
        return answer;
    }
    answer.output += process.readAllStandardOutput();
    answer.state = stateOf(process);
    if (answer.state == VideoToolState::Crashed)
        qCWarning(logMedia).noquote() << "A video has ended" << program;
    return answer;
}

} // namespace pinweek
