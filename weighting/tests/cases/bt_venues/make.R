# Makes input.csv and expected.json of this folder with R and its packages BradleyTerry2 and qvcalc; run as `Rscript make.R` here.
suppressMessages({library(BradleyTerry2); library(qvcalc); library(jsonlite)})
set.seed(7)
trees <- c("ash", "birch", "cedar", "elm", "fir", "hazel", "oak")
ability <- c(0, 0.8, -0.5, 0.3, 1.1, -1.2, 0.4)
d <- expand.grid(home = 1:7, away = 1:7); d <- d[d$home != d$away, ]
d <- d[sample(nrow(d), 34), ]
d$venue <- sample(c("home", "away", "neutral"), nrow(d), TRUE, c(0.6, 0.15, 0.25))
advantage <- c(home = 1, away = -1, neutral = 0)[d$venue]
n <- sample(1:9, nrow(d), TRUE)
d$first_wins <- rbinom(nrow(d), n, plogis(ability[d$home] - ability[d$away] + 0.45 * advantage))
d$second_wins <- n - d$first_wins
half <- runif(nrow(d)) < 0.2
d$first_wins[half] <- d$first_wins[half] + 0.5; d$second_wins[half] <- d$second_wins[half] + 0.5
d$first <- trees[d$home]; d$second <- trees[d$away]
d <- d[, c("first", "second", "first_wins", "second_wins", "venue")]
write.csv(d, "input.csv", row.names = FALSE, quote = FALSE)

d$one <- data.frame(tree = factor(d$first, levels = trees), at = as.numeric(d$venue == "home"))
d$two <- data.frame(tree = factor(d$second, levels = trees), at = as.numeric(d$venue == "away"))
run <- function(formula, reference) {
  m <- suppressWarnings(BTm(cbind(first_wins, second_wins), one, two, formula = formula, id = "tree", refcat = reference,
                            data = d, epsilon = 1e-14, maxit = 50))
  a <- BTabilities(m)
  list(ability = unname(a[, 1]), se = unname(a[, 2]), coef = unname(coef(m)), vcov = unname(vcov(m)), deviance = m$deviance,
       null_deviance = m$null.deviance, df_residual = m$df.residual, aic = suppressWarnings(m$aic),
       quasi_var = qvcalc(a)$qvframe$quasiVar, names = names(coef(m)))
}
cat(toJSON(list(ash = run(~tree + at, "ash"), fir = run(~tree + at, "fir"), no_order = run(~tree, "ash")),
           digits = I(15), auto_unbox = TRUE), "\n", file = "expected.json")
