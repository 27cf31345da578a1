# What follows from the paper's printed numbers alone: tests of Table 1's counts, medians of Tables 4
# and 5, intervals of an estimate under each convention, Wald P values of printed hazard ratios.
# Run: Rscript tests/golden/printed_numbers.R
library(survival)
library(cmprsk)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))
source(file.path(here, "read_data.R"))
fixture <- function(name) {
  read.csv(file.path(here, "..", "..", "fixtures", "wudhikarn2021", paste0(name, ".csv")))
}

# Table 1
tested <- function(rows) {
  counts <- as.matrix(rows[c("progressed", "not_progressed")])
  pearson <- function(correct) suppressWarnings(chisq.test(counts, correct = correct))
  list(smallest_expected = scalar(min(pearson(FALSE)$expected)),
       chi_square = scalar(pearson(FALSE)$p.value), yates = scalar(pearson(TRUE)$p.value),
       fisher = scalar(fisher.test(counts)$p.value))
}
table1 <- read_data("printed_table1")
order_printed <- factor(table1$characteristic, unique(as.character(table1$characteristic)))

# Tables 4 and 5
table4 <- fixture("table4")
table5 <- fixture("table5")
days <- function(drug) table4$day[table4$drug == drug]
first <- table5[table5$infusion == 1, ]
second <- table5[table5$infusion == 2, ]
stopifnot(first$patient == second$patient)
samples <- list(
  blinatumomab = days("blinatumomab"), inotuzumab = days("inotuzumab ozogamicin"),
  reinfusion = second$day,
  reinfusion_responders = second$day[second$response == "complete remission"],
  reinfusion_others = second$day[second$response == "no response"],
  first_peak = first$peak_vcn_per_ml[first$peak_vcn_per_ml > 0],
  second_peak = second$peak_vcn_per_ml[second$peak_vcn_per_ml > 0]
)
paired <- function(some) {
  x <- first$peak_vcn_per_ml[some]
  y <- second$peak_vcn_per_ml[some]
  scalar(suppressWarnings(wilcox.test(x, y, paired = TRUE))$p.value)
}
peaks <- list(all = paired(rep(TRUE, 10)), expanded_at_first = paired(first$peak_vcn_per_ml > 0))

# 9 of 56 event-free at 36 months, nobody censored before.
transforms <- c("plain", "log", "log-log", "logit")
at_36 <- function(transform) {
  s <- summary(survfit(Surv(1:56, c(rep(1, 47), rep(0, 9))) ~ 1, conf.type = transform), times = 47)
  c(s$surv, s$lower, s$upper)
}

# 38 of 56 progressed, some died without, nobody censored before: the plateau of the incidence. The
# deaths come first.
plateau <- function(deaths) {
  time <- 1:56
  cause <- rep(2:0, c(deaths, 38, 18 - deaths))
  gray <- cuminc(time, cause)[["1 1"]]
  n <- length(gray$est)
  states <- function(transform) {
    fit <- survfit(Surv(time, factor(cause, 0:2)) ~ 1, conf.type = transform)
    last <- length(fit$time)
    c(fit$pstate[last, 2], fit$lower[last, 2], fit$upper[last, 2])
  }
  z <- qnorm(0.975) * sqrt(gray$var[n]) / (gray$est[n] * log(gray$est[n]))
  list(time = time, cause = cause,
       aalen = c(gray$est[n], gray$est[n]^exp(-z), gray$est[n]^exp(z)),
       delta = sapply(c("plain", "log", "log-log"), states, simplify = FALSE))
}

# Wald's P of a hazard ratio with the standard error that its interval implies.
ratios <- read_data("printed_hazard_ratios")
error <- with(ratios, (log(upper) - log(lower)) / (2 * qnorm(0.975)))

write_golden(list(
  table1 = lapply(split(table1, order_printed), tested),
  spread = lapply(samples, function(x) c(median(x), min(x), max(x))),
  peaks = peaks,
  event_free = sapply(transforms, at_36, simplify = FALSE),
  incidence = sapply(as.character(2:9), function(n) plateau(as.integer(n)), simplify = FALSE),
  hazard_ratios = setNames(lapply(seq_len(nrow(ratios)), function(i) {
    c(error[i], 2 * pnorm(-abs(log(ratios$ratio[i]) / error[i])))
  }), ratios$where)
))
