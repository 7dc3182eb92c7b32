library(BradleyTerry2); library(qvcalc)
set.seed(20261121)
items <- c("beaver", "curlew", "dragonfly", "eel", "hedgehog", "otter")
ability <- c(0.8, 0.2, -0.4, -0.9, 0.1, 0.6)
d <- expand.grid(first = 1:6, second = 1:6); d <- d[d$first != d$second, ]
d <- d[-c(4, 17), ]
n <- sample(5:40, nrow(d), TRUE)
p <- plogis(ability[d$first] - ability[d$second] + 0.35)
d$first_wins <- rbinom(nrow(d), n, p); d$second_wins <- n - d$first_wins
d$neutral <- 0
extra <- data.frame(first = c(1, 2, 5), second = c(3, 6, 4), first_wins = c(9, 7, 11), second_wins = c(4, 12, 6), neutral = 1)
d <- rbind(d, extra)
write.csv(transform(d, first = items[first], second = items[second]), "input.csv", row.names = FALSE, quote = FALSE)
f <- function(i, z) data.frame(item = factor(items[i], levels = items), shown.first = z)
run <- function(formula, ...) {
  m <- BTm(cbind(d$first_wins, d$second_wins), f(d$first, ifelse(d$neutral == 1, 0, 1)), f(d$second, rep(0, nrow(d))),
           formula = formula, id = "item", epsilon = 1e-14, maxit = 50, ...)
  s <- coef(summary(m)); a <- BTabilities(m); q <- qvcalc(a)
  list(ability = a[, 1], se = a[, 2], order = if ("shown.first" %in% rownames(s)) s["shown.first", 1:2],
       deviance = m$deviance, null_deviance = m$null.deviance, df_residual = m$df.residual,
       logLik = as.numeric(logLik(m)), aic = m$aic, quasi_var = q$qvframe$quasiVar)
}
num <- function(x) paste0("[", paste(format(x, digits = 15), collapse = ", "), "]")
show <- function(r) paste0("{", paste(sprintf('"%s": %s', names(r)[!sapply(r, is.null)],
  sapply(r[!sapply(r, is.null)], function(x) if (length(x) > 1) num(as.numeric(x)) else format(as.numeric(x), digits = 15))), collapse = ",\n  "), "}")
cat('{"order": ', show(run(~ item + shown.first)), ',\n"no_order": ', show(run(~ item)), "}\n", file = "expected.json", sep = "")
