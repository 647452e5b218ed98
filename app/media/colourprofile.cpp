// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/colourprofile.h"

#include "media/jpegsegments.h"

#include "core/logging.h"

#include <QLibrary>
#include <QtEndian>

#include <lcms2.h>
#include <zlib.h>

#include <array>
#include <map>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype largestProfile = 4 * 1024 * 1024; // bytes

/** Little CMS, loaded when it is first needed and kept: few pictures need it. */
struct LittleCms
{
    LittleCms()
    {
        QLibrary library(u"lcms2"_s, 2);
        const auto find = [&library](auto &function, const char *name) {
            function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(
                library.resolve(name));
            return function != nullptr;
        };
        found = find(openProfile, "cmsOpenProfileFromMem") &&
                find(closeProfile, "cmsCloseProfile") && find(colourSpace, "cmsGetColorSpace") &&
                find(srgbProfile, "cmsCreate_sRGBProfile") &&
                find(createTransform, "cmsCreateTransform") &&
                find(deleteTransform, "cmsDeleteTransform") && find(transform, "cmsDoTransform");
        if (!found)
            qCWarning(logMedia, "Little CMS can't be loaded, colour profiles are left out: %s",
                      qUtf8Printable(library.errorString()));
    }

    decltype(&cmsOpenProfileFromMem) openProfile = nullptr;
    decltype(&cmsCloseProfile) closeProfile = nullptr;
    decltype(&cmsGetColorSpace) colourSpace = nullptr;
    decltype(&cmsCreate_sRGBProfile) srgbProfile = nullptr;
    decltype(&cmsCreateTransform) createTransform = nullptr;
    decltype(&cmsDeleteTransform) deleteTransform = nullptr;
    decltype(&cmsDoTransform) transform = nullptr;
    bool found = false;
};

const LittleCms &littleCms()
{
    static const LittleCms loaded;
    return loaded;
}

struct Layout
{
    cmsUInt32Number pixels; // as Little CMS writes it
    cmsColorSpaceSignature space;
};

// As QRgb lies in memory: blue first on the processors that Debian runs on, alpha first on the
// rest.
constexpr cmsUInt32Number rgbPixels = Q_BYTE_ORDER == Q_LITTLE_ENDIAN ? TYPE_BGRA_8 : TYPE_ARGB_8;

Layout layoutOf(ProfileTransform::Pixels pixels)
{
    switch (pixels) {
    case ProfileTransform::Pixels::Inks:
        return {TYPE_CMYK_8, cmsSigCmykData};
    case ProfileTransform::Pixels::InvertedInks:
        return {TYPE_CMYK_8_REV, cmsSigCmykData};
    case ProfileTransform::Pixels::Colours:
        break;
    }
    return {rgbPixels, cmsSigRgbData};
}

QByteArray jpegProfile(QByteArrayView file)
{
    constexpr uchar profileMark = 0xE2;
    constexpr qsizetype headBytes = 14; // "ICC_PROFILE\0", number, count
    std::map<uchar, QByteArrayView> parts;
    const bool whole = forEachJpegSegment(file, [&parts](uchar marker, QByteArrayView content) {
        if (marker == profileMark && content.size() > headBytes &&
            content.startsWith(QByteArrayView("ICC_PROFILE\0", 12)))
            parts.emplace(uchar(content.at(12)), content.sliced(headBytes));
        return true;
    });
    QByteArray profile;
    if (!whole)
        return profile;
    for (const auto &[number, part] : parts)
        profile += part;
    return profile;
}

/** Empty where it is damaged or would be larger than any profile. */
QByteArray inflated(QByteArrayView packed)
{
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK)
        return {};
    QByteArray bytes;
    std::array<Bytef, 16 * 1024> piece{};
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    stream.avail_in = uInt(packed.size());
    int state = Z_OK;
    while (state == Z_OK && bytes.size() <= largestProfile) {
        stream.next_out = piece.data();
        stream.avail_out = uInt(piece.size());
        state = inflate(&stream, Z_NO_FLUSH);
        bytes.append(reinterpret_cast<const char *>(piece.data()),
                     qsizetype(piece.size() - stream.avail_out));
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END ? bytes : QByteArray();
}

QByteArray pngProfile(QByteArrayView file)
{
    qsizetype at = 8;
    while (at + 12 <= file.size()) {
        const qsizetype length = qFromBigEndian<quint32>(file.data() + at);
        const QByteArrayView type = file.sliced(at + 4, 4);
        if (type == "IDAT" || at + 12 + length > file.size())
            return {};
        if (type == "iCCP") {
            const QByteArrayView content = file.sliced(at + 8, length);
            const qsizetype name = content.indexOf('\0');
            // The byte after it names the one method there is.
            if (name < 0 || name + 2 > content.size())
                return {};
            return inflated(content.sliced(name + 2));
        }
        at += 12 + length;
    }
    return {};
}

QByteArray webpProfile(QByteArrayView file)
{
    qsizetype at = 12;
    while (at + 8 <= file.size()) {
        const qsizetype length = qFromLittleEndian<quint32>(file.data() + at + 4);
        if (length > file.size() - at - 8)
            return {};
        if (file.sliced(at, 4) == "ICCP")
            return file.sliced(at + 8, length).toByteArray();
        at += 8 + length + length % 2;
    }
    return {};
}

} // namespace

QByteArray embeddedProfile(const QByteArray &bytes, const QString &format)
{
    QByteArray profile;
    if (format == "jpeg"_L1)
        profile = jpegProfile(bytes);
    else if (format == "png"_L1)
        profile = pngProfile(bytes);
    else if (format == "webp"_L1)
        profile = webpProfile(bytes);
    return profile.size() <= largestProfile ? profile : QByteArray();
}

ProfileTransform::ProfileTransform(const QByteArray &profile, Pixels pixels)
{
    const LittleCms &cms = littleCms();
    if (profile.isEmpty() || !cms.found)
        return;
    const auto close = [&cms](void *opened) { cms.closeProfile(opened); };
    using Profile = std::unique_ptr<void, decltype(close)>;
    const Profile from(cms.openProfile(profile.constData(), cmsUInt32Number(profile.size())),
                       close);
    if (!from)
        return;
    const Layout layout = layoutOf(pixels);
    const cmsColorSpaceSignature space = cms.colourSpace(from.get());
    // Grey is handed over as a colour whose parts are alike; any of them will do.
    const bool grey = space == cmsSigGrayData && pixels == Pixels::Colours;
    if (space != layout.space && !grey)
        return;
    constexpr cmsUInt32Number firstOfFour =
        COLORSPACE_SH(PT_GRAY) | CHANNELS_SH(1) | BYTES_SH(1) | EXTRA_SH(3);
    const Profile to(cms.srgbProfile(), close);
    m_transform =
        cms.createTransform(from.get(), grey ? firstOfFour : layout.pixels, to.get(), rgbPixels,
                            INTENT_RELATIVE_COLORIMETRIC,
                            cmsFLAGS_BLACKPOINTCOMPENSATION |
                                (pixels == Pixels::Colours && !grey ? cmsFLAGS_COPY_ALPHA : 0));
}

ProfileTransform::~ProfileTransform()
{
    if (m_transform)
        littleCms().deleteTransform(m_transform);
}

void ProfileTransform::convertLine(const uchar *from, QRgb *to, int pixels) const
{
    littleCms().transform(m_transform, from, to, cmsUInt32Number(pixels));
}

QImage toSrgbByProfile(QImage image, const QByteArray &profile)
{
    image.convertTo(image.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    const ProfileTransform transform(profile, ProfileTransform::Pixels::Colours);
    if (!transform.isValid())
        return image;
    for (int y = 0; y < image.height(); ++y) {
        uchar *line = image.scanLine(y);
        transform.convertLine(line, reinterpret_cast<QRgb *>(line), image.width());
    }
    return image;
}

} // namespace pinweek
