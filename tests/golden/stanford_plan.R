# The analysis plan of the Stanford study, from R's own copy of the data.
# Run: Rscript tests/golden/stanford_plan.R
library(survival)
library(cmprsk)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))

days <- function(from, to) as.numeric(to - from)
patients <- within(jasa, {
  time <- days(accept.dt, fu.date)
  age <- days(birth.dt, accept.dt) / 365.25
  group <- ifelse(surgery == 1, "prior surgery", "none")
  transplanted <- !is.na(tx.date)
  waited <- ifelse(transplanted, days(accept.dt, tx.date), time)
  cause <- ifelse(transplanted, "transplant", ifelse(fustat == 1, "death", "censored"))
})
asked <- c(182, 365, 730)

curves <- function(data, groups) {
  fits <- lapply(split(data, groups), function(d) survfit(Surv(time, fustat) ~ 1, d))
  lapply(fits, function(fit) {
    at <- summary(fit, times = asked, extend = TRUE)
    q <- quantile(fit, 0.5)
    list(n = scalar(fit$n), events = scalar(sum(fit$n.event)), median = unlist(q, use.names = FALSE),
         estimate = at$surv, lower = at$lower, upper = at$upper, at_risk = at$n.risk)
  })
}

incidence <- function(data, groups = rep("all", nrow(data))) {
  fit <- with(data, cuminc(waited, cause, groups, cencode = "censored"))
  at <- timepoints(fit[names(fit) != "Tests"], asked)
  list(names = rownames(at$est), estimate = lapply(seq_len(nrow(at$est)), function(i) at$est[i, ]),
       variance = lapply(seq_len(nrow(at$var)), function(i) at$var[i, ]),
       tests = if (is.null(fit$Tests)) list() else list(names = rownames(fit$Tests),
         statistic = fit$Tests[, "stat"], p_value = fit$Tests[, "pv"]))
}

cox <- coxph(Surv(start, stop, event) ~ age + surgery + transplant, heart)
zph <- cox.zph(cox)$table["GLOBAL", ]
landmark <- within(subset(patients, time > 30), {
  group <- ifelse(transplanted & waited <= 30, "reached", "not reached")
  time <- time - 30
})

write_golden(list(
  by_surgery = curves(patients, patients$group),
  by_surgery_log_rank = scalar(survdiff(Surv(time, fustat) ~ group, patients)$chisq),
  transplant_and_survival = list(
    coefficient = unname(coef(cox)), standard_error = sqrt(unname(diag(vcov(cox)))),
    likelihood_ratio = scalar(summary(cox)$logtest[["test"]]), wald = scalar(cox$wald.test),
    score = scalar(cox$score), zph = scalar(zph[["chisq"]]),
    concordance = scalar(cox$concordance[["concordance"]])),
  incidence = incidence(patients),
  incidence_by_surgery = incidence(patients, patients$group),
  from_day_30 = curves(landmark, landmark$group),
  from_day_30_log_rank = scalar(survdiff(Surv(time, fustat) ~ group, landmark)$chisq),
  age_by_surgery = scalar(wilcox.test(age ~ group, patients, exact = FALSE)$p.value),
  transplant_by_surgery = scalar(chisq.test(patients$group, patients$transplanted,
    correct = FALSE)$p.value)
))
