# JSON without a package: a named list is an object, an unnamed list or a vector an array,
# scalar() marks a single value, NA and NaN are null. Numbers keep all 17 digits.

scalar <- function(x) structure(list(x), class = "scalar")

to_json <- function(x) {
  if (inherits(x, "scalar")) return(cell(x[[1]]))
  if (is.factor(x)) x <- as.character(x)
  if (!is.list(x)) return(paste0("[", paste(cell(x), collapse = ", "), "]"))
  values <- vapply(x, to_json, "")
  if (is.null(names(x))) return(paste0("[", paste(values, collapse = ",\n"), "]"))
  paste0("{", paste0("\"", names(x), "\": ", values, collapse = ",\n"), "}")
}

cell <- function(x) {
  text <- if (is.character(x)) paste0("\"", x, "\"")
          else if (is.logical(x)) tolower(as.character(x))
          else sprintf("%.17g", x)
  text[is.infinite(x)] <- paste0("\"", x[is.infinite(x)], "\"")
  ifelse(is.na(x), "null", text)
}

# The golden file stands beside its script, unless another path is given.
write_golden <- function(x) {
  given <- commandArgs(trailingOnly = TRUE)
  script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
  writeLines(to_json(x), if (length(given)) given[1] else sub("\\.R$", ".json", script))
}
