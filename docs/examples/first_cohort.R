# The numbers of docs/first-cohort.md by R's survival, from the spreadsheet itself.
library(survival)
rows <- read.csv("docs/examples/spreadsheet.csv", na.strings = "")
dates <- c("born", "infused", "relapsed", "died", "last_seen")
rows[dates] <- lapply(rows[dates], as.Date)

end <- pmin(rows$relapsed, rows$died, na.rm = TRUE)
event <- !is.na(end)
end[!event] <- rows$last_seen[!event]  # before the cutoff, so censoring is the same by either policy
months <- as.numeric(end - rows$infused) / (365 / 12)

reached <- function(value) ifelse(is.na(value), "NR", sprintf("%.2f", value))
curve <- survfit(Surv(months, event) ~ 1)
median <- summary(curve)$table
cat(sprintf("median %s (%s-%s)\n", reached(median["median"]), reached(median["0.95LCL"]),
            reached(median["0.95UCL"])))
at <- summary(curve, times = c(6, 12))
cat(sprintf("at %d: %.3f (%.3f-%.3f)\n", c(6, 12), at$surv, at$lower, at$upper), sep = "")

age <- as.numeric(rows$infused - rows$born) / 365.25 / 10
ratios <- summary(coxph(Surv(months, event) ~ age + (rows$sex == "male")))$conf.int
cat(sprintf("%.3f (%.3f-%.3f)\n", ratios[, 1], ratios[, 3], ratios[, 4]), sep = "")
