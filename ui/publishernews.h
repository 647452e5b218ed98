// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace pinweek {

class Workspace;
struct PublisherEvent;

/** What the status line says of an event of the publisher, times in `zone`; empty: nothing. */
QString publisherNews(Workspace &workspace, const PublisherEvent &event, const QByteArray &zone);

} // namespace pinweek
