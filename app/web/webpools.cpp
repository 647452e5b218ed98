// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/webpools.h"

#include <QThreadPool>

namespace pinweek {

namespace {

constexpr int picturesAtOnce = 2;

/** At the end of the program it waits for what is under way, which is seconds at most. */
class Pool : public QThreadPool
{
public:
    explicit Pool(int threads) { setMaxThreadCount(threads); }
};

} // namespace

QThreadPool &pagePool()
{
    static Pool pool(1);
    return pool;
}

QThreadPool &pagePicturePool()
{
    static Pool pool(picturesAtOnce);
    return pool;
}

} // namespace pinweek
