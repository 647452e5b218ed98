// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/planpicture.h"

#include "core/backgroundjob.h"
#include "core/durablefile.h"
#include "core/temporaryfile.h"
#include "core/walltime.h"
#include "exports/paperlayout.h"
#include "media/fittedpicture.h"
#include "media/thumbnail.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/campaignstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "text/timetext.h"
#include "workspace/workspace.h"

#include <QFileInfo>
#include <QGuiApplication>
#include <QHash>
#include <QImageWriter>
#include <QLocale>
#include <QPainter>
#include <QPdfWriter>
#include <QPointer>
#include <QTimer>

#include <array>
#include <limits>
#include <vector>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

/** So many pins take some milliseconds: a frame is not missed. */
constexpr int pinsATurn = 50;
constexpr int daysAWeek = 7;

constexpr qreal pngScale = 2;
/** Longer pictures are cut between pins: many programs open nothing much longer. */
constexpr qreal pngHeight = 3000;
constexpr int pdfResolution = 1200;  // dots an inch: how finely places are written
constexpr qreal pdfPictures = 3.125; // 300 dots an inch, as printers have them
constexpr qreal unitsAnInch = 96;
constexpr qreal pointsAnInch = 72;

// What the window paints them in by day (interaction.md section 2).
constexpr std::array<QRgb, 8> boardColours{0xFFB3475A, 0xFFA85A1C, 0xFF7D6B00, 0xFF3F7A2E,
                                           0xFF1F7A74, 0xFF2C6CB0, 0xFF6757B8, 0xFF9A4A9A};
constexpr QRgb noBoardColour = 0xFFE2E2DD;

/** What a client is told: where the pin stands, not what its maker has to do about it. */
QString stateWord(const Pin &pin, UtcTime now, bool isSandbox)
{
    QString word = PlanPicture::tr("Planned");
    if (pin.status == PinStatus::Published)
        word = PlanPicture::tr("Published");
    else if (pin.isMissed(now))
        word = PlanPicture::tr("Missed");
    else if (pin.status == PinStatus::Draft)
        word = PlanPicture::tr("Draft");
    //: %1 where a pin stands, of an account at Pinterest's sandbox, which nobody else sees
    return isSandbox ? PlanPicture::tr("%1, sandbox").arg(word) : word;
}

QRgb stateColour(const Pin &pin, UtcTime now)
{
    if (pin.status == PinStatus::Published)
        return 0xFF1E7A43;
    if (pin.isMissed(now))
        return 0xFF8A5A00;
    return pin.status == PinStatus::Draft ? 0xFF5C5C57 : 0xFF1F5FBF;
}

bool isPdf(const QString &file)
{
    return QFileInfo(file).suffix().compare("pdf"_L1, Qt::CaseInsensitive) == 0;
}

/** Writes into a temporary file, and remembers why it could not. */
class FileDevice : public QIODevice
{
public:
    FileDevice(TemporaryFile &file, QString path) : m_file(file), m_path(std::move(path))
    {
        open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] const Result<void> &written() const { return m_written; }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *bytes, qint64 size) override
    {
        if (m_written)
            m_written = m_file.write({bytes, size}, m_path);
        return m_written ? size : -1;
    }

private:
    TemporaryFile &m_file;
    QString m_path;
    Result<void> m_written;
};

/** A pin's picture as it is sent, about that large; null where it can't be read. */
QImage pictureFor(const PaperCard &card, QSize size, const QString &workspace)
{
    const MediaAsset &asset = *card.picture;
    QImage picture = card.fit.changes() ? QImage() : readThumbnail(asset.sha256, workspace);
    if (picture.isNull() || picture.width() < std::min(size.width(), asset.size.width())) {
        // A part of a picture needs more of it than the whole does.
        const int width = card.fit.changes() ? 0 : std::max(size.width(), thumbnailWidth);
        if (const Result<QImage> larger = readLibraryPicture(asset, workspace, width))
            picture = *larger;
    }
    if (picture.isNull())
        return picture;
    picture = fittedPicture(picture, card.fit);
    if (picture.width() > size.width())
        picture = picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    if (!picture.hasAlphaChannel())
        return picture;
    QImage opaque(picture.size(), QImage::Format_RGB32);
    opaque.fill(Qt::white);
    QPainter(&opaque).drawImage(0, 0, picture);
    return opaque;
}

/** What the thread works with: values only. */
struct Work
{
    PaperPlan plan;
    QString file;
    QString workspace;
    bool mayReplace = false;
};

Error cancelled()
{
    return {ErrorKind::Cancelled, u"The export was cancelled."_s};
}

class Maker
{
public:
    Maker(const Work &work, const BackgroundJob::GoOn &goOn)
        : m_work(work)
        , m_goOn(goOn)
        , m_layout(work.plan, isPdf(work.file) ? paperPage.height() : pngHeight, !isPdf(work.file))
    {
    }

    Result<PlanPictureFiles> make()
    {
        if (const Result<void> free = placesAreFree(); !free)
            return fail(free.error());
        const Result<void> made = isPdf(m_work.file) ? makePdf() : makePngs();
        if (!made)
            return fail(made.error());
        PlanPictureFiles files{m_work.plan.pins, m_layout.pageCount(), {}};
        for (const Made &one : m_made) {
            if (const Result<void> moved = one.file->moveTo(one.path); !moved)
                return fail(moved.error());
            files.files.append(one.path);
        }
        return files;
    }

private:
    struct Made
    {
        std::unique_ptr<TemporaryFile> file;
        QString path;
    };

    /** The user was asked about the file that was chosen, not about those of further pages. */
    [[nodiscard]] Result<void> placesAreFree() const
    {
        const int pages = isPdf(m_work.file) || m_work.mayReplace ? 1 : m_layout.pageCount();
        for (int page = 0; pages > 1 && page < pages; ++page) {
            const QString path = pagePath(page);
            if (QFileInfo::exists(path))
                return fail(ErrorKind::Conflict,
                            PlanPicture::tr("The plan takes %n picture(s), and “%1” is there "
                                            "already. Choose another name, or a PDF.",
                                            nullptr, pages)
                                .arg(QFileInfo(path).fileName()));
        }
        return {};
    }

    Result<TemporaryFile *> newFile(const QString &path)
    {
        auto file = std::make_unique<TemporaryFile>(QFileInfo(path).absolutePath());
        if (file->error())
            return fail(storageError(path, file->error()));
        file->shareAsUsual();
        m_made.push_back({std::move(file), path});
        return m_made.back().file.get();
    }

    void paint(int page, QPainter &painter, qreal scale)
    {
        m_layout.paint(
            page, painter, scale,
            [this](const PaperCard &card, QSize size) {
                return pictureFor(card, size, m_work.workspace);
            },
            [this] {
                m_isCancelled = !m_goOn(++m_painted, m_work.plan.pins);
                return !m_isCancelled;
            });
    }

    Result<void> makePdf()
    {
        const Result<TemporaryFile *> file = newFile(m_work.file);
        if (!file)
            return fail(file.error());
        FileDevice device(**file, m_work.file);
        {
            QPdfWriter writer(&device);
            writer.setResolution(pdfResolution);
            writer.setTitle(m_work.plan.title + u" · "_s + m_work.plan.range);
            writer.setCreator(QStringLiteral("Pinweek " PINWEEK_VERSION));
            writer.setPageMargins({});
            const auto setSize = [&](int page) {
                const QSizeF points = m_layout.pageSize(page) * pointsAnInch / unitsAnInch;
                writer.setPageSize(QPageSize(points, QPageSize::Point, {}, QPageSize::ExactMatch));
            };
            setSize(0);
            QPainter painter(&writer);
            for (int page = 0; page < m_layout.pageCount(); ++page) {
                if (page > 0) {
                    setSize(page);
                    writer.newPage();
                }
                painter.resetTransform();
                painter.scale(pdfResolution / unitsAnInch, pdfResolution / unitsAnInch);
                paint(page, painter, pdfPictures);
                if (m_isCancelled)
                    return fail(cancelled());
                if (!device.written())
                    break;
            }
        }
        return device.written();
    }

    Result<void> makePngs()
    {
        for (int page = 0; page < m_layout.pageCount(); ++page) {
            const QString path = pagePath(page);
            const Result<TemporaryFile *> file = newFile(path);
            if (!file)
                return fail(file.error());
            QImage image((m_layout.pageSize(page) * pngScale).toSize(), QImage::Format_RGB32);
            if (image.isNull())
                return fail(ErrorKind::Storage,
                            u"There is not enough memory for this picture. Take a PDF."_s);
            image.setDotsPerMeterX(qRound(pngScale * unitsAnInch / 0.0254));
            image.setDotsPerMeterY(image.dotsPerMeterX());
            {
                QPainter painter(&image);
                painter.scale(pngScale, pngScale);
                paint(page, painter, pngScale);
            }
            if (m_isCancelled)
                return fail(cancelled());
            FileDevice device(**file, path);
            QImageWriter writer(&device, "png");
            const bool isWritten = writer.write(image);
            if (!device.written())
                return device.written();
            if (!isWritten)
                return fail(ErrorKind::Storage, writer.errorString());
        }
        return {};
    }

    [[nodiscard]] QString pagePath(int page) const
    {
        if (m_layout.pageCount() == 1)
            return m_work.file;
        const QFileInfo file(m_work.file);
        return u"%1/%2-%3.%4"_s.arg(file.absolutePath(), file.completeBaseName())
            .arg(page + 1)
            .arg(file.suffix());
    }

    const Work &m_work;
    const BackgroundJob::GoOn &m_goOn;
    PaperLayout m_layout;
    std::vector<Made> m_made;
    qint64 m_painted = 0;
    bool m_isCancelled = false;
};

} // namespace

bool isPictureFile(const QString &file)
{
    return isPdf(file) || QFileInfo(file).suffix().compare("png"_L1, Qt::CaseInsensitive) == 0;
}

struct PlanPicture::Private
{
    Private(PlanPicture &picture, Workspace &space) : q(picture), workspace(space) {}

    void begin();
    void read();
    void make();
    void end(const Result<PlanPictureFiles> &result);
    void take(const Pin &pin, const MediaAssets &media);
    [[nodiscard]] QString aboutText() const;
    [[nodiscard]] QString titleText() const;
    const Board &board(BoardId id);
    bool isSandbox(AccountId id);

    PlanPicture &q;
    Workspace &workspace;
    PlanPictureRequest request;
    QPointer<QObject> context;
    Done<PlanPictureFiles> done;
    PaperPlan plan;
    UtcTime from{};
    UtcTime to{};
    QDate firstShown; // of the first week
    std::optional<Pin> last;
    QHash<BoardId, Board> boards;
    QHash<AccountId, bool> sandboxes;
    bool isCancelled = false;
    BackgroundJob job; // last: its end waits for the thread
};

PlanPicture::PlanPicture(Workspace &workspace, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, workspace))
{
    connect(&d->job, &BackgroundJob::progress, this, &PlanPicture::progress);
}

PlanPicture::~PlanPicture() = default;

void PlanPicture::run(const PlanPictureRequest &request, QObject *context,
                      Done<PlanPictureFiles> done)
{
    d->request = request;
    d->context = context;
    d->done = std::move(done);
    QTimer::singleShot(0, this, [this] { d->begin(); });
}

void PlanPicture::cancel()
{
    d->isCancelled = true;
    d->job.cancel();
}

/** The days of all weeks that are shown, without pins. */
void PlanPicture::Private::begin()
{
    if (!isPictureFile(request.file)) {
        end(fail(ErrorKind::Rejected,
                 PlanPicture::tr("A picture of the plan is a .pdf or a .png.")));
        return;
    }
    const QDate after =
        request.isMonth ? request.first.addMonths(1) : request.first.addDays(daysAWeek);
    from = WallTime{request.first, QTime(0, 0), request.zone}.resolve().utc;
    to = WallTime{after, QTime(0, 0), request.zone}.resolve().utc;
    firstShown = request.isMonth ? firstOfWeek(request.first) : request.first;
    for (QDate week = firstShown; week < after; week = week.addDays(daysAWeek)) {
        QList<PaperDay> days;
        for (int day = 0; day < daysAWeek; ++day) {
            const QDate date = week.addDays(day);
            days.append({date, date >= request.first && date < after, {}});
        }
        plan.weeks.append(days);
    }
    plan.isMonth = request.isMonth;
    plan.range = request.isMonth ? monthTitle(request.first) : weekTitle(request.first);
    plan.isRightToLeft = QGuiApplication::isRightToLeft();
    plan.font = QGuiApplication::font();
    read();
}

const Board &PlanPicture::Private::board(BoardId id)
{
    const auto known = boards.constFind(id);
    if (known != boards.constEnd())
        return *known;
    return *boards.insert(id, workspace.store().boards().board(id).value_or(Board()));
}

bool PlanPicture::Private::isSandbox(AccountId id)
{
    const auto known = sandboxes.constFind(id);
    if (known != sandboxes.constEnd())
        return *known;
    const Result<Account> account = workspace.store().accounts().account(id);
    return *sandboxes.insert(id, account && account->environment == Environment::Sandbox);
}

void PlanPicture::Private::take(const Pin &pin, const MediaAssets &media)
{
    const PinContent &content = pin.content;
    const WallTime at = WallTime::fromUtc(*pin.dueAt, request.zone);
    const qint64 day = firstShown.daysTo(at.date);
    if (day < 0 || day >= plan.weeks.size() * daysAWeek)
        return;
    PaperCard card;
    card.time = clockText(at.time);
    card.title = content.title.simplified();
    if (card.title.isEmpty())
        card.title = PlanPicture::tr("No title yet");
    card.boardColour = QColor::fromRgba(noBoardColour);
    card.board = PlanPicture::tr("No board yet");
    if (content.board.isValid()) {
        const Board &own = board(content.board);
        card.board = own.name;
        card.boardColour =
            QColor::fromRgba(boardColours[size_t(own.colourIndex) % boardColours.size()]);
        for (const BoardSection &section : own.sections) {
            if (section.id == content.section)
                //: board, then its section
                card.board = PlanPicture::tr("%1 › %2").arg(own.name, section.name);
        }
    }
    if (content.isCarousel())
        card.kind = PlanPicture::tr("Carousel of %1").arg(content.pictures.size());
    else if (videoOf(content, media))
        card.kind = PlanPicture::tr("Video");
    const UtcTime now = workspace.clock().now();
    card.state = stateWord(pin, now, isSandbox(content.account));
    card.stateColour = QColor::fromRgba(stateColour(pin, now));
    card.picture = pictureOf(content, media);
    card.fit = content.fit;
    plan.weeks[day / daysAWeek][day % daysAWeek].cards.append(card);
    ++plan.pins;
}

void PlanPicture::Private::read()
{
    if (isCancelled) {
        end(fail(cancelled()));
        return;
    }
    const Result<QList<Pin>> pins =
        workspace.store().pins().due(request.filter, from, to, pinsATurn, last);
    if (!pins) {
        end(fail(pins.error()));
        return;
    }
    QList<MediaId> wanted;
    for (const Pin &pin : *pins)
        wanted += shownMedia(pin.content);
    const MediaAssets media = workspace.store().media().shown(wanted).value_or(MediaAssets());
    for (const Pin &pin : *pins)
        take(pin, media);
    if (pins->size() < pinsATurn) {
        make();
        return;
    }
    last = pins->constLast();
    QTimer::singleShot(0, &q, [this] { read(); });
}

QString PlanPicture::Private::titleText() const
{
    if (!request.filter.account.isValid())
        return PlanPicture::tr("All accounts");
    const Result<Account> account = workspace.store().accounts().account(request.filter.account);
    return account ? accountName(*account) : QString();
}

/** "12 pins · Times of Berlin (Europe/Berlin) · Only Recipes". */
QString PlanPicture::Private::aboutText() const
{
    QStringList parts{PlanPicture::tr("%n pin(s)", nullptr, plan.pins)};
    const QString zone = QString::fromUtf8(request.zone);
    const QString place = zoneName(request.zone);
    parts.append(place == zone ? PlanPicture::tr("All times: %1").arg(zone)
                               //: a town, and the name of its time zone: Berlin (Europe/Berlin)
                               : PlanPicture::tr("All times: %1 (%2)").arg(place, zone));
    QStringList only;
    if (request.filter.board.isValid()) {
        const Board own = workspace.store().boards().board(request.filter.board).value_or(Board());
        only.append(own.name);
        for (const BoardSection &section : own.sections) {
            if (section.id == request.filter.section)
                only.append(section.name);
        }
    }
    if (request.filter.campaign.isValid())
        only.append(workspace.store()
                        .campaigns()
                        .campaign(request.filter.campaign)
                        .value_or(Campaign())
                        .name);
    for (const PinStatus status : request.filter.states)
        only.append(statusText(status));
    if (!request.filter.text.isEmpty())
        only.append(PlanPicture::tr("“%1”").arg(request.filter.text.simplified()));
    if (!only.isEmpty())
        //: what the filter leaves: "Only: Recipes, Draft"
        parts.append(PlanPicture::tr("Only: %1").arg(QLocale().createSeparatedList(only)));
    return parts.join(u" · "_s);
}

void PlanPicture::Private::make()
{
    plan.title = titleText();
    plan.about = aboutText();
    const WallTime now = WallTime::fromUtc(workspace.clock().now(), request.zone);
    //: %1 is a date
    plan.footer = PlanPicture::tr("Made with Pinweek on %1")
                      .arg(QLocale().toString(now.date, QLocale::LongFormat));
    job.run<PlanPictureFiles>(
        [work = Work{plan, request.file, workspace.directory(), request.mayReplace}](
            const BackgroundJob::GoOn &goOn) { return Maker(work, goOn).make(); },
        [this](const Result<PlanPictureFiles> &made) { end(made); });
}

void PlanPicture::Private::end(const Result<PlanPictureFiles> &result)
{
    if (context)
        deliver<PlanPictureFiles>(context, std::move(done), result);
}

} // namespace pinweek
