package main

// probeCommand is the subcommand that reads a queue in a process of its own, because a
// damaged file can end the process that reads it.
const probeCommand = "probe-queue"
