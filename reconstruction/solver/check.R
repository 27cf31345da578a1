# The 171 values of the survival analyses from the two tables, in R: what prints otherwise is shown.
# Rscript reconstruction/solver/check.R
suppressMessages({library(survival); library(cmprsk)})
folder <- "fixtures/wudhikarn2021/"
p <- read.csv(paste0(folder, "patients.csv"), na.strings = "")
s <- read.csv(paste0(folder, "salvage.csv"), na.strings = "")
month <- 365 / 12
hits <- 0; total <- 0
compare <- function(name, printed, found) {
  for (k in seq_along(printed)) {
    total <<- total + 1
    text <- printed[k]
    half <- if (grepl("\\.", text)) 0.5 * 10^-nchar(sub(".*\\.", "", text)) else 0.5
    good <- if (text == "NA") is.na(found[k]) else
      !is.na(found[k]) && abs(found[k] - as.numeric(text)) < half * (1 - 1e-9)
    hits <<- hits + good
    if (!good) cat(sprintf("%-36s %d printed %s, here %.4f\n", name, k, text, found[k]))
  }
}
words <- function(text) strsplit(text, " ")[[1]]
hazard <- function(name, printed, formula, data) {
  fit <- summary(coxph(formula, data))
  compare(name, words(printed), c(fit$conf.int[1, c(1, 3, 4)], fit$logtest[["pvalue"]]))
}
prog <- !is.na(p$progression_day)
p$time <- ifelse(prog, p$progression_day, p$last_day)
p$event <- prog
p$dead <- p$last_status == "dead"
p$not_intensive <- p$bridging != "intensive"
p$morphologic <- ifelse(is.na(p$disease_before), NA, p$disease_before == "morphologic")
p$steroid <- !is.na(p$steroid_day)
yes <- function(x) x == "yes"
two <- list(
  list("age", "1.11 0.58 2.10 .8", p$age_years > 40), list("male", "0.75 0.37 1.55 .5", p$sex == "male"),
  list("lines", "1.55 0.81 2.95 .2", p$prior_lines > 3),
  list("Ph", "1.06 0.54 2.07 .9", p$philadelphia != "negative"),
  list("prior HSCT", "1.43 0.75 2.71 .3", yes(p$prior_transplant)),
  list("prior blinatumomab", "1.09 0.53 2.25 .8", yes(p$prior_blinatumomab)),
  list("prior inotuzumab", "0.93 0.28 3.05 .9", yes(p$prior_inotuzumab)),
  list("bridging", "1.32 0.64 2.71 .4", p$not_intensive), list("LDH", "0.93 0.48 1.83 .8", p$ldh_before == "normal"),
  list("platelets", "0.73 0.37 1.43 .4", p$platelets_before == "normal"),
  list("disease", "2.20 1.09 4.41 .02", p$morphologic),
  list("lymphodepletion", "1.05 0.67 1.65 .8", p$lymphodepletion == "with fludarabine"),
  list("CRS", "0.73 0.30 1.75 .5", p$cytokine_release_grade > 0),
  list("ICANS", "0.63 0.33 1.20 .2", p$neurotoxicity_grade > 0), list("steroid", "0.98 0.49 1.95 .9", p$steroid),
  list("tocilizumab", "1.35 0.70 2.60 .4", !is.na(p$tocilizumab_day)),
  list("steroid days", "0.95 0.83 1.08 .4", p$steroid_days),
  list("steroid dose", "0.77 0.20 3.03 .7", p$steroid_mg_per_kg),
  list("consolidation", "0.55 0.23 1.32 .2", !is.na(p$consolidation_day))
)
for (row in two) hazard(paste("Table 2", row[[1]]), row[[2]], Surv(time, event) ~ x, data.frame(p, x = row[[3]]))

q <- p[prog, ]
q$after <- q$last_day - q$progression_day
q$months <- q$progression_day / month
q$blasts <- suppressWarnings(as.numeric(q$marrow_percent))
q$antibody_before <- yes(q$prior_blinatumomab) | yes(q$prior_inotuzumab)
first_day <- function(rows, column) {
  days <- tapply(rows[[column]], rows$patient, min)
  as.numeric(days[q$patient]) - q$progression_day
}
q$salvage <- first_day(s, "day")
q$antibody <- first_day(s[s$class == "blinatumomab or inotuzumab", ], "day")
q$remission <- first_day(s[s$response == "complete remission", ], "judged_day")
line_1 <- s[s$line == 1, ]
q$evaluable <- q$patient %in% line_1$patient[line_1$response != "not evaluable"]
three <- list(
  list("age", "1.64 0.80 3.34 .2", q$age_years > 40), list("male", "0.53 0.21 1.34 .2", q$sex == "male"),
  list("Ph", "0.63 0.29 1.35 .2", q$philadelphia != "negative"),
  list("prior HSCT", "0.63 0.30 1.30 .2", yes(q$prior_transplant)),
  list("prior antibody", "1.78 0.79 4.0 .2", q$antibody_before),
  list("bridging", "0.36 0.16 0.83 .02", q$not_intensive), list("time", "0.94 0.86 1.02 .09", q$months),
  list("blasts", "1.01 1.00 1.03 .08", q$blasts),
  list("extramedullary", "0.85 0.4 1.82 .7", !is.na(q$extramedullary_sites)),
  list("CD19", "0.63 0.22 1.76 .4", ifelse(q$cd19 == "unknown", NA, q$cd19 == "positive"))
)
for (row in three) hazard(paste("Table 3", row[[1]]), row[[2]], Surv(after, dead) ~ x, data.frame(q, x = row[[3]]))
split_at <- function(rows, since) {
  do.call(rbind, lapply(seq_len(nrow(rows)), function(i) {
    c0 <- since[i]; t <- rows$after[i]; d <- rows$dead[i]
    if (is.na(c0) || c0 >= t) data.frame(start = 0, stop = t, event = d, x = 0)
    else if (c0 <= 0) data.frame(start = 0, stop = t, event = d, x = 1)
    else data.frame(start = c(0, c0), stop = c(c0, t), event = c(FALSE, d), x = 0:1)
  }))
}
timed <- function(name, printed, rows, since) hazard(name, printed, Surv(start, stop, event) ~ x, split_at(rows, since))
treated <- !is.na(q$salvage)
timed("Table 3 salvage", "0.48 0.17 1.35 .16", q, q$salvage)
timed("Table 3 antibody", "1.41 0.60 3.33 .43", q[treated, ], q$antibody[treated])
timed("remission to salvage", "0.31 0.11 0.87 .03", q[q$evaluable, ], q$remission[q$evaluable])
fit <- summary(coxph(Surv(after, dead) ~ not_intensive + months + blasts, q))
many <- cbind(fit$conf.int[, c(1, 3, 4)], fit$coefficients[, 5])
compare("multivariable bridging", words("0.41 0.14 1.16 .09"), many[1, ])
compare("multivariable time", words("0.91 0.83 1.00 .04"), many[2, ])
compare("multivariable blasts", words("1.01 0.99 1.03 .2"), many[3, ])

middle <- function(time, event) unlist(quantile(survfit(Surv(time, event) ~ 1), 0.5)) / month
at <- function(time, event, day) { f <- summary(survfit(Surv(time, event) ~ 1), times = day); 100 * c(f$surv, f$lower, f$upper) }
compare("OS median", words("13 9.11 23.34"), middle(p$last_day, p$dead))
compare("OS 36", words("26.6 17 42"), at(p$last_day, p$dead, 1095))
free <- ifelse(is.na(p$morphologic_relapse_day), p$time, p$morphologic_relapse_day)
compare("EFS 36", words("16.1 8.8 29"), at(free, prog | p$dead, 1095))
ci <- cuminc(p$time, ifelse(prog, 1, ifelse(p$dead, 2, 0)))[["1 1"]]
est <- tail(ci$est, 1); se <- sqrt(tail(ci$var, 1)) / (est * log(est))
compare("incidence, plateau", words("67.9 53.6 78.6"), 100 * c(est, sort(est^exp(c(1, -1) * qnorm(0.975) * se))))
compare("OS after progression", words("7.5 4.14 13.9"), middle(q$after, q$dead))
compare("OS after progression 12", words("35 23 56"), at(q$after, q$dead, 365))
r <- !is.na(q$remission)
compare("OS of responders", words("16.2 8.4 NA"), middle(q$after[r], q$dead[r]))
compare("OS of non-responders", words("4.6 3.6 13.9"), middle(q$after[treated & !r], q$dead[treated & !r]))
relapse <- first_day(s[!is.na(s$relapse_day), ], "relapse_day")
molecular <- q$patient == "MSK56"
relapse[molecular] <- (q$morphologic_relapse_day - q$progression_day)[molecular]
ended <- ifelse(is.na(relapse), q$after, relapse) - q$remission
compare("EFS of responders", words("5.8 4.1 NA"), middle(ended[r], (q$dead | !is.na(relapse))[r]))
compare("follow-up", words("44.7 20.8 65.4"), quantile(p$last_day[!p$dead], c(.5, .25, .75)) / month)
compare("follow-up after progression", "20", median(q$after[!q$dead]) / month)
cat(hits, "of", total, "values print as published\n")
