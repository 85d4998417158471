"""The verbs: read, check, plan, publish. ``checking`` stays light; ``publishing`` brings calendars and documents."""
