// SPDX-License-Identifier: GPL-3.0-or-later
// What a backup says of itself.
#include "backup/manifest.h"
#include "fuzz/fuzztarget.h"

using namespace pinweek;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Result<BackupManifest> manifest = manifestFromJson(fuzz::bytesOf(data, size));
    if (!manifest)
        return 0;
    for (const BackupEntry &entry : manifest->entries) {
        fuzz::require(!entry.name.startsWith(QLatin1Char('/')) &&
                          !entry.name.contains(QLatin1String("..")),
                      "a file would lie elsewhere");
        fuzz::require(entry.bytes >= 0, "a file is less than nothing");
    }
    fuzz::require(manifest->bytes() >= 0, "all files together are less than nothing");
    const Result<BackupManifest> again = manifestFromJson(toJson(*manifest));
    fuzz::require(again && again->entries == manifest->entries && again->pins == manifest->pins,
                  "a manifest is another one when read again");
    return 0;
}
