"""Quality and speed, measured. Each module is a command: ``python -m tests.bench.<name> --help``."""
