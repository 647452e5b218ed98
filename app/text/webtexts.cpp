// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/webtexts.h"

#include <QCoreApplication>

#include <algorithm>

namespace pinweek {

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("WebTexts", text, nullptr, n);
}

} // namespace

QString fitnessText(PictureFitness fitness)
{
    switch (fitness) {
    case PictureFitness::Good:
        return tr("Good 2:3");
    case PictureFitness::ToCrop:
        return tr("Crop to 2:3");
    case PictureFitness::Small:
        return tr("Too small");
    }
    return {};
}

QString fitnessAdvice(PictureFitness fitness)
{
    switch (fitness) {
    case PictureFitness::Good:
        return tr("Size and shape are right for a pin.");
    case PictureFitness::ToCrop:
        return tr("Pins of 2:3 take the most room in the feed: crop it once it is a pin.");
    case PictureFitness::Small:
        return tr("Under 600 × 900 px: it will look blurred.");
    }
    return {};
}

QString richPinKindText(RichPinKind kind)
{
    switch (kind) {
    case RichPinKind::None:
        return {};
    case RichPinKind::Article:
        return tr("article");
    case RichPinKind::Product:
        return tr("product");
    case RichPinKind::Recipe:
        return tr("recipe");
    }
    return {};
}

QString richPinFieldText(RichPinField field)
{
    switch (field) {
    case RichPinField::Title:
        return tr("Title");
    case RichPinField::Description:
        return tr("Description");
    case RichPinField::SiteName:
        return tr("Name of the site");
    case RichPinField::Author:
        return tr("Author");
    case RichPinField::PublishedAt:
        return tr("Date");
    case RichPinField::Price:
        return tr("Price");
    case RichPinField::Currency:
        return tr("Currency");
    case RichPinField::Availability:
        return tr("Availability");
    case RichPinField::Ingredients:
        return tr("Ingredients");
    case RichPinField::Servings:
        return tr("Servings");
    case RichPinField::Time:
        return tr("Cooking time");
    case RichPinField::Image:
        return tr("Image");
    }
    return {};
}

QString richPinText(const RichPin &pin)
{
    QStringList sentences;
    const auto needed = std::count_if(pin.missing.begin(), pin.missing.end(),
                                      [](const RichPinGap &gap) { return gap.needed; });
    const QString kind = richPinKindText(pin.kind);
    if (pin.kind == RichPinKind::None && pin.missing.isEmpty())
        sentences += tr("This link gives no rich pin: the page does not say what it is about.");
    else if (pin.kind == RichPinKind::None)
        sentences += tr("This link gives no rich pin: the page does not say what it is about. With "
                        "these tags it would be an article.");
    else if (needed > 0)
        //: %1: article, product or recipe
        sentences +=
            tr("This link could give a rich pin (%1), but the page lacks what it needs.").arg(kind);
    else if (pin.missing.isEmpty())
        sentences += tr("This link gives a rich pin (%1), with everything.").arg(kind);
    else
        sentences += tr("This link gives a rich pin (%1). These would make it richer.").arg(kind);
    if (pin.brokenScripts > 0)
        sentences += tr("%n script(s) of structured data in the page can't be read, for a mistake "
                        "in the JSON.",
                        pin.brokenScripts);
    return sentences.join(QLatin1Char(' '));
}

QString richPinGapText(const RichPin &pin, const RichPinGap &gap)
{
    if (pin.kind == RichPinKind::None && gap.tag.contains(QLatin1String("og:type")))
        return tr("Kind of page");
    const QString field = richPinFieldText(gap.field);
    //: A field without which there is no rich pin
    return gap.needed ? tr("%1 (needed)").arg(field) : field;
}

} // namespace pinweek
