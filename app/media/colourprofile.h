// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

#include <memory>

namespace pinweek {

/** The ICC profile in a file of `format` ("jpeg", "png", "webp"), empty where there is none or it
 * is not whole; at most 4 MB. Source: ICC.1 annex B, PNG 11.3.3.3, the WebP container. Any thread.
 */
QByteArray embeddedProfile(const QByteArray &bytes, const QString &format);

/**
 * From the colours of an ICC profile to sRGB by Little CMS: for profiles that QColorSpace can't
 * read (with tables, of printers' inks, of grey). Relative colorimetric with the black point, as
 * picture editors show them. Little CMS is loaded with the first one made.
 */
class ProfileTransform
{
public:
    enum class Pixels
    {
        Colours,     // Format_RGB32 or Format_ARGB32; alpha stays
        Inks,        // four bytes, 255: most ink
        InvertedInks // the same, 0: most ink
    };

    /** Does nothing where the profile is damaged or for another kind of pixels, or Little CMS is
     * not installed: isValid() says so. */
    ProfileTransform(const QByteArray &profile, Pixels pixels);
    ~ProfileTransform();
    ProfileTransform(const ProfileTransform &) = delete;
    ProfileTransform &operator=(const ProfileTransform &) = delete;

    [[nodiscard]] bool isValid() const { return m_transform != nullptr; }
    /** `from` may be `to`. */
    void convertLine(const uchar *from, QRgb *to, int pixels) const;

private:
    void *m_transform = nullptr;
};

/** The picture in sRGB by its profile, Format_RGB32 or Format_ARGB32; as it is where the profile
 * says nothing that can be used. */
QImage toSrgbByProfile(QImage image, const QByteArray &profile);

} // namespace pinweek
