// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <memory>

class QMimeData;

namespace pinweek {

/** What a drag brings, told apart. */
struct DroppedContent
{
    enum class Kind
    {
        Nothing,
        Pins,
        Files,
        ImageData,
        Address, // of an image, as a browser gives it
        ForeignPins
    };
    Kind kind = Kind::Nothing;
    QList<PinId> pins;  // Pins, in the order dragged
    PinId grabbed;      // Pins: the card under the pointer
    int grabOffset = 0; // Pins: px from the card's top to the pointer
    bool cut = false;   // Pins on the clipboard: to be moved, not copied
    QStringList paths;  // Files: local paths that exist or not; folders too
    QByteArray image;   // ImageData: encoded
    QString name;       // ImageData, Address: a name for it
    QUrl address;       // Address: http or https
    QUrl page;          // ImageData, Address: what the image led to or lay on; empty: not known
    /** Address: pictures of the page that is open in our own window; `address` is the first. */
    QList<QUrl> pageImages;
};

/** Drag and clipboard data: MIME type "application/x-pinweek-pins" holds the workspace's directory
 * identity and pin ids (protocols.md 4.3). Free functions, no widgets. */
namespace pinmime {
std::unique_ptr<QMimeData> encode(const QList<PinId> &pins, PinId grabbed, int grabOffset,
                                  const QString &workspace, bool cut = false);
/** ForeignPins: pins of another workspace, to be refused. */
DroppedContent decode(const QMimeData *data, const QString &workspace);
/** The same without image bytes: cheap enough for drag enter and move, where another program may be
 * slow to give its data. */
DroppedContent peek(const QMimeData *data, const QString &workspace);
/** Pictures of the page that is open in our window "From a web page"; for other programs their
 * addresses. */
std::unique_ptr<QMimeData> encodePageImages(const QList<QUrl> &addresses);
/** Pins of any workspace. */
bool isPins(const QMimeData *data);
} // namespace pinmime

} // namespace pinweek
