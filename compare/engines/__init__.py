"""Engines at the edge: slow, impure, behind protocols."""
