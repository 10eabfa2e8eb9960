# The window: frame, start, sign-in, menus.
app-late = { $span } late
app-left = { $span } left
app-minutes = { $count } min
app-hours = { $count } h
app-days = { $count } d
