// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/imagedialog.h"

#include "media/imagesweep.h"
#include "media/videoimport.h"

#include <QApplication>
#include <QPointer>
#include <QStandardPaths>
#include <QWindow>

namespace pinweek {

namespace {

void activateIfMissed(QWidget *window)
{
    if (!QApplication::activeWindow() && window->windowHandle() &&
        QGuiApplication::focusWindow() == window->windowHandle())
        QApplication::setActiveWindow(window);
}

} // namespace

QFileDialog *newImageDialog(const char *name, const QString &title, QFileDialog::FileMode mode,
                            QWidget *parent, WantedFiles wanted)
{
    const auto patterns = [](const QStringList &suffixes) {
        return QStringLiteral("*.") + suffixes.join(QStringLiteral(" *."));
    };
    const bool both = wanted == WantedFiles::ImagesAndVideos;
    auto *dialog = new QFileDialog(
        parent, title, QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
    dialog->setObjectName(QString::fromLatin1(name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(mode);
    dialog->setNameFilters(
        {both
             ? QApplication::translate("ImageDialog", "Images and videos (%1)")
                   .arg(patterns(imageSuffixes() + videoSuffixes()))
             : QApplication::translate("ImageDialog", "Images (%1)").arg(patterns(imageSuffixes())),
         QApplication::translate("ImageDialog", "All files (*)")});
    QWidget *window = parent->window();
    // Its popups go with it, so from then on nothing is ignored any more.
    QObject::connect(
        dialog, &QObject::destroyed, window, [window] { activateIfMissed(window); },
        Qt::QueuedConnection);
    return dialog;
}

} // namespace pinweek
