// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/picturefit.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<const char *, 3> kindNames{"original", "crop", "pad"};
constexpr std::array<const char *, 4> shapeNames{"2:3", "1:1", "9:16", "free"};
constexpr double mostPadded = 24e6; // px; more than that no screen shows
constexpr double millionth = 1e-6;

struct Sentences
{
    Q_DECLARE_TR_FUNCTIONS(PictureFit)
};

double settled(double part)
{
    return std::round(part * 1e6) / 1e6;
}

QString numbers(std::initializer_list<double> values)
{
    QStringList texts;
    for (const double value : values)
        texts.append(QString::number(value, 'g', 7));
    return texts.join(u',');
}

/** Exactly so many numbers between commas; nullopt otherwise. */
template<size_t count>
std::optional<std::array<double, count>> numbersIn(const QString &text)
{
    const QStringList texts = text.split(u',');
    if (texts.size() != qsizetype(count))
        return std::nullopt;
    std::array<double, count> values{};
    for (size_t i = 0; i < count; ++i) {
        bool isNumber = false;
        values[i] = texts.at(qsizetype(i)).toDouble(&isNumber);
        if (!isNumber || !std::isfinite(values[i]))
            return std::nullopt;
    }
    return values;
}

std::optional<FitKind> kindFromName(const QString &name)
{
    for (size_t i = 0; i < kindNames.size(); ++i) {
        if (name == QLatin1StringView(kindNames[i]))
            return FitKind(i);
    }
    return std::nullopt;
}

bool readGround(PictureFit &fit, const QString &text)
{
    fit.blurred = text == "blur"_L1;
    bool isColour = text.size() == 7 && text.startsWith(u'#');
    if (isColour)
        fit.colour = text.mid(1).toUInt(&isColour, 16);
    return fit.blurred || isColour;
}

bool readWord(PictureFit &fit, const QString &key, const QString &value)
{
    if (key == "ratio"_L1) {
        const std::optional<FitShape> shape = fitShapeFromName(value);
        fit.shape = shape.value_or(fit.shape);
        return shape.has_value();
    }
    if (key == "part"_L1) {
        const auto part = numbersIn<4>(value);
        if (part)
            fit.part = QRectF((*part)[0], (*part)[1], (*part)[2], (*part)[3]);
        return part.has_value();
    }
    if (key == "focus"_L1) {
        const auto focus = numbersIn<2>(value);
        if (focus)
            fit.focus = QPointF((*focus)[0], (*focus)[1]);
        return focus.has_value();
    }
    return key == "ground"_L1 && readGround(fit, value);
}

/** The largest size of a ratio within another. */
QSize largestWithin(double ratio, QSize size)
{
    if (ratio <= 0)
        return size;
    const int width = std::min(size.width(), int(std::lround(size.height() * ratio)));
    const int height = std::min(size.height(), int(std::lround(width / ratio)));
    return {std::max(1, width), std::max(1, height)};
}

QSize paddedSize(double ratio, QSize size)
{
    const bool isWider = double(size.width()) / size.height() > ratio;
    QSizeF ground = isWider ? QSizeF(size.width(), size.width() / ratio)
                            : QSizeF(size.height() * ratio, size.height());
    const double area = ground.width() * ground.height();
    if (area > mostPadded)
        ground *= std::sqrt(mostPadded / area);
    return ground.toSize().expandedTo({1, 1});
}

} // namespace

QString fitShapeName(FitShape shape)
{
    return QString::fromLatin1(shapeNames.at(size_t(shape)));
}

std::optional<FitShape> fitShapeFromName(const QString &name)
{
    for (size_t i = 0; i < shapeNames.size(); ++i) {
        if (name == QLatin1StringView(shapeNames[i]))
            return FitShape(i);
    }
    return std::nullopt;
}

double fitRatio(FitShape shape)
{
    switch (shape) {
    case FitShape::Tall:
        return 2.0 / 3;
    case FitShape::Square:
        return 1;
    case FitShape::Story:
        return 9.0 / 16;
    case FitShape::Free:
        break;
    }
    return 0;
}

QString fitToText(const PictureFit &fit)
{
    const PictureFit plain = settledFit(fit);
    if (plain == PictureFit())
        return {};
    QStringList words{QString::fromLatin1(kindNames.at(size_t(plain.kind)))};
    if (plain.changes())
        words.append("ratio="_L1 + fitShapeName(plain.shape));
    if (plain.kind == FitKind::Crop)
        words.append("part="_L1 + numbers({plain.part.x(), plain.part.y(), plain.part.width(),
                                           plain.part.height()}));
    if (plain.kind == FitKind::Pad)
        words.append(plain.blurred ? u"ground=blur"_s
                                   : u"ground=#%1"_s.arg(plain.colour, 6, 16, QChar(u'0')));
    if (plain.focus != QPointF(0.5, 0.5))
        words.append("focus="_L1 + numbers({plain.focus.x(), plain.focus.y()}));
    return words.join(u' ');
}

std::optional<PictureFit> fitFromText(const QString &text)
{
    PictureFit fit;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return fit;
    const std::optional<FitKind> kind = kindFromName(words.constFirst());
    if (!kind)
        return std::nullopt;
    fit.kind = *kind;
    for (const QString &word : words.mid(1)) {
        const qsizetype equals = word.indexOf(u'=');
        if (equals < 0 || !readWord(fit, word.left(equals), word.mid(equals + 1)))
            return std::nullopt;
    }
    fit = settledFit(fit);
    return checkFit(fit) ? std::optional(fit) : std::nullopt;
}

PictureFit cropAround(FitShape shape, QSize size, QPointF focus)
{
    PictureFit fit;
    fit.kind = FitKind::Crop;
    fit.shape = shape;
    fit.focus = {qBound(0.0, focus.x(), 1.0), qBound(0.0, focus.y(), 1.0)};
    if (size.isEmpty())
        return settledFit(fit);
    const QSize left = largestWithin(fitRatio(shape), size);
    const auto begin = [](double middle, int part, int whole) {
        return qBound(0, int(std::lround(middle * whole - part / 2.0)), whole - part);
    };
    const QPoint at(begin(fit.focus.x(), left.width(), size.width()),
                    begin(fit.focus.y(), left.height(), size.height()));
    fit.part = QRectF(double(at.x()) / size.width(), double(at.y()) / size.height(),
                      double(left.width()) / size.width(), double(left.height()) / size.height());
    return settledFit(fit);
}

PictureFit padTo(FitShape shape, std::optional<quint32> colour, QPointF focus)
{
    PictureFit fit;
    fit.kind = FitKind::Pad;
    fit.shape = shape;
    fit.blurred = !colour;
    fit.colour = colour.value_or(fit.colour);
    fit.focus = focus;
    return settledFit(fit);
}

PictureFit settledFit(PictureFit fit)
{
    const PictureFit plain;
    fit.focus = {settled(fit.focus.x()), settled(fit.focus.y())};
    fit.part = QRectF(settled(fit.part.x()), settled(fit.part.y()), settled(fit.part.width()),
                      settled(fit.part.height()));
    if (!fit.changes())
        fit.shape = plain.shape;
    if (fit.kind != FitKind::Crop)
        fit.part = plain.part;
    if (fit.kind != FitKind::Pad)
        fit.blurred = plain.blurred;
    if (fit.kind != FitKind::Pad || fit.blurred)
        fit.colour = plain.colour;
    return fit;
}

QRect croppedRect(const PictureFit &fit, QSize size)
{
    const QRect whole({0, 0}, size);
    if (fit.kind != FitKind::Crop || size.isEmpty())
        return whole;
    const auto px = [](double part, int of) { return int(std::lround(part * of)); };
    QSize left(px(fit.part.width(), size.width()), px(fit.part.height(), size.height()));
    left = left.boundedTo(size).expandedTo({1, 1});
    if (const double ratio = fitRatio(fit.shape); ratio > 0) {
        // The width counts, and the height follows from it.
        const int height = int(std::lround(left.width() / ratio));
        left = height <= size.height() ? QSize(left.width(), std::max(1, height))
                                       : largestWithin(ratio, {left.width(), size.height()});
    }
    const QPoint at(qBound(0, px(fit.part.x(), size.width()), size.width() - left.width()),
                    qBound(0, px(fit.part.y(), size.height()), size.height() - left.height()));
    return {at, left};
}

QSize fittedSize(const PictureFit &fit, QSize size)
{
    if (size.isEmpty())
        return size;
    switch (fit.kind) {
    case FitKind::Crop:
        return croppedRect(fit, size).size();
    case FitKind::Pad:
        return paddedSize(fitRatio(fit.shape), size);
    case FitKind::Original:
        break;
    }
    return size;
}

Result<void> checkFit(const PictureFit &fit, QSize size)
{
    const auto isWithin = [](double value) { return value >= 0 && value <= 1; };
    if (!isWithin(fit.focus.x()) || !isWithin(fit.focus.y()))
        return fail(ErrorKind::Rejected,
                    Sentences::tr("The focus point must lie in the picture: both numbers between 0 "
                                  "and 1."));
    if (fit.kind == FitKind::Pad && fit.shape == FitShape::Free)
        return fail(ErrorKind::Rejected,
                    Sentences::tr("Choose the shape to fill up to: 2:3, 1:1 or 9:16."));
    if (fit.kind != FitKind::Crop)
        return {};
    const QRectF &part = fit.part;
    if (!isWithin(part.x()) || !isWithin(part.y()) || part.width() <= 0 || part.height() <= 0 ||
        part.right() > 1 + 2 * millionth || part.bottom() > 1 + 2 * millionth)
        return fail(ErrorKind::Rejected, Sentences::tr("The crop must lie in the picture."));
    const QSize left = croppedRect(fit, size).size();
    if (!size.isEmpty() && std::min(left.width(), left.height()) < smallestCrop &&
        std::min(size.width(), size.height()) >= smallestCrop)
        return fail(
            ErrorKind::Rejected,
            Sentences::tr("The crop is too small: at least %1 pixels each way.").arg(smallestCrop));
    return {};
}

} // namespace pinweek
