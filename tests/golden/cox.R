# Cox models: survival::coxph with its tests, residuals, baseline hazard and concordance.
# Run: Rscript tests/golden/cox.R
library(survival)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))
source(file.path(here, "read_data.R"))

transforms <- c("km", "identity", "rank", "log")
by_row <- function(m) lapply(seq_len(nrow(m)), function(i) unname(m[i, ]))
test <- function(x, df) list(statistic = scalar(x), degrees_of_freedom = scalar(df))

tests_of_proportionality <- function(fit) {
  of <- function(transform) {
    table <- cox.zph(fit, transform)$table
    setNames(lapply(seq_len(nrow(table)), function(i) test(table[i, "chisq"], table[i, "df"])),
             rownames(table))
  }
  setNames(lapply(transforms, of), transforms)
}

model <- function(fit) {
  hazard <- basehaz(fit, centered = FALSE)
  hazard <- hazard[diff(c(0, hazard$hazard)) != 0, ]
  naive <- if (is.null(fit$naive.var)) fit$var else fit$naive.var
  agreement <- concordance(fit)
  list(
    coefficients = unname(coef(fit)), covariance = by_row(naive), robust = by_row(fit$var),
    log_likelihood = scalar(fit$loglik[2]), null_log_likelihood = scalar(fit$loglik[1]),
    score = scalar(fit$score), wald = scalar(fit$wald.test), iterations = scalar(fit$iter),
    rows_used = scalar(fit$n), events = scalar(fit$nevent),
    lower = unname(exp(confint(fit))[, 1]), upper = unname(exp(confint(fit))[, 2]),
    proportional = tests_of_proportionality(fit),
    concordance = list(estimate = scalar(agreement$concordance),
                       standard_error = scalar(sqrt(agreement$var)))
  )
}

residuals_of <- function(fit) {
  hazard <- basehaz(fit, centered = FALSE)
  jumps <- hazard$hazard != c(0, hazard$hazard[-nrow(hazard)])
  c(model(fit), list(
    hazard_time = hazard$time[jumps], hazard = hazard$hazard[jumps],
    martingale = unname(residuals(fit)),
    dfbeta = by_row(t(as.matrix(residuals(fit, "dfbeta")))),
    schoenfeld = by_row(t(as.matrix(residuals(fit, "schoenfeld")))),
    scaled = by_row(t(as.matrix(residuals(fit, "scaledsch"))))
  ))
}

heart <- read_data("heart")
lung <- read_data("lung")
veteran <- read_data("veteran")
mgus2 <- read_data("mgus2")
tied <- data.frame(
  entry = c(0, 0, 0, 1, 1, 2, 0, 3, 2, 0, 0, 1, 4, 2), time = c(3, 3, 5, 3, 5, 5, 6, 6, 7, 7, 3, 5, 6, 7),
  event = c(1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1),
  x = c(0.5, 2, 1, 0, 1.5, 3, 1, 0.2, 2, 1.2, 0.9, 0.1, 2.2, 1.7),
  z = c(1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0), weight = c(1, 2, 1, 1.5, 1, 1, 2, 0.5, 1, 1, 3, 1, 1, 2),
  stratum = c(1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2), cluster = c(1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7)
)
heart_model <- Surv(start, stop, event) ~ transplant + age + surgery
write_golden(list(
  heart = residuals_of(coxph(heart_model, heart)),
  heart_breslow = residuals_of(coxph(heart_model, heart, ties = "breslow")),
  heart_by_patient = model(coxph(heart_model, heart, cluster = id)),
  lung = model(coxph(Surv(time, death) ~ age + sex + ph.ecog + wt.loss, lung)),
  lung_by_institution = model(coxph(Surv(time, death) ~ age + ph.karno + strata(sex), lung)),
  veteran = model(coxph(Surv(time, status) ~ trt + celltype + karno + age, veteran)),
  mgus2_death = model(coxph(Surv(months, cause == 2) ~ age + sex + hgb + creat + mspike, mgus2)),
  mgus2_malignancy = model(coxph(Surv(months, cause == 1) ~ age + sex + mspike, mgus2,
                                 ties = "breslow")),
  tied = list(
    data = tied,
    efron = residuals_of(coxph(Surv(entry, time, event) ~ x + z, tied)),
    breslow = residuals_of(coxph(Surv(entry, time, event) ~ x + z, tied, ties = "breslow")),
    weighted = model(coxph(Surv(entry, time, event) ~ x + z, tied, weights = weight, cluster = cluster)),
    everything = model(coxph(Surv(entry, time, event) ~ x + z + strata(stratum), tied,
                             weights = weight, cluster = cluster)),
    without_entry = model(coxph(Surv(time, event) ~ x + z + strata(stratum), tied))
  )
))
