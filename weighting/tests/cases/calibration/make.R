# Makes input.csv and expected.json of this folder: Rscript make.R (Debian's r-cran-survey and r-base-core, nothing else).
suppressMessages(library(survey))
set.seed(20261122)
n <- 240
d <- data.frame(
  region = sample(c("east", "north", "south", "west"), n, TRUE, c(.2, .3, .4, .1)),
  tenure = sample(c("owner", "tenant"), n, TRUE, c(.7, .3)),
  hectares = round(exp(rnorm(n, 3, .8)), 1),
  year = sample(1950:2005, n, TRUE),
  y = NA, base = round(runif(n, 20, 60), 2),
  variance = round(runif(n, .5, 3), 2), cluster = sample(1:40, n, TRUE))
d$y <- round(2 + .1 * d$hectares + (d$tenure == "owner") + rnorm(n), 2)
write.csv(d, "input.csv", row.names = FALSE, quote = FALSE)
N <- round(sum(d$base))
pop <- list(N = N,
  region = c(east = .23, north = .28, south = .38, west = .11) * N,
  tenure = c(owner = .65, tenant = .35) * N,
  hectares = round(1.04 * sum(d$base * d$hectares)), year = round(1979.2 * N))
p <- c(`(Intercept)` = N, regionnorth = pop$region[["north"]], regionsouth = pop$region[["south"]],
       regionwest = pop$region[["west"]], tenuretenant = pop$tenure[["tenant"]],
       hectares = pop$hectares, year = pop$year)
f <- ~region + tenure + hectares + year
design <- svydesign(ids = ~1, weights = ~base, data = d)
run <- function(des, formula, population, ...) {
  cal <- calibrate(des, formula, population, epsilon = 1e-13, maxit = 500, ...)
  m <- svymean(~y, cal)
  t <- svytotal(~y, cal)
  list(weights = as.numeric(weights(cal)), mean = unname(coef(m)), mean_se = unname(SE(m)[1]),
       total = unname(coef(t)), total_se = unname(SE(t)[1]))
}
cat_p <- p[1:5]
expected <- list(
  linear = run(design, f, p), raking = run(design, f, p, calfun = "raking"),
  logit = run(design, f, p, calfun = "logit", bounds = c(.72, 1.5)),
  linear_bounded = run(design, f, p, calfun = "linear", bounds = c(.72, 1.5)),
  raking_bounded = run(design, f, p, calfun = "raking", bounds = c(.72, 1.5)),
  margins_logit = run(design, ~region + tenure, cat_p, calfun = "logit", bounds = c(.6, 1.6)),
  margins_raking = run(design, ~region + tenure, cat_p, calfun = "raking"),
  no_intercept_ratio = run(design, ~hectares - 1, c(hectares = pop$hectares), variance = 1),
  clustered_linear = run(svydesign(ids = ~cluster, weights = ~base, data = d), f, p))
num <- function(x) formatC(x, digits = 17, format = "g")
json <- function(x) if (is.list(x) || !is.null(names(x)))
    paste0("{", paste0('"', names(x), '": ', vapply(x, json, ""), collapse = ", "), "}") else
  if (length(x) == 1) num(x) else paste0("[", paste(num(x), collapse = ", "), "]")
writeLines(json(list(population = lapply(pop, function(v) if (length(v) > 1) as.list(v) else v), expected = expected)),
           "expected.json")
