# Gray's test: cmprsk::cuminc.
# Run: Rscript tests/golden/gray.R
library(cmprsk)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))
source(file.path(here, "read_data.R"))

test <- function(...) {
  tests <- cuminc(...)$Tests
  setNames(apply(tests, 1, function(row) list(
    statistic = scalar(row[["stat"]]), p_value = scalar(row[["pv"]]),
    degrees_of_freedom = scalar(row[["df"]])
  )), rownames(tests))
}

mgus2 <- read_data("mgus2")
age <- cut(mgus2$age, c(0, 60, 70, 80, 200), labels = FALSE)
small <- data.frame(
  time = c(1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 6, 7, 7), cause = c(1, 2, 1, 1, 0, 2, 1, 2, 2, 0, 1, 1, 2, 1),
  group = c(1, 2, 1, 2, 2, 1, 1, 2, 1, 2, 1, 2, 3, 3), stratum = c(1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2, 1, 2)
)
write_golden(list(
  mgus2_by_sex = test(mgus2$months, mgus2$cause, mgus2$sex),
  mgus2_by_age = test(mgus2$months, mgus2$cause, age),
  mgus2_by_sex_weighted = test(mgus2$months, mgus2$cause, mgus2$sex, rho = 1),
  mgus2_by_sex_within_age = test(mgus2$months, mgus2$cause, mgus2$sex, strata = age),
  mgus2_by_age_within_sex = test(mgus2$months, mgus2$cause, age, strata = mgus2$sex, rho = 0.5),
  small = c(list(data = small), with(small, test(time, cause, group)))
))
