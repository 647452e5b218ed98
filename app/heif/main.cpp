// SPDX-License-Identifier: GPL-3.0-or-later
// pinweek-heif: decodes one HEIC or AVIF file from standard input to standard output.
//
//   pinweek-heif head|picture BYTES
//
// The output is that of media/heifwire.h; of "head" without the pixels. A picture whose pixels of
// four bytes would take more than BYTES is refused before it is decoded. Files come from strangers
// and codecs have had their holes: whatever goes wrong here ends here.

#include "media/heifwire.h"

#include <libheif/heif.h>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool isSanitized = true; // sanitizers reserve more addresses than any limit allows
#else
constexpr bool isSanitized = false;
#endif

namespace {

using namespace pinweek;

constexpr rlim_t mostSeconds = 120; // of processor time; who waits has given up by then
constexpr int decodingThreads = 2;

template<auto free>
struct Free
{
    template<typename T>
    void operator()(T *thing) const
    {
        free(thing);
    }
};

using Context = std::unique_ptr<heif_context, Free<heif_context_free>>;
using Handle = std::unique_ptr<heif_image_handle, Free<heif_image_handle_release>>;
using Image = std::unique_ptr<heif_image, Free<heif_image_release>>;
using Options = std::unique_ptr<heif_decoding_options, Free<heif_decoding_options_free>>;
using Nclx = std::unique_ptr<heif_color_profile_nclx, Free<heif_nclx_color_profile_free>>;

struct Input
{
    const void *data = nullptr;
    size_t bytes = 0;
};

void limitMyself(std::uint64_t mostBytes)
{
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    const rlimit time{mostSeconds, mostSeconds};
    ::setrlimit(RLIMIT_CPU, &time);
    if (isSanitized)
        return;
    // The picture as planes and as pixels, deep ones twice that, the codec's own, threads.
    const rlim_t memory = mostBytes * 6 + 512UL * 1024 * 1024;
    const rlimit addresses{memory, memory};
    ::setrlimit(RLIMIT_AS, &addresses);
}

Input standardInput()
{
    struct stat info
    {
    };
    if (::fstat(STDIN_FILENO, &info) != 0 || info.st_size <= 0)
        return {};
    const auto bytes = size_t(info.st_size);
    void *data = ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    return data == MAP_FAILED ? Input{} : Input{data, bytes};
}

bool write(const void *data, size_t bytes)
{
    const auto *from = static_cast<const char *>(data);
    while (bytes > 0) {
        const ssize_t written = ::write(STDOUT_FILENO, from, bytes);
        if (written <= 0)
            return false;
        from += written;
        bytes -= size_t(written);
    }
    return true;
}

bool isFine(const heif_error &error)
{
    return error.code == heif_error_Ok;
}

std::vector<char> profileOf(const heif_image_handle *handle)
{
    const heif_color_profile_type type = heif_image_handle_get_color_profile_type(handle);
    if (type != heif_color_profile_type_prof && type != heif_color_profile_type_rICC)
        return {};
    std::vector<char> profile(heif_image_handle_get_raw_color_profile_size(handle));
    if (profile.empty() || !isFine(heif_image_handle_get_raw_color_profile(handle, profile.data())))
        return {};
    return profile;
}

void describeColours(const heif_image_handle *handle, heifwire::Head &head)
{
    heif_color_profile_nclx *found = nullptr;
    if (!isFine(heif_image_handle_get_nclx_color_profile(handle, &found)))
        return;
    const Nclx nclx(found);
    head.transfer = std::uint32_t(nclx->transfer_characteristics);
    if (nclx->color_primaries != heif_color_primaries_unspecified) {
        head.primaries = {nclx->color_primary_red_x,   nclx->color_primary_red_y,
                          nclx->color_primary_green_x, nclx->color_primary_green_y,
                          nclx->color_primary_blue_x,  nclx->color_primary_blue_y,
                          nclx->color_primary_white_x, nclx->color_primary_white_y};
    }
}

/** `bits` of a value, spread over 16 so that the largest stays the largest. */
std::uint16_t spread(std::uint16_t value, int bits)
{
    const int left = 16 - bits;
    return std::uint16_t(value << left | value >> (bits - left));
}

bool writeLine(const std::uint8_t *line, int width)
{
    return write(line, size_t(width) * 4);
}

bool writeDeepLine(const std::uint8_t *line, int width, int bits, std::vector<std::uint16_t> &words)
{
    words.resize(size_t(width) * 4);
    std::memcpy(words.data(), line, words.size() * sizeof(std::uint16_t));
    if (bits < 16) {
        for (std::uint16_t &word : words)
            word = spread(word, bits);
    }
    return write(words.data(), words.size() * sizeof(std::uint16_t));
}

int writePicture(const heif_image_handle *handle, const heifwire::Head &head,
                 const std::vector<char> &profile)
{
    const bool deep = head.bitsPerValue == 16;
    const Options options(heif_decoding_options_alloc());
    options->convert_hdr_to_8bit = deep ? 0 : 1;
    options->strict_decoding = 1;
    heif_image *decoded = nullptr;
    if (!isFine(heif_decode_image(handle, &decoded, heif_colorspace_RGB,
                                  deep ? heif_chroma_interleaved_RRGGBBAA_LE
                                       : heif_chroma_interleaved_RGBA,
                                  options.get())))
        return heifwire::Damaged;
    const Image image(decoded);
    int stride = 0;
    const std::uint8_t *pixels =
        heif_image_get_plane_readonly(image.get(), heif_channel_interleaved, &stride);
    const int width = heif_image_get_width(image.get(), heif_channel_interleaved);
    const int height = heif_image_get_height(image.get(), heif_channel_interleaved);
    const int bits = heif_image_get_bits_per_pixel_range(image.get(), heif_channel_interleaved);
    if (!pixels || width != int(head.width) || height != int(head.height) ||
        (deep ? bits <= 8 || bits > 16 : bits != 8))
        return heifwire::Damaged;

    if (!write(&head, sizeof head) || !write(profile.data(), profile.size()))
        return heifwire::Misused;
    std::vector<std::uint16_t> words;
    for (int y = 0; y < height; ++y) {
        const std::uint8_t *line = pixels + std::ptrdiff_t(y) * stride;
        if (!(deep ? writeDeepLine(line, width, bits, words) : writeLine(line, width)))
            return heifwire::Misused;
    }
    return heifwire::Read;
}

int answer(const Input &input, bool wantsPicture, std::uint64_t mostBytes)
{
    const Context context(heif_context_alloc());
    heif_context_set_max_decoding_threads(context.get(), decodingThreads);
    if (!isFine(heif_context_read_from_memory_without_copy(context.get(), input.data, input.bytes,
                                                           nullptr)))
        return heifwire::Damaged;
    heif_image_handle *primary = nullptr;
    if (!isFine(heif_context_get_primary_image_handle(context.get(), &primary)))
        return heifwire::Damaged;
    const Handle handle(primary);
    const int width = heif_image_handle_get_width(handle.get());
    const int height = heif_image_handle_get_height(handle.get());
    if (width <= 0 || height <= 0)
        return heifwire::Damaged;

    heifwire::Head head;
    head.width = std::uint32_t(width);
    head.height = std::uint32_t(height);
    head.hasAlpha = heif_image_handle_has_alpha_channel(handle.get()) ? 1 : 0;
    head.isPremultiplied = heif_image_handle_is_premultiplied_alpha(handle.get()) ? 1 : 0;
    const std::vector<char> profile = profileOf(handle.get());
    head.profileBytes = std::uint32_t(profile.size());
    describeColours(handle.get(), head);
    const std::uint64_t bytes = std::uint64_t(head.width) * head.height * 4;
    // What would be too large with all its depth is large enough to do without.
    if (heif_image_handle_get_luma_bits_per_pixel(handle.get()) > 8 && bytes * 2 <= mostBytes)
        head.bitsPerValue = 16;

    if (!wantsPicture)
        return write(&head, sizeof head) ? heifwire::Read : heifwire::Misused;
    if (bytes > mostBytes)
        return heifwire::TooLarge;
    return writePicture(handle.get(), head, profile);
}

} // namespace

int main(int argc, char **argv)
{
    const std::string_view wish = argc == 3 ? argv[1] : "";
    const std::uint64_t mostBytes = argc == 3 ? std::strtoull(argv[2], nullptr, 10) : 0;
    if ((wish != "head" && wish != "picture") || mostBytes == 0)
        return heifwire::Misused;
    limitMyself(mostBytes);
    const Input input = standardInput();
    if (!input.data)
        return heifwire::Damaged;
    const int code = answer(input, wish == "picture", mostBytes);
    // Nothing of the codecs' own end is needed, and some take their time.
    ::_exit(code);
}
