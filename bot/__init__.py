"""The process: command line, settings, clock, the bot put together, its workers, the rehearsal."""
