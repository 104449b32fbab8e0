# mrgsolve's LSODA on the model printed as C, as a server on stdin and stdout; commands as in cvode.c.
suppressMessages(library(mrgsolve))
folder <- commandArgs(TRUE)[1]
doubles <- function(name) {
  path <- file.path(folder, paste0(name, ".f64"))
  readBin(path, "double", file.size(path) / 8)
}
scale <- doubles("scale")
times <- doubles("times")
n <- length(scale)
person_size <- as.integer(commandArgs(TRUE)[2])
people <- matrix(doubles("people"), nrow = person_size)
doses <- matrix(doubles("doses"), nrow = 3)
states <- paste0("S", seq_len(n) - 1)
parameters <- paste0("P", seq_len(person_size - n) - 1)
code <- c(
  "$PARAM", paste0(parameters, " = 1"),
  "$CMT", paste(states, collapse = " "),
  "$GLOBAL", sprintf('#include "%s/model.h"', folder), "static double lull_f[LULL_FIXED + 1];",
  "$MAIN", "lull_fixed(_PARAM_, lull_f);",
  "$ODE", "double lull_d[LULL_STATES];", "lull_rates(SOLVERTIME, _A_, _PARAM_, lull_f, lull_d);",
  sprintf("dxdt_%s = lull_d[%d];", states, seq_len(n) - 1)
)
invisible(capture.output(model <- mcode("lull_bench", paste(code, collapse = "\n"), quiet = TRUE)))
dosing <- as.ev(data.frame(ID = 1, time = doses[1, ], amt = doses[3, ], cmt = doses[2, ] + 1, evid = 1))

simulate <- function(rtol, person) {
  all <- people[, person + 1]
  ready <- init(param(model, setNames(as.list(all[seq_len(person_size - n)]), parameters)),
                setNames(as.list(all[person_size - n + seq_len(n)]), states))
  ready <- update(ready, rtol = rtol, atol = rtol * min(scale), maxsteps = 1e6)
  as.matrix(mrgsim_e(ready, dosing, tgrid = times, obsonly = TRUE, output = "df")[, states])
}

input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
  words <- strsplit(line, " ")[[1]]
  before <- proc.time()
  spent <- function() 1e3 * (proc.time() - before)
  ms <- function(time) sprintf("%.3f %.3f", time[["user.self"]] + time[["sys.self"]], time[["elapsed"]])
  if (words[1] == "run") {
    result <- simulate(as.numeric(words[2]), as.integer(words[3]))
    time <- spent()
    if (words[4] != "-") writeBin(as.vector(t(result)), words[4])
    cat(sprintf("ok %s -1 -1 -1 -1 -1\n", ms(time)))
  } else if (words[1] == "crowd") {
    chosen <- as.integer(words[3]) + seq_len(as.integer(words[4])) - 1
    total <- sum(sapply(chosen, function(i) sum(simulate(as.numeric(words[2]), i)[length(times), ])))
    cat(sprintf("ok %s %.12g\n", ms(spent()), total))
  } else if (words[1] == "memory") {
    status <- grep("^VmHWM", readLines("/proc/self/status"), value = TRUE)
    cat(sprintf("ok %s\n", gsub("[^0-9]", "", status)))
  }
  flush(stdout())
}
