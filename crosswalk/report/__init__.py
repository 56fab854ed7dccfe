"""What people open: pages, tables, figures and a workbook, all from the same links."""
