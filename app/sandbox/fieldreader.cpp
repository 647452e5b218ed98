// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fieldreader.h"

#include <algorithm>

namespace pinweek::sandbox {

bool isDigits(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar letter) {
        return letter >= QLatin1Char('0') && letter <= QLatin1Char('9');
    });
}

FieldReader::FieldReader(const QJsonObject &object, const QStringList &knownNames)
    : m_object(object)
{
    for (const QString &name : object.keys())
        refuseIf(!knownNames.contains(name), QStringLiteral("Unknown field '%1'.").arg(name));
}

void FieldReader::refuseIf(bool wrong, const QString &message)
{
    if (wrong && m_problem.isEmpty())
        m_problem = message;
}

void FieldReader::require(const QString &name)
{
    refuseIf(!m_object.contains(name), QStringLiteral("'%1' is missing.").arg(name));
}

bool FieldReader::has(const QString &name, Null null)
{
    const QJsonValue value = m_object.value(name);
    refuseIf(value.isNull() && null == Null::Refused,
             QStringLiteral("'%1' must not be null.").arg(name));
    return !value.isUndefined() && !value.isNull();
}

std::optional<QString> FieldReader::text(const QString &name, int least, int most, Null null)
{
    if (!has(name, null))
        return std::nullopt;
    const QJsonValue value = m_object.value(name);
    refuseIf(!value.isString(), QStringLiteral("'%1' must be a string.").arg(name));
    const QString text = value.toString();
    const qsizetype length = text.toUcs4().size();
    refuseIf(length < least,
             QStringLiteral("'%1' must have at least %2 characters.").arg(name).arg(least));
    refuseIf(most >= 0 && length > most,
             QStringLiteral("'%1' must have at most %2 characters.").arg(name).arg(most));
    return text;
}

std::optional<QString> FieldReader::digits(const QString &name, Null null)
{
    const std::optional<QString> value = text(name, 0, -1, null);
    refuseIf(value && !isDigits(*value), QStringLiteral("'%1' must be digits.").arg(name));
    return value;
}

std::optional<QString> FieldReader::choice(const QString &name, const QStringList &choices)
{
    const std::optional<QString> value = text(name, 0, -1, Null::Refused);
    refuseIf(
        value && !choices.contains(*value),
        QStringLiteral("'%1' must be one of %2.").arg(name, choices.join(QStringLiteral(", "))));
    return value;
}

std::optional<bool> FieldReader::boolean(const QString &name)
{
    if (!has(name, Null::Refused))
        return std::nullopt;
    refuseIf(!m_object.value(name).isBool(),
             QStringLiteral("'%1' must be true or false.").arg(name));
    return m_object.value(name).toBool();
}

std::optional<QJsonObject> FieldReader::object(const QString &name)
{
    if (!has(name, Null::Refused))
        return std::nullopt;
    refuseIf(!m_object.value(name).isObject(), QStringLiteral("'%1' must be an object.").arg(name));
    return m_object.value(name).toObject();
}

} // namespace pinweek::sandbox
