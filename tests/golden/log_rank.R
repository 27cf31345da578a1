# Log-rank tests: k groups, strata, Fleming-Harrington weights, trend, late entry.
# Run: Rscript tests/golden/log_rank.R
library(survival)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))

# s'(O - E) squared over s'Vs (Tarone 1975), from the parts of survdiff.
trend <- function(fit, scores) {
  difference <- rowSums(as.matrix(fit$obs)) - rowSums(as.matrix(fit$exp))
  statistic <- sum(scores * difference)^2 / c(scores %*% fit$var %*% scores)
  c(statistic, pchisq(statistic, 1, lower.tail = FALSE))
}

case <- function(time, event, group, strata = NULL, rho = 0, scores = NULL) {
  group <- as.character(group)
  fit <- if (is.null(strata)) survdiff(Surv(time, event) ~ group, rho = rho)
         else survdiff(Surv(time, event) ~ group + strata(strata), rho = rho)
  if (is.null(scores)) scores <- seq_along(fit$n)
  data <- list(time = time, event = as.integer(event), group = group)
  if (!is.null(strata)) data$strata <- strata
  list(
    data = data, rho = scalar(rho), subjects = as.vector(fit$n),
    observed = rowSums(as.matrix(fit$obs)), expected = rowSums(as.matrix(fit$exp)),
    variance = lapply(seq_len(nrow(fit$var)), function(i) fit$var[i, ]),
    statistic = scalar(fit$chisq), p_value = scalar(fit$pvalue),
    scores = scores, trend = trend(fit, scores)
  )
}

# survdiff refuses late entry; with exact ties the score test of coxph is the log-rank test.
late_entry <- function(entry, time, event, group) {
  fit <- coxph(Surv(entry, time, event) ~ group, ties = "exact")
  list(data = list(entry = entry, time = time, event = as.integer(event), group = group),
       statistic = scalar(fit$score))
}

known <- lung[!is.na(lung$ph.ecog), ]
cells <- as.character(veteran$celltype)
write_golden(list(
  tests = list(
    lung_by_sex = with(lung, case(time, status == 2, sex)),
    lung_by_sex_within_institution = with(lung[!is.na(lung$inst), ],
                                          case(time, status == 2, sex, strata = inst)),
    lung_by_performance_status = with(known, case(time, status == 2, ph.ecog)),
    lung_by_performance_status_weighted = with(known, case(time, status == 2, ph.ecog, rho = 1)),
    lung_by_performance_status_within_sex = with(known, case(time, status == 2, ph.ecog,
                                                             strata = sex, rho = 0.5)),
    lung_in_years = with(lung, case(time / 365.25, status == 2, sex)),
    veteran_by_cell_type = with(veteran, case(time, status, cells, scores = c(4, 2, 0, 1))),
    tied_but_for_rounding = case(c(0.1 + 0.2, 0.3, 0.3, 0.7, 0.1 * 7, 0.9), c(1, 1, 0, 1, 1, 1),
                                 c("a", "b", "a", "a", "b", "b")),
    one_group_gone_before_the_first_event = case(c(1, 1, 2, 3, 4, 5), c(0, 0, 1, 1, 1, 0),
                                                 c("a", "a", "b", "b", "c", "c"))
  ),
  late_entry = list(
    heart_by_transplant = with(heart, late_entry(start, stop, event,
                                                 as.integer(transplant == 1))),
    heart_by_surgery = with(heart, late_entry(start, stop, event, surgery))
  )
))
