# Reads the CSV with what R brings.
data <- read.csv("responses.csv", check.names = FALSE, na.strings = "", encoding = "UTF-8", colClasses = c("you-say" = "character"))
stopifnot(
  nrow(data) == 17,
  is.numeric(data$`you-say.hectares`), data$`you-say.hectares`[1] == -1250.5,
  is.integer(data$`you-say.points`),
  data$`you-say`[1] == "'=1+1",
  sum(is.na(data$`you-say`)) == 3,
  identical(tail(data$`you-say.state`, 3), c("blank", "skipped", "not-in-version")),
  all(as.Date(data$submitted) >= as.Date("2026-06-15"))
)
