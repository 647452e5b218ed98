// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/reply.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace pinweek::sandbox {

/**
 * Reads a JSON object by a fixed list of names and remembers the first thing that is wrong with it:
 * an unknown name, a wrong type, a text that is too long (in Unicode code points).
 */
class FieldReader
{
public:
    FieldReader(const QJsonObject &object, const QStringList &knownNames);

    enum class Null
    {
        Refused,
        Allowed
    };

    /** nullopt when absent or (if allowed) null. `most` < 0: no limit. */
    std::optional<QString> text(const QString &name, int least, int most, Null null);
    /** A text that fits `^\d+$`. */
    std::optional<QString> digits(const QString &name, Null null);
    /** A text out of a list. */
    std::optional<QString> choice(const QString &name, const QStringList &choices);
    std::optional<bool> boolean(const QString &name);
    std::optional<QJsonObject> object(const QString &name);

    void require(const QString &name);
    void refuseIf(bool wrong, const QString &message);

    /** Empty while nothing is wrong. */
    [[nodiscard]] QString problem() const { return m_problem; }

private:
    [[nodiscard]] bool has(const QString &name, Null null);

    QJsonObject m_object;
    QString m_problem;
};

/** `^\d+$`, ASCII digits only. */
bool isDigits(const QString &text);

} // namespace pinweek::sandbox
