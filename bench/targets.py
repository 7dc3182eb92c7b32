"""What the statistics must reach, and the lines that say whether a run did."""

import os
import platform
from pathlib import Path

# Seconds and MB that the task may take at a size, on two processors. At 100,000 it is three times what a program without
# any library took: 0.067 s.
MOST = {10_000: {"bootstrap": 0.05}, 100_000: {"bootstrap": 0.2}, 1_000_000: {"bootstrap": 2.0, "memory": 150.0}}
UNITS = {"bootstrap": "s", "memory": "MB"}
# How many times as long a peer must take at 100,000.
LEAST = {"svy": 20, "choix": 50}
COMPARED_AT = 100_000


def machine():
    """What the run was made on, and how much else the machine was doing just before."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    name = names[0] if names else platform.processor() or platform.machine()
    busy = os.getloadavg()[0]
    quiet = "quiet" if busy < 0.5 else "busy: times on the wall are too long, ratios less so"
    return f"{os.cpu_count()} x {name}, {platform.system()}; load {busy:.1f} ({quiet})"


def own(respondents, run):
    """Whether the crate kept its own limits at a size."""
    most = MOST.get(respondents, {})
    return [said(f"{run[key]:.3g} {UNITS[key]}", f"at most {most[key]:g} {UNITS[key]}", run[key] <= most[key]) for key in most]


def beside(peer, respondents, ratio):
    """Whether a peer took long enough, where that is asked."""
    if peer not in LEAST or respondents != COMPARED_AT:
        return []
    return [said(f"{ratio:.0f} times {peer}", f"at least {LEAST[peer]}", ratio >= LEAST[peer])]


def said(found, asked, is_met):
    return f"  {'met' if is_met else 'MISSED'}: {found}, asked {asked}"
