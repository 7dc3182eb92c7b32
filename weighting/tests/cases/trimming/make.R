# Makes input.csv and expected.json of this folder: Rscript make.R (Debian's r-cran-survey and r-base-core, nothing else).
suppressMessages(library(survey))
set.seed(20261123)
d <- data.frame(w = round(exp(rnorm(200, 3, .9)), 3))
write.csv(d, "input.csv", row.names = FALSE, quote = FALSE)
design <- svydesign(ids = ~1, weights = ~w, data = d)
options(expressions = 50000)
run <- function(...) as.numeric(weights(trimWeights(design, ...)))
expected <- list(once = run(upper = 60), strict = run(upper = 60, strict = TRUE),
  both_once = run(lower = 8, upper = 50), both_strict = run(lower = 8, upper = 50, strict = TRUE),
  tight_strict = run(upper = 1.15 * mean(d$w), strict = TRUE), floor_strict = run(lower = 20, strict = TRUE))
num <- function(x) paste0("[", paste(formatC(x, digits = 17, format = "g"), collapse = ", "), "]")
writeLines(paste0("{", paste0('"', names(expected), '": ', vapply(expected, num, ""), collapse = ", "), "}"), "expected.json")
