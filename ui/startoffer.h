// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <functional>

namespace pinweek {

class StartHint;
class ThemeManager;
class Workspace;

/** Decides when the start at login is offered, and does what the user answers. */
class StartOffer : public QObject
{
    Q_OBJECT

public:
    /** Puts the hint into the window, on top. */
    using Place = std::function<void(StartHint *)>;

    StartOffer(Workspace &workspace, ThemeManager &theme, Place place, QObject *parent = nullptr);

    /** Offers it if there is reason to, and it wasn't offered before. */
    void look();

signals:
    void message(const QString &text);

private:
    void answered();

    Workspace &m_workspace;
    ThemeManager &m_theme;
    Place m_place;
    QPointer<StartHint> m_hint;
};

} // namespace pinweek
