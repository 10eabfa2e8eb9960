# The window: frame, start, sign-in, menus.
app-late = 逾時 { $span }
app-left = 尚餘 { $span }
app-minutes = { $count } 分鐘
app-hours = { $count } 小時
app-days = { $count } 天
