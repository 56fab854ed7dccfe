"""The pages of the report: one module a page, each from findings and a frame to bytes."""
