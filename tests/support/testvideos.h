// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

namespace pinweek {

class Store;
struct Pin;

} // namespace pinweek

namespace pinweek::test {

/** Runs ffmpeg with these arguments, without a word and over what is there; ends the program where
 * that fails. */
void runFfmpeg(const QStringList &arguments);

/** An H.264 video of moving test colours with a counter, ten frames a second, a key frame each.
 * Gives `path`. */
QString makeVideo(const QString &path, double seconds = 5, QSize size = {216, 324});

/** A video of these pictures one after the other, three seconds each, upright 2:3. Gives `path`. */
QString makeSlideShow(const QString &path, const QStringList &pictures);

/** Stores that so many per cent of the pin's video are at Pinterest, as the program that publishes
 * does. */
void tellUpload(Store &store, const Pin &pin, int percent);

/** A folder whose programs are found before all others, until this is gone. */
class ProgramPath
{
public:
    /** @param folder  searched first; @param only  searched alone */
    explicit ProgramPath(const QString &folder, bool only = false);
    ~ProgramPath();
    ProgramPath(const ProgramPath &) = delete;
    ProgramPath &operator=(const ProgramPath &) = delete;

private:
    QByteArray m_before;
};

} // namespace pinweek::test
