// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/richpin.h"

#include <algorithm>
#include <array>

namespace pinweek {

namespace {

template<typename Value>
struct Named
{
    Value value;
    const char *name;
};

constexpr std::array<Named<RichPinKind>, 4> kinds{{
    {RichPinKind::None, "none"},
    {RichPinKind::Article, "article"},
    {RichPinKind::Product, "product"},
    {RichPinKind::Recipe, "recipe"},
}};

constexpr std::array<Named<RichPinField>, 12> fields{{
    {RichPinField::Title, "title"},
    {RichPinField::Description, "description"},
    {RichPinField::SiteName, "site_name"},
    {RichPinField::Author, "author"},
    {RichPinField::PublishedAt, "published_at"},
    {RichPinField::Price, "price"},
    {RichPinField::Currency, "currency"},
    {RichPinField::Availability, "availability"},
    {RichPinField::Ingredients, "ingredients"},
    {RichPinField::Servings, "servings"},
    {RichPinField::Time, "time"},
    {RichPinField::Image, "image"},
}};

constexpr std::array<Named<RichPinSource>, 4> sources{{
    {RichPinSource::None, "none"},
    {RichPinSource::OpenGraph, "open_graph"},
    {RichPinSource::JsonLd, "json_ld"},
    {RichPinSource::Microdata, "microdata"},
}};

template<typename Value, std::size_t Count>
QString nameIn(const std::array<Named<Value>, Count> &names, Value value)
{
    const auto found = std::find_if(names.begin(), names.end(),
                                    [value](const auto &entry) { return entry.value == value; });
    return QString::fromLatin1(found == names.end() ? names.front().name : found->name);
}

template<typename Value, std::size_t Count>
Value valueIn(const std::array<Named<Value>, Count> &names, const QString &name)
{
    const auto found = std::find_if(names.begin(), names.end(), [&name](const auto &entry) {
        return name == QLatin1String(entry.name);
    });
    return found == names.end() ? names.front().value : found->value;
}

} // namespace

bool RichPin::isComplete() const
{
    return kind != RichPinKind::None &&
           std::none_of(missing.begin(), missing.end(),
                        [](const RichPinGap &gap) { return gap.needed; });
}

QString richPinKindName(RichPinKind kind)
{
    return nameIn(kinds, kind);
}

RichPinKind richPinKindFromName(const QString &name)
{
    return valueIn(kinds, name);
}

QString richPinFieldName(RichPinField field)
{
    return nameIn(fields, field);
}

RichPinField richPinFieldFromName(const QString &name)
{
    return valueIn(fields, name);
}

QString richPinSourceName(RichPinSource source)
{
    return nameIn(sources, source);
}

RichPinSource richPinSourceFromName(const QString &name)
{
    return valueIn(sources, name);
}

} // namespace pinweek
