// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/webget.h"

#include <QWebEnginePage>
#include <QWebEngineUrlRequestInterceptor>

class QWebEngineProfile;

namespace pinweek {

/** Lets through what a page needs to show itself: http and https, "data:" and "blob:", and of this
 * computer's networks only the site that was typed. */
class PickerInterceptor : public QWebEngineUrlRequestInterceptor
{
    Q_OBJECT

public:
    PickerInterceptor(const TypedSite &site, QObject *parent);
    void interceptRequest(QWebEngineUrlRequestInfo &info) override;

private:
    TypedSite m_site;
    int m_requests = 0;
};

/** A profile that keeps nothing: no cookie or cache on the disk, no download. */
QWebEngineProfile *newPickerProfile(const TypedSite &site, QObject *parent);

/** A page that can show itself and nothing more: no dialogs, windows, downloads, permissions, files
 * or full screen. */
class PickerPage : public QWebEnginePage
{
    Q_OBJECT

public:
    PickerPage(QWebEngineProfile *profile, QObject *parent);

signals:
    /** It goes from address to address without end, and was stopped. */
    void goesAstray();

protected:
    bool acceptNavigationRequest(const QUrl &url, NavigationType type, bool isMainFrame) override;
    QWebEnginePage *createWindow(WebWindowType type) override;
    QStringList chooseFiles(FileSelectionMode mode, const QStringList &old,
                            const QStringList &types) override;
    void javaScriptAlert(const QUrl &origin, const QString &text) override;
    bool javaScriptConfirm(const QUrl &origin, const QString &text) override;
    bool javaScriptPrompt(const QUrl &origin, const QString &text, const QString &proposed,
                          QString *answer) override;
    void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel level, const QString &text,
                                  int line, const QString &source) override;

private:
    int m_navigations = 0; // of the main frame by itself, since a person did something
};

} // namespace pinweek
