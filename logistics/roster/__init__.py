"""The roster: posts that follow from a plan, who can take which, and who does."""
