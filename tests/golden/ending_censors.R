# Survival of the Stanford programme without a transplant, as R carries its dates: a transplant ends
# follow-up, at any data cutoff; who has none is followed to the cutoff if a later fact shows the
# patient alive, else until last seen. Run: Rscript tests/golden/ending_censors.R
library(survival)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))

follow_up <- function(cutoff, censoring) {
  cutoff <- as.Date(cutoff)
  d <- jasa[jasa$accept.dt <= cutoff, ]
  transplanted <- !is.na(d$tx.date) & d$tx.date <= cutoff
  past <- pmin(d$fu.date, cutoff)
  if (censoring == "strict") {
    seen <- ifelse(transplanted, d$tx.date, d$accept.dt)
    past <- as.Date(ifelse(d$fu.date <= cutoff, d$fu.date, seen), origin = "1970-01-01")
  }
  end <- as.Date(ifelse(transplanted, pmin(d$tx.date, past), past), origin = "1970-01-01")
  died <- d$fustat == 1 & d$fu.date <= cutoff & d$fu.date == end
  data.frame(time = as.numeric(end - d$accept.dt), died = died)
}

replay <- function(cutoff, censoring) {
  d <- follow_up(cutoff, censoring)
  fit <- survfit(Surv(time, died) ~ 1, data = d)
  s <- summary(fit, times = c(30, 90, 182))
  list(
    cutoff = scalar(cutoff), censoring = scalar(censoring), n = scalar(nrow(d)),
    events = scalar(sum(d$died)), time = d$time, died = as.integer(d$died),
    at = lapply(seq_along(s$time), function(i) list(
      time = scalar(s$time[i]), estimate = scalar(s$surv[i]), lower = scalar(s$lower[i]),
      upper = scalar(s$upper[i]), at_risk = scalar(s$n.risk[i])
    ))
  )
}

write_golden(list(replays = list(
  replay("1974-04-01", "administrative"),
  replay("1974-04-01", "strict"),
  replay("1972-06-30", "administrative"),
  replay("1972-06-30", "strict"),
  replay("1970-06-30", "administrative")
)))
