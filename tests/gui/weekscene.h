// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "store/pinstore.h"
#include "support/manualclock.h"
#include "support/testworkspace.h"
#include "theme/theme.h"
#include "workspace/workspace.h"

#include <QTemporaryDir>

#include <memory>

namespace pinweek::test {

/**
 * A workspace of its own with a theme, and short words to fill its week: Monday 16 to Sunday 22
 * November 2026, seen on Tuesday at 9:00 UTC. What can't fail in a sane test ends the program.
 */
class WeekScene
{
public:
    WeekScene();
    ~WeekScene();

    [[nodiscard]] Workspace &workspace() { return *m_workspace; }
    [[nodiscard]] ThemeManager &theme() { return *m_theme; }
    [[nodiscard]] PinStore &pins();
    [[nodiscard]] QString file(const QString &name) const { return m_dir.filePath(name); }
    /** Writes a JPEG there and gives its path. */
    QString jpeg(const QString &name) const;

    AccountId addAccount(Environment environment, const QString &name);
    BoardId addBoard(const QString &name);
    MediaId addImage(const QString &path);
    /** Complete, and scheduled unless another status is given; wall time in UTC. */
    PinId add(int day, QTime time, const QString &title = QStringLiteral("Lemon cake"),
              PinStatus status = PinStatus::Scheduled, const QString &image = {});
    PinId addContent(const PinContent &content, PinStatus status);
    /** Complete, with a board, for a day (0: Monday) and time. */
    [[nodiscard]] PinContent content(int day, QTime time, const QString &title);
    /** That so many per cent of its video are at Pinterest, as the program that publishes tells. */
    void tellUpload(PinId pin, int percent);
    void remove(PinId pin);
    void move(PinId pin, int day, QTime time);
    [[nodiscard]] WallTime at(int day, QTime time) const;
    [[nodiscard]] Pin pin(PinId id);

    ManualClock clock;
    AccountId account;
    QList<BoardId> boards;
    const QDate monday{2026, 11, 16};

private:
    AttemptId claim(PinId id);

    QTemporaryDir m_dir;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<ThemeManager> m_theme;
    int m_next = 0;
};

} // namespace pinweek::test
