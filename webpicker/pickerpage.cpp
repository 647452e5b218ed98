// SPDX-License-Identifier: GPL-3.0-or-later
#include "pickerpage.h"

#include "core/publicaddress.h"

#include <QHostAddress>
#include <QWebEngineCertificateError>
#include <QWebEngineDownloadRequest>
#include <QWebEngineFullScreenRequest>
#include <QWebEngineProfile>
#include <QWebEngineSettings>

namespace pinweek {

namespace {

constexpr int mostRequests = 20'000;
constexpr int mostNavigations = 20;
constexpr qsizetype longestData = 4 * 1024 * 1024;

bool isLocalName(const QString &host)
{
    return host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost"));
}

} // namespace

PickerInterceptor::PickerInterceptor(const TypedSite &site, QObject *parent)
    : QWebEngineUrlRequestInterceptor(parent), m_site(site)
{
}

void PickerInterceptor::interceptRequest(QWebEngineUrlRequestInfo &info)
{
    const QUrl url = info.requestUrl();
    const QString scheme = url.scheme();
    if (scheme == QLatin1String("data") || scheme == QLatin1String("blob")) {
        info.block(url.path().size() > longestData);
        return;
    }
    const bool isWeb = scheme == QLatin1String("http") || scheme == QLatin1String("https") ||
                       scheme == QLatin1String("ws") || scheme == QLatin1String("wss");
    QHostAddress host(url.host());
    if (host.isNull() && isLocalName(url.host()))
        host = QHostAddress(QHostAddress::LocalHost);
    // Names, and the site that was typed, are judged by the proxy, where they are looked up.
    const bool mayBeAsked = host.isNull() || m_site.isOf(url) || isPublicAddress(host);
    info.block(!isWeb || !mayBeAsked || ++m_requests > mostRequests);
}

QWebEngineProfile *newPickerProfile(const TypedSite &site, QObject *parent)
{
    auto *profile = new QWebEngineProfile(parent); // without a name: off the record
    profile->setHttpCacheType(QWebEngineProfile::MemoryHttpCache);
    profile->setPersistentCookiesPolicy(QWebEngineProfile::NoPersistentCookies);
    profile->setSpellCheckEnabled(false);
    profile->setUrlRequestInterceptor(new PickerInterceptor(site, profile));
    QObject::connect(profile, &QWebEngineProfile::downloadRequested, profile,
                     [](QWebEngineDownloadRequest *download) { download->cancel(); });
    QWebEngineSettings *settings = profile->settings();
    using S = QWebEngineSettings;
    for (const S::WebAttribute off :
         {S::LocalContentCanAccessRemoteUrls, S::LocalContentCanAccessFileUrls,
          S::JavascriptCanOpenWindows, S::JavascriptCanAccessClipboard, S::JavascriptCanPaste,
          S::PluginsEnabled, S::FullScreenSupportEnabled, S::ScreenCaptureEnabled,
          S::HyperlinkAuditingEnabled, S::AllowGeolocationOnInsecureOrigins,
          S::AllowWindowActivationFromJavaScript, S::DnsPrefetchEnabled, S::PdfViewerEnabled,
          S::NavigateOnDropEnabled, S::LocalStorageEnabled})
        settings->setAttribute(off, false);
    settings->setAttribute(S::PlaybackRequiresUserGesture, true);
    settings->setAttribute(S::WebRTCPublicInterfacesOnly, true);
    settings->setUnknownUrlSchemePolicy(S::DisallowUnknownUrlSchemes);
    return profile;
}

PickerPage::PickerPage(QWebEngineProfile *profile, QObject *parent)
    : QWebEnginePage(profile, parent)
{
    setAudioMuted(true);
    connect(this, &QWebEnginePage::featurePermissionRequested, this,
            [this](const QUrl &origin, Feature feature) {
                setFeaturePermission(origin, feature, PermissionDeniedByUser);
            });
    connect(this, &QWebEnginePage::fullScreenRequested, this,
            [](QWebEngineFullScreenRequest request) { request.reject(); });
    connect(this, &QWebEnginePage::certificateError, this,
            [](QWebEngineCertificateError error) { error.rejectCertificate(); });
}

bool PickerPage::acceptNavigationRequest(const QUrl &url, NavigationType type, bool isMainFrame)
{
    const QString scheme = url.scheme();
    const bool isWeb = scheme == QLatin1String("http") || scheme == QLatin1String("https");
    if (!isMainFrame)
        return isWeb || scheme == QLatin1String("about") || scheme == QLatin1String("data") ||
               scheme == QLatin1String("blob");
    if (type == NavigationTypeTyped || type == NavigationTypeLinkClicked ||
        type == NavigationTypeBackForward || type == NavigationTypeReload)
        m_navigations = 0;
    else if (++m_navigations > mostNavigations) {
        emit goesAstray();
        return false;
    }
    return isWeb;
}

QWebEnginePage *PickerPage::createWindow(WebWindowType)
{
    return nullptr;
}

QStringList PickerPage::chooseFiles(FileSelectionMode, const QStringList &, const QStringList &)
{
    return {};
}

void PickerPage::javaScriptAlert(const QUrl &, const QString &) {}

bool PickerPage::javaScriptConfirm(const QUrl &, const QString &)
{
    return false;
}

bool PickerPage::javaScriptPrompt(const QUrl &, const QString &, const QString &, QString *)
{
    return false;
}

void PickerPage::javaScriptConsoleMessage(JavaScriptConsoleMessageLevel, const QString &, int,
                                          const QString &)
{
}

} // namespace pinweek
