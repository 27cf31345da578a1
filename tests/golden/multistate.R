# State occupancy and time in states: survfit for multi-state data.
# Run: Rscript tests/golden/multistate.R
library(survival)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))
source(file.path(here, "read_data.R"))

scales <- c("log", "log-log", "plain", "logit")
by_row <- function(m) lapply(seq_len(nrow(m)), function(i) unname(m[i, ]))

occupancy <- function(rows, states, some, until) {
  y <- with(rows, Surv(entry, time, factor(to, c("censored", states))))
  istate <- factor(rows$state, states)
  fit <- function(...) survfit(y ~ 1, id = rows$subject, istate = istate, ...)
  estimated <- fit(influence = TRUE)
  order <- match(states, estimated$states)
  limits <- function(scale) {
    f <- fit(influence = TRUE, conf.type = scale)
    list(lower = by_row(f$lower[some, order]), upper = by_row(f$upper[some, order]))
  }
  spent <- survival:::survmean2(survival:::survfit0(estimated), 1, until)$matrix
  list(
    states = states, some = some - 1, until = scalar(until), initial = unname(estimated$p0[order]),
    time = estimated$time, at_risk = by_row(estimated$n.risk[some, order]),
    probability = by_row(estimated$pstate[some, order]),
    standard_error = by_row(estimated$std.err[some, order]),
    with_fixed_start = by_row(fit()$std.err[some, order]),
    limits = setNames(lapply(scales, limits), scales),
    spent = unname(spent[order, "rmean"]), spent_error = unname(spent[order, "se(rmean)"])
  )
}

small <- data.frame(
  subject = c(1, 1, 1, 2, 2, 3, 4, 4, 5, 6, 6, 6, 7, 8, 8, 9),
  entry = c(0, 2, 5, 0, 4, 1, 0, 3, 2, 0, 1, 6, 0, 3, 5, 0),
  time = c(2, 5, 9, 4, 7, 6, 3, 8, 9, 1, 6, 8, 5, 5, 9, 4),
  state = c("a", "b", "a", "a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "a", "a", "a"),
  to = c("b", "a", "censored", "b", "death", "death", "a", "death", "censored", "b", "a",
         "censored", "death", "censored", "b", "death")
)
myeloid <- read_data("myeloid")
write_golden(list(
  myeloid = occupancy(myeloid, c("disease", "remission", "relapse", "death"),
                      c(1, 50, 150, 300, 400, 500), 1500),
  small = c(list(data = small), occupancy(small, c("a", "b", "death"), 1:9, 8.5))
))
