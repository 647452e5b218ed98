// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"
#include "oauth/tokenvault.h"

#include <QObject>

#include <memory>

namespace pinweek {

class ImageIntake;
class Workspace;

/** The pins that are in a workspace beside those up to `last`, in order of creation: what a person
 * made in the demo. */
Result<QList<PinId>> pinsMadeAfter(Workspace &workspace, PinId last);

/**
 * Takes pins along into another workspace (interaction.md 13): pictures, texts and times that are
 * still to come, as drafts in one undoable step; a board where there is one of the same name. Main
 * thread; the other workspace is open meanwhile, maybe beside a window that shows it.
 */
class PlanCopy : public QObject
{
    Q_OBJECT

public:
    explicit PlanCopy(Workspace &from, QObject *parent = nullptr);
    ~PlanCopy() override;

    /** @param directory  of the other workspace; made if missing. Gives the number of pins.
     * Errors: those of opening, Storage, Media; then nothing is there of them. */
    void run(const QList<PinId> &pins, const QString &directory, QObject *context, Done<int> done);

private:
    void takePictures();
    void storePins();
    /** What all the pins show, carousels too. */
    [[nodiscard]] QList<MediaId> shownMedia() const;
    /** The same image in the other workspace; invalid where it could not be taken along. */
    [[nodiscard]] MediaId takenAs(MediaId media) const;
    [[nodiscard]] PinContent contentFor(const Pin &pin) const;
    void finish(Result<int> result);

    Workspace &m_from;
    std::unique_ptr<Workspace> m_to;
    std::unique_ptr<ImageIntake> m_intake;
    QList<Pin> m_pins;
    QHash<QString, MediaId> m_media; // by SHA-256
    QObject *m_context = nullptr;
    Done<int> m_done;
};

} // namespace pinweek
