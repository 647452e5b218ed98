// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"

#include <QPushButton>

#include <memory>

namespace pinweek {

class ThemeManager;
class Workspace;

/**
 * A button that shows the chosen board and section, and opens a list to pick another: a search
 * field, boards chosen lately first, sections indented under their board, "Create board “x”" where
 * no board has that name. Does not change the pin: `picked` says what was wanted.
 */
class BoardPicker : public QPushButton
{
    Q_OBJECT

public:
    BoardPicker(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);
    /** For Designer forms; setUp() must follow before it is used. */
    explicit BoardPicker(QWidget *parent = nullptr);
    ~BoardPicker() override;
    void setUp(Workspace &workspace, ThemeManager &theme);

    /** Whose boards are offered. */
    void setAccount(AccountId account);
    void setChoice(BoardId board, SectionId section);
    [[nodiscard]] BoardId board() const;
    [[nodiscard]] SectionId section() const;
    /** Text shown when there is no board. */
    void setEmptyText(const QString &text);
    void openPopup();

signals:
    /** An invalid board: none. */
    void picked(pinweek::BoardId board, pinweek::SectionId section);
    /** A board could not be created: a sentence for the status bar. */
    void problem(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
