# Every Kaplan-Meier, incidence, Cox, follow-up and Table 1 value of the paper, recomputed from the
# dates and covariates of exported tables alone. Values are named as the study's measures are.
# Run: Rscript tests/golden/wudhikarn2021.R TABLES RESULT.json
#   TABLES is a folder that `timeline export --study wudhikarn2021 --cutoff 2019-12-31` wrote.
suppressPackageStartupMessages({library(survival); library(cmprsk)})
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))
given <- commandArgs(trailingOnly = TRUE)

month <- 365 / 12
cutoff <- as.numeric(as.Date("2019-12-31"))
read_table <- function(name) {
  read.csv(file.path(given[1], paste0(name, ".csv")), na.strings = "", stringsAsFactors = FALSE)
}
patients <- read_table("patients")
groups <- read_table("populations")
stopifnot(patients$patient == groups$patient)
column <- function(name) patients[[name]]
day <- function(name) as.numeric(as.Date(column(name)))
reached <- function(name) !is.na(column(name))
days_between <- function(from, to) day(to) - day(from)
row_min <- function(...) suppressWarnings(pmin(..., na.rm = TRUE))
# What a definition calls unknown is a row of a table and no level of a test.
na_if_unknown <- function(name) ifelse(column(name) == "unknown", NA, column(name))
progressed <- groups$progressed
responder <- column("salvage_response") == "CR"

# Follow-up from dates: until the event, else as long as the patient was seen. Whoever is known to be
# alive after the cutoff was seen until then, which only the exported reasons tell.
followed <- function(name, origin, event, rival = NA) {
  exported <- read_table(paste0("endpoint_", name))
  until_cutoff <- patients$patient %in%
    exported$patient[exported$reason == "alive at the data cutoff"]
  last <- ifelse(until_cutoff, cutoff, day("last_seen"))
  end <- row_min(event, rival, last)
  cause <- ifelse(!is.na(event) & event <= end, 1, ifelse(!is.na(rival) & rival <= end, 2, 0))
  inside <- patients$patient %in% exported$patient
  stopifnot(!is.na(origin[inside]),
            all.equal((end - origin)[inside], as.numeric(exported$time_days)),
            cause[inside] == exported$cause)
  data.frame(origin, days = end - origin, months = (end - origin) / month, cause, inside)
}
death <- day("death")
os <- followed("OS", day("infusion"), death)
efs <- followed("EFS", day("infusion"), row_min(day("refractory"), day("relapse"), death))
ttp <- followed("time_to_progression", day("infusion"), day("progression"), death)
os_pp <- followed("OS_after_progression", day("progression"), death)
efs_salvage <- followed("EFS_after_salvage_remission", day("salvage_remission"),
                        row_min(day("salvage_relapse"), death))
duration <- followed("salvage_remission_duration", day("salvage_remission"),
                     day("salvage_relapse"), death)
crs_again <- followed("crs_after_reinfusion_duration", day("crs_after_reinfusion_onset"),
                      day("crs_after_reinfusion_resolved"), death)

# Numbers in a group
spread <- function(x) {
  x <- sort(as.numeric(x))
  quartiles <- unname(quantile(x, c(.25, .5, .75), type = 7))
  list(n = length(x), median = quartiles[2], q1 = quartiles[1], q3 = quartiles[3], lo = x[1],
       hi = x[length(x)], first = x[1], second = x[2], within = ceiling(x[length(x)]))
}
of <- function(name, group = TRUE) spread(column(name)[group & !is.na(column(name))])
in_months <- function(name, group) spread((column(name) / month)[group & !is.na(column(name))])
times <- function(x, cause, group = TRUE, of = x$months) {
  spread(of[x$inside & x$cause == cause & group])
}

# Kaplan-Meier: medians and probabilities with limits on the log scale
curve <- function(x, group = TRUE) {
  survfit(Surv(months, cause == 1) ~ 1, x[x$inside & group, ])
}
median_of <- function(fit) {
  m <- quantile(fit, 0.5)
  list(median = unname(m$quantile), ci_lo = unname(m$lower), ci_hi = unname(m$upper))
}
percent <- function(estimate, lower, upper) {
  list(est = 100 * estimate, ci_lo = 100 * lower, ci_hi = 100 * upper)
}
probability <- function(fit, at) {
  s <- summary(fit, times = at)
  percent(s$surv, s$lower, s$upper)
}

# Cumulative incidence: Gray's variance, limits on the log(-log) scale of the incidence
incidence <- function(x, at) {
  found <- timepoints(cuminc(x$months, x$cause)[1], at)
  f <- found$est[1, 1]
  z <- qnorm(0.975) * sqrt(found$var[1, 1]) / (f * log(f))
  percent(f, f^exp(-z), f^exp(z))
}

# Tests of groups: chi-square without correction where five are expected everywhere, else Fisher
compared <- function(x, by, group = TRUE) {
  known <- group & !is.na(x)
  x <- x[known]
  by <- by[known]
  p <- if (is.numeric(x)) suppressWarnings(wilcox.test(x ~ by))$p.value else {
    counts <- table(x, by)
    pearson <- suppressWarnings(chisq.test(counts, correct = FALSE))
    if (min(pearson$expected) >= 5) pearson$p.value else fisher.test(counts, workspace = 2e7)$p.value
  }
  list(p = p)
}

# Cox: Wald's limits; P of a factor alone by likelihood ratio, of several together by Wald
ratio <- function(fit, term, p) {
  limits <- exp(confint(fit))[term, ]
  list(hr = unname(exp(coef(fit)[term])), ci_lo = limits[[1]], ci_hi = limits[[2]], p = unname(p))
}
alone <- function(rows, x, group = TRUE) {
  rows$x <- as.numeric(x)
  fit <- coxph(Surv(start, stop, event) ~ x, rows[group & !is.na(rows$x), ], ties = "efron")
  ratio(fit, "x", 1 - pchisq(2 * diff(fit$loglik), 1))
}
known <- function(name, label) {
  ifelse(column(name) %in% c(NA, "unknown"), NA, column(name) %in% label)
}
age <- column("age_stated") > 40
male <- column("sex") == "male"
philadelphia <- known("philadelphia_chromosome", "positive")
little_bridging <- column("bridging_class") %in% c("none", "nonintensive")

factors_of_progression <- data.frame(
  age_stated = age, sex = male, prior_lines = column("prior_lines") > 3,
  philadelphia_chromosome = philadelphia,
  transplant_before_infusion = reached("transplant_before_infusion"),
  prior_blinatumomab = reached("prior_blinatumomab"),
  prior_inotuzumab = reached("prior_inotuzumab"), bridging_class = little_bridging,
  ldh_before_lymphodepletion = known("ldh_before_lymphodepletion", "normal"),
  platelets_before_lymphodepletion = known("platelets_before_lymphodepletion", "normal"),
  disease_before_infusion = known("disease_before_infusion", "morphologic"),
  lymphodepletion_before_infusion = known("lymphodepletion_before_infusion", "with fludarabine"),
  crs_after_infusion_onset = reached("crs_after_infusion_onset"),
  icans_after_infusion_onset = reached("icans_after_infusion_onset"),
  steroid_after_infusion = reached("steroid_after_infusion"),
  tocilizumab_after_infusion = reached("tocilizumab_after_infusion"),
  steroid_days_after_infusion = column("steroid_days_after_infusion"),
  steroid_dose_after_infusion = column("steroid_dose_after_infusion"),
  consolidation = reached("consolidation")
)
from_infusion <- data.frame(start = 0, stop = pmax(ttp$days, 0.5), event = ttp$cause == 1)

# Time-dependent factors: rows (start, stop] by tmerge, and whether the exported rows are the same
at_risk <- function(group, ...) {
  exposures <- list(...)
  one <- data.frame(id = seq_along(group), time = pmax(os_pp$days, 0.5), dead = os_pp$cause == 1)
  one <- one[group, ]
  rows <- tmerge(one, one, id = id, event = event(time, dead))
  for (name in names(exposures)) {
    one$from <- (day(exposures[[name]]) - os_pp$origin)[one$id]
    rows <- tmerge(rows, one, id = id, exposed = tdc(from))
    names(rows)[names(rows) == "exposed"] <- name
  }
  data.frame(id = rows$id, start = rows$tstart, stop = rows$tstop, event = rows$event == 1,
             rows[names(exposures)])
}
differing_rows <- function(rows, name) {
  exported <- read_table(name)
  text <- function(...) sort(paste(...))
  exposures <- setdiff(names(rows), c("id", "start", "stop", "event"))
  told <- function(x) lapply(x[exposures], function(y) ifelse(is.na(y), "-", as.integer(y)))
  # An exposure that counts only within a group is left empty outside it.
  for (e in exposures) rows[[e]][is.na(exported[[e]][match(paste(patients$patient[rows$id],
    rows$start), paste(exported$patient, exported$start))])] <- NA
  mine <- do.call(text, c(list(patients$patient[rows$id], rows$start, rows$stop, rows$event),
                          told(rows)))
  theirs <- do.call(text, c(list(exported$patient, exported$start, exported$stop, exported$event),
                            told(exported)))
  length(setdiff(mine, theirs)) + length(setdiff(theirs, mine))
}
after_progression <- at_risk(progressed, first_line = "first_line",
                             antibody_salvage = "antibody_salvage")
until_remission <- at_risk(groups$evaluable_after_first_salvage,
                           salvage_remission = "salvage_remission")

blasts <- ifelse(groups$progressed_in_the_marrow, column("blasts_at_progression"), NA)
treated <- groups$given_salvage[after_progression$id]
factors_of_survival <- cbind(
  data.frame(
    age_stated = age, sex = male, philadelphia_chromosome = philadelphia,
    transplant_before_infusion = reached("transplant_before_infusion"),
    prior_antibody = reached("prior_antibody"), bridging_class = little_bridging,
    days_to_progression = days_between("infusion", "progression") / month,
    blasts_at_progression = blasts,
    extramedullary_at_progression = reached("extramedullary_at_progression"),
    cd19_at_progression = known("cd19_at_progression", "positive")
  )[after_progression$id, ],
  first_line = after_progression$first_line,
  antibody_salvage = ifelse(treated, after_progression$antibody_salvage, NA)
)
table2 <- lapply(factors_of_progression, function(x) alone(from_infusion, x, ttp$inside))
table3 <- lapply(factors_of_survival, function(x) alone(after_progression, x))

entering <- names(table3)[sapply(table3, function(one) one$p) <= 0.10]
several <- cbind(after_progression[c("start", "stop", "event")],
                 lapply(factors_of_survival[entering], as.numeric))
together <- coxph(Surv(start, stop, event) ~ ., several[complete.cases(several), ], ties = "efron")
together <- sapply(entering, function(term) {
  ratio(together, term, summary(together)$coefficients[term, "Pr(>|z|)"])
}, simplify = FALSE)

# Tables 1 to 3 by column
factor_1 <- column("progressed_or_not")
tests <- list(
  age = column("age_stated"), male = column("sex"), lines = column("prior_lines"),
  Philadelphia = column("philadelphia_by_transcript"),
  `prior antibodies` = column("prior_antibodies"),
  `prior transplant` = reached("transplant_before_infusion"),
  bridging = column("bridging_class"), disease = na_if_unknown("disease_before_infusion"),
  `severe CRS` = reached("crs_after_infusion_severe"),
  `severe ICANS` = reached("icans_after_infusion_severe"),
  tocilizumab = reached("tocilizumab_after_infusion"), steroids = reached("steroid_after_infusion"),
  `days to steroids` = column("days_to_steroid_after_infusion"),
  `days of steroids` = column("steroid_days_after_infusion"),
  `dose of steroids` = column("steroid_dose_after_infusion"),
  consolidation = reached("consolidation")
)
numbers <- tests[c("age", "lines", "days to steroids", "days of steroids", "dose of steroids")]
by_column <- function(column, group) {
  setNames(lapply(numbers, function(x) spread(x[group & !is.na(x)])),
           paste0("Table 1: ", names(numbers), ", ", column))
}
named <- function(x, title) setNames(x, paste0(title, names(x)))

cd19 <- column("cd19_at_progression")
cd19_known <- progressed & !is.na(cd19) & cd19 != "unknown"
reinfused <- groups$reinfused
first_peak <- column("peak_expansion_after_infusion")
second_peak <- column("peak_expansion_after_reinfusion")
responded_again <- grepl("CR", column("response_to_reinfusion"))

results <- c(
  list(
    `follow-up` = times(os, 0),
    `follow-up after progression` = times(os_pp, 0),
    `median overall survival` = median_of(curve(os)),
    `overall survival at 3 years` = probability(curve(os), 36),
    `event-free survival at 3 years` = probability(curve(efs), 36),
    `incidence of progression at 1 year` = incidence(ttp, 12),
    `median survival after progression` = median_of(curve(os_pp)),
    `survival after progression at 1 year` = probability(curve(os_pp), 12),
    `median survival of responders` = median_of(curve(os_pp, groups$given_salvage & responder)),
    `median survival of non-responders` = median_of(curve(os_pp, groups$given_salvage & !responder)),
    `median event-free survival after salvage` = median_of(curve(efs_salvage)),
    `duration of salvage remission` = times(duration, 1, responder),
    `salvage and survival` = table3$first_line,
    `salvage remission and survival` = alone(until_remission, until_remission$salvage_remission),
    `months to progression` = in_months("days_to_progression", progressed),
    `months to relapse` = in_months("days_to_progression", groups$relapsed),
    `months to CD19-negative progression` =
      in_months("days_to_progression", progressed & cd19 %in% "negative"),
    `months to CD19-positive progression` =
      in_months("days_to_progression", progressed & cd19 %in% "positive"),
    `progression by CD19, test` = compared(column("days_to_progression"), cd19, cd19_known),
    `age at progression` = of("age_stated", progressed),
    `prior lines` = of("prior_lines", progressed),
    `blasts at progression` = of("blasts_at_progression", column("site_of_progression") %in%
                                   c("marrow", "marrow and extramedullary")),
    `lines of salvage` = of("lines_of_salvage", groups$given_salvage),
    `days to tocilizumab` = of("days_to_tocilizumab_after_infusion"),
    `days to steroids` = of("days_to_steroid_after_infusion"),
    `days to transplant after progression` =
      of("days_from_progression_to_transplant", progressed & reached("transplant_after_progression")),
    `days to blinatumomab` = of("days_to_blinatumomab", groups$given_blinatumomab),
    `days to reinfusion` = of("days_to_reinfusion", reinfused),
    `days to reinfusion in the first line` =
      of("days_to_reinfusion", column("line_of_reinfusion") %in% "first"),
    `days to reinfusion in a later line` =
      of("days_to_reinfusion", column("line_of_reinfusion") %in% c("second", "third", "later")),
    `days to CRS after reinfusion` =
      of("crs_after_reinfusion_days_to_onset", column("crs_after_reinfusion_grade") != "none"),
    `duration of CRS after reinfusion` = times(crs_again, 1, of = crs_again$days),
    `first peak` = of("peak_expansion_after_infusion", reinfused & first_peak > 0),
    `second peak` = of("peak_expansion_after_reinfusion", reinfused & second_peak > 0),
    `peaks, test` = list(p = suppressWarnings(
      wilcox.test(first_peak[reinfused], second_peak[reinfused], paired = TRUE))$p.value),
    `months from that transplant to relapse` =
      in_months("days_from_second_remission_transplant_to_relapse", responded_again &
                  reached("transplant_after_second_remission")),
    `months to relapse after CR to reinfusion` =
      in_months("days_to_relapse_after_second_remission", responded_again &
                  !reached("transplant_after_second_remission"))
  ),
  by_column("progressed", progressed), by_column("not progressed", !progressed),
  setNames(lapply(tests, compared, factor_1), paste0("Table 1: ", names(tests), ", P")),
  named(table2, "Table 2: "), named(table3, "Table 3: "), named(together, "Table 3, together: ")
)
writeLines(to_json(list(
  values = lapply(results, function(one) lapply(one, scalar)),
  differing_rows = list(
    `Table 3` = scalar(differing_rows(after_progression, "intervals_Table_3")),
    `salvage remission and survival` =
      scalar(differing_rows(until_remission, "intervals_salvage_remission_and_survival"))
  )
)), given[2])
