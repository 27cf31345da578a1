# Strata, weights, clusters, levels, quantiles, restricted means and rates of the mgus2 patients.
# Run: Rscript tests/golden/options.R
library(survival)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))

patients <- within(mgus2, {
  sex <- ifelse(sex == "F", "female", "male")
  group <- ifelse(age >= 70, "70 or older", "under 70")
  third <- cut(age, c(0, 65, 75, 120), right = FALSE, labels = c("under 65", "65 to 74", "75 or older"))
  months <- ifelse(pstat == 0, futime, ptime)
  cause <- factor(ifelse(pstat == 0, 2 * death, 1), 0:2, c("censored", "malignancy", "death"))
})
probabilities <- c(0.25, 0.5, 0.75)
until <- c(60, 120)

curve <- function(data) {
  fit <- survfit(Surv(futime, death) ~ 1, data, conf.int = 0.9, conf.type = "log-log")
  q <- quantile(fit, probabilities)
  mean <- sapply(until, function(t) summary(fit, rmean = t)$table[c("rmean", "se(rmean)")])
  at <- summary(fit, times = c(60, 120, 240))
  list(quantile = unname(q$quantile), lower = unname(q$lower), upper = unname(q$upper),
       mean = unname(mean[1, ]), standard_error = unname(mean[2, ]),
       estimate = at$surv, at_lower = at$lower, at_upper = at$upper)
}

trend <- function(formula, data) {
  fit <- survdiff(formula, data)
  s <- seq_along(fit$obs)
  sum(s * (fit$obs - fit$exp))^2 / as.numeric(t(s) %*% fit$var %*% s)
}

stratified <- survdiff(Surv(futime, death) ~ sex + strata(group), patients)
peto <- survdiff(Surv(futime, death) ~ sex, patients, rho = 1)

rate <- function(data) {
  test <- poisson.test(sum(data$death), sum(data$futime) / 1200, conf.level = 0.9)
  c(sum(data$death), sum(data$futime), test$estimate, test$conf.int)
}
ratio <- with(patients, poisson.test(
  c(sum(death[sex == "male"]), sum(death[sex == "female"])),
  c(sum(futime[sex == "male"]), sum(futime[sex == "female"])), conf.level = 0.9))

model <- function(fit) {
  limits <- exp(confint(fit, level = 0.9))
  zph <- cox.zph(fit)$table
  agreement <- concordance(fit)
  list(coefficient = unname(coef(fit)), standard_error = sqrt(unname(diag(vcov(fit)))),
       lower = unname(limits[, 1]), upper = unname(limits[, 2]), wald = scalar(fit$wald.test),
       rows = scalar(fit$n), events = scalar(fit$nevent),
       proportional = list(terms = rownames(zph), statistic = unname(zph[, "chisq"]),
                           df = unname(zph[, "df"]), p = unname(zph[, "p"])),
       concordance = scalar(agreement$concordance), concordance_error = scalar(sqrt(agreement$var)))
}
formula <- Surv(futime, death) ~ sex + mspike
strata_model <- coxph(Surv(futime, death) ~ sex + mspike + strata(group), patients)
hazard_of <- function(group) {
  person <- data.frame(sex = "male", mspike = 1.5, group = group)
  summary(survfit(strata_model, newdata = person), times = c(24, 120))$cumhaz
}
complete <- subset(patients, !is.na(mspike))
score <- concordance(Surv(futime, death) ~ mspike, complete, reverse = TRUE)

rows <- tmerge(mgus2, mgus2, id = id, death = event(futime, death), progressed = event(ptime, pstat))
rows <- within(rows, event <- factor(ifelse(death == 1, 2, progressed), 0:2,
                                     c("none", "malignancy", "death")))
states <- survfit(Surv(tstart, tstop, event) ~ 1, id = id, data = rows, conf.int = 0.9)
occupied <- summary(states, times = c(60, 120), rmean = 120)

delta <- survfit(Surv(months, cause) ~ 1, patients, conf.int = 0.9, conf.type = "log")
incident <- summary(delta, times = c(60, 120))

write_golden(list(
  until = until, probabilities = probabilities,
  curves = lapply(split(patients, patients$sex), curve),
  stratified = c(stratified$chisq, 1 - pchisq(stratified$chisq, 1)),
  peto = c(peto$chisq, 1 - pchisq(peto$chisq, 1)),
  trend = scalar(trend(Surv(futime, death) ~ third, patients)),
  rates = lapply(split(patients, patients$sex), rate),
  ratio = unname(c(ratio$estimate, ratio$conf.int, ratio$p.value)),
  cox = list(
    strata = model(strata_model),
    weights = model(coxph(formula, patients, weights = age, robust = FALSE)),
    whole_weights = model(coxph(formula, patients, weights = age)),
    fractional_weights = model(coxph(formula, subset(patients, !is.na(hgb)), weights = hgb)),
    cluster = model(coxph(formula, patients, cluster = age)),
    robust = model(coxph(formula, patients, robust = TRUE)),
    all = model(coxph(Surv(futime, death) ~ sex + mspike + strata(group), patients, weights = age,
                      cluster = age))),
  hazard = list("70 or older" = hazard_of("70 or older"), "under 70" = hazard_of("under 70")),
  concordance = c(score$concordance, sqrt(score$var)),
  occupancy = list(
    states = states$states, estimate = lapply(1:3, function(i) occupied$pstate[, i]),
    lower = lapply(1:3, function(i) occupied$lower[, i]),
    upper = lapply(1:3, function(i) occupied$upper[, i]),
    table = lapply(1:3, function(i) unname(occupied$table[i, ]))),
  incidence = list(
    states = delta$states, estimate = lapply(1:3, function(i) incident$pstate[, i]),
    lower = lapply(1:3, function(i) incident$lower[, i]),
    upper = lapply(1:3, function(i) incident$upper[, i]))
))
