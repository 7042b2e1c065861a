"""Sheets: claims and evidence as rows of CSV or XLSX, read and written (docs/sheets.md).

`columns` is the one table of columns. Reading goes files -> headings, reading -> loading, planning -> checking ->
writing; what a row means becomes entries of the bundle format, so that one set of rules checks and writes both. A
large file is imported by `running`, batch by batch; the admin takes all of a small one at once. Writing a sheet is
`exporting`.
"""
