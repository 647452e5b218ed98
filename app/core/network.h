// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkRequest>

class QNetworkAccessManager;

namespace pinweek {

/** Sets what every manager that carries a secret must have: manual redirects, no cookies, no cache.
 */
void hardenNetwork(QNetworkAccessManager &network);

/** The same for one request, and HTTP/2 off: whatever the manager's own settings are. */
void hardenRequest(QNetworkRequest &request);

} // namespace pinweek
