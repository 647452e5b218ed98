// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvexportplanner.h"

#include "csv/csvdate.h"
#include "csv/csvrow.h"
#include "model/spacing.h"
#include "planner/readiness.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/pinsearch.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/utmstore.h"

#include <QHash>
#include <QRegularExpression>
#include <QTimer>

#include <algorithm>
#include <tuple>
#include <vector>

namespace pinweek {

namespace {

/** So many pins take some milliseconds: a frame is not missed. */
constexpr int pinsATurn = 20;
constexpr int longestTitle = 100;
constexpr int advisedDescription = 500;
constexpr std::chrono::hours far{24 * 14};
constexpr std::chrono::hours veryFar{24 * 30};

/** "Lemon cake!" of pin 12: "lemon-cake-12". */
QString plainName(const Pin &pin)
{
    static const QRegularExpression others(QStringLiteral("[^a-z0-9]+"));
    QString name = pin.content.title.normalized(QString::NormalizationForm_KD).toLower();
    name.remove(QRegularExpression(QStringLiteral("\\p{M}")));
    name.replace(others, QStringLiteral("-"));
    name = name.left(60);
    while (name.startsWith(QLatin1Char('-')))
        name.remove(0, 1);
    while (name.endsWith(QLatin1Char('-')))
        name.chop(1);
    return (name.isEmpty() ? QStringLiteral("pin") : name) + QLatin1Char('-') + pin.id.toString();
}

/** "1:05" of 65 s. */
QString minutes(std::chrono::milliseconds time)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

/** Makes the rows of an export, and counts what is to be said. */
class Rows
{
public:
    explicit Rows(Store &store) : m_store(store), m_now(store.now()) {}

    void add(const Pin &pin)
    {
        const PinContent &content = pin.content;
        CsvExportRow row;
        const auto set = [&row](CsvColumn column, const QString &text) {
            row.cells.at(size_t(column)) = text;
        };
        set(CsvColumn::Title, content.title.simplified());
        set(CsvColumn::Board, boardName(content.board));
        // Pinterest wants it in one line.
        set(CsvColumn::Description, content.description.simplified());
        const QString link = m_store.utm().linkOf(pin.id, content).value_or(content.link);
        set(CsvColumn::Link, link);
        if (pin.dueAt)
            set(CsvColumn::Date, csvDate(*pin.dueAt));
        set(CsvColumn::Keywords, keywordsOfNote(content.note));
        addMedia(pin, row);
        count(pin, row);
        m_rows.push_back({pin.dueAt.value_or(UtcTime::max()), pin.id.value, std::move(row)});
    }

    CsvExportPlan inOrder()
    {
        std::sort(m_rows.begin(), m_rows.end(), [](const Placed &a, const Placed &b) {
            return std::tie(a.due, a.pin) < std::tie(b.due, b.pin);
        });
        CsvExportPlan plan{{}, m_counts};
        plan.rows.reserve(qsizetype(m_rows.size()));
        for (Placed &placed : m_rows)
            plan.rows += std::move(placed.row);
        m_rows.clear();
        return plan;
    }

private:
    struct Placed
    {
        UtcTime due{};
        qint64 pin = 0;
        CsvExportRow row;
    };

    void note(CsvExportIssue issue) { ++m_counts.at(size_t(issue)); }

    QString boardName(BoardId id)
    {
        if (!id.isValid())
            return {};
        auto known = m_boards.constFind(id);
        if (known == m_boards.constEnd()) {
            const Result<Board> board = m_store.boards().board(id);
            known = m_boards.insert(id, board ? board->name : QString());
        }
        return *known;
    }

    void addMedia(const Pin &pin, CsvExportRow &row)
    {
        const PinContent &content = pin.content;
        const MediaAssets media =
            m_store.media().shown(shownMedia(content)).value_or(MediaAssets());
        const std::optional<MediaAsset> video = videoOf(content, media);
        const std::optional<MediaAsset> picture = pictureOf(content, media);
        row.media = video ? video : picture;
        row.fit = video ? PictureFit() : content.fit;
        if (!row.media) {
            note(CsvExportIssue::NoMedia);
            return;
        }
        row.fileName =
            plainName(pin) + QLatin1Char('.') + (video ? video->format : QStringLiteral("jpg"));
        if (video && picture && picture->kind == MediaKind::Still)
            row.cells.at(size_t(CsvColumn::Thumbnail)) = minutes(picture->duration);
    }

    void count(const Pin &pin, const CsvExportRow &row)
    {
        const PinContent &content = pin.content;
        const auto isEmpty = [&row](CsvColumn column) {
            return row.cells.at(size_t(column)).isEmpty();
        };
        if (isEmpty(CsvColumn::Title))
            note(CsvExportIssue::NoTitle);
        if (isEmpty(CsvColumn::Board))
            note(CsvExportIssue::NoBoard);
        if (row.media && row.media->isVideo() && isEmpty(CsvColumn::Thumbnail))
            note(CsvExportIssue::NoThumbnail);
        if (codePoints(row.cells.at(size_t(CsvColumn::Title))) > longestTitle)
            note(CsvExportIssue::TitleLong);
        if (row.cells.at(size_t(CsvColumn::Link))
                .startsWith(QLatin1String("http:"), Qt::CaseInsensitive))
            note(CsvExportIssue::LinkUnencrypted);
        if (codePoints(content.description) > advisedDescription)
            note(CsvExportIssue::DescriptionLong);
        if (pin.dueAt && *pin.dueAt < m_now)
            note(CsvExportIssue::TimePast);
        else if (pin.dueAt && *pin.dueAt > m_now + veryFar)
            note(CsvExportIssue::VeryFarAhead);
        else if (pin.dueAt && *pin.dueAt > m_now + far)
            note(CsvExportIssue::FarAhead);
        if (content.isCarousel())
            note(CsvExportIssue::OnlyFirstPicture);
        if (!content.altText.isEmpty())
            note(CsvExportIssue::AltTextLeft);
        if (content.section.isValid())
            note(CsvExportIssue::SectionLeft);
    }

    Store &m_store;
    UtcTime m_now;
    std::vector<Placed> m_rows;
    QHash<BoardId, QString> m_boards;
    std::array<int, csvExportIssues> m_counts{};
};

} // namespace

struct CsvExportPlanner::Private
{
    explicit Private(Store &s) : store(s), search(s) {}

    void begin(const QList<PinId> &pins)
    {
        ids = pins;
        next = 0;
        rows.emplace(store);
        turns.start();
    }

    void turn()
    {
        const Result<QList<Pin>> pins = store.pins().pins(ids.mid(next, pinsATurn));
        if (!pins) {
            turns.stop();
            std::exchange(done, nullptr)(fail(pins.error()));
            return;
        }
        for (const Pin &pin : *pins) {
            if (choice.alsoSent || isEditable(pin.status))
                rows->add(pin);
        }
        next += pinsATurn;
        if (next < ids.size())
            return;
        turns.stop();
        std::exchange(done, nullptr)(rows->inOrder());
    }

    Store &store;
    PinSearch search;
    QTimer turns;
    CsvExportChoice choice;
    Done<CsvExportPlan> done;
    QList<PinId> ids;
    qsizetype next = 0;
    bool isAsked = false; // the search
    std::optional<Rows> rows;
};

CsvExportPlanner::CsvExportPlanner(Store &store, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(store))
{
    connect(&d->turns, &QTimer::timeout, this, [this] { d->turn(); });
    connect(&d->search, &PinSearch::found, this, [this](const QList<PinId> &pins, bool whole) {
        if (whole && std::exchange(d->isAsked, false))
            d->begin(pins);
    });
}

CsvExportPlanner::~CsvExportPlanner() = default;

void CsvExportPlanner::plan(const CsvExportChoice &choice, Done<CsvExportPlan> done)
{
    d->turns.stop();
    d->done = std::move(done);
    d->choice = choice;
    d->isAsked = !choice.pins;
    if (choice.pins)
        d->begin(*choice.pins);
    else
        d->search.find({choice.filter, PinOrder::Time, false});
}

} // namespace pinweek
