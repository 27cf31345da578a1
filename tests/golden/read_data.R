# The committed data of the golden values, by name.
read_data <- function(name) {
  read.csv(file.path(here, "data", paste0(name, ".csv")), stringsAsFactors = TRUE)
}
