# Theophylline and indometacin of R's datasets, each person fitted by R's nls with R's own self-starting models (SSfol, SSbiexp).
# Prints a line of JSON for each person that nls converges for. Argument: how many of each, the first ones.
limit <- as.integer(commandArgs(trailingOnly = TRUE)[1])
told <- function(x) paste0("[", paste(format(x, digits = 17, trim = TRUE), collapse = ","), "]")
put <- function(set, s, time, conc, dose, fit) {
  k <- tryCatch(coef(summary(fit())), error = function(e) NULL)
  if (!is.null(k)) cat(sprintf('{"set":"%s","subject":"%s","time":%s,"conc":%s,"dose":%s,"value":%s,"error":%s}\n',
    set, s, told(time), told(conc), format(dose, digits = 17), told(k[, 1]), told(k[, 2])))
}
for (s in head(levels(Theoph$Subject), limit)) {
  d <- subset(as.data.frame(Theoph), Subject == s)
  put("Theoph", s, d$Time, d$conc, d$Dose[1], function() nls(conc ~ SSfol(Dose, Time, lKe, lKa, lCl), d))
}
for (s in head(levels(Indometh$Subject), limit)) {
  d <- subset(as.data.frame(Indometh), Subject == s)
  put("Indometh", s, d$time, d$conc, 0, function() nls(conc ~ SSbiexp(time, A1, lrc1, A2, lrc2), d))
}
