"""Makes cases.json of this folder: python3 make.py (pabutools 1.2.3)."""
import json, random
from fractions import Fraction
from gmpy2 import mpq
from pabutools.election import (ApprovalBallot, ApprovalProfile, Cardinality_Sat, Cost_Sat, Instance, Project)
from pabutools.rules import completion_by_rule_combination, greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import lexico_tie_breaking

random.seed(90125)
cases = []
for number in range(36):
    projects, voters = random.randint(4, 13), random.randint(6, 45)
    # Costs of one size, of a few, and of many orders.
    costs = [random.choice([10, 10, 25]) if number % 3 == 0 else round(10 ** random.uniform(1, 3)) for _ in range(projects)]
    budget = round(sum(costs) * random.uniform(0.15, 0.75)) + (Fraction(1, 2) if number % 4 == 1 else 0)
    groups = [random.sample(range(projects), max(1, projects // 3)) for _ in range(3)]
    ballots = []
    for _ in range(voters):
        liked = set(random.choice(groups)) | {p for p in range(projects) if random.random() < 0.12}
        ballots.append(sorted(p for p in liked if random.random() < 0.8))
    weights = [random.randint(1, 4) for _ in ballots] if number % 2 else [1] * voters
    named = [Project(f"p{p:02}", cost) for p, cost in enumerate(costs)]
    instance = Instance(named, budget_limit=mpq(budget))
    profile = ApprovalProfile(
        [ApprovalBallot([named[p] for p in ballot]) for ballot, weight in zip(ballots, weights) for _ in range(weight)],
        instance=instance)
    case = {"budget": float(budget), "costs": costs, "ballots": ballots, "weights": weights}
    for key, satisfaction in (("cost", Cost_Sat), ("card", Cardinality_Sat)):
        given = {"sat_class": satisfaction, "tie_breaking": lexico_tie_breaking}
        raised = dict(given, voter_budget_increment=1)
        names = lambda chosen: sorted(int(project.name[1:]) for project in chosen)
        case[key] = names(method_of_equal_shares(instance, profile, **given))
        case[key + "_add1"] = names(method_of_equal_shares(instance, profile, **raised))
        case[key + "_add1u"] = names(completion_by_rule_combination(
            instance, profile, [method_of_equal_shares, greedy_utilitarian_welfare], [raised, given]))
    cases.append(case)
json.dump(cases, open("cases.json", "w"))
