"""Tests of the mail that the office sends and reads."""
