# Tests of a baseline table: chi-square, Fisher, Wilcoxon, Kruskal-Wallis.
# Run: Rscript tests/golden/group_tests.R
library(survival)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))

counts <- function(table) {
  chi_square <- suppressWarnings(chisq.test(table, correct = FALSE))
  list(table = lapply(seq_len(nrow(table)), function(i) as.vector(table[i, ])),
       expected = lapply(seq_len(nrow(table)), function(i) as.vector(chi_square$expected[i, ])),
       chi_square = c(chi_square$statistic, chi_square$parameter, chi_square$p.value),
       fisher = scalar(fisher.test(table, workspace = 2e7)$p.value))
}

by_rows <- function(...) rbind(...)

two <- function(x, y, paired = FALSE) {
  test <- suppressWarnings(wilcox.test(x, y, paired = paired))
  list(first = x, second = y, method = scalar(test$method),
       result = c(test$statistic, test$p.value))
}

several <- function(samples) {
  test <- kruskal.test(samples)
  list(samples = unname(samples), result = c(test$statistic, test$parameter, test$p.value))
}

set.seed(4)
smooth <- function(n, shift = 0) round(rnorm(n) + shift, 6)
write_golden(list(
  counts = list(
    two_by_two = counts(by_rows(c(3, 1), c(2, 7))),
    two_by_two_symmetric = counts(by_rows(c(5, 5), c(5, 5))),
    two_by_two_large = counts(by_rows(c(130, 170), c(95, 210))),
    with_a_zero = counts(by_rows(c(0, 6), c(9, 4))),
    performance_status_by_sex = counts(unclass(table(lung$ph.ecog, lung$sex))),
    cell_type_by_treatment = counts(unclass(table(veteran$celltype, veteran$trt))),
    three_by_three = counts(by_rows(c(1, 4, 2), c(6, 0, 3), c(2, 2, 8))),
    three_by_five = counts(by_rows(c(2, 8, 5, 1, 3), c(7, 1, 6, 4, 2), c(1, 9, 3, 6, 4))),
    four_by_four_sparse = counts(by_rows(c(2, 0, 1, 3), c(0, 4, 0, 1), c(1, 1, 5, 0), c(3, 0, 0, 2))),
    eight_by_two = counts(cbind(c(1, 0, 5, 2, 7, 3, 4, 1), c(4, 3, 0, 6, 1, 2, 3, 5))),
    unlikely = counts(by_rows(c(20, 1, 0), c(2, 18, 3), c(0, 2, 22)))
  ),
  rank_sum = list(
    exact = two(smooth(12), smooth(9, 0.7)),
    exact_largest = two(smooth(49), smooth(49, 0.3)),
    one_sample_of_fifty = two(smooth(50), smooth(8, 1)),
    tied = two(c(1, 2, 2, 3, 5), c(2, 4, 4, 6, 7, 9)),
    equal_in_the_middle = two(c(1, 4), c(2, 3)),
    one_against_one = two(1, 2),
    age_by_sex = two(lung$age[lung$sex == 1], lung$age[lung$sex == 2])
  ),
  signed_rank = list(
    exact = two(smooth(15), smooth(15, 0.5), paired = TRUE),
    exact_largest = two(smooth(49), smooth(49, 0.3), paired = TRUE),
    fifty_pairs = two(smooth(50), smooth(50, 0.2), paired = TRUE),
    tied = two(c(5, 7, 3, 9, 6, 8), c(4, 8, 1, 6, 9, 3), paired = TRUE),
    with_an_equal_pair = two(c(1.5, 2, 3.1, 4), c(1, 2, 5, 4.7), paired = TRUE),
    karnofsky_by_rater = with(lung[!is.na(lung$ph.karno) & !is.na(lung$pat.karno), ],
                              two(ph.karno, pat.karno, paired = TRUE))
  ),
  kruskal_wallis = list(
    age_by_cell_type = several(split(veteran$age, veteran$celltype)),
    without_ties = several(list(smooth(8), smooth(5, 1), smooth(11, 0.5))),
    two_samples = several(list(c(1, 2, 2), c(2, 5, 8, 9)))
  )
))
