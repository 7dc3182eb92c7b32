# Reads this folder into a data frame, with types, factors and labels. Base R is enough.
#
#     source("read.R", encoding = "UTF-8")
#     responses <- read_responses()            # or read_responses("path/of/this/folder")
#
# Every column has a "label". A choice is a factor whose levels are the labels; attr(, "codes") has their names in the
# questionnaire, and attr(, "missing") the levels that say nothing about the question, such as "Don't know".
# An empty cell is NA, and state_of() says why: answered, blank, skipped or not-in-version.

# CSV marks a text that a spreadsheet could take for a formula with an apostrophe in front; this takes the mark away.
without_mark <- function(text) {
  passed <- paste0(
    "[\\x{20}\"'`\\x{a0}\\x{ad}\\x{1680}\\x{180e}\\x{2000}-\\x{200f}\\x{2018}-\\x{201f}\\x{2028}-\\x{202f}",
    "\\x{205f}-\\x{2069}\\x{3000}\\x{feff}\\x{ff02}\\x{ff07}]*"
  )
  formula <- paste0(
    "[\\x{00}-\\x{1f}\\x{7f}-\\x{9f}=+@\\x{ff1d}\\x{ff0b}\\x{ff0d}\\x{ff20}\\x{fe66}\\x{fe62}\\x{fe63}\\x{fe6b}\\x{2212}-]"
  )
  sub(paste0("(*UTF)^'(?=", passed, formula, ")"), "", text, perl = TRUE)
}

read_csv_as_text <- function(file) {
  utils::read.csv(
    file,
    colClasses = "character", na.strings = character(0), check.names = FALSE, strip.white = FALSE, encoding = "UTF-8"
  )
}

# Gives a column its type by the lines of the dictionary that are about it.
as_described <- function(text, lines) {
  text[text == ""] <- NA
  value <- switch(lines$type[1],
    number = , whole = as.numeric(text),
    day = as.Date(text, format = "%Y-%m-%d"),
    tick = text == "1",
    choice = as_choice(text, lines),
    without_mark(text)
  )
  attr(value, "label") <- without_mark(lines$label[1])
  if (lines$type[1] == "whole" && lines$value[1] != "") {
    attr(value, "labels") <- stats::setNames(as.numeric(lines$value), without_mark(lines$value_label))
  }
  value
}

as_choice <- function(text, lines) {
  described <- lines$value != ""
  codes <- union(lines$value[described], stats::na.omit(unique(text)))
  labels <- codes
  labels[seq_len(sum(described))] <- without_mark(lines$value_label[described])
  labels <- make.unique(labels, sep = " ")
  value <- factor(text, levels = codes, labels = labels)
  attr(value, "codes") <- stats::setNames(codes, labels)
  attr(value, "missing") <- labels[seq_len(sum(described))][lines$missing[described] == "yes"]
  value
}

read_responses <- function(folder = ".") {
  data <- read_csv_as_text(file.path(folder, "responses.csv"))
  dictionary <- read_csv_as_text(file.path(folder, "dictionary.csv"))
  names(data) <- without_mark(names(data))
  dictionary$column <- without_mark(dictionary$column)
  for (column in names(data)) {
    data[[column]] <- as_described(data[[column]], dictionary[dictionary$column == column, ])
  }
  attr(data, "dictionary") <- dictionary
  data
}

# Says of each response why a question has no answer, or that it has one.
state_of <- function(data, question) data[[paste0(question, ".state")]]

# Makes what says nothing about a question, such as "Don't know", NA in every choice.
without_missing <- function(data) {
  for (column in names(data)) {
    value <- data[[column]]
    if (is.factor(value)) data[[column]][value %in% attr(value, "missing")] <- NA
  }
  data
}
