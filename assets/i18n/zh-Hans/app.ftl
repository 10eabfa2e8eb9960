# The window: frame, start, sign-in, menus.
app-late = 迟 { $span }
app-left = 还剩 { $span }
app-minutes = { $count } 分钟
app-hours = { $count } 小时
app-days = { $count } 天
