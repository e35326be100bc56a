"""Pure functions: no file, clock, environment or random source."""
