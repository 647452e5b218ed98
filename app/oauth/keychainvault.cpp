// SPDX-License-Identifier: GPL-3.0-or-later
#include "oauth/keychainvault.h"

#include "core/logging.h"
#include "oauth/secretservice.h"

#include <QPointer>
#include <qt6keychain/keychain.h>
#include <QTimer>

namespace pinweek {

namespace {

using QKeychain::Job;

const QString service = QStringLiteral("Pinweek");

Error keychainError(const QString &detail)
{
    return {ErrorKind::Keychain, detail};
}

Error lockedError()
{
    return keychainError(QStringLiteral("the keychain is locked"));
}

/**
 * Jobs run one after the other inside QtKeychain, so one that never ends (a password prompt that
 * nobody answers) holds up all others: while it does, no more are started. One per process, as the
 * queue behind it is.
 */
QPointer<Job> &stuckJob()
{
    static QPointer<Job> job;
    return job;
}

/** Runs one job under a time limit. `done` gets the finished job, which lives until it returns. */
void runJob(Job *job, const QString &key, std::chrono::milliseconds timeLimit, QObject *context,
            std::function<void(const Result<Job *> &)> done)
{
    if (stuckJob()) {
        delete job;
        done(fail(keychainError(QStringLiteral("the keychain still waits for its password"))));
        return;
    }
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(key);
    auto *limit = new QTimer(job);
    limit->setSingleShot(true);
    QObject::connect(limit, &QTimer::timeout, context, [job, done] {
        QObject::disconnect(job, &Job::finished, nullptr, nullptr);
        stuckJob() = job;
        // It deletes itself if it ends after all; then the keychain is asked again.
        done(fail(keychainError(QStringLiteral("the keychain does not answer"))));
    });
    QObject::connect(job, &Job::finished, context, [job, limit, done] {
        limit->stop();
        done(job);
    });
    limit->start(timeLimit);
    job->start();
}

Error jobError(const Job &job)
{
    return keychainError(
        QStringLiteral("keychain error %1: %2").arg(int(job.error())).arg(job.errorString()));
}

} // namespace

KeychainVault::KeychainVault(std::chrono::milliseconds timeLimit, QObject *parent)
    : TokenVault(parent), m_timeLimit(timeLimit)
{
}

void KeychainVault::read(const QString &key, QObject *context,
                         Done<std::optional<AccountSecrets>> done)
{
    using Found = std::optional<AccountSecrets>;
    whenThere(context, [this, key, done](QObject *receiver, const Result<void> &there) {
        if (!there)
            return deliver<Found>(receiver, done, fail(there.error()));
        readJob(key, receiver, done);
    });
}

void KeychainVault::readJob(const QString &key, QObject *context,
                            Done<std::optional<AccountSecrets>> done)
{
    using Found = std::optional<AccountSecrets>;
    auto *job = new QKeychain::ReadPasswordJob(service);
    runJob(job, key, m_timeLimit, context, [this, context, done](const Result<Job *> &ended) {
        if (!ended)
            return deliver<Found>(context, done, fail(ended.error()));
        if ((*ended)->error() == QKeychain::EntryNotFound)
            return believeAbsence(context, done);
        if ((*ended)->error() != QKeychain::NoError)
            return deliver<Found>(context, done, fail(jobError(**ended)));
        const QByteArray json = static_cast<QKeychain::ReadPasswordJob *>(*ended)->binaryData();
        if (const Found secrets = AccountSecrets::fromJson(json))
            deliver<Found>(context, done, secrets);
        else
            deliver<Found>(
                context, done,
                fail(keychainError(QStringLiteral("the keychain's item can't be read"))));
    });
}

/** A locked keyring says "not found" too. */
void KeychainVault::believeAbsence(QObject *context, Done<std::optional<AccountSecrets>> done)
{
    using Found = std::optional<AccountSecrets>;
    askKeyringState(m_timeLimit, context, [context, done](const Result<KeyringState> &state) {
        if (!state)
            deliver<Found>(context, done, fail(state.error()));
        else if (*state == KeyringState::Locked)
            deliver<Found>(context, done, fail(lockedError()));
        else
            deliver<Found>(context, done, Found());
    });
}

void KeychainVault::write(const QString &key, const AccountSecrets &secrets, QObject *context,
                          Done<void> done)
{
    whenThere(context, [this, key, secrets, done](QObject *receiver, const Result<void> &there) {
        if (!there)
            return deliver<void>(receiver, done, there);
        auto *job = new QKeychain::WritePasswordJob(service);
        job->setBinaryData(secrets.toJson());
        runJob(
            job, key, m_timeLimit, receiver,
            [this, key, secrets, receiver, done](const Result<Job *> &ended) {
                if (!ended)
                    return deliver<void>(receiver, done, fail(ended.error()));
                if ((*ended)->error() != QKeychain::NoError)
                    return deliver<void>(receiver, done, fail(jobError(**ended)));
                readJob(
                    key, receiver,
                    [secrets, receiver, done](const Result<std::optional<AccountSecrets>> &stored) {
                        if (!stored)
                            deliver<void>(receiver, done, fail(stored.error()));
                        else if (!*stored || (*stored)->toJson() != secrets.toJson())
                            deliver<void>(receiver, done,
                                          fail(keychainError(QStringLiteral(
                                              "the keychain did not keep what was written"))));
                        else
                            deliver<void>(receiver, done, {});
                    });
            });
    });
}

void KeychainVault::remove(const QString &key, QObject *context, Done<void> done)
{
    whenThere(context, [this, key, done](QObject *receiver, const Result<void> &there) {
        if (!there)
            return deliver<void>(receiver, done, there);
        auto *job = new QKeychain::DeletePasswordJob(service);
        runJob(job, key, m_timeLimit, receiver,
               [this, key, receiver, done](const Result<Job *> &ended) {
                   if (!ended)
                       return deliver<void>(receiver, done, fail(ended.error()));
                   if ((*ended)->error() != QKeychain::NoError &&
                       (*ended)->error() != QKeychain::EntryNotFound)
                       return deliver<void>(receiver, done, fail(jobError(**ended)));
                   // "Deleted" is also said of what is locked away.
                   readJob(key, receiver,
                           [receiver, done](const Result<std::optional<AccountSecrets>> &left) {
                               if (!left)
                                   deliver<void>(receiver, done, fail(left.error()));
                               else if (*left)
                                   deliver<void>(receiver, done,
                                                 fail(keychainError(QStringLiteral(
                                                     "the keychain did not delete the item"))));
                               else
                                   deliver<void>(receiver, done, {});
                           });
               });
    });
}

void KeychainVault::probe(QObject *context, Done<void> done)
{
    askKeyringState(m_timeLimit, context, [context, done](const Result<KeyringState> &state) {
        if (!state)
            deliver<void>(context, done, fail(state.error()));
        else if (*state == KeyringState::Locked)
            deliver<void>(context, done, fail(lockedError()));
        else
            deliver<void>(context, done, {});
    });
}

/** Finds out first whether there is a service at all; a locked one is tried, since it may ask the
 * user for its password. */
void KeychainVault::whenThere(QObject *context,
                              std::function<void(QObject *, const Result<void> &)> next)
{
    askKeyringState(m_timeLimit, context, [context, next](const Result<KeyringState> &state) {
        next(context, state.map([](KeyringState) {}));
    });
}

} // namespace pinweek
