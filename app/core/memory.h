// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pinweek {

/**
 * Lets the C library give memory back early: pictures and request bodies as soon as they are done
 * with, and small things from one heap for all threads. A program that rests for weeks and then
 * handles some megabytes now and then would otherwise stay as large as it ever was. Once, at the
 * start, before there are threads; does nothing where the C library has no such settings.
 */
void keepMemorySmall();

/** Gives back what is free now: for a program that goes to rest. Any thread. */
void giveMemoryBack();

} // namespace pinweek
