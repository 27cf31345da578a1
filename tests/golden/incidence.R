# Cumulative incidence: cmprsk::cuminc with the log-log limits of its users, and survfit's; and
# quantiles, which R gives for neither: read off the same curves and limits.
# Run: Rscript tests/golden/incidence.R
library(survival)
library(cmprsk)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))
source(file.path(here, "read_data.R"))

scales <- c("log", "log-log", "plain", "logit")

cuminc_at <- function(time, cause, times) {
  read <- timepoints(cuminc(time, cause), times)
  values <- function(k) {
    f <- read$est[k, ]
    se <- sqrt(read$var[k, ])
    inside <- ifelse(f < 1 - 1e-15, f, NA)
    width <- exp(qnorm(0.975) * se / (inside * log(inside)))
    list(incidence = f, standard_error = se, lower = inside^(1 / width), upper = inside^width)
  }
  causes <- sub("^1 ", "", rownames(read$est))
  setNames(lapply(seq_along(causes), values), causes)
}

survfit_at <- function(time, cause, times) {
  y <- Surv(time, factor(cause, c(0, sort(setdiff(cause, 0)))))
  read <- lapply(scales, function(s) summary(survfit(y ~ 1, conf.type = s), times = times))
  values <- function(k) list(
    incidence = read[[1]]$pstate[, k], standard_error = read[[1]]$std.err[, k],
    limits = setNames(lapply(read, function(r) list(lower = r$lower[, k], upper = r$upper[, k])),
                      scales)
  )
  states <- setdiff(seq_along(read[[1]]$states), which(read[[1]]$states == "(s0)"))
  setNames(lapply(states, values), read[[1]]$states[states])
}

# The smallest time at which a curve has come to p; for the limits, that of the other limit.
probs <- c(0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 0.9)
first_at <- function(time, curve) sapply(probs, function(p) {
  reached <- which(curve >= p - 1e-12)
  if (length(reached)) time[reached[1]] else NA
})
quantiles <- function(time, f, lower, upper) list(
  quantile = first_at(time, f), lower = first_at(time, upper), upper = first_at(time, lower)
)
quantiles_of <- function(time, cause) {
  times <- sort(unique(time))
  list(
    probs = probs,
    aalen = lapply(cuminc_at(time, cause, times), function(x) {
      quantiles(times, x$incidence, x$lower, x$upper)
    }),
    delta = lapply(survfit_at(time, cause, times), function(x) Map(function(l, scale) {
      # These scales are infinite at an incidence of 1, where R has limits by rounding alone.
      none <- scale %in% c("log-log", "logit") & x$incidence > 1 - 1e-12
      quantiles(times, x$incidence, ifelse(none, NA, l$lower), ifelse(none, NA, l$upper))
    }, x$limits, names(x$limits)))
  )
}

case <- function(time, cause, times) list(
  times = times, aalen = cuminc_at(time, cause, times), delta = survfit_at(time, cause, times),
  quantiles = quantiles_of(time, cause)
)

mgus2 <- read_data("mgus2")
of <- function(rows) case(mgus2$months[rows], mgus2$cause[rows], c(1, 12, 30, 60, 120, 240, 350))
small <- function(time, cause) c(
  list(data = list(time = time, cause = cause)), case(time, cause, sort(unique(time)))
)
write_golden(list(
  mgus2 = list(F = of(mgus2$sex == "F"), M = of(mgus2$sex == "M")),
  small = list(
    tied = small(c(1, 1, 2, 2, 2, 3, 3, 4, 4, 5), c(1, 2, 1, 1, 0, 2, 1, 2, 2, 0)),
    last_of_the_cause = small(c(1, 2, 2, 3, 4, 4), c(1, 2, 0, 2, 1, 1)),
    last_of_another_cause = small(c(1, 2, 2, 3, 4, 4), c(1, 2, 0, 1, 2, 2)),
    three_causes = small(c(0.1, 0.5, 0.5, 0.7, 0.9, 1.3, 1.3, 1.3), c(3, 1, 2, 2, 0, 1, 3, 3)),
    one_cause = small(c(1, 1, 2, 3, 4, 6), c(1, 0, 1, 1, 0, 1))
  )
))
