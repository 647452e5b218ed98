// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/endsignals.h"

#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace pinweek {

namespace {

// A signal handler can reach nothing but what is static.
int ends[2] = {-1, -1};

void onSignal(int)
{
    const int error = errno;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = write(ends[1], &byte, 1);
    errno = error;
}

} // namespace

EndSignals::EndSignals(QObject *parent) : QObject(parent)
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return; // then the signals end the process as they always do
    auto *notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (read(ends[0], &byte, 1) == 1)
            emit endWanted();
    });
    struct sigaction action
    {
    };
    action.sa_handler = onSignal;
    action.sa_flags = int(SA_RESTART | SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

} // namespace pinweek
