# SPDX-License-Identifier: GPL-3.0-or-later
# Headers that nearly every file needs are read once for each library instead of once for each file, which halves the time
# of a build. Every file still includes what it uses. Single headers: whole modules (<QtWidgets>) make it slower again.
# Only headers of the system, so that ccache finds the same ones again from another checkout (see CMakePresets.json).
set(PINWEEK_CORE_HEADERS
    <algorithm> <array> <chrono> <functional> <map> <memory> <optional> <set> <utility>
    <tl/expected.hpp>
    <QByteArray> <QCoreApplication> <QDateTime> <QDir> <QFile> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList>
    <QLocale> <QObject> <QPointer> <QRegularExpression> <QSet> <QString> <QStringList> <QTimer> <QUrl> <QVariant>)
set(PINWEEK_APP_HEADERS
    ${PINWEEK_CORE_HEADERS} <QImage> <QNetworkAccessManager> <QNetworkReply> <QtConcurrentRun>)
set(PINWEEK_WIDGET_HEADERS
    ${PINWEEK_CORE_HEADERS}
    <QAccessible> <QAction> <QApplication> <QBoxLayout> <QComboBox> <QDialog> <QEvent> <QFrame> <QImage> <QLabel> <QLineEdit>
    <QMenu> <QMimeData> <QPainter> <QPixmap> <QPushButton> <QScrollBar> <QStyleOption> <QToolButton> <QWidget>)
set(PINWEEK_TEST_HEADERS <QSignalSpy> <QTemporaryDir> <QTest>)
