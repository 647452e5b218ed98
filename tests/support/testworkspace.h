// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "support/manualclock.h"

#include <QTemporaryDir>

#include <memory>

namespace pinweek::test {

/**
 * A workspace of a test's own: temporary directory, a clock to turn, an open store, and short words
 * to fill it. Each of them waits for the store; what can't fail in a sane test ends the program
 * with the error's text.
 */
class TestWorkspace
{
public:
    explicit TestWorkspace(const QString &origin = QStringLiteral("test"));
    ~TestWorkspace();

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] Store &store() const { return *m_store; }
    [[nodiscard]] PinStore &pins() const { return m_store->pins(); }

    /** Closes and opens the store, as a restart of the program. */
    void reopen();
    void close();

    /** The Local plan that a new workspace has. */
    [[nodiscard]] AccountId plan() const;
    /** A connected Custom account in UTC, at `apiBase`. */
    AccountId addAccount(const QString &username = QStringLiteral("anna"),
                         const QString &apiBase = QStringLiteral("http://127.0.0.1:1/v5"));
    /** A board that Pinterest has if `remoteId` isn't empty. */
    BoardId addBoard(AccountId account, const QString &name, const QString &remoteId = {});
    SectionId addSection(BoardId board, const QString &name, const QString &remoteId = {});
    /** The row of an image; the file is not made. Another seed, another image. */
    MediaId addMedia(int seed = 1);

    /** A complete content: title, link, alt text. */
    [[nodiscard]] PinContent content(AccountId account, BoardId board, MediaId media,
                                     std::optional<UtcTime> at,
                                     const QString &title = QStringLiteral("Lemon cake")) const;
    PinId addPin(const PinContent &content, PinStatus status = PinStatus::Draft);
    /** A scheduled pin with board and image of its own account "anna", which is made if missing. */
    PinId scheduledPin(UtcTime at, const QString &title = QStringLiteral("Lemon cake"));
    /** An incomplete draft in the same account, without a time if `at` is empty. */
    PinId draftPin(std::optional<UtcTime> at = std::nullopt);
    /** The pin as the store has it now. */
    [[nodiscard]] Pin pin(PinId id) const;
    /** The change that a user who sees the pin now would send, to be altered. */
    [[nodiscard]] PinChange change(PinId id) const;
    Result<StepOutcome> apply(const PinStep &step) const;
    /** Claims a scheduled or failed pin with a fingerprint of its own. */
    Result<AttemptId> claim(PinId id, const QByteArray &fingerprint = {}) const;
    Result<UndoOutcome> undo() const;
    Result<UndoOutcome> redo() const;

    ManualClock clock;

private:
    AccountId anna();

    QTemporaryDir m_dir;
    QString m_path;
    QString m_origin;
    std::unique_ptr<Store> m_store;
    AccountId m_anna;
    BoardId m_annasBoard;
};

/** This computer was on from nine to five UTC on each of the last `days` days, and at no other
 * time: what its usual hours are found from. */
void keepOfficeHours(Store &store, UtcTime now, int days);

/** What fillWorkspace() made. */
struct FilledWorkspace
{
    AccountId account;
    QList<BoardId> boards;
    UtcTime first{};
    UtcTime last{};
};

/**
 * Makes `count` pins with raw SQL, for benchmarks: 300 a week around `middle` (those before `now`
 * published, then scheduled, some drafts), on 25 boards of one Custom account in UTC, with 200
 * image rows (no files), and 100 pins more without a time.
 *
 * @param workspace  directory; made, with its database, if missing. No store may have it open.
 */
Result<FilledWorkspace> fillWorkspace(const QString &workspace, int count, UtcTime now,
                                      UtcTime middle);

/** The same, around `now`. */
Result<FilledWorkspace> fillWorkspace(const QString &workspace, int count, UtcTime now);

} // namespace pinweek::test
