// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"

#include <QWidget>

#include <memory>

namespace pinweek {

class ThemeManager;
class Workspace;

/**
 * The media library: every picture that was ever brought in, with a search, what uses it, and what
 * can be cleaned up. Pictures are dragged out of it, or copied, as image files. Main thread.
 */
class LibraryPanel : public QWidget
{
    Q_OBJECT

public:
    LibraryPanel(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);
    ~LibraryPanel() override;
    /** The keyboard goes on in its search. */
    void focusSearch();

signals:
    /** Each of these files is to become a pin without a time. */
    void pinsWanted(const QStringList &paths);
    void pinOpened(pinweek::PinId pin);
    /** Image files are to be chosen. */
    void chooseImagesWanted();
    void closeWanted();
    void message(const QString &text, bool undoable);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
