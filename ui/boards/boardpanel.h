// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "ui/pins/pinmime.h"

#include <QWidget>

#include <memory>

namespace pinweek {

class ThemeManager;
class Workspace;

/**
 * Boards with their sections as a tree: counts, secret and group marks, stripe colours, a search
 * field, create board and section, refresh with progress. A click filters the calendar; pins
 * dropped on a row get that board, image files become pins of it.
 */
class BoardPanel : public QWidget
{
    Q_OBJECT

public:
    BoardPanel(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);
    ~BoardPanel() override;
    void setAccount(AccountId account);
    /** What is chosen; invalid board: all. */
    [[nodiscard]] BoardId board() const;
    [[nodiscard]] SectionId section() const;
    void clearFilter();

signals:
    void filterChanged(pinweek::BoardId board, pinweek::SectionId section);
    /** `copy`: copies for that board are wanted. */
    void pinsDropped(const QList<pinweek::PinId> &pins, pinweek::BoardId board,
                     pinweek::SectionId section, bool copy);
    void imagesDropped(const pinweek::DroppedContent &content, pinweek::BoardId board,
                       pinweek::SectionId section);
    /** There is no account yet, and the user pressed "Connect Pinterest…". */
    void connectWanted();
    void message(const QString &text);

protected:
    bool event(QEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
