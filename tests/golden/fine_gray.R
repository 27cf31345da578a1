# Fine and Gray's regression: cmprsk::crr, iterated until nothing moves.
# Run: Rscript tests/golden/fine_gray.R
library(cmprsk)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))
source(file.path(here, "read_data.R"))

by_row <- function(m) lapply(seq_len(nrow(m)), function(i) unname(m[i, ]))

model <- function(time, cause, x, of, at) {
  fit <- crr(time, cause, x, failcode = of, gtol = 1e-15, maxiter = 12)
  predicted <- predict(fit, at)
  some <- round(seq(1, length(fit$uftime), length.out = min(10, length(fit$uftime))))
  list(
    coefficients = unname(fit$coef), covariance = by_row(fit$var),
    log_likelihood = scalar(fit$loglik), null_log_likelihood = scalar(fit$loglik.null),
    rows_used = scalar(fit$n), dropped = scalar(fit$n.missing), some = some - 1,
    time = fit$uftime[some], incidence = predicted[some, 2]
  )
}

mgus2 <- read_data("mgus2")
x <- with(mgus2, cbind(age, male = sex == "M", hgb, mspike))
small <- data.frame(
  time = c(1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 6, 7, 7), cause = c(1, 2, 1, 1, 0, 2, 1, 2, 2, 0, 1, 1, 2, 1),
  x = c(0.5, 2, 1, 0, 1.5, 3, 1, 0.2, 2, 1.2, 0.9, 0.1, 2.2, 1.7), z = c(1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0)
)
at <- c(70, 1, 13, 1)
write_golden(list(
  malignancy = model(mgus2$months, mgus2$cause, x, 1, at),
  death = model(mgus2$months, mgus2$cause, x, 2, at),
  small = c(list(data = small), with(small, model(time, cause, cbind(x, z), 1, c(1, 1)))),
  small_other = with(small, model(time, cause, cbind(x, z), 2, c(1, 1)))
))
