// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/picturehash.h"

#include "media/samepicture.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

namespace pinweek {

namespace {

constexpr int side = 32; // px of the grey picture
constexpr int waves = 8; // lowest frequencies of each direction

constexpr int fine = 24;                // points of a side where two pictures are compared
constexpr int source = 2 * fine;        // px that they are taken from
constexpr int block = 4;                // points: small enough to find a line of words
constexpr double shapeTolerance = 0.12; // of width / height
constexpr double meanTolerance = 0.22;  // of the picture's own contrast
constexpr double blockTolerance = 0.5;  // the same where the two differ most
constexpr double hopeless = 1.0;        // no crop of a tenth makes that alike
constexpr double flat = 4;              // of 255: a picture of one colour
constexpr double cut = 0.07;            // of a side, where a search supposes a crop
constexpr int grownFrom = 96;           // px
// What is left of a width or height, and where it may lie.
constexpr std::array keptParts{1.0, 0.975, 0.95, 0.925, 0.9};
constexpr std::array places{0.0, 0.5, 1.0};

/** Transparent parts are white, as Pinterest shows them. */
QImage greyOnWhite(const QImage &image, QSize size)
{
    QImage ground(size, QImage::Format_RGB32);
    ground.fill(Qt::white);
    QPainter painter(&ground);
    painter.drawImage(QPoint(),
                      image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    painter.end();
    return ground.convertToFormat(QImage::Format_Grayscale8);
}

/** A picture that goes on beyond its edges as in mirrors: what was cut away there most often went
 * on in the same colours. */
class Mirrors
{
public:
    explicit Mirrors(const QImage &picture)
        : m_pictures{picture, picture.mirrored(false, true), picture.mirrored(true, false),
                     picture.mirrored(true, true)}
    {
    }
    [[nodiscard]] QImage grown(const QMargins &by) const
    {
        const QSize size = m_pictures[0].size();
        QImage whole(size.grownBy(by), QImage::Format_RGB32);
        QPainter painter(&whole);
        for (const int across : {-1, 0, 1}) {
            for (const int down : {-1, 0, 1}) {
                const QPoint corner(by.left() + across * size.width(),
                                    by.top() + down * size.height());
                if (QRect(corner, size).intersects(whole.rect()))
                    painter.drawImage(corner,
                                      m_pictures[(across != 0 ? 2U : 0U) + (down != 0 ? 1U : 0U)]);
            }
        }
        return whole;
    }

private:
    std::array<QImage, 4> m_pictures; // as it is, upside down, from left to right, both
};

/** A part of a picture that outlives it, of four bytes a pixel; without a copy. */
QImage view(const QImage &picture, const QRect &part)
{
    return {picture.constScanLine(part.y()) + qsizetype(part.x()) * 4, part.width(), part.height(),
            picture.bytesPerLine(), picture.format()};
}

const std::array<float, size_t(waves) * side> &cosines()
{
    static const auto table = [] {
        std::array<float, size_t(waves) * side> made{};
        for (int wave = 0; wave < waves; ++wave) {
            for (int x = 0; x < side; ++x)
                made[size_t(wave * side + x)] =
                    float(std::cos(std::numbers::pi / side * (x + 0.5) * (wave + 1)));
        }
        return made;
    }();
    return table;
}

/** Grey values; without brightness and contrast, which a filter may have changed. */
using Plane = std::vector<float>;

/** How far the values are from their mean, 0 to 255. */
double contrastOf(const Plane &plane, double mean)
{
    double squares = 0;
    for (const float value : plane)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / double(plane.size()));
}

double meanOf(const Plane &plane)
{
    return std::accumulate(plane.begin(), plane.end(), 0.0) / double(plane.size());
}

Plane evened(Plane plane)
{
    const double mean = meanOf(plane);
    const double spread = std::max(contrastOf(plane, mean), flat);
    for (float &value : plane)
        value = float((value - mean) / spread);
    return plane;
}

/** Points of a window of a grey picture of `source` px; the window in px, its sides between them.
 */
Plane part(const QImage &grey, const QRectF &window)
{
    Plane plane;
    plane.reserve(size_t(fine) * fine);
    for (int j = 0; j < fine; ++j) {
        const double y = std::max(window.top() + (j + 0.5) * window.height() / fine - 0.5, 0.0);
        const int top = std::min(int(y), source - 2);
        const auto down = float(y - top);
        const uchar *upper = grey.constScanLine(top);
        const uchar *lower = grey.constScanLine(top + 1);
        for (int i = 0; i < fine; ++i) {
            const double x = std::max(window.left() + (i + 0.5) * window.width() / fine - 0.5, 0.0);
            const int left = std::min(int(x), source - 2);
            const auto along = float(x - left);
            const float above = upper[left] * (1 - along) + upper[left + 1] * along;
            const float below = lower[left] * (1 - along) + lower[left + 1] * along;
            plane.push_back(above * (1 - down) + below * down);
        }
    }
    return evened(std::move(plane));
}

struct Difference
{
    double mean = 0;
    double most = 0; // of a block's mean
};

Difference differenceOf(const Plane &a, const Plane &b)
{
    Difference found;
    for (int top = 0; top < fine; top += block) {
        for (int left = 0; left < fine; left += block) {
            double sum = 0;
            for (int y = top; y < top + block; ++y) {
                for (int x = left; x < left + block; ++x)
                    sum += std::abs(a[size_t(y * fine + x)] - b[size_t(y * fine + x)]);
            }
            found.mean += sum / (fine * fine);
            found.most = std::max(found.most, sum / (block * block));
        }
    }
    return found;
}

QImage compared(const QImage &image)
{
    return greyOnWhite(image, {source, source});
}

bool isFlat(const QImage &grey)
{
    Plane values;
    for (int y = 0; y < grey.height(); ++y)
        values.insert(values.end(), grey.constScanLine(y), grey.constScanLine(y) + grey.width());
    return contrastOf(values, meanOf(values)) < flat;
}

/** The least difference of `whole` from a part of `grey`: it may be a crop of it. */
Difference leastDifference(const Plane &whole, const QImage &grey)
{
    Difference least{1e9, 1e9};
    for (const double wide : keptParts) {
        for (const double high : keptParts) {
            for (const double right : places) {
                for (const double down : places) {
                    const QSizeF size(source * wide, source * high);
                    const QPointF corner((source - size.width()) * right,
                                         (source - size.height()) * down);
                    const Difference found = differenceOf(whole, part(grey, {corner, size}));
                    if (found.mean < least.mean)
                        least = found;
                    if (high == 1)
                        break;
                }
                if (wide == 1)
                    break;
            }
        }
    }
    return least;
}

} // namespace

// The mean and what changes along one direction only by the frame of the whole picture say little:
// waves begin at 1 in both directions.
quint64 pictureHash(const QImage &image)
{
    if (image.isNull())
        return 0;
    const QImage grey = greyOnWhite(image, {side, side});
    const auto &wave = cosines();
    std::array<float, size_t(waves) * side> across{};
    for (int y = 0; y < side; ++y) {
        const uchar *line = grey.constScanLine(y);
        for (int u = 0; u < waves; ++u) {
            float sum = 0;
            for (int x = 0; x < side; ++x)
                sum += float(line[x]) * wave[size_t(u * side + x)];
            across[size_t(u * side + y)] = sum;
        }
    }
    std::array<float, size_t(waves) * waves> strengths{};
    for (int u = 0; u < waves; ++u) {
        for (int v = 0; v < waves; ++v) {
            float sum = 0;
            for (int y = 0; y < side; ++y)
                sum += across[size_t(u * side + y)] * wave[size_t(v * side + y)];
            strengths[size_t(u * waves + v)] = sum;
        }
    }
    auto sorted = strengths;
    std::nth_element(sorted.begin(), sorted.begin() + sorted.size() / 2, sorted.end());
    const float middle = sorted[sorted.size() / 2];
    quint64 hash = 0;
    for (size_t i = 0; i < strengths.size(); ++i) {
        if (strengths[i] > middle)
            hash |= quint64(1) << i;
    }
    return hash;
}

QList<quint64> searchHashes(const QImage &picture)
{
    if (picture.isNull())
        return {};
    const QImage pixels =
        picture.depth() == 32 ? picture : picture.convertToFormat(QImage::Format_ARGB32);
    QList<quint64> hashes{pictureHash(pixels)};
    // From each side, and a half from both.
    const auto sides = [](int x, int y) {
        return QList<QMargins>{
            {x, 0, 0, 0}, {0, y, 0, 0}, {0, 0, x, 0}, {0, 0, 0, y}, {x / 2, y / 2, x / 2, y / 2}};
    };
    for (const QMargins &away : sides(int(picture.width() * cut), int(picture.height() * cut)))
        hashes.append(pictureHash(view(pixels, pixels.rect().marginsRemoved(away))));
    const Mirrors mirrors(greyOnWhite(pixels, {grownFrom, grownFrom}));
    for (const QMargins &back :
         sides(int(std::ceil(grownFrom * cut)), int(std::ceil(grownFrom * cut))))
        hashes.append(pictureHash(mirrors.grown(back)));
    return hashes;
}

bool looksAlike(const QImage &a, const QImage &b)
{
    if (a.isNull() || b.isNull())
        return false;
    const double shape = double(a.width()) / a.height() / (double(b.width()) / b.height());
    if (std::abs(shape - 1) > shapeTolerance)
        return false;
    const QImage first = compared(a);
    const QImage second = compared(b);
    const QRectF all(0, 0, source, source);
    if (isFlat(first) || isFlat(second))
        return isSamePicture(a, b); // there is nothing to be told by
    const auto isNear = [&all](const QImage &whole, const QImage &other) {
        const Plane plane = part(whole, all);
        if (differenceOf(plane, part(other, all)).mean > hopeless)
            return false;
        const Difference found = leastDifference(plane, other);
        return found.mean <= meanTolerance && found.most <= blockTolerance;
    };
    return isNear(first, second) || isNear(second, first);
}

int hashDistance(quint64 a, quint64 b)
{
    return std::popcount(a ^ b);
}

} // namespace pinweek
