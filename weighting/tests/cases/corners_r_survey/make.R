# Makes the inputs and the expected numbers of this case with R and its package survey; run as `Rscript make.R` here.
suppressMessages(library(survey))
library(jsonlite)
set.seed(41207)

# Farms within parishes within four strata; the third stratum has a single parish.
parishes <- c(6, 4, 1, 5); all_parishes <- c(11, 31, 8, 9)
farms <- do.call(rbind, lapply(1:4, function(h) do.call(rbind, lapply(1:parishes[h], function(p) {
  n <- sample(2:6, 1); there <- n + sample(0:7, 1)
  data.frame(stratum = c("hill", "plain", "marsh", "coast")[h], parish = 100 * h + p, parishes = all_parishes[h],
             farm = 1:n, farms = there, part_1 = parishes[h] / all_parishes[h], part_2 = n / there,
             w = round(all_parishes[h] / parishes[h] * there / n * runif(n, 0.55, 1.9), 3), shift = rnorm(1, h / 4, 0.5))
}))))
n <- nrow(farms)
farms$area <- round(exp(rnorm(n, 2 + farms$shift / 3, 0.9)), 2)
farms$cows <- rpois(n, exp(1.2 + farms$shift / 3))
farms$score <- ifelse(runif(n) < 0.12, NA, round(rnorm(n, 50 + 4 * farms$shift, 11), 1))
farms$yes <- rbinom(n, 1, plogis(farms$shift - 0.4))
farms$maybe <- ifelse(runif(n) < 0.2, NA, rbinom(n, 1, plogis(0.4 - farms$shift)))
farms$all <- 1; farms$none <- 0
farms$kind <- sample(c("arable", "dairy", "mixed"), n, TRUE, c(0.4, 0.35, 0.25))
farms$kind[farms$stratum == "coast" & farms$kind == "mixed"] <- "dairy"
farms$kind[farms$stratum == "marsh"] <- c("arable", "mixed", "mixed", "arable", "dairy", "mixed")[seq_len(sum(farms$stratum == "marsh"))]
farms$tenure <- ifelse(runif(n) < 0.1, NA, sample(c("own", "rent", "share", "trust"), n, TRUE, c(0.4, 0.3, 0.2, 0.1)))
farms$same <- "only"
farms$shift <- NULL
farms <- cbind(id = seq_len(n), farms)
several <- farms[farms$stratum != "marsh", ]

figure <- function(m) list(est = unname(coef(m)), se = unname(as.vector(SE(m))))
effects <- function(f, d, fun) list(
  deff = unname(deff(fun(f, d, na.rm = TRUE, deff = TRUE))),
  replace = unname(deff(fun(f, d, na.rm = TRUE, deff = "replace"))))
attempt <- function(code) tryCatch(suppressWarnings(code), error = function(e) NULL)

figures <- function(design) {
  out <- list(degf = degf(design))
  for (v in c("area", "cows", "score", "yes", "all", "none")) {
    f <- as.formula(paste0("~", v))
    out$mean[[v]] <- figure(svymean(f, design, na.rm = TRUE))
    out$total[[v]] <- figure(svytotal(f, design, na.rm = TRUE))
  }
  for (v in c("area", "score", "yes")) {
    f <- as.formula(paste0("~", v))
    out$mean_deff[[v]] <- attempt(effects(f, design, svymean))
    out$total_deff[[v]] <- attempt(effects(f, design, svytotal))
  }
  out$ratio <- figure(svyratio(~score, ~area, design, na.rm = TRUE))
  out$together <- unname(vcov(svymean(~area + cows + yes, design)))
  out$kinds <- c(figure(svymean(~kind, design)), list(vcov = unname(vcov(svymean(~kind, design)))))
  out$by_kind <- list()
  for (v in c("area", "score")) {
    f <- as.formula(paste0("~", v))
    out$by_kind$mean[[v]] <- figure(svyby(f, ~kind, design, svymean, na.rm = TRUE))
    out$by_kind$total[[v]] <- figure(svyby(f, ~kind, design, svytotal, na.rm = TRUE))
  }
  out$by_kind$total_vcov <- unname(vcov(svytotal(~I(area * (kind == "arable")) + I(area * (kind == "dairy")) + I(area * (kind == "mixed")), design)))
  b <- attempt(svyby(~area, ~kind, design, svymean, covmat = TRUE))
  if (!is.null(b)) {
    out$by_kind$mean_vcov <- unname(as.matrix(vcov(b)))
    out$contrast <- figure(svycontrast(b, c(1, -1, 0)))
  }
  b <- svyby(~area, ~kind, denominator = ~cows, design, svyratio)
  out$by_kind$ratio <- figure(b)
  out$by_kind$deff <- attempt(unname(deff(svyby(~area, ~kind, design, svymean, deff = TRUE))))
  out$by_kind$degf <- sapply(c("arable", "dairy", "mixed"), function(k) degf(subset(design, kind == k)), USE.NAMES = FALSE)
  both <- svyby(~area, ~kind + yes, design, svymean)
  out$by_two <- figure(both)
  out$table <- as.vector(svytable(~kind + tenure, design))
  out
}

methods <- c("logit", "likelihood", "asin", "beta", "mean", "xlogit")
interval <- function(f, d, method, level = 0.95, ...) {
  p <- svyciprop(f, d, method = method, level = level, ...)
  c(as.numeric(p), as.numeric(confint(p)))
}
answers <- function(design) {
  out <- list(proportion = list())
  for (method in methods) out$proportion[[method]] <- list(
    yes = attempt(interval(~yes, design, method)), yes_80 = attempt(interval(~yes, design, method, 0.8)),
    yes_df = attempt(interval(~yes, design, method, df = 3)),
    maybe = attempt(interval(~maybe, subset(design, !is.na(maybe)), method)),
    yes_in_mixed = attempt(interval(~yes, subset(design, kind == "mixed"), method)),
    large = attempt(interval(~I(area > 3), design, method)))
  for (rule in c("math", "school", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9")) for (type in c("mean", "beta", "xlogit", "asin")) {
    q <- attempt(svyquantile(~area, design, c(0.3, 0.5, 0.75), qrule = rule, interval.type = type)[[1]])
    if (!is.null(q)) out$quantile[[paste(rule, type)]] <- unname(q)
    q <- attempt(svyquantile(~area, subset(design, kind == "dairy"), c(0.3, 0.5, 0.75), qrule = rule, interval.type = type)[[1]])
    if (!is.null(q)) out$quantile_dairy[[paste(rule, type)]] <- unname(q)
  }
  for (statistic in c("F", "Chisq", "Wald", "adjWald", "lincom", "saddlepoint"))
    for (pair in c("kind+tenure", "kind+yes")) {
      t <- attempt(svychisq(as.formula(paste0("~", pair)), design, statistic = statistic))
      if (!is.null(t)) out$test[[statistic]][[pair]] <- list(
        statistic = unname(t$statistic), parameter = unname(t$parameter), p = unname(as.numeric(t$p.value)))
    }
  large <- subset(design, area > 12)
  out$large <- list(degf = degf(large))
  for (statistic in c("F", "Chisq", "Wald", "adjWald")) {
    t <- attempt(svychisq(~kind + yes, large, statistic = statistic))
    if (!is.null(t)) out$large[[statistic]] <- list(
      statistic = unname(t$statistic), parameter = unname(t$parameter), p = unname(as.numeric(t$p.value)))
  }
  out
}

write.csv(farms, "farms.csv", row.names = FALSE, na = "", quote = FALSE)
two <- svydesign(id = ~parish + farm, strata = ~stratum, fpc = ~parishes + farms, data = several)
two_w <- svydesign(id = ~parish + farm, strata = ~stratum, weights = ~w, fpc = ~parishes + farms, data = several)
parts <- svydesign(id = ~parish + farm, strata = ~stratum, weights = ~w, fpc = ~part_1 + part_2, data = several)
one_part <- svydesign(id = ~parish, strata = ~stratum, weights = ~w, fpc = ~part_1, data = several)
unstratified <- svydesign(id = ~parish, weights = ~w, data = farms)
expected <- list()
for (name in c("two", "two_w", "parts", "one_part", "unstratified"))
  expected[[name]] <- c(figures(get(name)), answers(get(name)))
expected$two$weights <- unname(weights(two))

# The lonely parish under each option: without and with a finite population, sampled whole, in two stages, and calibrated.
for (choice in c("remove", "certainty", "adjust", "average")) {
  options(survey.lonely.psu = choice)
  lonely <- list(
    endless = svydesign(id = ~parish, strata = ~stratum, weights = ~w, data = farms),
    finite = svydesign(id = ~parish, strata = ~stratum, weights = ~w, fpc = ~parishes, data = farms),
    whole = svydesign(id = ~parish, strata = ~stratum, weights = ~w, fpc = ~ifelse(stratum == "marsh", 1, parishes), data = farms),
    two = svydesign(id = ~parish + farm, strata = ~stratum, weights = ~w, fpc = ~parishes + farms, data = farms))
  lonely$calibrated <- calibrate(lonely$finite, ~kind + area, c(`(Intercept)` = 570, kinddairy = 195, kindmixed = 160, area = 10500))
  expected$lonely[[choice]] <- lapply(lonely, figures)
}
# Two parishes in which a single farm was drawn of several.
single <- several[!(several$parish %in% c(101, 402) & several$farm > 1), ]
for (choice in c("certainty", "adjust")) {
  options(survey.lonely.psu = choice)
  expected$lonely_within[[choice]] <- figures(
    svydesign(id = ~parish + farm, strata = ~stratum, weights = ~w, fpc = ~parishes + farms, data = single))
}
options(survey.lonely.psu = "fail")

# Known population figures on top of designs.
kinds <- data.frame(kind = c("arable", "dairy", "mixed"), Freq = c(205, 180, 145))
strata_kinds <- c(`(Intercept)` = 530, kinddairy = 180, kindmixed = 145)
tenured <- several; tenured$tenure[is.na(tenured$tenure)] <- "own"
of <- function(data, ...) svydesign(id = ~parish, strata = ~stratum, weights = ~w, fpc = ~parishes, data = data, ...)
tight <- list(epsilon = 1e-14, maxit = 500)
known <- list(
  post = postStratify(of(several), ~kind, kinds),
  post_two_stage = postStratify(two_w, ~kind, kinds),
  raked = rake(of(tenured), list(~kind, ~tenure), list(kinds, data.frame(tenure = c("own", "rent", "share", "trust"), Freq = c(190, 200, 100, 40))), control = tight),
  raked_by_calibrating = calibrate(of(tenured), ~kind + tenure, c(strata_kinds, tenurerent = 200, tenureshare = 100, tenuretrust = 40), calfun = "raking", epsilon = 1e-13),
  linear = calibrate(of(several), ~kind + area, c(strata_kinds, area = 9900), epsilon = 1e-13),
  linear_two_stage = calibrate(two_w, ~kind + area, c(strata_kinds, area = 9900), epsilon = 1e-13),
  raking = calibrate(of(several), ~kind + area, c(strata_kinds, area = 9900), calfun = "raking", epsilon = 1e-13),
  logit = calibrate(of(several), ~kind + area, c(strata_kinds, area = 9900), calfun = "logit", bounds = c(0.72, 1.3), epsilon = 1e-13),
  linear_bounded = calibrate(of(several), ~kind + area, c(strata_kinds, area = 9900), bounds = c(0.8, 1.12), epsilon = 1e-13),
  raking_bounded = attempt(calibrate(of(several), ~kind + area, c(strata_kinds, area = 9900), calfun = "raking", bounds = c(0.8, 1.12), epsilon = 1e-13)),
  by_stratum = calibrate(of(several), ~stratum:area - 1, c(`stratumcoast:area` = 1450, `stratumhill:area` = 1240, `stratumplain:area` = 7700), epsilon = 1e-13),
  negative = calibrate(of(several), ~kind + area, c(strata_kinds, area = 3500), epsilon = 1e-13),
  alone = calibrate(svydesign(id = ~1, weights = ~w, data = tenured), ~kind + cows, c(strata_kinds, cows = 2050), calfun = "logit", bounds = c(0.3, 3), epsilon = 1e-13))
for (name in names(known)) if (!is.null(known[[name]])) {
  expected$known[[name]] <- c(list(weights = unname(weights(known[[name]]))), figures(known[[name]]))
  if (!name %in% c("negative", "raked_by_calibrating", "post_two_stage")) expected$known[[name]] <- c(expected$known[[name]], answers(known[[name]]))
}
cat(toJSON(expected, digits = I(14), auto_unbox = TRUE, na = "null", null = "null"), "\n", file = "expected.json")
