"""The program's version, part of every report's signature."""

VERSION = "0.1.0"
