// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walltime.h"
#include "model/pin.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace pinweek {

class ThemeManager;
class Workspace;

/**
 * The composer: preview, board and section, title, description, link, alt text, when, note, checks,
 * history, and the footer with Schedule. Edits go to PinEditor as the user types (joined steps);
 * nothing is lost when it closes. A new pin exists only from its first image or character.
 */
class PinForm : public QWidget
{
    Q_OBJECT

public:
    PinForm(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);
    ~PinForm() override;

    /** Shows a pin; what was typed into the former one is stored first. */
    void showPin(PinId pin);
    /** An empty form for a new pin at this time (nullopt: Unscheduled) with this account and board.
     */
    void showNew(AccountId account, BoardId board, SectionId section,
                 const std::optional<WallTime> &at);
    /** Several pins: their number, and the verbs that work on all of them. */
    void showSeveral(const QList<PinId> &pins);
    [[nodiscard]] PinId pin() const;
    /** Stores what was typed now, as before closing, publishing or quitting. */
    void commit();
    void focusTime(); // F2
    void focusTitle();

signals:
    void closeWanted();
    /** After Schedule (Ctrl+Enter): the next draft should be shown. */
    void scheduled(pinweek::PinId pin);
    /** A new pin exists now. */
    void created(pinweek::PinId pin);
    /** One sentence for the status bar. */
    void message(const QString &text);

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
