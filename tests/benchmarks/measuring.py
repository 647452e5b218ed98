# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripts here share: the build that is measured, and what a table says of the machine."""
import datetime
import os
import pathlib
import platform
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/bench"


def say(text):
    print(text, file=sys.stderr, flush=True)


def percentile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def build(directory, *targets):
    """In Release; what the compiler says goes to the error output."""
    quiet = {"stdout": sys.stderr, "check": True}
    subprocess.run(["cmake", "-S", str(ROOT), "-B", str(directory), "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
                    "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"], **quiet)
    subprocess.run(["cmake", "--build", str(directory), "--target", *targets], **quiet)


def measured_on():
    """Day and machine, as a sentence begins."""
    return (f"Measured on {datetime.date.today().isoformat()}, {os.cpu_count()} processors ({_processor()}), Debian "
            f"{pathlib.Path('/etc/debian_version').read_text().strip()}, Release build")


def _processor():
    match = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    return match.group(1).strip() if match else platform.machine()
