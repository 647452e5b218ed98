// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "planner/libraryfiles.h"
#include "store/libraryrows.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace pinweek {

class Workspace;

/** What is known of the pictures that are selected in the library: size, age, and the pins that use
 * it, to be opened. */
class PictureUses : public QWidget
{
    Q_OBJECT

public:
    PictureUses(Workspace &workspace, QWidget *parent);
    void showOne(const LibraryPicture &picture, std::optional<LibraryFault> fault);
    void showSeveral(int count, qint64 bytes);

signals:
    void pinOpened(pinweek::PinId pin);
    /** A copy of the picture's file is to be looked for. */
    void mendWanted(const pinweek::MediaAsset &asset);

private:
    struct Row
    {
        PinId pin;
        PinStatus status = PinStatus::Draft;
        QString title;
        QString when;
        friend bool operator==(const Row &, const Row &) = default;
    };

    void listPins(const LibraryPicture &picture);
    [[nodiscard]] QString usesText(const LibraryPicture &picture) const;
    [[nodiscard]] QString dayText(UtcTime time) const;
    [[nodiscard]] Row rowOf(const Pin &pin) const;
    [[nodiscard]] QPushButton *buttonFor(const Row &row);

    Workspace &m_workspace;
    LibraryPicture m_picture;
    QLabel *m_name;
    QLabel *m_size;
    QLabel *m_fault;
    QPushButton *m_mend;
    QLabel *m_uses;
    QVBoxLayout *m_pins;
    QLabel *m_more;
    QList<Row> m_rows;
};

} // namespace pinweek
