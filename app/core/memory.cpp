// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/memory.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace pinweek {

#ifdef __GLIBC__

void keepMemorySmall()
{
    // Bytes. Larger ones go back as a whole; smaller ones leave holes that stay in the tray.
    constexpr int largeBlock = 96 * 1024;
    // What small blocks leave at the heap's end is kept: it is wanted again a moment later.
    constexpr int keptAtEnd = 256 * 1024; // bytes
    mallopt(M_MMAP_THRESHOLD, largeBlock);
    mallopt(M_TRIM_THRESHOLD, keptAtEnd);
    mallopt(M_ARENA_MAX, 1);
}

void giveMemoryBack()
{
    malloc_trim(0);
}

#else

void keepMemorySmall() {}

void giveMemoryBack() {}

#endif

} // namespace pinweek
