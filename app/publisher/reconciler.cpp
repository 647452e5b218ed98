// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/reconciler.h"

#include "core/logging.h"
#include "core/settings.h"
#include "pinterest/client.h"
#include "publisher/lookverdict.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/store.h"

#include <QMap>
#include <QRandomGenerator>

#include <algorithm>

namespace pinweek {

namespace {

constexpr qsizetype idsAtOnce = 1000;
/** More would not be looked at. */
constexpr qsizetype mostCandidates = 4;

ListedPin listedPin(const pinterest::RemotePin &pin)
{
    return {pin.id,   pin.sectionId, pin.title,     pin.description,
            pin.link, pin.altText,   pin.createdAt, pin.imageUrl};
}

QString sectionId(const Board &board, SectionId section)
{
    for (const BoardSection &one : board.sections) {
        if (one.id == section)
            return one.remoteId;
    }
    return {};
}

QString hiddenSectionText()
{
    return QStringLiteral("The answer got lost, and the pin's board section can't be seen at "
                          "Pinterest, so Pinweek can't tell whether the pin is there. Look on "
                          "Pinterest.");
}

QString hiddenText()
{
    return QStringLiteral("The answer got lost, and the pin's board can't be seen at Pinterest, so "
                          "Pinweek can't tell whether the pin is there. Look on Pinterest.");
}

} // namespace

struct Reconciler::Look
{
    Board board;
    QList<PinToFind> pins;
    /** Those for which this look counts; the others can be found by it, no more. */
    QSet<PinId> counts;
    BoardLook *reader = nullptr;
    /** A pin was sent to the board meanwhile. */
    bool spoiled = false;
    bool storing = false;
    /** Remote ids of sections that can't be seen. */
    QStringList unseen;
    std::chrono::seconds skew{0};
    QList<SentPin> sent;
    QList<ListedPin> listed;

    [[nodiscard]] AccountId account() const { return board.account; }
    [[nodiscard]] const ListedPin *find(const QString &remoteId) const
    {
        for (const ListedPin &pin : listed) {
            if (pin.remoteId == remoteId)
                return &pin;
        }
        return nullptr;
    }
    /** What it would be listed in can't be read: that it was not found says nothing. */
    [[nodiscard]] bool isHidden(const PinToFind &find) const
    {
        const SectionId section = find.pin.content.section;
        const QString remote = sectionId(board, section);
        return section.isValid() && (remote.isEmpty() || unseen.contains(remote));
    }
    [[nodiscard]] const PinToFind *find(PinId id) const
    {
        for (const PinToFind &pin : pins) {
            if (pin.pin.id == id)
                return &pin;
        }
        return nullptr;
    }
};

Reconciler::Reconciler(Store &store, Settings &settings, const Clock &clock, Ways ways)
    : m_store(store)
    , m_settings(settings)
    , m_clock(clock)
    , m_ways(std::move(ways))
    , m_schedule(clock)
    , m_pictures(store.workspace())
{
}

Reconciler::~Reconciler() = default;

// --- when

void Reconciler::round(UtcTime now)
{
    m_next.clear();
    m_boards.clear();
    const Result<QList<PinToFind>> pins = m_store.checks().toFind();
    if (!pins) {
        qCWarning(logPublisher) << "unconfirmed pins can't be read:" << pins.error().detail;
        return;
    }
    QMap<qint64, QList<PinToFind>> boards;
    for (const PinToFind &find : *pins)
        boards[find.pin.content.board.value].append(find);
    for (auto board = boards.cbegin(); board != boards.cend(); ++board)
        plan(BoardId{board.key()}, board.value(), now);
}

void Reconciler::plan(BoardId id, const QList<PinToFind> &pins, UtcTime now)
{
    const AccountId account = pins.first().pin.content.account;
    const Result<Board> board = m_store.boards().board(id);
    if (!id.isValid() || (board && board->remoteId.isEmpty())) {
        blockAll(pins, hiddenText());
        return;
    }
    if (!board || !m_ways.mayLook(account))
        return;
    UtcTime due = UtcTime::max();
    for (const PinToFind &find : pins) {
        const UtcTime at = std::max(m_schedule.dueAt(find), m_schedule.heldUntil(id));
        due = std::min(due, at);
        m_next.insert(find.pin.id, at);
        m_boards.insert(find.pin.id, id);
    }
    // What keeps it now ends with a round of its own.
    if (due <= now && !m_looks.contains(account) && !m_ways.isSendingTo(id))
        begin(*board, pins);
}

std::optional<UtcTime> Reconciler::nextLook() const
{
    std::optional<UtcTime> next;
    for (const UtcTime at : m_next) {
        if (at > m_clock.now() && (!next || at < *next))
            next = at;
    }
    return next;
}

std::optional<UtcTime> Reconciler::nextLookFor(PinId pin) const
{
    const auto next = m_next.constFind(pin);
    return next == m_next.constEnd() ? std::nullopt : std::optional(*next);
}

bool Reconciler::isHeldUp(PinId pin) const
{
    return m_schedule.hasFailed(m_boards.value(pin));
}

bool Reconciler::isLooking() const
{
    return !m_looks.isEmpty();
}

bool Reconciler::isStoring() const
{
    return m_storing > 0;
}

void Reconciler::noteSend(BoardId board)
{
    for (const LookPtr &look : std::as_const(m_looks))
        look->spoiled = look->spoiled || look->board.id == board;
}

void Reconciler::wake()
{
    m_schedule.goOn();
}

void Reconciler::cancel()
{
    m_looks.removeIf([](const auto &entry) {
        const LookPtr &look = entry.value();
        if (!look->storing && look->reader)
            look->reader->deleteLater();
        return !look->storing;
    });
}

// --- looking

void Reconciler::begin(const Board &board, const QList<PinToFind> &pins)
{
    auto look = std::make_shared<Look>();
    look->board = board;
    look->pins = pins;
    QStringList sections;
    for (const PinToFind &find : pins) {
        if (m_schedule.dueAt(find) <= m_clock.now())
            look->counts.insert(find.pin.id);
        const QString section = sectionId(board, find.pin.content.section);
        if (!section.isEmpty() && !sections.contains(section))
            sections.append(section);
    }
    qCInfo(logPublisher) << "looking for" << pins.size() << "pins on board" << board.id.value;
    m_looks.insert(board.account, look);
    look->reader = new BoardLook(*m_ways.clientFor(board.account), board.remoteId, sections,
                                 m_settings.mostLookPages(), this);
    look->reader->start(this, [this, look](const Result<BoardContent> &content) {
        if (isCurrent(look))
            looked(look, content);
    });
}

void Reconciler::looked(const LookPtr &look, const Result<BoardContent> &content)
{
    look->reader->deleteLater();
    look->reader = nullptr;
    if (!content) {
        lookFailed(look, content.error());
        return;
    }
    if (look->spoiled || !content->isSteady) {
        qCInfo(logPublisher) << "board" << look->board.id.value << "changed during the look";
        tryLater(look, false);
        return;
    }
    if (const pinterest::Client *client = m_ways.clientFor(look->account()))
        look->skew = client->serverSkew();
    look->unseen = content->unseen;
    judgeContent(look, content->pins);
}

/** No look was used up. */
void Reconciler::lookFailed(const LookPtr &look, const Error &error)
{
    qCInfo(logPublisher) << "the look at board" << look->board.id.value
                         << "failed:" << errorKindName(error.kind) << error.detail;
    QList<LookVerdict> verdicts;
    QString why;
    if (isHidden(error.kind))
        why = hiddenText();
    else if (error.kind == ErrorKind::Rejected && error.httpStatus == 0)
        why = QStringLiteral("The answer got lost, and the pin's board is too big to be looked "
                             "through. Look on Pinterest whether the pin is there.");
    if (!why.isEmpty()) {
        for (const PinToFind &find : std::as_const(look->pins))
            verdicts.append(askPerson(find, why));
        store(look, verdicts);
        return;
    }
    if (error.kind == ErrorKind::Unauthorized)
        m_ways.refused(look->account(), error);
    tryLater(look, true, error.retryAfter.value_or(std::chrono::seconds(0)));
}

void Reconciler::tryLater(const LookPtr &look, bool failed, std::chrono::seconds wait)
{
    m_schedule.holdUp(look->board.id, failed, wait);
    end(look);
}

// --- judging

SentPin Reconciler::sentPin(const Look &look, const PinToFind &find) const
{
    const PinContent &content = find.pin.content;
    SentPin sent;
    sent.pin = find.pin.id;
    sent.section = sectionId(look.board, content.section);
    sent.title = content.title.trimmed();
    sent.description = content.description.trimmed();
    // One that an older Pinweek sent has none.
    sent.link = find.pin.sentLink.isEmpty() ? content.link.trimmed() : find.pin.sentLink;
    sent.altText = content.altText.trimmed();
    // Before its first answer a client knows nothing of the server's clock: what is known now
    // counts as well.
    sent.from = find.sentFrom + std::min(find.leastSkew, look.skew);
    sent.until = find.sentUntil.value_or(m_clock.now()) + std::max(find.mostSkew, look.skew);
    return sent;
}

void Reconciler::judgeContent(const LookPtr &look, const QList<pinterest::RemotePin> &pins)
{
    for (const PinToFind &find : std::as_const(look->pins))
        look->sent.append(sentPin(*look, find));
    for (const pinterest::RemotePin &pin : pins)
        look->listed.append(listedPin(pin));
    if (const Result<void> known = leaveOutKnown(*look); !known) {
        tryLater(look, true, storeRetry);
        return;
    }
    const Judgement judgement = judge(look->sent, look->listed);
    if (judgement.toCompare.isEmpty())
        conclude(look, judgement);
    else
        comparePictures(look, judgement.toCompare);
}

Result<void> Reconciler::leaveOutKnown(Look &look) const
{
    QStringList ids;
    for (const ListedPin &pin : std::as_const(look.listed))
        ids.append(pin.remoteId);
    QSet<QString> known;
    for (qsizetype first = 0; first < ids.size(); first += idsAtOnce) {
        const Result<QSet<QString>> some =
            m_store.checks().known(look.account(), ids.mid(first, idsAtOnce));
        if (!some)
            return fail(some.error());
        known.unite(*some);
    }
    look.listed.removeIf([&known](const ListedPin &pin) { return known.contains(pin.remoteId); });
    return {};
}

void Reconciler::comparePictures(const LookPtr &look, const QList<PinPair> &pairs)
{
    QStringList addresses;
    for (const PinPair &pair : pairs) {
        const QString address = look->find(pair.second)->imageUrl;
        if (!address.isEmpty() && !addresses.contains(address))
            addresses.append(address);
    }
    m_pictures.fetch(addresses, this, [this, look, pairs](const Pictures &pictures) {
        if (isCurrent(look))
            compareNext(look, pictures, pairs, {});
    });
}

void Reconciler::compareNext(const LookPtr &look, const Pictures &pictures, QList<PinPair> left,
                             QHash<PinPair, bool> results)
{
    if (left.isEmpty()) {
        conclude(look, judge(look->sent, look->listed, results));
        return;
    }
    const PinPair pair = left.takeFirst();
    const QByteArray picture = pictures.value(look->find(pair.second)->imageUrl);
    const PinContent &sent = look->find(pair.first)->pin.content;
    const std::optional<MediaAsset> asset = m_store.media().picture(sent);
    if (!asset || picture.isEmpty()) {
        compareNext(look, pictures, left, results);
        return;
    }
    const auto shape = sent.isCarousel()
                           ? std::optional(carouselShape(fittedSize(sent.fit, asset->size)))
                           : std::nullopt;
    m_pictures.compare(*asset, sent.fit, shape, picture, this,
                       [this, look, pictures, left, results, pair](std::optional<bool> same) {
                           if (!isCurrent(look))
                               return;
                           QHash<PinPair, bool> more = results;
                           if (same)
                               more.insert(pair, *same);
                           compareNext(look, pictures, left, more);
                       });
}

void Reconciler::conclude(const LookPtr &look, const Judgement &judgement)
{
    QList<LookVerdict> verdicts;
    bool isUnsure = false;
    for (const PinToFind &find : std::as_const(look->pins)) {
        const PinId id = find.pin.id;
        if (const auto same = judgement.same.constFind(id); same != judgement.same.constEnd()) {
            verdicts.append(adoption(find, *look->find(*same)));
            continue;
        }
        if (!look->counts.contains(id))
            continue;
        const QStringList maybe = judgement.maybe.value(id).mid(0, mostCandidates);
        LookVerdict verdict =
            look->isHidden(find)
                ? askPerson(find, hiddenSectionText())
                : verdictAfterLook(find, maybe, m_settings.whenNotFound(), m_clock.now(),
                                   QRandomGenerator::global()->generateDouble());
        if (verdict.what == LookVerdict::What::Block) {
            for (const QString &remoteId : maybe) {
                const ListedPin &pin = *look->find(remoteId);
                verdict.candidates.append(
                    {remoteId, pin.title, pin.description, pin.link, pin.createdAt, {}});
                isUnsure = true;
            }
        }
        verdicts.append(verdict);
    }
    if (isUnsure)
        addPictures(look, verdicts);
    else
        store(look, verdicts);
}

/** A person compares the pictures, also later and without a network: they are kept. */
void Reconciler::addPictures(const LookPtr &look, QList<LookVerdict> verdicts)
{
    QStringList addresses;
    for (const LookVerdict &verdict : std::as_const(verdicts)) {
        for (const Candidate &candidate : verdict.candidates)
            addresses.append(look->find(candidate.remoteId)->imageUrl);
    }
    addresses.removeAll(QString());
    addresses.removeDuplicates();
    const auto keep = [this, look, verdicts](const Pictures &pictures) {
        if (!isCurrent(look))
            return;
        QList<LookVerdict> full = verdicts;
        for (LookVerdict &verdict : full) {
            for (Candidate &candidate : verdict.candidates)
                candidate.picture = pictures.value(look->find(candidate.remoteId)->imageUrl);
        }
        store(look, full);
    };
    m_pictures.fetch(addresses, this, [this, look, keep](const Pictures &pictures) {
        if (isCurrent(look))
            m_pictures.shrink(pictures, this, keep);
    });
}

// --- storing

/** Without a look: there is nothing to look at. */
void Reconciler::blockAll(const QList<PinToFind> &pins, const QString &why)
{
    if (isStoring())
        return; // maybe these; the round after it comes back here
    QList<LookVerdict> verdicts;
    for (const PinToFind &find : pins)
        verdicts.append(askPerson(find, why));
    store({}, verdicts);
}

void Reconciler::store(const LookPtr &look, const QList<LookVerdict> &verdicts)
{
    ++m_storing;
    if (look)
        look->storing = true;
    m_store.checks().settle(
        verdicts, this, [this, look, verdicts](const Result<QList<PinId>> &done) {
            --m_storing;
            if (done) {
                stored(look, verdicts, *done);
                return;
            }
            // Nothing is lost but the look.
            qCWarning(logPublisher) << "a look can't be stored:" << done.error().detail;
            if (look) {
                m_schedule.holdUp(look->board.id, true, storeRetry);
                end(look);
            }
        });
}

void Reconciler::stored(const LookPtr &look, const QList<LookVerdict> &verdicts,
                        const QList<PinId> &followed)
{
    if (look)
        m_schedule.goOn(look->board.id);
    for (const LookVerdict &verdict : verdicts) {
        if (followed.contains(verdict.pin)) {
            if (verdict.what == LookVerdict::What::Absent ||
                verdict.what == LookVerdict::What::Like)
                m_schedule.noteLook(verdict.pin);
            tell(verdict);
        } else if (look) {
            m_schedule.holdUp(look->board.id, false);
        }
    }
    end(look);
}

void Reconciler::tell(const LookVerdict &verdict)
{
    using Kind = PublisherEvent::Kind;
    const Error error{verdict.error.kind, verdict.error.message};
    switch (verdict.what) {
    case LookVerdict::What::Adopt:
        emit told({Kind::Adopted, verdict.pin});
        return;
    case LookVerdict::What::SendAgain:
        emit told({Kind::Retry, verdict.pin, error, verdict.nextAttemptAt});
        return;
    case LookVerdict::What::Block:
        emit told({Kind::Blocked, verdict.pin, error});
        return;
    case LookVerdict::What::Absent:
    case LookVerdict::What::Like:
        return;
    }
}

void Reconciler::end(const LookPtr &look)
{
    if (isCurrent(look))
        m_looks.remove(look->account());
    emit ended();
}

bool Reconciler::isCurrent(const LookPtr &look) const
{
    return look && m_looks.value(look->account()) == look;
}

} // namespace pinweek
