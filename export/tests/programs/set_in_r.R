# Reads the set with its own script.
source("read.R", encoding = "UTF-8")
responses <- read_responses()

# Base R reads no JSON; the words stand in one array of texts, of which R reads the escapes as JSON writes them.
json <- paste(readLines("expected.json", encoding = "UTF-8", warn = FALSE), collapse = "\n")
words <- eval(parse(text = sub('.*"words":\\[(.*)\\].*', "c(\\1)", json), encoding = "UTF-8"))

habitat <- responses$`you-say.habitat`
answered <- seq_along(words)
stopifnot(
  nrow(responses) == length(words) + 3,
  identical(enc2utf8(responses$`you-say`[answered]) == enc2utf8(words), rep(TRUE, length(words))),
  is.factor(habitat),
  identical(levels(habitat), c("Ponds & \"lakes\"", "=Woods", "Don't know")),
  identical(attr(habitat, "missing"), "Don't know"),
  identical(names(attr(habitat, "codes")), levels(habitat)),
  identical(unname(attr(habitat, "codes")), c("ponds", "woods", "dont-know")),
  identical(attr(habitat, "label"), "What do you say?: habitat"),
  inherits(responses$submitted, "Date"), format(responses$submitted[1]) == "2026-06-15",
  is.numeric(responses$`you-say.hectares`), responses$`you-say.hectares`[1] == -1250.5,
  identical(unname(attr(responses$`you-say.points`, "labels")), c(1, 5)),
  is.logical(responses$`you-say.ticked`), identical(as.vector(responses$`you-say.ticked`[1:2]), c(FALSE, TRUE)),
  all(is.na(habitat[-answered])),
  identical(
    as.character(tail(state_of(responses, "you-say"), 3)),
    c("Left blank", "Not asked, because of an earlier answer", "Not in this version of the questions")
  ),
  sum(is.na(without_missing(responses)$`you-say.habitat`)) == 3 + sum(habitat == "Don't know", na.rm = TRUE)
)
