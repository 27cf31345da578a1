# Estimates of patients who come under observation after the origin: survfit and coxph of
# Surv(entry, time, event). Of mgus2, some are taken to be referred up to 18 months after.
# Run: Rscript tests/golden/late_entry.R
library(survival)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))
source(file.path(here, "read_data.R"))

scales <- c("log", "log-log", "plain", "logit")
probs <- c(0.02, 0.05, 0.1, 0.25, 0.5)

incidence <- function(d, times) {
  y <- Surv(d$entry, d$time, factor(d$cause, c(0, sort(setdiff(unique(d$cause), 0)))))
  read <- lapply(scales, function(s) {
    summary(survfit(y ~ 1, id = seq_along(d$time), conf.type = s), times = times)
  })
  all <- summary(survfit(y ~ 1, id = seq_along(d$time)), times = sort(unique(d$time)))
  of <- function(k) list(
    incidence = read[[1]]$pstate[, k], standard_error = read[[1]]$std.err[, k],
    limits = setNames(lapply(read, function(r) list(lower = r$lower[, k], upper = r$upper[, k])),
                      scales),
    quantile = sapply(probs, function(p) all$time[which(all$pstate[, k] >= p - 1e-12)[1]])
  )
  states <- which(read[[1]]$states != "(s0)")
  list(times = times, at_risk = read[[1]]$n.risk[, 1], probs = probs,
       causes = setNames(lapply(states, of), read[[1]]$states[states]))
}

survival <- function(d, times) {
  fit <- survfit(Surv(entry, time, cause > 0) ~ 1, d)
  reverse <- survfit(Surv(entry, time, cause == 0) ~ 1, d)
  at <- summary(fit, times = times)
  half <- function(fit) unlist(lapply(quantile(fit, c(0, 0.5)), function(x) unname(x[2])))
  list(times = times, estimate = at$surv, lower = at$lower, upper = at$upper,
       median = unname(half(fit)), follow_up = unname(half(reverse)))
}

compared <- function(d) {
  hazard <- coxph(Surv(entry, time, cause == 1) ~ group, d)
  list(coefficient = scalar(unname(coef(hazard))), standard_error = scalar(sqrt(vcov(hazard)[1])))
}

case <- function(d, times) list(
  data = list(time = d$time, cause = d$cause, entry = d$entry, group = as.integer(d$group)),
  incidence = incidence(d, times), survival = survival(d, times), compared = compared(d)
)

mgus2 <- read_data("mgus2")
referred <- with(mgus2, data.frame(time = months, cause = cause, group = sex == "M",
                                   entry = (seq_along(months) * 7) %% 19))
small <- data.frame(
  time = c(30, 60, 60, 90, 120, 150, 180, 200), cause = c(1, 2, 1, 0, 1, 2, 0, 1),
  entry = c(0, 10, 0, 40, 60, 20, 90, 0), group = rep(c(FALSE, FALSE, TRUE, TRUE), 2)
)
write_golden(list(
  referred = case(subset(referred, entry < time), c(6, 12, 30, 60, 120, 240)),
  small = case(small, c(30, 60, 100, 150, 200))
))
