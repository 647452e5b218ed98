// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cropcommand.h"

#include "store/store.h"
#include "workspace/workspace.h"

#include <QColor>

#include <CLI/CLI.hpp>

namespace pinweek {

namespace {

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

tl::unexpected<Error> refused(const QString &sentence)
{
    return fail(ErrorKind::Rejected, sentence);
}

Result<QPointF> pointOf(const QString &given)
{
    const QStringList numbers = given.split(QLatin1Char(','));
    bool isAcross = false;
    bool isDown = false;
    const QPointF point(numbers.value(0).toDouble(&isAcross), numbers.value(1).toDouble(&isDown));
    if (numbers.size() != 2 || !isAcross || !isDown || point.x() < 0 || point.x() > 1 ||
        point.y() < 0 || point.y() > 1)
        return refused(Cli::tr("“%1” is no point in a picture. Write it as 0.5,0.3: from the left "
                               "and from the top, between 0 and 1.")
                           .arg(given));
    return point;
}

Result<FitWish> wishOf(const CropOptions &options)
{
    FitWish wish;
    if (options.reset) {
        wish.kind = FitKind::Original;
        wish.focus = QPointF(0.5, 0.5);
        return wish;
    }
    const std::optional<FitShape> shape =
        options.ratio.empty() ? FitShape::Tall : fitShapeFromName(text(options.ratio));
    if (!shape || *shape == FitShape::Free)
        return refused(Cli::tr("“%1” is no shape for pictures. Use 2:3, 1:1 or 9:16.")
                           .arg(text(options.ratio)));
    wish.shape = *shape;
    if (!options.focus.empty()) {
        const Result<QPointF> focus = pointOf(text(options.focus));
        if (!focus)
            return fail(focus.error());
        wish.focus = *focus;
    }
    if (options.pad.empty())
        return wish;
    wish.kind = FitKind::Pad;
    if (options.pad == "blur")
        return wish;
    const QColor colour(text(options.pad));
    if (!colour.isValid())
        return refused(Cli::tr("“%1” is no colour. Write it as #ffffff or white, or use blur.")
                           .arg(text(options.pad)));
    wish.colour = colour.rgb() & 0xFFFFFFU;
    return wish;
}

} // namespace

void declareCropOptions(CLI::App &command, CropOptions &options)
{
    CLI::Option *ratio =
        command.add_option("--ratio", options.ratio, "Shape: 2:3 (if not given), 1:1 or 9:16");
    CLI::Option *pad = command.add_option(
        "--pad", options.pad,
        "Show all of the picture, on this colour (#ffffff, white) or on itself, blurred (blur)");
    CLI::Option *focus = command.add_option("--focus", options.focus,
                                            "What has to be seen, from left and top: 0.5,0.3. If "
                                            "not given, each picture keeps its own");
    command.add_flag("--reset", options.reset, "Send the pictures as they are")
        ->excludes(ratio)
        ->excludes(pad)
        ->excludes(focus);
}

void cropPins(Cli &cli, const QList<PinId> &pins, const CropOptions &options,
              Done<EditOutcome> done)
{
    const Result<FitWish> wish = wishOf(options);
    if (!wish) {
        cli.printMessage(wish.error().detail);
        cli.exit(ExitCode::Usage);
        return;
    }
    const Result<QList<PinPicture>> pictures = pinPictures(cli.workspace().store(), pins);
    if (!pictures) {
        cli.exitWith(pictures.error());
        return;
    }
    QList<PlacedFit> fits;
    for (const PinPicture &each : *pictures)
        fits.append(
            {each.pin, each.place, each.asset.id, wishedFit(*wish, each.fit, each.asset.size)});
    if (fits.isEmpty()) {
        cli.printMessage(Cli::tr("There is no picture to crop."));
        cli.exit(ExitCode::Failed);
        return;
    }
    const QString step = fits.size() > 1 ? Cli::tr("Fit %n picture(s)", nullptr, int(fits.size()))
                         : options.reset ? Cli::tr("Reset picture")
                                         : Cli::tr("Crop picture");
    cli.workspace().editor().setFits(fits, step, &cli, std::move(done));
}

} // namespace pinweek
