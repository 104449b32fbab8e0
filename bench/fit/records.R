# Dose records of R's nlme (Phenobarb, Quinidine), and a least-squares fit of all subjects together by nlme's own model functions
# (phenoModel, quinModel), whose compiled code reads the records. Prints a line of JSON each.
# Argument: how many subjects of each, the first ones.
library(nlme)
options(digits = 17)
limit <- as.integer(commandArgs(trailingOnly = TRUE)[1])
told <- function(x) paste0("[", paste(ifelse(is.na(x), "null", format(x, digits = 17, trim = TRUE)), collapse = ","), "]")
put <- function(set, d, fit, k = coef(summary(fit))) cat(sprintf(
  '{"set":"%s","subject":%s,"time":%s,"dose":%s,"interval":%s,"conc":%s,"names":["%s"],"value":%s,"error":%s,"fitted":%s}\n', set,
  told(as.integer(as.character(d$Subject))), told(d$time), told(d$dose), told(if (is.null(d$interval)) rep(NA, nrow(d)) else d$interval),
  told(d$conc), paste(rownames(k), collapse = '","'), told(k[, 1]), told(k[, 2]), told(c(fitted(fit)))))
first <- function(d) { d <- as.data.frame(d); d[d$Subject %in% head(unique(as.character(d$Subject)), limit), ] }

p <- first(Phenobarb)
seen <- !is.na(p$conc)
y <- p$conc[seen]
model <- function(lCl, lV) phenoModel(p$Subject, p$time, p$dose, rep(lCl, nrow(p)), rep(lV, nrow(p)))[seen]
put("Phenobarb", p, nls(y ~ model(lCl, lV), start = list(lCl = -5, lV = 0.5)))

q <- first(Quinidine)
seen <- !is.na(q$conc)
z <- q$conc[seen]
all <- function(x) rep(x, nrow(q))
# Absorption is held at 0.74 per hour: levels hours after a dose say next to nothing of it, and nls alone does not converge with it.
open <- function(lV, lCl) quinModel(q$Subject, q$time, q$conc, q$dose, q$interval, all(lV), all(log(0.74)), all(lCl))[seen]
put("Quinidine", q, nls(z ~ open(lV, lCl), start = list(lV = 5, lCl = 2.4)))
