# Rscript desolve.R LIBRARY RTOL ATOL TIME...: an exported arm under lsoda, begun anew at every dose; prints the states.
suppressMessages(library(deSolve))
words <- commandArgs(TRUE)
dyn.load(words[1])
name <- sub("\\.so$", "", basename(words[1]))
asked <- as.numeric(words[-(1:3)])
counts <- .C("lull_counts", o = integer(2))$o
y <- .C("lull_values_at_0", o = double(counts[1]))$o
doses <- lapply(seq_len(counts[2]) - 1L, function(i) .C("lull_dose", i, time = 0, amount = 0, state = 0L)[-1])
stops <- sort(unique(c(0, vapply(doses, function(d) d$time, 0), max(asked))))
for (k in seq_len(length(stops) - 1)) {
  for (dose in doses) if (dose$time == stops[k]) y[dose$state + 1] <- y[dose$state + 1] + dose$amount
  inside <- asked[asked > stops[k] & asked <= stops[k + 1]]
  times <- unique(c(stops[k], inside, stops[k + 1]))
  out <- ode(y, times, func = "lull_derivatives", parms = NULL, dllname = name, initfunc = "lull_start",
             rtol = as.numeric(words[2]), atol = as.numeric(words[3]), maxsteps = 1e6)
  for (time in inside) cat(sprintf("%.17g", out[out[, 1] == time, ][1:(counts[1] + 1)]), "\n")
  y <- out[nrow(out), -1]
}
