# The analysis plan of the mgus2 study from R's own copy of the data (Kyle et al., NEJM 2002;346:564-569).
# Run: Rscript tests/golden/mgus2_plan.R   (also writes fixtures/mgus2/mgus2.csv)
library(survival)
library(cmprsk)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))

if (!length(commandArgs(trailingOnly = TRUE))) {
  kept <- c("id", "age", "sex", "dxyr", "hgb", "creat", "mspike", "ptime", "pstat", "futime", "death")
  write.csv(mgus2[kept], file.path(here, "../../fixtures/mgus2/mgus2.csv"), row.names = FALSE,
    quote = FALSE, na = "")
}

patients <- within(mgus2, {
  months <- ifelse(pstat == 0, futime, ptime)
  cause <- factor(ifelse(pstat == 0, 2 * death, 1), 0:2, c("censored", "malignancy", "death"))
  sex <- ifelse(sex == "F", "female", "male")
})
asked <- c(60, 120, 240)

incidence <- function(groups) {
  fit <- with(patients, cuminc(months, cause, groups, cencode = "censored"))
  at <- timepoints(fit[names(fit) != "Tests"], asked)
  list(names = rownames(at$est), estimate = lapply(seq_len(nrow(at$est)), function(i) at$est[i, ]),
    variance = lapply(seq_len(nrow(at$var)), function(i) at$var[i, ]),
    gray = if (is.null(fit$Tests)) list() else list(names = rownames(fit$Tests),
      statistic = fit$Tests[, "stat"], p_value = fit$Tests[, "pv"]))
}

survival_by_sex <- survfit(Surv(futime, death) ~ sex, patients)
at <- summary(survival_by_sex, times = asked, extend = TRUE)
cause_specific <- coxph(Surv(months, cause == "malignancy") ~ age + sex + mspike, patients)
complete <- subset(patients, !is.na(mspike))
subdistribution <- with(complete, crr(months, as.integer(cause) - 1,
  cbind(age, sex == "male", mspike), failcode = 1, cencode = 0))

# Of a malignancy and a death in one month the death counts, as the last state of a day does.
states <- survfit(Surv(tstart, tstop, event) ~ 1, id = id, data = {
  rows <- tmerge(mgus2, mgus2, id = id, death = event(futime, death), progressed = event(ptime, pstat))
  within(rows, event <- factor(ifelse(death == 1, 2, progressed), 0:2, c("none", "malignancy", "death")))
})
occupied <- summary(states, times = asked)

malignancy <- function(d) Surv(d$months, d$cause == "malignancy")
within_group <- function(d) {
  fit <- coxph(malignancy(d) ~ mspike, d)
  list(rows = scalar(fit$n), coefficient = scalar(coef(fit)[[1]]))
}
complete$age_group <- ifelse(complete$age >= 70, "70 or older", "under 70")
interaction <- function(group) {
  scalar(anova(coxph(malignancy(complete) ~ mspike + group, complete),
    coxph(malignancy(complete) ~ mspike * group, complete))$Chisq[2])
}

write_golden(list(
  forest = list(sex = lapply(split(complete, complete$sex), within_group),
    age_group = lapply(split(complete, complete$age_group), within_group),
    interaction = list(sex = interaction(complete$sex), age_group = interaction(complete$age_group))),
  incidence = incidence(rep("all", nrow(patients))),
  incidence_by_sex = incidence(patients$sex),
  survival_by_sex = list(
    groups = sub("sex=", "", as.character(at$strata)), estimate = at$surv, lower = at$lower,
    upper = at$upper, at_risk = at$n.risk,
    log_rank = scalar(survdiff(Surv(futime, death) ~ sex, patients)$chisq)),
  cause_specific = list(
    coefficient = unname(coef(cause_specific)),
    standard_error = sqrt(unname(diag(vcov(cause_specific)))),
    rows = scalar(cause_specific$n), events = scalar(cause_specific$nevent)),
  subdistribution = list(
    coefficient = unname(subdistribution$coef),
    standard_error = sqrt(diag(subdistribution$var))),
  occupancy = list(
    states = states$states, estimate = lapply(seq_along(states$states), function(i) occupied$pstate[, i]))
))
