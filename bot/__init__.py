"""The running process: command line, configuration, wiring, inbound updates, outgoing messages, clock."""
