# The data sets of R's survival that the golden values of the models rest on, as compact CSV.
# Run: Rscript tests/golden/data.R
library(survival)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
save_csv <- function(x, name) {
  write.csv(x, file.path(here, "data", paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
}

# Monoclonal gammopathy: months to plasma cell malignancy (1) or to death without it (2).
mgus2$months <- with(mgus2, ifelse(pstat == 0, futime, ptime))
mgus2$cause <- with(mgus2, ifelse(pstat == 0, 2 * death, 1))
save_csv(mgus2[c("id", "age", "sex", "hgb", "creat", "mspike", "ptime", "pstat", "futime", "death",
                 "months", "cause")], "mgus2")
save_csv(transform(lung, death = status - 1)[c("inst", "time", "death", "age", "sex", "ph.ecog",
                                               "ph.karno", "wt.loss")], "lung")
save_csv(veteran, "veteran")
save_csv(heart, "heart")
save_csv(jasa[c("age", "futime", "fustat", "transplant", "wait.time", "surgery")], "jasa")

# Acute myeloid leukaemia: from diagnosis to remission, relapse and death, as rows of states. A
# relapse or remission on the day of death, or both on one day, happened half a day earlier.
one <- within(myeloid, {
  relapse <- ifelse(!is.na(rltime) & rltime == futime & death == 1, rltime - 0.5, rltime)
  same_day <- (crtime == futime & death == 1) | crtime == relapse
  remission <- ifelse(same_day %in% TRUE, crtime - 0.5, crtime)
})
rows <- tmerge(one[c("id", "trt")], one, id = id, died = event(futime, death), cr = event(remission),
               relapsed = event(relapse))
rows$to <- with(rows, ifelse(died == 1, "death", ifelse(relapsed == 1, "relapse",
                      ifelse(cr == 1, "remission", "censored"))))
rows$state <- survcheck(Surv(tstart, tstop, factor(to, c("censored", "remission", "relapse", "death")))
                        ~ 1, rows, id = id, istate0 = "disease")$istate
save_csv(setNames(rows[c("id", "tstart", "tstop", "state", "to")],
                  c("subject", "entry", "time", "state", "to")), "myeloid")
