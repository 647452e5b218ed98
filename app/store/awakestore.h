// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/usualhours.h"

namespace pinweek {

struct StoreCore;

/** When a publisher of this workspace was at work on this computer, for some weeks. Nothing of it
 * ever leaves the computer, and a workspace that moves to another one begins anew. */
class AwakeStore
{
public:
    explicit AwakeStore(StoreCore &core);

    /** Of the last weeks, in no order. */
    [[nodiscard]] Result<QList<AwakeSpan>> spans() const;
    /** Keeps them; one that begins with a kept one takes its place. Forgets what is too old to say
     * something. */
    void keep(const QList<AwakeSpan> &spans, QObject *context, Done<void> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
