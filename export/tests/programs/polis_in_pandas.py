"""Reads the set with the files of Polis, and counts every vote again."""

import pandas

comments = pandas.read_csv("comments.csv")
votes = pandas.read_csv("votes.csv")
people = pandas.read_csv("participants-votes.csv")
summary = pandas.read_csv("summary.csv", header=None, index_col=0)[1]

assert comments["comment-id"].tolist() == [0, 1, 2]
assert comments["comment-body"].tolist() == [
    "What do you think?: Ponds matter",
    "What do you think?: Woods matter",
    "The plan",
]
assert comments["moderated"].tolist() == [1, 1, 1]

assert sorted(zip(votes["voter-id"], votes["comment-id"], votes["vote"])) == [
    (1, 0, 1), (1, 1, -1), (1, 2, 1),
    (2, 0, 0), (2, 1, 1), (2, 2, -1),
    (3, 0, 1),
    (4, 2, 0),
]
counted = votes.groupby("comment-id")["vote"]
assert comments["agrees"].tolist() == counted.apply(lambda vote: (vote == 1).sum()).tolist()
assert comments["disagrees"].tolist() == counted.apply(lambda vote: (vote == -1).sum()).tolist()

assert people["participant"].tolist() == [1, 2, 3, 4, 5]
assert people["n-votes"].tolist() == [3, 3, 1, 1, 0]
assert people["n-agree"].tolist() == [2, 1, 1, 0, 0]
assert people["n-disagree"].tolist() == [1, 1, 0, 0, 0]
wide = people.melt("participant", ["0", "1", "2"], "comment-id", "vote").dropna()
assert sorted(zip(wide["participant"], wide["comment-id"].astype(int), wide["vote"])) == sorted(
    zip(votes["voter-id"], votes["comment-id"], votes["vote"])
)

days = pandas.to_datetime(votes["timestamp"], unit="s").dt.strftime("%Y-%m-%d %H:%M")
assert days[votes["voter-id"] == 3].tolist() == ["2026-06-16 00:00"]
assert votes["datetime"][0] == "Mon Jun 15 2026 00:00:00 GMT+0000 (Coordinated Universal Time)"
assert summary[["voters", "voters-in-conv", "comments", "topic"]].tolist() == ["4", "5", "3", "'=Early survey"]
