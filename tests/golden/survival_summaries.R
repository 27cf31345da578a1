# Follow-up, restricted means, a landmark and person-time rates.
# Run: Rscript tests/golden/survival_summaries.R
library(survival)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))

median_of <- function(fit) {
  q <- quantile(fit, c(0, 0.5))
  c(q$quantile[2], q$lower[2], q$upper[2])
}

follow_up <- function(time, event) {
  survivors <- time[event == 0]
  list(data = list(time = time, event = as.integer(event)),
       reverse = median_of(survfit(Surv(time, 1 - event) ~ 1)),
       survivors = c(length(survivors), quantile(survivors, c(0.5, 0.25, 0.75, 0, 1))))
}

means <- function(time, event, until, entry = NULL) {
  fit <- if (is.null(entry)) survfit(Surv(time, event) ~ 1)
         else survfit(Surv(entry, time, event) ~ 1)
  data <- list(time = time, event = as.integer(event))
  if (!is.null(entry)) data$entry <- entry
  values <- sapply(until, function(t) summary(fit, rmean = t)$table[c("rmean", "se(rmean)")])
  list(data = data, until = until, mean = values[1, ], standard_error = values[2, ])
}

at_landmark <- function(time, event, at) {
  kept <- time > at
  fit <- survfit(Surv(time[kept] - at, event[kept]) ~ 1)
  list(data = list(time = time, event = as.integer(event)), at = scalar(at),
       subjects = scalar(fit$n), time = fit$time, survival = fit$surv)
}

rates <- function(events, person_time, level) {
  test <- poisson.test(events, person_time, conf.level = level)
  c(events, person_time, level, test$estimate, test$conf.int)
}

ratio <- function(events, person_time) {
  test <- poisson.test(events, person_time)
  c(events, person_time, test$estimate, test$conf.int, test$p.value)
}

jasa_days <- as.numeric(jasa$fu.date - jasa$accept.dt)
dead <- lung$status == 2
write_golden(list(
  follow_up = list(
    stanford_heart_programme = follow_up(jasa_days, jasa$fustat),
    lung = follow_up(lung$time, dead)
  ),
  restricted_mean = list(
    stanford_heart_programme = means(jasa_days, jasa$fustat, c(0.5, 30, 365, 1799)),
    veteran_to_extinction = means(veteran$time, veteran$status, c(100, 999, 1500)),
    heart_after_transplant = with(heart[heart$transplant == 1, ],
                                  means(stop, event, c(100, 1000), entry = start)),
    everybody_had_it = means(c(1, 2, 3), c(1, 1, 1), c(2, 3, 5))
  ),
  landmark = at_landmark(lung$time, dead, 180),
  rates = list(rates(0, 12.5, 0.95), rates(1, 3, 0.95), rates(75, 31938, 0.95),
               rates(12, 100, 0.9), rates(165, 69593, 0.99)),
  ratios = list(ratio(c(11, 23), c(800, 1200)), ratio(c(0, 4), c(10, 10)),
                ratio(c(5, 0), c(7, 90)), ratio(c(112, 53), c(39000, 30000)),
                ratio(c(6, 6), c(50, 50)))
))
