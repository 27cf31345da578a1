# The Stanford heart transplant programme as R carries it, and its survival replayed in R at
# several data cutoffs. Run: Rscript tests/golden/stanford.R
# Writes fixtures/stanford/jasa.csv too; given another path, both files go there.
library(survival)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))

given <- commandArgs(trailingOnly = TRUE)
beside <- if (length(given)) dirname(given[1]) else file.path(here, "../../fixtures/stanford")
write.csv(cbind(row = seq_len(nrow(jasa)), jasa), file.path(beside, "jasa.csv"),
          row.names = FALSE, quote = FALSE, na = "", eol = "\n")

# One row per dated fact. Recorded at noon of the day after; whatever ended the follow-up of
# every third patient, 28 days after it.
rows <- seq_len(nrow(jasa))
facts <- rbind(
  data.frame(row = rows, what = "accepted", day = jasa$accept.dt, late = 1),
  data.frame(row = rows, what = "transplanted", day = jasa$tx.date, late = 1),
  data.frame(row = rows, what = ifelse(jasa$fustat == 1, "died", "seen"), day = jasa$fu.date,
             late = ifelse(rows %% 3 == 0, 28, 1))
)
facts <- facts[!is.na(facts$day), ]

# Follow-up of everyone accepted by the cutoff, as known at the start of the day `known_by`.
# Administrative censoring: whoever a later fact shows alive is censored at the cutoff.
follow_up <- function(cutoff, known_by, censoring) {
  known <- facts[is.na(known_by) | facts$day + facts$late < known_by, ]
  past <- known[known$day <= cutoff, ]
  id <- past$row[past$what == "accepted"]
  end <- as.Date(tapply(past$day, factor(past$row, id), max), origin = "1970-01-01")
  died <- id %in% past$row[past$what == "died"]
  alive <- id %in% known$row[known$day > cutoff]
  if (censoring == "administrative") end[alive] <- cutoff
  data.frame(row = id, time = as.numeric(end - jasa$accept.dt[id]), died = died,
             transplanted = id %in% past$row[past$what == "transplanted"])
}

estimates <- function(y, scale) {
  fit <- survfit(y ~ 1, conf.type = scale)
  # With 0 among the probabilities, R forgives rounding in a curve that ends at exactly p.
  median <- lapply(quantile(fit, c(0, 0.5)), function(x) scalar(unname(x[2])))
  s <- summary(fit, times = c(182, 365, 730), extend = TRUE)
  # Without extend R has no row beyond the last follow-up; a curve at 0 stays there.
  followed <- s$time <= max(fit$time) | min(fit$surv) == 0
  known <- function(x, i) scalar(ifelse(followed[i], x[i], NA))
  list(
    median = list(estimate = median$quantile, lower = median$lower, upper = median$upper),
    at = lapply(seq_along(s$time), function(i) list(
      time = scalar(s$time[i]), estimate = known(s$surv, i), lower = known(s$lower, i),
      upper = known(s$upper, i), at_risk = scalar(s$n.risk[i])
    ))
  )
}

replay <- function(cutoff, censoring = "administrative", known_by = NA) {
  d <- follow_up(as.Date(cutoff), as.Date(known_by), censoring)
  scales <- c("log", "log-log", "plain")
  list(
    cutoff = scalar(cutoff), censoring = scalar(censoring),
    known_by = scalar(if (is.na(known_by)) NA else paste0(known_by, "T00:00:00Z")),
    n = scalar(nrow(d)), events = scalar(sum(d$died)), transplanted = scalar(sum(d$transplanted)),
    time = d$time, died = as.integer(d$died),
    limits = sapply(scales, estimates, y = Surv(d$time, d$died), simplify = FALSE)
  )
}

write_golden(list(replays = list(
  replay("1974-04-01"),
  replay("1974-04-01", "strict"),
  replay("1974-04-01", known_by = "1974-04-10"),
  replay("1972-06-30"),
  replay("1972-06-30", "strict"),
  replay("1972-06-30", known_by = "1972-07-15"),
  replay("1970-01-01"),
  replay("1970-01-01", "strict"),
  replay("1968-01-05")
)))
