# Kaplan-Meier curves, their limits on four scales, quantiles and values at given times.
# Run: Rscript tests/golden/kaplan_meier.R
library(survival)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))

probs <- c(0.1, 0.25, 0.5, 0.75, 0.9, 1)
scales <- c("log", "log-log", "plain", "logit")

curve <- function(y, times) {
  fits <- lapply(scales, function(scale) survfit(y ~ 1, conf.type = scale))
  fit <- fits[[1]]
  list(
    time = fit$time, at_risk = fit$n.risk, events = fit$n.event, censored = fit$n.censor,
    survival = fit$surv, standard_error = fit$surv * fit$std.err, asked = times,
    limits = setNames(lapply(fits, limits, times = times), scales)
  )
}

limits <- function(fit, times) {
  # With 0 among the probabilities, R forgives rounding in a curve that ends at exactly p.
  q <- lapply(quantile(fit, c(0, probs)), function(x) unname(x[-1]))
  s <- summary(fit, times = times, extend = TRUE)
  list(
    lower = fit$lower, upper = fit$upper,
    quantile = q$quantile, quantile_lower = q$lower, quantile_upper = q$upper,
    at = s$surv, at_lower = s$lower, at_upper = s$upper, at_risk = s$n.risk
  )
}

case <- function(time, event, entry = NULL, group = NULL, times = NULL) {
  y <- if (is.null(entry)) Surv(time, event) else Surv(entry, time, event)
  if (is.null(times)) times <- c(0, min(time) / 2, unname(quantile(time, 1:3 / 4)), max(time) + 1)
  # As survfit() does: rounding is repaired over all groups at once.
  y <- aeqSurv(y)
  parts <- if (is.null(group)) list(all = rep(TRUE, length(time))) else
    sapply(as.character(sort(unique(group))), function(g) group == g, simplify = FALSE)
  data <- list(time = time, event = as.integer(event))
  if (!is.null(entry)) data$entry <- entry
  if (!is.null(group)) data$group <- group
  list(data = data, curves = lapply(parts, function(part) curve(y[part], times)))
}

jasa_days <- as.numeric(jasa$fu.date - jasa$accept.dt)
write_golden(list(
  stanford_heart_programme = case(jasa_days, jasa$fustat, times = c(0, 30, 182.5, 365.25, 5000)),
  lung_by_sex = case(lung$time, lung$status == 2, group = lung$sex),
  veteran_by_cell_type = case(veteran$time, veteran$status, group = as.character(veteran$celltype)),
  lung_in_years = case(lung$time / 365.25, lung$status == 2),
  heart_by_transplant = case(heart$stop, heart$event, entry = heart$start,
                             group = as.integer(heart$transplant == 1)),
  late_entry_with_an_empty_risk_set = case(c(2, 3, 9, 10, 11), c(1, 0, 1, 0, 1),
                                           entry = c(0, 1, 5, 5, 6)),
  late_entry_into_a_curve_at_zero = case(c(1.5, 4, 4.5), c(1, 1, 0), entry = c(1, 2, 2)),
  flat_at_the_median = case(1:4, rep(1, 4)),
  flat_at_the_median_to_the_end = case(c(1, 2, 3, 4), c(1, 1, 0, 0)),
  death_and_censoring_tied = case(c(3, 3, 3, 5, 5, 7), c(1, 0, 1, 0, 1, 0)),
  nobody_had_the_event = case(c(1, 2, 2), c(0, 0, 0)),
  everybody_had_it_at_once = case(c(4, 4, 4), c(1, 1, 1), times = c(0, 1, 4, 5)),
  one_subject = case(7, 1, times = c(0, 7, 8)),
  event_at_time_zero = case(c(0, 0, 1, 2, 3, 4, 4), c(1, 0, 0, 1, 1, 0, 1), times = c(0, 1, 9)),
  tied_but_for_rounding = case(c(0.1 + 0.2, 0.3, 0.3, 0.7, 0.1 * 7, 0.9), c(1, 0, 1, 1, 1, 0)),
  entry_tied_but_for_rounding = case(c(0.3, 0.6, 0.9, 1.2), c(1, 1, 0, 1),
                                     entry = c(0, 0.1, 0.1 + 0.2, 0.5)),
  upper_limit_rises_again = case(c(1, 2, 3, 5, 8, 13, 21), c(1, 1, 1, 1, 1, 1, 0))
))
