# The same estimates by survival and cmprsk, timed here, around the call alone.
# Rscript estimators.R FOLDER reads the columns in FOLDER once; then each line that comes in names
# an estimator, and each line that goes out gives its seconds and the columns of its result.
suppressMessages({library(survival); library(cmprsk)})
folder <- commandArgs(TRUE)[1]

table_of <- function(name) {
  files <- list.files(folder, paste0("^", name, "\\."))
  read <- function(file) {
    path <- file.path(folder, file)
    readBin(path, "double", file.size(path) / 8, endian = "little")
  }
  as.data.frame(setNames(lapply(files, read), sub(paste0(name, "."), "", files, fixed = TRUE)))
}

subjects <- table_of("subjects")
intervals <- table_of("intervals")
covariates <- as.matrix(subjects[c("age", "blasts", "grade", "female", "treated")])

curve <- function(fit) list(survival = fit$surv, lower = fit$lower, upper = fit$upper)
incidence <- function(fit) {
  own <- fit[["1 1"]]
  risen <- diff(c(0, own$est)) > 0
  list(incidence = own$est[risen], variance = own$var[risen])
}
model <- function(fit) list(coefficients = unname(coef(fit)), errors = sqrt(diag(fit$var)))

estimators <- list(
  "Kaplan-Meier" = list(function() survfit(Surv(time, event) ~ 1, subjects), curve),
  "log-rank" = list(
    function() survdiff(Surv(time, event) ~ group, subjects),
    function(fit) list(statistic = fit$chisq)
  ),
  "incidence" = list(function() with(subjects, cuminc(time, cause)), incidence),
  "Gray" = list(
    function() with(subjects, cuminc(time, cause, group)),
    function(fit) list(statistic = unname(fit$Tests[, "stat"]))
  ),
  "Cox" = list(
    function() coxph(Surv(time, event) ~ age + blasts + grade + female + treated, subjects), model
  ),
  "Cox, (start, stop]" = list(
    function() {
      coxph(Surv(start, stop, event) ~ age + blasts + grade + female + exposed, intervals)
    },
    model
  ),
  # crr stops early by default, some 1e-6 short of the estimate.
  "Fine-Gray" = list(
    function() with(subjects, crr(time, cause, covariates, gtol = 1e-10)),
    function(fit) list(coefficients = unname(fit$coef), errors = sqrt(diag(fit$var)))
  )
)

asked <- file("stdin", "r")
while (length(name <- readLines(asked, 1)) > 0) {
  estimator <- estimators[[name]]
  invisible(gc())
  start <- Sys.time()  # finer than the milliseconds of proc.time
  fit <- estimator[[1]]()
  seconds <- as.numeric(Sys.time() - start, units = "secs")
  result <- estimator[[2]](fit)
  for (column in names(result)) {
    writeBin(as.numeric(result[[column]]), file.path(folder, paste0("result.", column)), endian = "little")
  }
  cat(format(seconds, digits = 9), names(result), "\n")
  flush(stdout())
}
