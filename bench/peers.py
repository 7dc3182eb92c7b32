#!/usr/bin/env python3
"""Sets the weighting crate beside its peers: the same survey, the same run, one process for each program.

    python3 bench/peers.py [--respondents 10000 100000 1000000] [--rankings 100000] [--peers svy choix]

Installs the peers from PyPI into target/peers, a private environment, and R's survey is used where it is installed
(apt-get install r-cran-survey). What is missing is named. Prints, for each size and program, the seconds to rake, the
seconds for standard errors of 20 means from 1,000 bootstraps that are raked again, and the ratio; then, of the whole
process with its start and its reading, the processor seconds of the replicates that it really made and the peak memory.
Then, for rankings, the seconds to fit them and how far apart the results are.

A program that would take too long or too much memory runs fewer replicates, and its time for 1,000 is worked out from
those; such times are marked x.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import rankings
from runs import environment, measured, timed

HERE = Path(__file__).resolve()
REPLICATES = 1_000
ITEMS = 20
BLANK = 255

# What each peer needs from PyPI, and the replicates that it can be asked for at each size.
PEERS = {
    "svy": (["svy==0.35.0"], {10_000: 1_000, 100_000: 1_000, 1_000_000: 20}),
    "balance": (["balance==0.23.0"], {10_000: 10, 100_000: 5, 1_000_000: 2}),
    "ipfn": (["ipfn==1.4.4"], {10_000: 10, 100_000: 5, 1_000_000: 2}),
    "R survey": ([], {10_000: 100, 100_000: 20, 1_000_000: 2}),
}


class Survey:
    """What `bench weighting --export` has written."""

    def __init__(self, folder):
        import numpy

        described = json.loads((folder / "survey.json").read_text())
        self.population, self.margins = described["population"], described["margins"]
        self.targets = [numpy.array(targets) for targets in described["targets"]]
        self.levels = numpy.fromfile(folder / "levels.u8", numpy.uint8).reshape(len(self.margins), -1)
        items = numpy.fromfile(folder / "items.u8", numpy.uint8).reshape(ITEMS, -1)
        self.items = numpy.where(items == BLANK, numpy.nan, items)
        self.respondents = items.shape[1]

    def mean(self, weights):
        """The mean of each item among those who answered it."""
        import numpy

        answered = ~numpy.isnan(self.items)
        return (numpy.where(answered, self.items, 0) @ weights) / (answered @ weights)


def by_raking_again(survey, rake, replicates):
    """Seconds and standard errors where a program can only be called once for each replicate."""
    import numpy

    draws = numpy.random.default_rng(2026)

    def work():
        means = [survey.mean(rake(draws.poisson(1.0, survey.respondents))) for _ in range(replicates)]
        return numpy.std(means, axis=0, ddof=1).tolist()

    return timed(work)


def run_svy(survey, replicates):
    import polars
    import svy

    columns = {name: levels.astype(str) for name, levels in zip(survey.margins, survey.levels)}
    columns |= {f"q{item}": answers for item, answers in enumerate(survey.items)}
    frame = polars.DataFrame(columns).with_columns(polars.col(f"q{item}").fill_nan(None) for item in range(ITEMS))
    frame = frame.with_columns(polars.lit(survey.population / survey.respondents).alias("base"))
    controls = {
        name: {str(level): target for level, target in enumerate(targets)}
        for name, targets in zip(survey.margins, survey.targets)
    }
    items = [f"q{item}" for item in range(ITEMS)]
    sample = svy.Sample(frame, svy.Design(wgt="base"))
    raking, _ = timed(lambda: sample.weighting.rake(controls=controls, tol=1e-10, max_iter=500))

    def work():
        drawn = sample.weighting.create_bs_wgts(n_reps=replicates, kind="poisson", rstate=2026)
        raked = drawn.weighting.rake(controls=controls, tol=1e-10, max_iter=500)
        estimates = [raked.estimation.mean(item, method="replication", drop_nulls=True) for item in items]
        return [estimate.estimates[0].se for estimate in estimates]

    return raking, *timed(work)


def run_balance(survey, replicates):
    import logging

    import pandas
    from balance.weighting_methods.rake import rake

    logging.disable(logging.CRITICAL)
    columns = {name: levels.astype(str) for name, levels in zip(survey.margins, survey.levels)}
    sample = pandas.DataFrame(columns)
    # It takes a population of people, so a thousandth of this one stands for all.
    thousandths = [(targets / survey.population * 1_000).round().astype(int) for targets in survey.targets]
    people = {
        name: [str(level) for level, count in enumerate(counts) for _ in range(count)]
        for name, counts in zip(survey.margins, thousandths)
    }
    least = min(len(levels) for levels in people.values())
    target = pandas.DataFrame({name: levels[:least] for name, levels in people.items()})
    ones = pandas.Series(1.0, index=target.index)

    def weights(base):
        kept = base > 0
        raked = base.astype(float)
        raked[kept] = rake(
            sample[kept].reset_index(drop=True),
            pandas.Series(base[kept].astype(float)),
            target,
            ones,
            na_action="drop",
            transformations=None,
        )["weight"]
        return raked

    import numpy

    raking, _ = timed(lambda: weights(numpy.ones(survey.respondents)))
    return raking, *by_raking_again(survey, weights, replicates)


def run_ipfn(survey, replicates):
    import numpy
    import pandas
    from ipfn.ipfn import ipfn

    columns = {name: levels for name, levels in zip(survey.margins, survey.levels)}
    aggregates = [
        pandas.Series(targets, index=pandas.Index(range(len(targets)), name=name))
        for name, targets in zip(survey.margins, survey.targets)
    ]
    dimensions = [[name] for name in survey.margins]

    def weights(base):
        frame = pandas.DataFrame(columns | {"total": base.astype(float)})
        fitted = ipfn(frame, aggregates, dimensions, convergence_rate=1e-10, max_iteration=500)
        return fitted.iteration()["total"].to_numpy()

    raking, _ = timed(lambda: weights(numpy.ones(survey.respondents)))
    return raking, *by_raking_again(survey, weights, replicates)


R_SURVEY = """
suppressMessages(library(survey))
arguments <- commandArgs(TRUE)
folder <- arguments[1]; respondents <- as.integer(arguments[2]); replicates <- as.integer(arguments[3])
read <- function(name, columns) matrix(as.integer(readBin(file.path(folder, name), "raw", respondents * columns)), respondents)
levels <- read("levels.u8", 3); items <- read("items.u8", 20); items[items == 255] <- NA
answers <- data.frame(lapply(1:3, function(k) factor(levels[, k])), items)
names(answers) <- c("age", "sex", "area", paste0("q", 0:19))
numbers <- function(name) scan(file.path(folder, name), quiet = TRUE)
targets <- lapply(c("age", "sex", "area"), function(name) {
  counts <- numbers(paste0(name, ".txt")); table <- data.frame(0:(length(counts) - 1), counts)
  names(table) <- c(name, "Freq"); table[[1]] <- factor(table[[1]]); table })
margins <- list(~age, ~sex, ~area); control <- list(maxit = 500, epsilon = 1e-6)
base <- rep(1200000 / respondents, respondents)
plain <- svydesign(ids = ~1, weights = base, data = answers)
raking <- system.time(rake(plain, margins, targets, control))[["elapsed"]]
set.seed(2026)
bootstrap <- system.time({
  drawn <- matrix(rpois(respondents * replicates, 1), respondents)
  design <- svrepdesign(variables = answers, weights = base, repweights = drawn, type = "bootstrap", combined.weights = FALSE)
  raked <- rake(design, margins, targets, control)
  errors <- sapply(paste0("q", 0:19), function(item) SE(svymean(reformulate(item), raked, na.rm = TRUE)))
})[["elapsed"]]
cat(sprintf('{"rake": %.6f, "bootstrap": %.6f, "errors": [%s]}', raking, bootstrap, paste(sprintf("%.9f", errors), collapse = ", ")))
"""

RUNS = {"svy": run_svy, "balance": run_balance, "ipfn": run_ipfn}


def inside(peer, folder, replicates):
    """Runs one peer in this process, and prints what it took."""
    if peer in rankings.RUNS:
        return print(json.dumps(rankings.RUNS[peer](folder)))
    raking, bootstrap, errors = RUNS[peer](Survey(folder), replicates)
    print(json.dumps({"rake": raking, "bootstrap": bootstrap, "errors": errors}))


def command_of(peer, python, folder, respondents, replicates):
    if peer != "R survey":
        return [python, HERE, "--inside", peer, "--folder", folder, "--replicates", replicates]
    (folder / "peer.R").write_text(R_SURVEY)
    described = json.loads((folder / "survey.json").read_text())
    for name, targets in zip(described["margins"], described["targets"]):
        (folder / f"{name}.txt").write_text("\n".join(map(repr, targets)))
    return ["Rscript", folder / "peer.R", folder, respondents, replicates]


def ours_of(program, respondents, rounds):
    """The medians of several runs of the crate."""
    runs = [measured([program, "weighting", "--respondents", respondents]) for _ in range(rounds)]
    medians = {key: statistics.median(run[key] for run in runs) for key in ("rake", "bootstrap", "processor", "memory")}
    return medians | {"errors": runs[0]["errors"]}


def compare(program, respondents, rounds, peers, python, missing):
    ours = ours_of(program, respondents, rounds)
    print(f"\n{respondents:,} respondents, margins 7 x 2 x 6, {ITEMS} items with blanks, {REPLICATES:,} bootstraps raked again")
    print(f"{'':12} {'rake s':>8} {'bootstrap s':>12} {'ratio':>7} {'replicates':>11} {'CPU s':>7} {'peak MB':>8} {'SE':>6}")
    print_row("weighting", ours, ours, REPLICATES)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        exported = [program, "weighting", "--respondents", str(respondents), "--export", folder]
        subprocess.run(exported, check=True)
        for peer in peers:
            _, sizes = PEERS[peer]
            if peer in missing:
                print(f"{peer:12} missing: {missing[peer]}")
                continue
            replicates = sizes[max(size for size in sizes if size <= respondents or size == min(sizes))]
            try:
                theirs = measured(command_of(peer, python, folder, respondents, replicates))
            except RuntimeError as refusal:
                print(f"{peer:12} did not run: {refusal}")
                continue
            print_row(peer, theirs, ours, replicates)


def print_row(name, theirs, ours, replicates):
    seconds = theirs["bootstrap"] * REPLICATES / replicates
    mark = " " if replicates == REPLICATES else "x"
    spread = statistics.mean(their / our for their, our in zip(theirs["errors"], ours["errors"]))
    print(
        f"{name:12} {theirs['rake']:8.4f} {seconds:11.3f}{mark} {seconds / ours['bootstrap']:6.0f}x {replicates:11,}"
        f" {theirs['processor']:7.2f} {theirs['memory']:8.0f} {spread:6.3f}",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sizes = [10_000, 100_000, 1_000_000]
    answering = "how many people answer the survey: one or more numbers"
    parser.add_argument("--respondents", type=int, nargs="+", default=sizes, help=answering)
    ranking = "how many people rank: one or more numbers"
    parser.add_argument("--rankings", type=int, nargs="+", default=[100_000], help=ranking)
    every = [*PEERS, *rankings.PEERS]
    parser.add_argument("--peers", nargs="+", choices=every, default=every, help="which to measure; all, if not given")
    parser.add_argument("--program", type=Path, default=Path("target/release/bench"), help="the benchmark, built for release")
    parser.add_argument("--rounds", type=int, default=5, help="how often the crate runs; its medians are shown")
    parser.add_argument("--inside", choices=[*RUNS, *rankings.RUNS], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--replicates", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        return inside(arguments.inside, arguments.folder, arguments.replicates)
    if not arguments.program.exists():
        sys.exit(f"{arguments.program} is missing: cargo build --release -p bench")
    packages = {peer: needed for peer, (needed, _) in PEERS.items()} | rankings.PEERS
    python, missing = environment({peer: packages[peer] for peer in arguments.peers})
    surveyed = [peer for peer in arguments.peers if peer in PEERS]
    for respondents in arguments.respondents if surveyed else []:
        compare(arguments.program, respondents, arguments.rounds, surveyed, python, missing)
    for respondents in arguments.rankings if set(arguments.peers) & set(rankings.PEERS) else []:
        command_of_peer = lambda peer, folder: [python, HERE, "--inside", peer, "--folder", folder]
        rankings.compare(arguments.program, respondents, arguments.rounds, command_of_peer, missing)


if __name__ == "__main__":
    main()
