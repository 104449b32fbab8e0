# deSolve's lsoda on a model compiled from C, as a server on stdin and stdout; commands as in cvode.c.
suppressMessages(library(deSolve))
folder <- commandArgs(TRUE)[1]
doubles <- function(name) {
  path <- file.path(folder, paste0(name, ".f64"))
  readBin(path, "double", file.size(path) / 8)
}
library_path <- file.path(folder, "model.so")
dyn.load(library_path)
scale <- doubles("scale")
times <- doubles("times")
n <- length(scale)
doses <- matrix(doubles("doses"), nrow = 3)
states <- paste0("s", seq_len(n) - 1)
person_size <- as.integer(commandArgs(TRUE)[2])
people <- matrix(doubles("people"), nrow = person_size)
end <- times[length(times)]
early <- doses[1, ] <= times[1]
later <- !early & doses[1, ] < end
events <- NULL
if (any(later)) events <- list(func = "lull_event", time = unique(doses[1, later]))
invisible(.C("lull_set_doses", ncol(doses), as.double(doses)))

simulate <- function(rtol, person) {
  all <- people[, person + 1]
  p <- all[seq_len(person_size - n)]
  y <- setNames(all[person_size - n + seq_len(n)], states)
  for (i in which(early)) y[doses[2, i] + 1] <- y[doses[2, i] + 1] + doses[3, i]
  ode(y, times, func = "lull_derivs", parms = p, dllname = "model", initfunc = "lull_initmod", method = "lsoda",
      jactype = "fullint", rtol = rtol, atol = rtol * scale, maxsteps = 1e6, events = events)
}

# Versions of deSolve differ in what they report at an event: the state before it or after it. Ours is after; a dosed
# state below the dose was reported before.
outputs_of <- function(result) {
  y <- unclass(result)[, -1]
  for (i in which(later)) {
    row <- match(doses[1, i], times)
    column <- doses[2, i] + 1
    if (!is.na(row) && y[row, column] < 0.99 * doses[3, i]) y[row, column] <- y[row, column] + doses[3, i]
  }
  y
}

# proc.time counts whole milliseconds, so short runs are repeated.
timed <- function(work, least) {
  before <- proc.time()
  runs <- 0
  repeat {
    result <- work()
    runs <- runs + 1
    spent <- proc.time() - before
    if (spent[["elapsed"]] >= least) break
  }
  list(result = result, cpu = 1e3 * (spent[["user.self"]] + spent[["sys.self"]]) / runs,
       wall = 1e3 * spent[["elapsed"]] / runs)
}

input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
  words <- strsplit(line, " ")[[1]]
  rtol <- as.numeric(words[2])
  if (words[1] == "run") {
    done <- timed(function() simulate(rtol, as.integer(words[3])), 0.1)
    if (words[4] != "-") writeBin(as.vector(t(outputs_of(done$result))), words[4])
    cat(sprintf("ok %.6f %.6f -1 -1 -1 -1 -1\n", done$cpu, done$wall))
  } else if (words[1] == "crowd") {
    chosen <- as.integer(words[3]) + seq_len(as.integer(words[4])) - 1
    done <- timed(function() sum(sapply(chosen, function(i) sum(simulate(rtol, i)[length(times), -1]))), 0)
    cat(sprintf("ok %.6f %.6f %.12g\n", done$cpu, done$wall, done$result))
  } else if (words[1] == "memory") {
    status <- grep("^VmHWM", readLines("/proc/self/status"), value = TRUE)
    cat(sprintf("ok %s\n", gsub("[^0-9]", "", status)))
  }
  flush(stdout())
}
