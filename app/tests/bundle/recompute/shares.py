"""Shares of priorities, and their order."""

import math


def means(columns, weights):
    """The weighted mean of each column over those who answered."""
    found = []
    for column in columns:
        known = [(value, weight) for value, weight in zip(column, weights) if value is not None]
        total = math.fsum(weight for _, weight in known)
        if not total > 0:
            return None
        found.append(math.fsum(value * weight for value, weight in known) / total)
    return found


def shares(amounts):
    total = sum(amounts) if amounts else 0.0
    return [amount / total for amount in amounts] if total > 0 else None


def ranks(values):
    return [1 + sum(other > value for other in values) for value in values]


def columns_of(answers, options):
    return [[None if answer is None else answer[option] for answer in answers] for option in range(options)]
