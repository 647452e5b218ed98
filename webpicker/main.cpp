// SPDX-License-Identifier: GPL-3.0-or-later
// Shows one page of the web with its scripts, and prints what it has of pictures as one JSON text
// (web/pickedpage.h). A process of its own: it has no token, no database and no way to either.
#include "guardproxy.h"
#include "pickerwindow.h"
#include "web/pickedpage.h"
#include "web/pickerprocess.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QNetworkProxy>
#include <QStyleFactory>
#include <QTimer>

#include <chrono>
#include <cstdio>

namespace {

enum Ending
{
    Used = 0,
    Closed = 0, // nothing is printed
    NoAddress = 2,
    NoNetwork = 3,
    NotShown = 4,
};

constexpr auto longestUnattended = std::chrono::seconds(60);
constexpr auto longestLoading = std::chrono::seconds(15); // then what is there is taken

bool print(const QByteArray &json)
{
    return json.size() <= pinweek::mostPickedBytes &&
           std::fwrite(json.constData(), 1, std::size_t(json.size()), stdout) ==
               std::size_t(json.size()) &&
           std::fflush(stdout) == 0;
}

/** As the window that started us. */
void takeLook(const QByteArray &look)
{
    QPalette palette;
    QFont font;
    if (!pinweek::readPickerLook(look, palette, font))
        return;
    QApplication::setPalette(palette);
    QApplication::setFont(font);
}

/** Everything through our proxy, also what Chromium would send to this computer directly. */
void setChromiumFlags(quint16 port)
{
    QByteArray flags = qgetenv("QTWEBENGINE_CHROMIUM_FLAGS");
    flags += " --proxy-server=http://127.0.0.1:" + QByteArray::number(port) +
             " --proxy-bypass-list=<-loopback> --disable-quic"
             " --force-webrtc-ip-handling-policy=disable_non_proxied_udp"
             " --disable-background-networking --disable-sync --log-level=3";
    qputenv("QTWEBENGINE_CHROMIUM_FLAGS", flags.trimmed());
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_LOGGING_RULES", "qt.webenginecontext*=false");
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("pinweek-webpicker"));
    QApplication::setApplicationVersion(QStringLiteral(PINWEEK_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Shows a web page and prints its pictures as JSON. Started by Pinweek."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption unattended(
        QStringLiteral("unattended"),
        QStringLiteral("Take the pictures as soon as the page is loaded, and end."));
    parser.addOption(unattended);
    const QCommandLineOption look(QStringLiteral("look"),
                                  QStringLiteral("Colours and font, as Pinweek writes them."),
                                  QStringLiteral("text"));
    parser.addOption(look);
    const QCommandLineOption isPublic(
        QStringLiteral("public"),
        QStringLiteral("The address is known to lie in no private network, and must not now."));
    parser.addOption(isPublic);
    parser.addPositionalArgument(QStringLiteral("address"), QStringLiteral("http or https"));
    parser.process(app);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/webpicker/pinweek.png")));
    takeLook(parser.value(look).toLatin1());
    const QUrl address(parser.positionalArguments().value(0), QUrl::StrictMode);
    const bool isWeb =
        address.isValid() && !address.host().isEmpty() &&
        (address.scheme() == QLatin1String("http") || address.scheme() == QLatin1String("https"));
    if (!isWeb)
        return NoAddress;

    const pinweek::TypedSite site =
        parser.isSet(isPublic) ? pinweek::TypedSite() : pinweek::TypedSite(address);
    const pinweek::GuardProxy proxy(site);
    if (proxy.port() == 0)
        return NoNetwork;
    // Before the first page, which starts Chromium.
    setChromiumFlags(proxy.port());
    // Chromium then takes its proxy from these flags. One that is set by Qt it leaves aside for
    // names without a dot and for this computer, which are what has to be judged.
    QNetworkProxyFactory::setUseSystemConfiguration(true);

    pinweek::PickerWindow window(site);
    QObject::connect(&window, &pinweek::PickerWindow::used, &app, [](const QByteArray &json) {
        QApplication::exit(print(json) ? Used : NotShown);
    });
    if (parser.isSet(unattended)) {
        const auto give = [] { QApplication::exit(NotShown); };
        QObject::connect(&window, &pinweek::PickerWindow::loaded, &window,
                         [&window, give](bool good) {
                             if (good)
                                 window.use();
                             else
                                 give();
                         });
        QObject::connect(&window, &pinweek::PickerWindow::problem, &app, give);
        QTimer::singleShot(longestLoading, &window, &pinweek::PickerWindow::use);
        QTimer::singleShot(longestUnattended, &app, give);
    }
    window.open(address);
    window.show();
    return QApplication::exec();
}
