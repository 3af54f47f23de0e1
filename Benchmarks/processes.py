"""Whole processes and what they cost, for `import/run` and `export/run`."""

import os
import shutil
import subprocess
import sys
import tempfile
import time


def measure(command, stdin=None, output=subprocess.DEVNULL):
    """Wall seconds, processor seconds and peak bytes of a process, which has to succeed."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.PIPE if stdin else None, stdout=output)
    if stdin:
        process.stdin.write(stdin.encode())
        process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 2):
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def show(name, count, measured):
    wall, processor, peak = measured
    print(f"{name:<28}{count / wall:>12,.0f}{wall:>10.1f}{processor:>12.1f}{peak / 1e6:>12.0f}", flush=True)


def head(unit):
    print(f"{'':<28}{unit + '/s':>12}{'wall s':>10}{'processor s':>12}{'peak MB':>12}")


def in_folder(parent, run):
    """Runs with a temporary folder, which is gone afterwards."""
    folder = tempfile.mkdtemp(prefix="winnow-bench-", dir=parent)
    try:
        run(folder)
    finally:
        shutil.rmtree(folder)
