// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/openapi.h"

#include "sandbox/http.h"

#include <QDateTime>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cmath>

namespace pinweek::test {

namespace {

QString str(const char *text)
{
    return QString::fromLatin1(text);
}

QJsonArray arrayOf(const QJsonObject &schema, const char *name)
{
    return schema.value(QLatin1String(name)).toArray();
}

bool hasType(const QJsonValue &value, const QString &type)
{
    if (type == str("integer"))
        return value.isDouble() && std::floor(value.toDouble()) == value.toDouble();
    if (type == str("number"))
        return value.isDouble();
    if (type == str("string"))
        return value.isString();
    if (type == str("boolean"))
        return value.isBool();
    if (type == str("array"))
        return value.isArray();
    return type != str("object") || value.isObject();
}

bool isDateTime(const QString &text)
{
    static const QRegularExpression form(
        str("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$"));
    return form.match(text).hasMatch() && QDateTime::fromString(text, Qt::ISODateWithMs).isValid();
}

// The variants of a schema, whichever word it uses for them.
QJsonArray variantsOf(const QJsonObject &schema)
{
    const QJsonArray oneOf = arrayOf(schema, "oneOf");
    return oneOf.isEmpty() ? arrayOf(schema, "anyOf") : oneOf;
}

QString boundName(const char *name, const QJsonObject &schema)
{
    return str(name) + QLatin1Char(' ') +
           QString::number(schema.value(QLatin1String(name)).toInteger());
}

} // namespace

OpenApi::OpenApi(const QJsonObject &description) : m_description(description) {}

std::optional<OpenApi> OpenApi::load(const QString &file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(in.readAll());
    if (!document.isObject())
        return std::nullopt;
    return OpenApi(document.object());
}

std::optional<OpenApi> OpenApi::pinterest()
{
    return load(pinterestFile());
}

QString OpenApi::pinterestFile()
{
    return qEnvironmentVariable("PINTEREST_OPENAPI", QStringLiteral(PINWEEK_PINTEREST_OPENAPI));
}

QJsonObject OpenApi::resolved(const QJsonObject &schema) const
{
    QJsonObject current = schema;
    while (current.contains(str("$ref"))) {
        QJsonValue target = m_description;
        for (const QString &step :
             current.value(str("$ref")).toString().mid(2).split(QLatin1Char('/')))
            target = target.toObject().value(step);
        current = target.toObject();
    }
    return current;
}

std::optional<OpenApi::Found> OpenApi::find(const QByteArray &method, const QString &path) const
{
    const QJsonObject paths = m_description.value(str("paths")).toObject();
    const QStringList segments = path.split(QLatin1Char('/'));
    std::optional<Found> best;
    for (auto entry = paths.begin(); entry != paths.end(); ++entry) {
        const QJsonValue operation = entry->toObject().value(QString::fromLatin1(method).toLower());
        const QStringList pattern = entry.key().split(QLatin1Char('/'));
        if (!operation.isObject() || pattern.size() != segments.size())
            continue;
        Found found{operation.toObject(), {}};
        bool fits = true;
        for (qsizetype i = 0; fits && i < pattern.size(); ++i) {
            if (pattern.at(i).startsWith(QLatin1Char('{')))
                found.pathValues.insert(pattern.at(i).mid(1, pattern.at(i).size() - 2),
                                        segments.at(i));
            else
                fits = pattern.at(i) == segments.at(i);
        }
        // "/pins/analytics" is more exact than "/pins/{pin_id}".
        if (fits && (!best || found.pathValues.size() < best->pathValues.size()))
            best = found;
    }
    return best;
}

QStringList OpenApi::checkRequest(const QByteArray &method, const QString &path,
                                  const QByteArray &rawQuery, const QByteArray &contentType,
                                  const QByteArray &body) const
{
    const auto found = find(method, path);
    if (!found)
        return {QStringLiteral("there is no %1 %2").arg(QString::fromLatin1(method), path)};
    QStringList complaints = checkParameters(*found, rawQuery);
    const QJsonObject content = resolved(found->operation.value(str("requestBody")).toObject())
                                    .value(str("content"))
                                    .toObject();
    if (content.isEmpty()) {
        if (!body.isEmpty())
            complaints.append(str("a body where none is declared"));
        return complaints;
    }
    const QString type = QString::fromLatin1(contentType.split(';').constFirst().trimmed());
    if (!content.contains(type))
        return complaints << QStringLiteral("content type \"%1\" is not declared").arg(type);
    const QJsonObject schema = content.value(type).toObject().value(str("schema")).toObject();
    QJsonValue value;
    if (type == str("application/x-www-form-urlencoded")) {
        QJsonObject fields;
        for (const auto &[name, text] : sandbox::parseForm(body))
            fields.insert(name, text);
        value = fields;
    } else {
        const QJsonDocument document = QJsonDocument::fromJson(body);
        if (document.isNull())
            return complaints << str("the body is no JSON");
        value = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    }
    check(schema, value, str("$"), complaints);
    checkFieldNames(schema, value, str("$"), complaints);
    return complaints;
}

QStringList OpenApi::checkParameters(const Found &found, const QByteArray &rawQuery) const
{
    QStringList complaints;
    QHash<QString, QJsonObject> known;
    const sandbox::FieldList query = sandbox::parseForm(rawQuery);
    for (const QJsonValue &entry : arrayOf(found.operation, "parameters")) {
        const QJsonObject parameter = resolved(entry.toObject());
        const QString name = parameter.value(str("name")).toString();
        const QJsonObject schema = parameter.value(str("schema")).toObject();
        if (parameter.value(str("in")).toString() == str("path")) {
            check(schema, found.pathValues.value(name), QLatin1Char('{') + name + QLatin1Char('}'),
                  complaints);
            continue;
        }
        known.insert(name, schema);
        const bool given = std::any_of(query.begin(), query.end(),
                                       [&](const auto &field) { return field.first == name; });
        if (parameter.value(str("required")).toBool() && !given)
            complaints.append(QStringLiteral("query parameter %1 is missing").arg(name));
    }
    for (const auto &[name, text] : query) {
        if (!known.contains(name)) {
            complaints.append(QStringLiteral("query parameter %1 is not declared").arg(name));
            continue;
        }
        check(known.value(name), typed(known.value(name), text), QLatin1Char('?') + name,
              complaints);
    }
    return complaints;
}

QJsonValue OpenApi::typed(const QJsonObject &schema, const QString &text) const
{
    const QJsonObject exact = resolved(schema);
    const QString type = exact.value(str("type")).toString();
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if ((type == str("integer") || type == str("number")) && isNumber)
        return number;
    if (type == str("boolean") && (text == str("true") || text == str("false")))
        return text == str("true");
    if (type == str("array")) {
        QJsonArray items;
        for (const QString &part : text.split(QLatin1Char(',')))
            items.append(typed(exact.value(str("items")).toObject(), part));
        return items;
    }
    return text;
}

QStringList OpenApi::checkAnswer(const QByteArray &method, const QString &path, int status,
                                 const QByteArray &body) const
{
    const auto found = find(method, path);
    if (!found)
        return {QStringLiteral("there is no %1 %2").arg(QString::fromLatin1(method), path)};
    const QJsonObject responses = found->operation.value(str("responses")).toObject();
    const QString key = QString::number(status);
    if (!responses.contains(key) && status < 400)
        return {QStringLiteral("status %1 is not declared").arg(status)};
    const QJsonObject response =
        resolved(responses.value(responses.contains(key) ? key : str("default")).toObject());
    const QJsonObject content = response.value(str("content")).toObject();
    if (content.isEmpty())
        return body.isEmpty() ? QStringList() : QStringList{str("a body where none is declared")};
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isNull())
        return {str("the body is no JSON")};
    QStringList complaints;
    check(content.value(str("application/json")).toObject().value(str("schema")).toObject(),
          document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()),
          str("$"), complaints);
    return complaints;
}

QStringList OpenApi::checkValue(const QString &schemaName, const QJsonValue &value) const
{
    QStringList complaints;
    check({{str("$ref"), str("#/components/schemas/") + schemaName}}, value, str("$"), complaints);
    return complaints;
}

void OpenApi::check(const QJsonObject &schema, const QJsonValue &value, const QString &place,
                    QStringList &complaints) const
{
    const QJsonObject exact = resolved(schema);
    if (value.isNull() && exact.value(str("nullable")).toBool())
        return;
    for (const QJsonValue &part : arrayOf(exact, "allOf"))
        check(part.toObject(), value, place, complaints);
    checkVariants(exact, value, place, complaints);
    const QJsonArray choices = arrayOf(exact, "enum");
    if (!choices.isEmpty() && !choices.contains(value))
        complaints.append(place + str(": is none of the values allowed"));
    checkType(exact, value, place, complaints);
}

void OpenApi::checkType(const QJsonObject &schema, const QJsonValue &value, const QString &place,
                        QStringList &complaints) const
{
    const QString type = schema.value(str("type")).toString();
    if (!type.isEmpty() && !hasType(value, type)) {
        complaints.append(place + str(": is no ") + type);
        return;
    }
    if (value.isString())
        checkString(schema, value.toString(), place, complaints);
    if (value.isObject())
        checkObject(schema, value.toObject(), place, complaints);
    if (value.isDouble()) {
        if (value.toDouble() < schema.value(str("minimum")).toDouble(-HUGE_VAL))
            complaints.append(place + str(": is below the ") + boundName("minimum", schema));
        if (value.toDouble() > schema.value(str("maximum")).toDouble(HUGE_VAL))
            complaints.append(place + str(": is above the ") + boundName("maximum", schema));
    }
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        if (array.size() < schema.value(str("minItems")).toInt(0))
            complaints.append(place + str(": has fewer items than ") +
                              boundName("minItems", schema));
        if (array.size() > schema.value(str("maxItems")).toInteger(array.size()))
            complaints.append(place + str(": has more items than ") +
                              boundName("maxItems", schema));
        const QJsonObject items = schema.value(str("items")).toObject();
        for (qsizetype i = 0; i < array.size(); ++i)
            check(items, array.at(i), QStringLiteral("%1[%2]").arg(place).arg(i), complaints);
    }
}

void OpenApi::checkString(const QJsonObject &schema, const QString &text, const QString &place,
                          QStringList &complaints) const
{
    const qsizetype length = text.toUcs4().size();
    if (length < schema.value(str("minLength")).toInt(0))
        complaints.append(place + str(": is shorter than ") + boundName("minLength", schema));
    if (length > schema.value(str("maxLength")).toInteger(length))
        complaints.append(place + str(": is longer than ") + boundName("maxLength", schema));
    const QString pattern = schema.value(str("pattern")).toString();
    if (!pattern.isEmpty() && !QRegularExpression(pattern).match(text).hasMatch())
        complaints.append(place + str(": does not match ") + pattern);
    if (schema.value(str("format")).toString() == str("date-time") && !isDateTime(text))
        complaints.append(place + str(": is no date-time"));
}

void OpenApi::checkObject(const QJsonObject &schema, const QJsonObject &object,
                          const QString &place, QStringList &complaints) const
{
    for (const QJsonValue &name : arrayOf(schema, "required")) {
        if (!object.contains(name.toString()))
            complaints.append(QStringLiteral("%1.%2: is missing").arg(place, name.toString()));
    }
    const QJsonObject properties = schema.value(str("properties")).toObject();
    const QJsonValue others = schema.value(str("additionalProperties"));
    for (auto field = object.begin(); field != object.end(); ++field) {
        const QString fieldPlace = place + QLatin1Char('.') + field.key();
        if (properties.contains(field.key()))
            check(properties.value(field.key()).toObject(), *field, fieldPlace, complaints);
        else if (others.isObject())
            check(others.toObject(), *field, fieldPlace, complaints);
        else if (others.isBool() && !others.toBool())
            complaints.append(fieldPlace + str(": is not allowed"));
    }
}

std::optional<QJsonObject> OpenApi::chosen(const QJsonObject &schema, const QJsonValue &value) const
{
    const QJsonObject discriminator = schema.value(str("discriminator")).toObject();
    const QString choice =
        value.toObject().value(discriminator.value(str("propertyName")).toString()).toString();
    const QJsonValue target = discriminator.value(str("mapping")).toObject().value(choice);
    if (!target.isString())
        return std::nullopt;
    return QJsonObject{{str("$ref"), target}};
}

void OpenApi::checkVariants(const QJsonObject &schema, const QJsonValue &value,
                            const QString &place, QStringList &complaints) const
{
    if (const auto choice = chosen(schema, value)) {
        check(*choice, value, place, complaints);
        return;
    }
    const QJsonArray variants = variantsOf(schema);
    if (variants.isEmpty())
        return;
    for (const QJsonValue &variant : variants) {
        QStringList own;
        check(variant.toObject(), value, place, own);
        if (own.isEmpty())
            return;
    }
    complaints.append(place + str(": fits none of the variants"));
}

QJsonObject OpenApi::namedFields(const QJsonObject &schema, const QJsonValue &value) const
{
    const QJsonObject exact = resolved(schema);
    QJsonObject fields = exact.value(str("properties")).toObject();
    QJsonArray parts = arrayOf(exact, "allOf");
    if (const auto choice = chosen(exact, value)) {
        parts.append(*choice);
    } else {
        for (const QJsonValue &variant : variantsOf(exact))
            parts.append(variant);
    }
    for (const QJsonValue &part : parts) {
        const QJsonObject more = namedFields(part.toObject(), value);
        for (auto field = more.begin(); field != more.end(); ++field)
            fields.insert(field.key(), *field);
    }
    return fields;
}

void OpenApi::checkFieldNames(const QJsonObject &schema, const QJsonValue &value,
                              const QString &place, QStringList &complaints) const
{
    if (!value.isObject())
        return;
    const QJsonObject fields = namedFields(schema, value);
    const QJsonObject object = value.toObject();
    for (auto field = object.begin(); field != object.end(); ++field) {
        const QString fieldPlace = place + QLatin1Char('.') + field.key();
        // Named in the operation's text but not in its schema.
        if (field.key() == str("continuous_refresh") && place == str("$"))
            continue;
        if (!fields.contains(field.key()))
            complaints.append(fieldPlace + str(": is not declared"));
        else
            checkFieldNames(fields.value(field.key()).toObject(), *field, fieldPlace, complaints);
    }
}

} // namespace pinweek::test
