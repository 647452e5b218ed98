// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/slices.h"

#include <QTimer>

#include <memory>

namespace pinweek {

namespace {

struct Slices
{
    qsizetype count;
    qsizetype most;
    QObject *context;
    TakeSlice take;
    std::function<void(const Result<void> &)> done;
    qsizetype next = 0;
};

void takeNext(const std::shared_ptr<Slices> &all)
{
    const qsizetype begin = all->next;
    all->next = qMin(all->count, begin + all->most);
    const Result<void> taken = all->take(begin, all->next);
    if (!taken || all->next == all->count) {
        all->done(taken);
        return;
    }
    QTimer::singleShot(0, all->context, [all] { takeNext(all); });
}

} // namespace

void inSlices(qsizetype count, qsizetype most, QObject *context, TakeSlice take,
              std::function<void(const Result<void> &)> done)
{
    takeNext(
        std::make_shared<Slices>(Slices{count, most, context, std::move(take), std::move(done)}));
}

} // namespace pinweek
