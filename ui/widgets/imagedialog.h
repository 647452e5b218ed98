// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDialog>

namespace pinweek {

enum class WantedFiles
{
    Images,
    ImagesAndVideos,
};

/**
 * Asks for image files, and for videos where they are good too, beginning in the user's pictures;
 * deletes itself when it is closed. Afterwards the window is active again even where Qt missed
 * that: it ignores an activation while a popup is open, and the list of completions may be when
 * Return ends the dialog.
 *
 * @param name  the object's
 */
QFileDialog *newImageDialog(const char *name, const QString &title, QFileDialog::FileMode mode,
                            QWidget *parent, WantedFiles wanted = WantedFiles::Images);

} // namespace pinweek
