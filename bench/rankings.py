"""Sets the shares from rankings beside choix: the same rankings, the same run, one process for each program."""

import statistics
import subprocess
import tempfile
from pathlib import Path

import targets
from runs import measured, timed

RANKED = 20
PEERS = {"choix": ["choix==0.4.1"]}


def run_choix(folder):
    import choix
    import numpy

    orders = numpy.fromfile(folder / "orders.u8", numpy.uint8).reshape(-1, RANKED).tolist()
    seconds, log_worths = timed(lambda: choix.ilsr_rankings(RANKED, orders))
    return {"fit": seconds, "log_worths": log_worths.tolist()}


RUNS = {"choix": run_choix}


def compare(program, respondents, rounds, command_of, missing):
    """Prints one table; a peer has no standard errors, ours are included."""
    command = [program, "rankings", "--respondents", str(respondents)]
    runs = [measured(command) for _ in range(rounds)]
    ours = runs[0] | {key: statistics.median(run[key] for run in runs) for key in ("fit", "processor", "memory")}
    print(f"\n{respondents:,} full rankings of {RANKED} items by Plackett and Luce; ours with standard errors")
    print(f"{'':12} {'fit s':>8} {'ratio':>7} {'CPU s':>7} {'peak MB':>8} {'log worths differ':>18}")
    print_row("weighting", ours, ours)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*command, "--export", folder], check=True)
        for peer in PEERS:
            if peer in missing:
                print(f"{peer:12} missing: {missing[peer]}")
                continue
            try:
                theirs = measured(command_of(peer, Path(folder)))
            except RuntimeError as refusal:
                print(f"{peer:12} did not run: {refusal}")
                continue
            print_row(peer, theirs, ours)
            for line in targets.beside(peer, respondents, theirs["fit"] / ours["fit"]):
                print(line, flush=True)


def print_row(name, theirs, ours):
    # Only differences of log worths are known, so both are set to a mean of 0.
    centred = [[worth - statistics.fmean(run["log_worths"]) for worth in run["log_worths"]] for run in (theirs, ours)]
    furthest = max(abs(their - our) for their, our in zip(*centred))
    print(
        f"{name:12} {theirs['fit']:8.4f} {theirs['fit'] / ours['fit']:6.0f}x {theirs['processor']:7.2f}"
        f" {theirs['memory']:8.0f} {furthest:18.1e}",
        flush=True,
    )
