// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publishernews.h"

#include "publisher/publisher.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/pinverbs.h"
#include "workspace/workspace.h"

#include <QCoreApplication>

namespace pinweek {

namespace {

struct News
{
    Q_DECLARE_TR_FUNCTIONS(pinweek::News)
};

} // namespace

QString publisherNews(Workspace &workspace, const PublisherEvent &event, const QByteArray &zone)
{
    const Result<Pin> pin = workspace.store().pins().pin(event.pin);
    if (!pin)
        return {};
    const QString title = quotedTitle(*pin);
    const QString why = event.error ? errorText(*event.error) : QString();
    switch (event.kind) {
    case PublisherEvent::Kind::Published:
        return News::tr("%1 is published.").arg(title);
    case PublisherEvent::Kind::Retry:
        return News::tr("%1: %2. %3").arg(title, statusText(*pin, zone), why);
    case PublisherEvent::Kind::Blocked:
        return News::tr("%1 needs you. %2").arg(title, why);
    case PublisherEvent::Kind::Unconfirmed:
        return News::tr("%1 was sent, but the answer got lost. Pinweek looks for it at Pinterest.")
            .arg(title);
    case PublisherEvent::Kind::Adopted:
        return News::tr("%1 was found at Pinterest: it is published.").arg(title);
    case PublisherEvent::Kind::Waiting:
        break;
    }
    return {};
}

} // namespace pinweek
