// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"

#include <QDialog>

#include <memory>

namespace pinweek {

class ThemeManager;
class Workspace;

/**
 * A pin as people will see it: in the feed, where tall pictures are cut, and opened, where its
 * texts, link and board are read. It follows what is typed in the composer, and stays open beside
 * it. Main thread.
 */
class PinPreview : public QDialog
{
    Q_OBJECT

public:
    PinPreview(Workspace &workspace, ThemeManager &theme, QWidget *parent);
    ~PinPreview() override;

    /** An invalid one: no pin is open. */
    void setPin(PinId pin);
    [[nodiscard]] PinId pin() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
