"""How often each priority has each rank, and which cannot be told apart."""

import math

from shares import ranks


def rank_shares(made):
    """How often each priority has each rank; and how many draws have a tie that rounding may decide either way."""
    options = len(made[0])
    counts, close = [[0] * options for _ in range(options)], 0
    for row in made:
        for option, rank in enumerate(ranks(row)):
            counts[option][rank - 1] += 1
        ordered = sorted(row)
        close += any(0 < b - a < 1e-12 for a, b in zip(ordered, ordered[1:])) or len(set(row)) < options
    return [[count / len(made) for count in each] for each in counts], close / len(made)


def joint_ranks(estimate, made):
    """Ranks that cannot be told apart, all differences tested at one critical value, stepping down."""
    options, draws = len(estimate), len(made)
    pairs = [(i, j) for i in range(options) for j in range(options) if i != j]
    deviation = {}
    for i, j in pairs:
        apart = [row[i] - row[j] for row in made]
        mean = math.fsum(apart) / draws
        deviation[i, j] = math.sqrt(math.fsum((each - mean) ** 2 for each in apart) / (draws - 1))
    told = {(i, j) for i, j in pairs if deviation[i, j] == 0 and estimate[i] > estimate[j]}
    while True:
        left = [(i, j) for i, j in pairs if (i, j) not in told and deviation[i, j] > 0]
        if not left:
            break
        largest = sorted(
            max(0.0, *(((row[i] - row[j]) - (estimate[i] - estimate[j])) / deviation[i, j] for i, j in left)) for row in made
        )
        critical = largest[max(math.ceil(0.95 * draws - 1e-9), 1) - 1]
        more = {(i, j) for i, j in left if (estimate[i] - estimate[j]) / deviation[i, j] > critical}
        if not more:
            break
        told |= more
    lower = [1 + sum((j, i) in told for j in range(options)) for i in range(options)]
    upper = [options - sum((i, j) in told for j in range(options)) for i in range(options)]
    return lower, upper


def tiers(estimate, lower, upper):
    order, tier, found = sorted(range(len(estimate)), key=lambda i: -estimate[i]), 1, {}
    for place, option in enumerate(order, 1):
        found[option] = tier
        first, others = order[:place], order[place:]
        tier += all(upper[i] <= place for i in first) and all(lower[i] > place for i in others)
    return [found[option] for option in range(len(estimate))]
