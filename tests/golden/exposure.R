# Rows split when an exposure starts: survival::tmerge.
# Run: Rscript tests/golden/exposure.R
library(survival)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "json.R"))
source(file.path(here, "read_data.R"))

case <- function(time, event, exposure) {
  one <- data.frame(id = seq_along(time), time = time, event = event, start = exposure)
  rows <- tmerge(one, one, id = id, death = event(time, event))
  rows <- tmerge(rows, one, id = id, exposed = tdc(start))
  list(time = time, event = event, exposure = exposure, rows = list(
    subject = rows$id - 1, entry = rows$tstart, time = rows$tstop, event = rows$death,
    exposed = rows$exposed
  ))
}

jasa <- read_data("jasa")
write_golden(list(
  transplant = case(pmax(jasa$futime, 0.5), jasa$fustat, jasa$wait.time),
  edges = case(c(9, 9, 9, 9, 9, 9), c(1, 0, 1, 1, 0, 1), c(0, 9, 9, 12, NA, 4))
))
