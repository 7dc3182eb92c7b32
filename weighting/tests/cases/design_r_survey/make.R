# Makes the inputs and the expected numbers of this case with R and its package survey; run as `Rscript make.R` here.
suppressMessages(library(survey))
library(jsonlite)
set.seed(20261122)

people <- function(n, lift) data.frame(
  score = pmin(10, pmax(0, round(rnorm(n, 6 + lift, 2)))),
  acres = round(exp(rnorm(n, 1 + lift / 4, 0.8)), 3),
  visits = rpois(n, 2 + pmax(lift, 0)),
  yes = rbinom(n, 1, plogis(-0.3 + lift / 2)),
  rare = rbinom(n, 1, 0.06),
  kind = sample(c("farm", "home", "wood"), n, TRUE, c(0.5, 0.3, 0.2)),
  sex = sample(c("F", "M"), n, TRUE))
finish <- function(data) {
  data$item <- ifelse(runif(nrow(data)) < 0.15, NA, data$score)
  data$kind[sample(nrow(data), 2)] <- "wood"
  cbind(id = seq_len(nrow(data)), data)
}

# 14 villages of 46, everybody in them asked; unequal weights.
size <- sample(4:13, 14, TRUE)
lift <- rnorm(14)
clusters <- finish(do.call(rbind, lapply(1:14, function(v) cbind(
  village = v * 3, villages = 46, w = round(46 / 14 * runif(size[v], 0.6, 1.7), 4), people(size[v], lift[v])))))

# Four strata of single people.
N <- c(300, 120, 60, 900); n <- c(25, 12, 20, 18)
strata <- finish(do.call(rbind, lapply(1:4, function(h) cbind(
  stratum = c("north", "east", "south", "west")[h], population = N[h], w = N[h] / n[h], people(n[h], h / 3 - 1)))))

# Five strata of three to six villages each, numbered from 1 in every stratum.
A <- c(20, 9, 14, 30, 7); a <- c(5, 3, 4, 6, 3)
nested <- finish(do.call(rbind, lapply(1:5, function(h) do.call(rbind, lapply(1:a[h], function(v) {
  m <- sample(2:9, 1)
  cbind(stratum = paste0("s", h), village = v, villages = A[h], w = round(A[h] / a[h] * runif(m, 0.7, 2.2), 4),
        people(m, rnorm(1, h / 5 - 0.5, 0.7)))
})))))

# The same with the second stratum cut down to one village.
lonely <- nested[!(nested$stratum == "s2" & nested$village > 1), ]

describe <- function(design, quick = FALSE) {
  df <- degf(design)
  out <- list(degf = df)
  m <- svymean(~score + acres + yes, design, deff = TRUE)
  out$mean <- list(est = unname(coef(m)), se = unname(SE(m)), vcov = unname(vcov(m)), deff = unname(deff(m)),
                   deff_replace = unname(deff(svymean(~score + acres + yes, design, deff = "replace"))),
                   ci = unname(confint(m, df = df)))
  t <- svytotal(~score + acres + yes, design, deff = TRUE)
  out$total <- list(est = unname(coef(t)), se = unname(SE(t)), vcov = unname(vcov(t)), deff = unname(deff(t)),
                    deff_replace = unname(deff(svytotal(~score + acres + yes, design, deff = "replace"))))
  r <- svyratio(~acres + score, ~visits, design)
  out$ratio <- list(est = unname(coef(r)), se = unname(SE(r)))
  if (quick) return(out)
  f <- svymean(~kind, design)
  out$categories <- list(est = unname(coef(f)), vcov = unname(vcov(f)))
  i <- svymean(~item, design, na.rm = TRUE, deff = TRUE)
  out$item <- list(est = unname(coef(i)), se = unname(SE(i)), deff = unname(deff(i)))
  b <- svyby(~score, ~kind, design, svymean, covmat = TRUE, deff = TRUE)
  out$mean_by_kind <- list(est = unname(coef(b)), se = unname(SE(b)), vcov = unname(as.matrix(vcov(b))),
                           deff = unname(deff(b)))
  b <- svyby(~acres, ~kind, design, svytotal, covmat = TRUE, deff = TRUE)
  out$total_by_kind <- list(est = unname(coef(b)), se = unname(SE(b)), vcov = unname(as.matrix(vcov(b))),
                            deff = unname(deff(b)))
  b <- svyby(~acres, ~kind, denominator = ~visits, design, svyratio)
  out$ratio_by_kind <- list(est = unname(coef(b)), se = unname(SE(b)))
  out$degf_by_kind <- sapply(c("farm", "home", "wood"), function(k) degf(subset(design, kind == k)), USE.NAMES = FALSE)

  interval <- function(formula, design, method, level = 0.95, df = degf(design)) {
    p <- svyciprop(formula, design, method = method, level = level, df = df)
    c(as.numeric(p), as.numeric(confint(p)))
  }
  methods <- c("logit", "likelihood", "asin", "beta", "mean", "xlogit")
  out$proportion <- list()
  for (method in methods) out$proportion[[method]] <- list(
    yes = interval(~yes, design, method), yes_90 = interval(~yes, design, method, 0.9),
    yes_z = interval(~yes, design, method, df = Inf),
    rare = interval(~rare, design, method),
    yes_in_home = interval(~yes, subset(design, kind == "home"), method),
    men = interval(~I(sex == "M"), design, method))

  rules <- c("math", "school", "shahvaish", paste0("hf", 1:9))
  out$quantile <- list()
  for (variable in c("acres", "visits", "item")) for (rule in rules) for (type in c("mean", "beta", "xlogit", "asin")) {
    q <- tryCatch(svyquantile(as.formula(paste0("~", variable)), design, c(0.1, 0.25, 0.5, 0.8), qrule = rule,
                     interval.type = type, na.rm = TRUE)[[1]], error = function(e) NULL)
    if (!is.null(q)) out$quantile[[paste(variable, rule, type)]] <- unname(q)
  }

  out$table <- list()
  for (statistic in c("F", "Chisq", "Wald", "adjWald", "lincom", "saddlepoint"))
    for (pair in c("kind+sex", "kind+yes", "sex+yes")) {
      t <- tryCatch(svychisq(as.formula(paste0("~", pair)), design, statistic = statistic), error = function(e) NULL)
      if (!is.null(t)) out$table[[statistic]][[pair]] <- list(
        statistic = unname(t$statistic), parameter = unname(t$parameter), p = unname(t$p.value))
    }
  g <- svygofchisq(~kind, c(0.45, 0.3, 0.25), design)
  out$fit <- list(statistic = unname(g$statistic), parameter = unname(g$parameter), p = unname(g$p.value))
  out
}

write <- function(data, name) write.csv(data, name, row.names = FALSE, na = "", quote = FALSE)
write(clusters, "clusters.csv"); write(strata, "strata.csv"); write(nested, "nested.csv"); write(lonely, "lonely.csv")

expected <- list(
  clusters = describe(svydesign(id = ~village, weights = ~w, fpc = ~villages, data = clusters)),
  clusters_without_fpc = describe(svydesign(id = ~village, weights = ~w, data = clusters), quick = TRUE),
  strata = describe(svydesign(id = ~1, strata = ~stratum, fpc = ~population, data = strata)),
  nested = describe(svydesign(id = ~village, strata = ~stratum, weights = ~w, fpc = ~villages, data = nested, nest = TRUE)),
  nested_without_fpc = describe(svydesign(id = ~village, strata = ~stratum, weights = ~w, data = nested, nest = TRUE), quick = TRUE))

for (choice in c("remove", "certainty", "adjust", "average")) {
  options(survey.lonely.psu = choice)
  expected$lonely[[choice]] <- describe(
    svydesign(id = ~village, strata = ~stratum, weights = ~w, fpc = ~villages, data = lonely, nest = TRUE), quick = TRUE)
}
options(survey.lonely.psu = "fail")

# Known population figures on top of the designs. Weights differ within the design, so that base weights matter.
population <- data.frame(kind = c("farm", "home", "wood"), Freq = c(160, 110, 60))
post <- postStratify(svydesign(id = ~village, weights = ~w, fpc = ~villages, data = clusters), ~kind, population)
expected$post_stratified <- c(describe(post, quick = TRUE), list(weights = unname(weights(post))))
greg <- calibrate(svydesign(id = ~village, strata = ~stratum, weights = ~w, fpc = ~villages, data = nested, nest = TRUE),
                  ~sex + visits, c(`(Intercept)` = 420, sexM = 200, visits = 900))
expected$calibrated <- c(describe(greg, quick = TRUE), list(weights = unname(weights(greg))))
exponential <- calibrate(svydesign(id = ~village, strata = ~stratum, weights = ~w, fpc = ~villages, data = nested, nest = TRUE),
                  ~sex + visits, c(`(Intercept)` = 420, sexM = 200, visits = 900), calfun = "raking", epsilon = 1e-13)
expected$exponential <- c(describe(exponential, quick = TRUE), list(weights = unname(weights(exponential))))

cat(toJSON(expected, digits = NA, auto_unbox = TRUE, na = "null"), "\n", file = "expected.json")
