// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crop/cropdesk.h"

#include "store/store.h"
#include "text/texts.h"
#include "ui/crop/cropdialog.h"
#include "ui/crop/fitmanydialog.h"
#include "workspace/workspace.h"

#include <QSet>

namespace pinweek {

namespace {

QString stepName(const QList<PlacedFit> &fits)
{
    if (fits.size() > 1)
        return CropDesk::tr("Fit %n picture(s)", nullptr, int(fits.size()));
    switch (fits.constFirst().fit.kind) {
    case FitKind::Crop:
        return CropDesk::tr("Crop picture");
    case FitKind::Pad:
        return CropDesk::tr("Fit picture inside");
    case FitKind::Original:
        break;
    }
    return CropDesk::tr("Reset picture");
}

QString outcomeText(const QList<PlacedFit> &fits)
{
    if (fits.size() > 1)
        return CropDesk::tr("%n picture(s) fitted.", nullptr, int(fits.size()));
    return fits.constFirst().fit.changes() ? CropDesk::tr("Picture fitted.")
                                           : CropDesk::tr("The picture is sent as it is.");
}

} // namespace

CropDesk::CropDesk(Workspace &workspace, ThemeManager &theme, QWidget *window)
    : QObject(window), m_workspace(workspace), m_theme(theme), m_window(window)
{
}

QList<PinPicture> CropDesk::read(const QList<PinId> &pins)
{
    const Result<QList<PinPicture>> pictures = pinPictures(m_workspace.store(), pins);
    if (!pictures) {
        emit message(errorText(pictures.error()), false);
        return {};
    }
    if (pictures->isEmpty()) {
        const auto videos = pinPictures(m_workspace.store(), pins, VideoPins::ByCover);
        emit message(videos && !videos->isEmpty()
                         ? tr("A video is sent as it is: it can't be cropped here.")
                         : tr("There is no picture to crop. Add one first."),
                     false);
    }
    return *pictures;
}

std::optional<PinPicture> CropDesk::readOne(PinId pin, int place)
{
    for (const PinPicture &picture : read({pin})) {
        if (picture.place == place)
            return picture;
    }
    return std::nullopt;
}

void CropDesk::open(const QList<PinId> &pins)
{
    const QList<PinPicture> pictures = read(pins);
    QList<PinPicture> editable;
    QSet<PinId> left;
    for (const PinPicture &picture : pictures) {
        if (picture.editable)
            editable.append(picture);
        else
            left.insert(picture.pin);
    }
    if (pictures.isEmpty())
        return;
    if (editable.isEmpty()) {
        emit message(tr("Published pins keep their pictures."), false);
        return;
    }
    if (editable.size() == 1) {
        edit(editable.constFirst());
        return;
    }
    auto *dialog = new FitManyDialog(m_workspace, m_theme, editable, int(left.size()), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { store(dialog->fits()); });
    dialog->open();
}

void CropDesk::openOne(PinId pin, int place)
{
    if (const std::optional<PinPicture> picture = readOne(pin, place))
        edit(*picture);
}

void CropDesk::edit(const PinPicture &picture)
{
    auto *dialog = new CropDialog(m_workspace, m_theme, picture, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, picture] {
        if (dialog->fit() != picture.fit)
            store({{picture.pin, picture.place, picture.asset.id, dialog->fit()}});
    });
    dialog->open();
}

void CropDesk::cropTo(FitShape shape, PinId pin, int place)
{
    if (const std::optional<PinPicture> picture = readOne(pin, place))
        store({{pin, place, picture->asset.id,
                wishedFit({FitKind::Crop, shape}, picture->fit, picture->asset.size)}});
}

void CropDesk::reset(PinId pin, int place)
{
    if (const std::optional<PinPicture> picture = readOne(pin, place))
        store({{pin, place, picture->asset.id, PictureFit()}});
}

void CropDesk::store(const QList<PlacedFit> &fits)
{
    if (fits.isEmpty())
        return;
    m_workspace.editor().setFits(fits, stepName(fits), this,
                                 [this, fits](const Result<EditOutcome> &outcome) {
                                     if (!outcome)
                                         emit message(errorText(outcome.error()), false);
                                     else if (outcome->pins.isEmpty())
                                         emit message(tr("Nothing was changed: the pin is gone, or "
                                                         "has another picture by now."),
                                                      false);
                                     else
                                         emit message(outcomeText(fits), true);
                                 });
}

} // namespace pinweek
