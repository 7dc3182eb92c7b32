"""How programs are run and measured: each in a process of its own, those in Python from a private environment."""

import json
import os
import shutil
import subprocess
import tempfile
import time
import venv
from pathlib import Path

ENVIRONMENT = Path(__file__).resolve().parent.parent / "target" / "peers"


def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def measured(command):
    """Runs a program; its last line of JSON, with its own processor seconds and peak memory in MB."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen([str(part) for part in command], stdout=output, stderr=complaints)
        _, status, usage = os.wait4(process.pid, 0)
        output.seek(0), complaints.seek(0)
        lines = output.read().decode().strip().splitlines()
        if status != 0 or not lines:
            last = complaints.read().decode().strip().splitlines()[-1:] or [f"ended with {status}"]
            raise RuntimeError(last[0])
        spent = {"processor": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}
        return json.loads(lines[-1]) | spent


def environment(packages):
    """The Python of the private environment, and which peers it lacks, by what each needs from PyPI."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        # balance needs 3.12; a version manager may name an interpreter that it does not have.
        made = any(
            shutil.which(name) and not subprocess.run([name, "-m", "venv", ENVIRONMENT], capture_output=True).returncode
            for name in ("python3.13", "python3.12")
        )
        if not made:
            venv.create(ENVIRONMENT, with_pip=True)
    missing = {}
    for peer, needed in packages.items():
        if needed:
            command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *needed]
            installed = subprocess.run(command, capture_output=True, text=True)
            if installed.returncode:
                missing[peer] = (installed.stderr.strip().splitlines() or ["pip failed"])[-1]
    if not shutil.which("Rscript") or subprocess.run(
        ["Rscript", "-e", "library(survey)"], capture_output=True
    ).returncode:
        missing["R survey"] = "not installed: apt-get install r-cran-survey"
    return python, missing
