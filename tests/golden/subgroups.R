# The effect of treatment within cell types of the veteran data, and their interaction.
# Run: Rscript tests/golden/subgroups.R
library(survival)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))
source(file.path(here, "read_data.R"))

veteran <- read_data("veteran")
within_type <- lapply(split(veteran, veteran$celltype), function(d) {
  fit <- coxph(Surv(time, status) ~ trt, d)
  list(rows = scalar(fit$n), events = scalar(fit$nevent), coefficient = scalar(coef(fit)[[1]]),
    standard_error = scalar(sqrt(vcov(fit)[1, 1])), limits = exp(unname(confint(fit)[1, ])))
})
test <- anova(coxph(Surv(time, status) ~ trt + celltype, veteran),
  coxph(Surv(time, status) ~ trt * celltype, veteran))
write_golden(list(within = within_type,
  interaction = list(statistic = scalar(test$Chisq[2]), df = scalar(test$Df[2]))))
