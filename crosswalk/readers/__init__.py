"""Documents in: one file a layout, all giving the same `Framework`."""
