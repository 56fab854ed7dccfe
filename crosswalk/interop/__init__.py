"""Files that other tools read: one file a format, each a pure function from what is known to its bytes."""
