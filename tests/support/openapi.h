// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>

namespace pinweek::test {

/**
 * Checks requests and answers against an OpenAPI 3.0 description: $ref, allOf, oneOf and anyOf
 * (both read as "any of", since Pinterest's lists overlap), discriminator mappings, nullable, enum,
 * pattern, lengths in Unicode code points, number and item limits, types, required,
 * additionalProperties, date-time. Every check gives a list of complaints with the place in the
 * JSON; empty means it holds.
 */
class OpenApi
{
public:
    explicit OpenApi(const QJsonObject &description);
    /** nullopt when the file is missing or no JSON object. */
    static std::optional<OpenApi> load(const QString &file);
    /** Pinterest's description: $PINTEREST_OPENAPI, else beside the checkout; nullopt when absent.
     */
    static std::optional<OpenApi> pinterest();
    /** Where pinterest() looks. */
    static QString pinterestFile();

    /**
     * A request as it was sent. Besides the schema: the operation exists, query parameters are
     * known and fit, required ones are there, the content type is declared, and the body has no
     * field that the schema doesn't name (the schema alone would let invented fields pass).
     * @param path without the base, such as "/boards/123/sections".
     */
    [[nodiscard]] QStringList checkRequest(const QByteArray &method, const QString &path,
                                           const QByteArray &rawQuery,
                                           const QByteArray &contentType,
                                           const QByteArray &body) const;
    /** An answer's body for its status (`default` where the status isn't declared). */
    [[nodiscard]] QStringList checkAnswer(const QByteArray &method, const QString &path, int status,
                                          const QByteArray &body) const;
    /** A value against a schema of components/schemas. */
    [[nodiscard]] QStringList checkValue(const QString &schemaName, const QJsonValue &value) const;

private:
    struct Found
    {
        QJsonObject operation;
        QJsonObject pathValues; // parameter name -> text
    };
    [[nodiscard]] std::optional<Found> find(const QByteArray &method, const QString &path) const;
    [[nodiscard]] QJsonObject resolved(const QJsonObject &schema) const;
    [[nodiscard]] QStringList checkParameters(const Found &found, const QByteArray &rawQuery) const;

    void check(const QJsonObject &schema, const QJsonValue &value, const QString &place,
               QStringList &complaints) const;
    void checkType(const QJsonObject &schema, const QJsonValue &value, const QString &place,
                   QStringList &complaints) const;
    void checkString(const QJsonObject &schema, const QString &text, const QString &place,
                     QStringList &complaints) const;
    void checkObject(const QJsonObject &schema, const QJsonObject &object, const QString &place,
                     QStringList &complaints) const;
    void checkVariants(const QJsonObject &schema, const QJsonValue &value, const QString &place,
                       QStringList &complaints) const;
    /** The schema that a discriminator chooses for this value; nullopt when there is none. */
    [[nodiscard]] std::optional<QJsonObject> chosen(const QJsonObject &schema,
                                                    const QJsonValue &value) const;
    void checkFieldNames(const QJsonObject &schema, const QJsonValue &value, const QString &place,
                         QStringList &complaints) const;
    /** Property name -> schema, through $ref, allOf and the variant that fits. */
    [[nodiscard]] QJsonObject namedFields(const QJsonObject &schema, const QJsonValue &value) const;
    /** Form text or query text as the JSON value that its schema wants. */
    [[nodiscard]] QJsonValue typed(const QJsonObject &schema, const QString &text) const;

    QJsonObject m_description;
};

} // namespace pinweek::test
