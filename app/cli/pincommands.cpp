// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "cli/boardlookup.h"
#include "cli/campaignlookup.h"
#include "cli/cropcommand.h"
#include "cli/utmlookup.h"
#include "core/settings.h"
#include "media/videoimport.h"
#include "planner/imageintake.h"
#include "planner/lookalikes.h"
#include "planner/pinchecks.h"
#include "planner/pineditor.h"
#include "planner/videostills.h"
#include "store/accountstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "text/videotexts.h"
#include "workspace/workspace.h"

#include <QDir>
#include <QJsonArray>

#include <CLI/CLI.hpp>

#include <chrono>
#include <cmath>

namespace pinweek {

namespace {

constexpr int pageSize = 500;

struct PinOptions
{
    std::string account, board, section, title, description, link, altText, note, at, campaign, utm;
    std::vector<std::string> images;
    std::string video, cover;
    double coverAt = -1; // s
    bool carousel = false;
    std::string from, to, state, search;
    std::vector<std::string> ids;
    bool notThere = false;
    bool nextSlot = false;
    CropOptions crop;
};

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

void printPin(Cli &cli, PinId id)
{
    const Result<Pin> pin = cli.workspace().store().pins().pin(id);
    if (!pin)
        return;
    if (cli.json)
        cli.printJson(pinJson(*pin, cli.workspace()));
    else
        cli.printLine(pinLine(*pin, cli.workspace()));
}

QStringList hintsOf(Cli &cli, const Pin &pin)
{
    QStringList hints;
    for (const PinCheck check : cli.workspace().checks().of(pin)) {
        if (levelOf(check) == CheckLevel::Hint)
            hints += checkText(check);
    }
    return hints;
}

/** What was made of a pin, and what would do better: with its JSON, else on stderr. */
void printChanged(Cli &cli, PinId id, bool isOneOfSeveral)
{
    const Result<Pin> pin = cli.workspace().store().pins().pin(id);
    if (!pin)
        return;
    const QStringList hints = hintsOf(cli, *pin);
    if (cli.json) {
        QJsonObject json = pinJson(*pin, cli.workspace());
        json.insert(QStringLiteral("hints"), QJsonArray::fromStringList(hints));
        cli.printJson(json);
    } else {
        cli.printLine(pinLine(*pin, cli.workspace()));
    }
    for (const QString &hint : hints)
        cli.printMessage(isOneOfSeveral ? Cli::tr("Hint for pin %1: %2").arg(id.toString(), hint)
                                        : Cli::tr("Hint: %1").arg(hint));
}

/** Pins that look like a new one, then `done`. */
void printLookAlikes(Cli &cli, const PinContent &content, const std::function<void()> &done)
{
    const Result<QList<MediaAsset>> pictures = cli.workspace().store().media().pictures(content);
    if (!pictures || pictures->isEmpty()) {
        done();
        return;
    }
    cli.workspace().lookAlikes().find(
        *pictures, &cli, [&cli, done](const Result<QList<LookAlike>> &found) {
            for (const LookAlike &each : found.value_or(QList<LookAlike>()))
                cli.printMessage(Cli::tr("Hint: %1 It is pin %2.")
                                     .arg(checkText(PinCheck::LooksAlike), each.pin.id.toString()));
            done();
        });
}

void scheduleNew(Cli &cli, PinId id)
{
    cli.workspace().editor().schedule({id}, &cli, [&cli, id](const Result<EditOutcome> &scheduled) {
        if (!scheduled) {
            cli.exitWith(scheduled.error());
            return;
        }
        printChanged(cli, id, false);
        cli.exit(ExitCode::Done);
    });
}

/** Only errors stop it; nothing is stored then. */
bool refuseUnready(Cli &cli, const PinContent &content)
{
    QStringList reasons;
    for (const PinCheck check : cli.workspace().editor().check(content)) {
        if (levelOf(check) == CheckLevel::Error)
            reasons.append(checkText(check));
    }
    for (const QString &reason : reasons)
        cli.printMessage(reason);
    if (!reasons.isEmpty())
        cli.exit(ExitCode::Failed);
    return !reasons.isEmpty();
}

void addToNextSlot(Cli &cli, const PinContent &content)
{
    cli.workspace().editor().addPinToNextSlot(content, std::nullopt, &cli,
                                              [&cli](const Result<EditOutcome> &added) {
                                                  if (!added) {
                                                      cli.exitWith(added.error());
                                                      return;
                                                  }
                                                  printChanged(cli, added->pins.first(), false);
                                                  cli.exit(ExitCode::Done);
                                              });
}

void addAt(Cli &cli, const PinContent &content)
{
    cli.workspace().editor().addPin(content, &cli,
                                    [&cli, content](const Result<EditOutcome> &added) {
                                        if (!added) {
                                            cli.exitWith(added.error());
                                            return;
                                        }
                                        if (content.planned) {
                                            scheduleNew(cli, added->pins.first());
                                            return;
                                        }
                                        printChanged(cli, added->pins.first(), false);
                                        cli.exit(ExitCode::Done);
                                    });
}

void addWithImage(Cli &cli, const PinContent &content, bool nextSlot)
{
    if ((content.planned || nextSlot) && refuseUnready(cli, content))
        return;
    printLookAlikes(cli, content, [&cli, content, nextSlot] {
        if (nextSlot)
            addToNextSlot(cli, content);
        else
            addAt(cli, content);
    });
}

Result<PinContent> contentOf(Cli &cli, const Account &account, const PinOptions &options)
{
    PinContent content;
    content.account = account.id;
    content.title = text(options.title);
    content.description = text(options.description);
    content.link = text(options.link);
    content.altText = text(options.altText);
    content.note = text(options.note);
    if (!options.board.empty()) {
        const Result<Board> board = findBoard(cli.workspace(), account.id, text(options.board));
        if (!board)
            return fail(board.error());
        content.board = board->id;
        if (!options.section.empty()) {
            const Result<BoardSection> section = findSection(*board, text(options.section));
            if (!section)
                return fail(section.error());
            content.section = section->id;
        }
    }
    if (!options.campaign.empty()) {
        const Result<Campaign> campaign = findCampaign(cli.workspace(), text(options.campaign));
        if (!campaign)
            return fail(campaign.error());
        content.campaign = campaign->id;
    }
    if (!options.utm.empty()) {
        const auto utm = utmChoice(cli.workspace(), text(options.utm));
        if (!utm)
            return fail(utm.error());
        content.utm = *utm;
    }
    if (!options.at.empty())
        content.planned = Cli::parseTime(text(options.at), account.zone);
    return content;
}

void sayNoTime(Cli &cli, const std::string &given)
{
    cli.printMessage(Cli::tr("“%1” is no time. Write it as 2026-11-17T14:30.").arg(text(given)));
    cli.exit(ExitCode::Usage);
}

/** Of what Pinterest shows. */
bool hasNoText(const PinContent &content)
{
    for (const QString *each :
         {&content.title, &content.description, &content.link, &content.altText}) {
        if (!each->trimmed().isEmpty())
            return false;
    }
    return true;
}

/** Why these images make no pin; empty: they do. */
QString wrongImages(Cli &cli, const PinOptions &options)
{
    const qsizetype count = qsizetype(options.images.size());
    if (!options.carousel)
        return count > 1 ? Cli::tr("Several images are one pin with --carousel.") : QString();
    if (count < fewestPictures || count > mostPictures)
        return Cli::tr("A carousel has two to five images: give --image for each.");
    if (!cli.workspace().settings().carousels())
        return Cli::tr("Carousels are switched off. `pinweekctl carousels on` switches them on; "
                       "Pinterest may refuse them.");
    return {};
}

IntakeItem fileItem(const std::string &file)
{
    return {QDir::current().absoluteFilePath(text(file)), {}, {}};
}

/** With the cover that was asked for, if one was. */
void addWithCover(Cli &cli, const PinContent &content, const MediaAsset &video,
                  const PinOptions &options)
{
    const auto withCover = [&cli, content,
                            nextSlot = options.nextSlot](const Result<MediaAsset> &cover) {
        if (!cover) {
            cli.exitWith(cover.error());
            return;
        }
        if (cover->isVideo()) {
            cli.printMessage(Cli::tr("A cover is a picture: give an image file to --cover."));
            cli.exit(ExitCode::Failed);
            return;
        }
        PinContent covered = content;
        covered.cover = cover->id;
        addWithImage(cli, covered, nextSlot);
    };
    if (hasVideoName(QString::fromStdString(options.cover))) {
        cli.printMessage(Cli::tr("A cover is a picture: give an image file to --cover."));
        cli.exit(ExitCode::Failed);
        return;
    }
    if (options.coverAt * 1000 >= double(video.duration.count())) {
        cli.printMessage(Cli::tr("The video ends at %1: give an earlier time to --cover-at.")
                             .arg(lengthText(video.duration)));
        cli.exit(ExitCode::Failed);
        return;
    }
    if (!options.cover.empty()) {
        auto *intake = new ImageIntake(cli.workspace().store(), &cli);
        intake->take({fileItem(options.cover)}, &cli,
                     [withCover](const Result<IntakeResult> &taken) {
                         withCover(taken ? Result<MediaAsset>(taken->assets.constFirst())
                                         : Result<MediaAsset>(fail(taken.error())));
                     });
    } else if (options.coverAt >= 0) {
        auto *stills = new VideoStills(cli.workspace().store(), &cli);
        stills->take(video, std::chrono::milliseconds(std::llround(options.coverAt * 1000)), &cli,
                     withCover);
    } else {
        addWithImage(cli, content, options.nextSlot);
    }
}

void addVideo(Cli &cli, const PinContent &content, const PinOptions &options)
{
    auto *intake = new ImageIntake(cli.workspace().store(), &cli);
    intake->take({fileItem(options.video)}, &cli,
                 [&cli, content, options](const Result<IntakeResult> &taken) {
                     if (!taken) {
                         cli.exitWith(taken.error());
                         return;
                     }
                     const MediaAsset video = taken->assets.constFirst();
                     if (video.isVideo()) {
                         PinContent shown = content;
                         shown.media = video.id;
                         addWithCover(cli, shown, video, options);
                         return;
                     }
                     cli.printMessage(
                         Cli::tr("“%1” is an image: use --image.").arg(video.fileName));
                     cli.exit(ExitCode::Failed);
                 });
}

void add(Cli &cli, const Account &account, const PinOptions &options)
{
    if (!options.at.empty() && !Cli::parseTime(text(options.at), account.zone)) {
        sayNoTime(cli, options.at);
        return;
    }
    const Result<PinContent> content = contentOf(cli, account, options);
    if (!content) {
        cli.exitWith(content.error());
        return;
    }
    if (options.images.empty() && options.video.empty() && hasNoText(*content)) {
        cli.printMessage(Cli::tr("A pin begins with an image, a video or a text: give --image, "
                                 "--video or --title."));
        cli.exit(ExitCode::Usage);
        return;
    }
    if (const QString wrong = wrongImages(cli, options); !wrong.isEmpty()) {
        cli.printMessage(wrong);
        cli.exit(ExitCode::Usage);
        return;
    }
    if (!options.video.empty()) {
        addVideo(cli, *content, options);
        return;
    }
    if (options.images.empty()) {
        addWithImage(cli, *content, options.nextSlot);
        return;
    }
    auto *intake = new ImageIntake(cli.workspace().store(), &cli);
    QList<IntakeItem> items;
    for (const std::string &image : options.images)
        items.append(fileItem(image));
    intake->take(items, &cli,
                 [&cli, content = *content,
                  nextSlot = options.nextSlot](const Result<IntakeResult> &taken) mutable {
                     if (!taken) {
                         cli.exitWith(taken.error());
                         return;
                     }
                     // One that can't be read would make another pin of it than was asked for.
                     if (!taken->refused.isEmpty()) {
                         for (const QString &line : taken->refused)
                             cli.printMessage(line);
                         cli.exit(ExitCode::Failed);
                         return;
                     }
                     QList<CarouselPicture> pictures;
                     for (const MediaAsset &asset : taken->assets) {
                         if (asset.isVideo()) {
                             cli.printMessage(
                                 Cli::tr("“%1” is a video: use --video.").arg(asset.fileName));
                             cli.exit(ExitCode::Failed);
                             return;
                         }
                         pictures.append({asset.id});
                     }
                     setPictures(content, pictures);
                     addWithImage(cli, content, nextSlot);
                 });
}

std::optional<UtcTime> timeOption(Cli &cli, const std::string &value, bool &bad)
{
    if (value.empty())
        return std::nullopt;
    const std::optional<WallTime> time = Cli::parseTime(text(value), {});
    if (!time) {
        cli.printMessage(
            Cli::tr("“%1” is no time. Write it as 2026-11-17T14:30.").arg(text(value)));
        bad = true;
        return std::nullopt;
    }
    return time->resolve().utc;
}

void list(Cli &cli, const PinOptions &options)
{
    bool bad = false;
    const std::optional<UtcTime> from = timeOption(cli, options.from, bad);
    const std::optional<UtcTime> to = timeOption(cli, options.to, bad);
    std::optional<PinStatus> status;
    if (!options.state.empty()) {
        status = pinStatusFromName(text(options.state));
        if (!status) {
            cli.printMessage(Cli::tr("“%1” is no state.").arg(text(options.state)));
            bad = true;
        }
    }
    if (bad) {
        cli.exit(ExitCode::Usage);
        return;
    }
    PinFilter filter;
    if (!options.board.empty()) {
        const Result<Board> board = findBoard(cli.workspace(), {}, text(options.board));
        if (!board) {
            cli.exitWith(board.error());
            return;
        }
        filter.board = board->id;
    }
    QJsonArray items;
    for (int offset = 0;; offset += pageSize) {
        const Result<QList<Pin>> page = cli.workspace().store().pins().list(
            filter, status, from, to, text(options.search), pageSize, offset);
        if (!page) {
            cli.exitWith(page.error());
            return;
        }
        for (const Pin &pin : *page) {
            if (cli.json)
                items.append(pinJson(pin, cli.workspace()));
            else
                cli.printLine(pinLine(pin, cli.workspace()));
        }
        if (page->size() < pageSize)
            break;
    }
    if (cli.json)
        cli.printJson({{QStringLiteral("items"), items}});
    cli.exit(ExitCode::Done);
}

/** The pins that are asked for; empty after saying which of them is none. */
QList<PinId> idsOf(Cli &cli, const PinOptions &options)
{
    QList<PinId> ids;
    for (const std::string &given : options.ids) {
        const PinId id = PinId::fromString(text(given));
        if (!id.isValid()) {
            cli.printMessage(Cli::tr("“%1” is no pin number. `pinweekctl pin list` shows them.")
                                 .arg(text(given)));
            cli.exit(ExitCode::Usage);
            return {};
        }
        if (!cli.workspace().store().pins().pin(id)) {
            cli.printMessage(Cli::tr("There is no pin %1.").arg(id.toString()));
            cli.exit(ExitCode::Failed);
            return {};
        }
        ids.append(id);
    }
    return ids;
}

void show(Cli &cli, const PinOptions &options)
{
    const QList<PinId> ids = idsOf(cli, options);
    for (const PinId id : ids) {
        const Result<Pin> pin = cli.workspace().store().pins().pin(id);
        printPin(cli, id);
        const QString problem = pin ? problemText(*pin) : QString();
        if (!cli.json && !problem.isEmpty())
            cli.printLine(problem);
    }
    if (!ids.isEmpty())
        cli.exit(ExitCode::Done);
}

enum class Hints
{
    No,
    Say
};

/** Ends a command that changed pins: prints them, or the error. */
Done<EditOutcome> changed(Cli &cli, Hints hints = Hints::No)
{
    return [&cli, hints](const Result<EditOutcome> &outcome) {
        if (!outcome) {
            cli.exitWith(outcome.error());
            return;
        }
        for (const PinId id : outcome->pins) {
            if (hints == Hints::Say)
                printChanged(cli, id, outcome->pins.size() > 1);
            else
                printPin(cli, id);
        }
        cli.exit(ExitCode::Done);
    };
}

void move(Cli &cli, const PinOptions &options)
{
    QList<WallTime> times;
    const QList<PinId> ids = idsOf(cli, options);
    if (ids.isEmpty())
        return;
    for (const PinId id : ids) {
        const Result<Pin> pin = cli.workspace().store().pins().pin(id);
        const QByteArray zone =
            pin && pin->content.planned ? pin->content.planned->zone : QByteArray();
        const std::optional<WallTime> time = Cli::parseTime(text(options.at), zone);
        if (!time) {
            cli.printMessage(
                Cli::tr("“%1” is no time. Write it as 2026-11-17T14:30.").arg(text(options.at)));
            cli.exit(ExitCode::Usage);
            return;
        }
        times.append(*time);
    }
    cli.workspace().editor().move(ids, times, &cli, changed(cli, Hints::Say));
}

/** What is given, for all of the pins, as one step. */
void edit(Cli &cli, const PinOptions &options)
{
    const QList<PinId> ids = idsOf(cli, options);
    if (ids.isEmpty())
        return;
    const auto utm = utmChoice(cli.workspace(), text(options.utm));
    if (!utm) {
        cli.exitWith(utm.error());
        return;
    }
    cli.workspace().editor().setUtm(ids, *utm, &cli, changed(cli, Hints::Say));
}

void crop(Cli &cli, const PinOptions &options)
{
    const QList<PinId> ids = idsOf(cli, options);
    if (!ids.isEmpty())
        cropPins(cli, ids, options.crop, changed(cli));
}

void cancel(Cli &cli, const PinOptions &options)
{
    const QList<PinId> ids = idsOf(cli, options);
    if (!ids.isEmpty())
        cli.workspace().editor().unschedule(ids, &cli, changed(cli));
}

/** As “Not there: send it” in the window: a person looked, and says so. One after the other. */
void sendAgain(Cli &cli, QList<PinId> ids)
{
    if (ids.isEmpty()) {
        cli.exit(ExitCode::Done);
        return;
    }
    const PinId id = ids.takeFirst();
    const Result<Pin> pin = cli.workspace().store().pins().pin(id);
    if (!pin) {
        cli.printMessage(Cli::tr("There is no pin %1.").arg(id.toString()));
        cli.exit(ExitCode::Failed);
        return;
    }
    if (!mayBeAtPinterest(*pin)) {
        cli.printMessage(
            Cli::tr("Of pin %1 it is known whether it is at Pinterest.").arg(id.toString()));
        cli.exit(ExitCode::Failed);
        return;
    }
    cli.workspace().store().pins().settleAsUnsent(id, pin->revision, &cli,
                                                  [&cli, id, ids](const Result<void> &settled) {
                                                      if (!settled) {
                                                          cli.exitWith(settled.error());
                                                          return;
                                                      }
                                                      printPin(cli, id);
                                                      sendAgain(cli, ids);
                                                  });
}

/** As “Try again” in the window; of a pin that may be at Pinterest the editor says why not. */
void retry(Cli &cli, const PinOptions &options)
{
    const QList<PinId> ids = idsOf(cli, options);
    if (ids.isEmpty())
        return;
    if (options.notThere) {
        sendAgain(cli, ids);
        return;
    }
    for (const PinId id : ids) {
        const Result<Pin> pin = cli.workspace().store().pins().pin(id);
        if (pin && mayBeAtPinterest(*pin)) {
            cli.printMessage(
                Cli::tr("Pin %1 may be at Pinterest already, and sending it again could "
                        "make two of it. Look there; if it is not, use "
                        "`pinweekctl pin retry --not-there %1`.")
                    .arg(id.toString()));
            cli.exit(ExitCode::Failed);
            return;
        }
        if (pin && (pin->status == PinStatus::Draft || pin->status == PinStatus::Scheduled)) {
            cli.printMessage(Cli::tr("Pin %1 has not failed.").arg(id.toString()));
            cli.exit(ExitCode::Failed);
            return;
        }
    }
    cli.workspace().editor().schedule(ids, &cli, changed(cli));
}

void remove(Cli &cli, const PinOptions &options)
{
    const QList<PinId> ids = idsOf(cli, options);
    if (ids.isEmpty())
        return;
    cli.workspace().editor().remove(ids, &cli, [&cli, ids](const Result<EditOutcome> &outcome) {
        if (!outcome) {
            cli.exitWith(outcome.error());
            return;
        }
        QJsonArray deleted;
        for (const PinId id : ids)
            deleted.append(id.toString());
        if (cli.json)
            cli.printJson({{QStringLiteral("deleted"), deleted}});
        cli.exit(ExitCode::Done);
    });
}

} // namespace

void declarePinCommands(CLI::App &app, Cli &cli, Action &action)
{
    auto options = std::make_shared<PinOptions>();
    CLI::App *pin = app.add_subcommand("pin", "Pins of the plan")->alias("pins");
    pin->require_subcommand(1);
    pin->fallthrough();

    CLI::App *adding =
        pin->add_subcommand("add", "Add a pin: scheduled with --at or --next-slot, else a draft");
    adding->add_option("--account", options->account, "User name or id, where there are several");
    CLI::Option *board = adding->add_option("--board", options->board, "Board name or id");
    adding->add_option("--section", options->section, "Section name or id")->needs(board);
    adding
        ->add_option("--image", options->images,
                     "Image file: JPEG, PNG, WebP, GIF, HEIC or AVIF; several with --carousel")
        ->allow_extra_args(false); // once for each
    CLI::Option *video =
        adding->add_option("--video", options->video, "Video file instead: MP4, MOV or M4V");
    video->excludes(adding->get_option("--image"));
    CLI::Option *cover =
        adding->add_option("--cover", options->cover, "Image file by which the video is shown");
    cover->needs(video);
    adding
        ->add_option("--cover-at", options->coverAt,
                     "Or its frame at this second: 3.5. Without either: one near the beginning")
        ->needs(video)
        ->excludes(cover)
        ->check(CLI::NonNegativeNumber);
    adding->add_flag("--carousel", options->carousel,
                     "The images, two to five, are one carousel in this order");
    adding->add_option("--title", options->title, "Up to 100 characters");
    adding->add_option("--description", options->description, "Up to 800 characters");
    adding->add_option("--link", options->link, "Web address that the pin leads to");
    adding->add_option("--alt", options->altText,
                       "What the image or video shows, up to 500 characters");
    adding->add_option("--note", options->note, "Private note");
    adding->add_option("--campaign", options->campaign, "Name of a campaign");
    adding->add_option("--utm", options->utm, "Name of a UTM recipe, none, or default");
    CLI::Option *at = adding->add_option(
        "--at", options->at, "When: 2026-11-17T14:30 (local time), or with Z or an offset");
    adding
        ->add_flag("--next-slot", options->nextSlot,
                   "When: the account's next free time slot, taken at once")
        ->excludes(at);
    adding->callback([&cli, &action, options] {
        action = [&cli, options] {
            cli.withAccount(text(options->account), [&cli, options](const Account &account) {
                add(cli, account, *options);
            });
        };
    });

    CLI::App *listing = pin->add_subcommand("list", "List pins by time");
    listing->add_option("--from", options->from, "From this time on");
    listing->add_option("--to", options->to, "Before this time");
    listing->add_option("--state", options->state,
                        "draft, scheduled, published, failed, blocked, unconfirmed, …");
    listing->add_option("--board", options->board, "Board name or id");
    listing->add_option("--search", options->search, "Text in title, description or link");
    listing->callback(
        [&cli, &action, options] { action = [&cli, options] { list(cli, *options); }; });

    const auto declare = [&](const char *name, const char *help, auto run) {
        CLI::App *command = pin->add_subcommand(name, help);
        command->add_option("id", options->ids, "Pin ids")->required();
        command->callback([&cli, &action, options, run] {
            action = [&cli, options, run] { run(cli, *options); };
        });
        return command;
    };
    declare("show", "Show pins", show);
    declare("move", "Give pins another time", move)
        ->add_option("--at", options->at, "New time")
        ->required();
    declare("edit", "Change pins", edit)
        ->add_option("--utm", options->utm, "Name of a UTM recipe, none, or default")
        ->required();
    declareCropOptions(
        *declare("crop", "Crop pictures to a shape, or fit them inside it; files stay as they are",
                 crop),
        options->crop);
    declare("cancel", "Take pins off the schedule; they stay as drafts", cancel);
    declare("retry", "Try pins again that failed or needed you", retry)
        ->add_flag("--not-there", options->notThere,
                   "You looked: they are not at Pinterest. They are sent again");
    declare("delete", "Delete pins from the plan", remove);
}

} // namespace pinweek
