# Whether hazards are proportional, of each covariate alone, on the exported rows of a regression.
# Run: Rscript tests/golden/proportional_hazards.R INTERVALS.csv [COVARIATE ...]
#   With covariates these are in one model; each line says a name, the statistic and P.
suppressPackageStartupMessages(library(survival))
given <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(given[1], na.strings = "", stringsAsFactors = FALSE)
rows <- rows[rows$stop > rows$start, ]
covariates <- setdiff(names(rows), c("patient", "origin", "start", "stop", "event"))
tell <- function(these, wanted) {
  formula <- reformulate(these, quote(Surv(start, stop, event)))
  table <- cox.zph(coxph(formula, rows, ties = "efron", control = coxph.control(timefix = FALSE)))
  for (name in wanted) cat(name, sprintf("%.15g", table$table[name, c("chisq", "p")]), "\n")
}
if (length(given) > 1) {
  tell(given[-1], c(given[-1], "GLOBAL"))
} else {
  for (name in covariates) tell(name, name)
}
